using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications.Submissions;

/// <summary>The lead unit withdraws its application before recognition, and says why.</summary>
[For(Roles.Applicant)]
public sealed class Withdraw(Database database, LetterBox letters, StatutoryClock clock)
{
    /// <summary>Why.</summary>
    public sealed record Request
    {
        [LongText] public string Why { get; init; } = "";
    }

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor applicant, CancellationToken ct)
    {
        await using var work = await database.Begin(this, applicant, ct);
        var application = await work.Find<Application>("""
            select id, call_id, stage, case_state, form::text, policy_version, receipt_number, lead_credit_code, former_accounts
            from application
            where id = @applicationId for update
            """, new { applicationId });
        if (WhyNot(application, request, applicant) is { } refusal) return refusal;

        await work.Execute("""
            update application set stage = 'Withdrawn', withdrawn_why = @Why, closed_at = @Now where id = @applicationId
            """, new { applicationId, Why = request.Why.Trim(), clock.Now });
        await work.Publish(new ApplicationWithdrawn(applicationId, request.Why.Trim(), clock.Now));
        await letters.Tell(work, Audience.Unit(application!.LeadCreditCode), applicationId, $"申请已撤回",
            $"申报书 {application.ReceiptNumber} 已由贵单位撤回，本次申报程序终止。", $"/intake/applications/{applicationId}", Articles.Applications);
        await letters.Tell(work, application.OtherMembers, applicationId, $"贵单位参加的申报已撤回",
            $"申报书 {application.ReceiptNumber} 已由牵头单位撤回，本次申报程序终止。", $"/intake/calls/{application.CallId}", Articles.Applications);
        if (application.Stage is Stage.FormalReview or Stage.Correction
            && await work.Find<string>("select assigned_to from application where id = @applicationId", new { applicationId })
                is { } officer)
            await letters.Tell(work, Audience.Account(officer), applicationId, $"分配给您的申报书已撤回",
                $"申报书 {application.ReceiptNumber} 已由牵头单位撤回，无须再审查。", $"/intake/applications/{applicationId}", Articles.Applications);
        if (application.Stage is Stage.FormalReview or Stage.Correction && await work.Find<string>("""
            select b.credit_code from application a join recommending_body b on b.id = a.recommender_id where a.id = @applicationId
            """, new { applicationId }) is { } asked)
            await letters.Tell(work, Audience.Unit(asked), applicationId, $"请贵单位推荐的申报已撤回",
                $"申报书 {application.ReceiptNumber} 已由牵头单位撤回，无须再推荐。", $"/intake/applications/{applicationId}", Articles.Promotion);
        await work.Record(applicationId, nameof(Withdraw), request, policyVersion: application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Application? application, Request request, Actor applicant)
    {
        if (Application.WhyNotOwner(application, applicant) is { } unknown) return unknown;
        var policyVersion = application!.PolicyVersion;
        return application switch
        {
            { Stage: Stage.Draft } => Refusal.Conflict($"草稿尚未提交，无需撤回", policyVersion: policyVersion),
            { Stage: Stage.Withdrawn } => Refusal.Conflict($"申请已经撤回", policyVersion: policyVersion),
            { CaseState: ApplicationState.Recognised } => Refusal.Conflict($"联盟已获认定，申请不能再撤回", Articles.Notice, policyVersion),
            { Stage: Stage.Refused } or { CaseState: ApplicationState.Refused or ApplicationState.Declined } =>
                Refusal.Conflict($"申请已有结论，不能再撤回", Articles.Review, policyVersion),
            _ when string.IsNullOrWhiteSpace(request.Why) => Refusal.Invalid($"请说明撤回的理由", field: "why", policyVersion: policyVersion),
            _ => null,
        };
    }
}
