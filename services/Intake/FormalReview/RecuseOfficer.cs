using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Intake.Applications;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Intake.FormalReview;

/// <summary>An officer who has an interest in an application keeps away from it 回避, for good; it goes back to the queue for the
/// others.</summary>
[For(Roles.IntakeOfficer)]
public sealed class RecuseOfficer(Database database, LetterBox letters, StatutoryClock clock)
{
    /// <summary>Why.</summary>
    public sealed record Request
    {
        [LongText] public string Why { get; init; } = "";
    }

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var application = await work.Find<Application>("""
            select id, stage, policy_version, receipt_number,
              exists(select 1 from officer_recusal r where r.application_id = a.id and r.account = @Account) as recused
            from application a where id = @applicationId for update
            """, new { applicationId, officer.Account });
        if (WhyNot(application, request) is { } refusal) return refusal;

        await work.Execute("""
            insert into officer_recusal(application_id, account, name, why, recused_at)
            values (@applicationId, @Account, @Name, @Why, @Now);
            update application set assigned_to = null, assigned_to_name = null, assigned_at = null
            where id = @applicationId and assigned_to = @Account
            """, new { applicationId, officer.Account, officer.Name, Why = request.Why.Trim(), clock.Now });
        await letters.Tell(work, Audience.Office(Roles.IntakeOfficer), applicationId, $"受理人员回避，请重新分配",
            $"{officer.Name}对申报书 {application!.ReceiptNumber} 申请回避，请分配给其他受理人员。", $"/intake/applications/{applicationId}", Articles.Review);
        await work.Record(applicationId, nameof(RecuseOfficer), request, Articles.Review, application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Application? application, Request request)
    {
        if (application is null || application.Stage == Stage.Draft) return Application.Unknown;
        if (application.Stage is not (Stage.FormalReview or Stage.Correction))
            return Refusal.Conflict($"形式审查已经结束，无需回避", Articles.Review, application.PolicyVersion);
        if (application.Recused) return Refusal.Conflict($"您已对这份申报书申请回避", Articles.Review, application.PolicyVersion);
        return string.IsNullOrWhiteSpace(request.Why)
            ? Refusal.Invalid($"请说明回避的事由，例如与申报单位有利害关系", Articles.Review, "why", application.PolicyVersion) : null;
    }
}
