using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications.Handover;

/// <summary>
/// An officer puts another account of the lead unit in the place of one that can no longer act, on the unit's written statement (Art. 9).
/// The account has rights only as far as it belongs to the unit: that the authority says at sign-in, not this step.
/// </summary>
[For(Roles.IntakeOfficer)]
public sealed class ReplaceHolder(Database database, LetterBox letters)
{
    /// <summary>Who shall answer for it, and why.</summary>
    public sealed record Request
    {
        public string Account { get; init; } = "";
        public string Name { get; init; } = "";
        [LongText] public string Why { get; init; } = "";
    }

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var application = await work.Find<Application>("""
            select a.id, a.stage, a.policy_version, a.lead_credit_code, a.held_by,
              exists(select 1 from officer_recusal r where r.application_id = a.id and r.account = @Account) as recused
            from application a where a.id = @applicationId for update
            """, new { applicationId, officer.Account });
        if (WhyNot(application, request) is { } refusal) return refusal;

        var (account, name) = (request.Account.Trim(), request.Name.Trim());
        await work.Execute("""
            update application set held_by = @account, held_by_name = @name,
              former_accounts = case when held_by is null then array_remove(former_accounts, @account)
                else array_append(array_remove(array_remove(former_accounts, @account), held_by), held_by) end
            where id = @applicationId;
            delete from handover where application_id = @applicationId
            """, new { applicationId, account, name });
        await letters.Tell(work, Audience.Unit(application!.LeadCreditCode), applicationId, $"申报书的经办账号已变更",
            $"受理人员依据贵单位的书面说明，把经办账号变更为{name}，原账号不能再查看或办理。", $"/intake/applications/{applicationId}", Articles.Applications);
        await work.Record(applicationId, nameof(ReplaceHolder), new { from = application.HeldBy, to = account, request.Why },
            Articles.Applications, application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Application? application, Request request)
    {
        // A draft is its unit's own business.
        if (application is null || application.Stage == Stage.Draft) return Application.Unknown;
        if (OfferHandover.WhyNotStage(application) is { } over) return over;
        if (FormalReview.Officers.WhyNot(application) is { } recused) return recused;
        List<Fault> faults = [];
        if (string.IsNullOrWhiteSpace(request.Account)) faults.Add(new($"请填写接手的账号", Articles.Applications, "account"));
        else if (request.Account.Trim() == application.HeldBy) faults.Add(new($"该账号已是经办账号", Articles.Applications, "account"));
        if (string.IsNullOrWhiteSpace(request.Name)) faults.Add(new($"请填写接手人的姓名", Articles.Applications, "name"));
        if (string.IsNullOrWhiteSpace(request.Why)) faults.Add(new($"请写明变更的理由和牵头单位的书面说明", Articles.Applications, "why"));
        return faults.Count > 0 ? Refusal.Invalid(faults, application.PolicyVersion) : null;
    }
}
