using System.Security.Cryptography;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Intake.Applications.Confirmation;
using Alliance.Statute;

namespace Alliance.Intake.Applications.Handover;

/// <summary>
/// Who answers for an application offers it to another account of the lead unit (Art. 9): a code, told once, which that account enters.
/// Nothing changes until it does; offering again gives a new code and ends the old one.
/// </summary>
[For(Roles.Applicant)]
public sealed class OfferHandover(Database database, StatutoryClock clock)
{
    /// <summary>How long a code can be used.</summary>
    public const int Days = 7;

    /// <summary>The code to pass on, and until when it works.</summary>
    public sealed record Answer(string Code, DateTimeOffset ExpiresAt);

    public async Task<Outcome<Answer>> Handle(Guid applicationId, Actor holder, CancellationToken ct)
    {
        await using var work = await database.Begin(this, holder, ct);
        var application = await work.Find<Application>("""
            select id, stage, policy_version, lead_credit_code, former_accounts, held_by from application
            where id = @applicationId for update
            """, new { applicationId });
        if (WhyNot(application, holder) is { } refusal) return refusal;

        var code = RandomNumberGenerator.GetString(InviteMembers.Alphabet, 8);
        var expiresAt = clock.Now.AddDays(Days);
        await work.Execute("""
            insert into handover(application_id, code_sha256, offered_at, offered_by, offered_by_name, expires_at)
            values (@applicationId, @hash, @Now, @Account, @Name, @expiresAt)
            on conflict (application_id) do update
            set code_sha256 = excluded.code_sha256, wrong_codes = 0, offered_at = excluded.offered_at, offered_by = excluded.offered_by,
              offered_by_name = excluded.offered_by_name, expires_at = excluded.expires_at
            """, new { applicationId, hash = MemberConfirmation.HashOf(code), clock.Now, holder.Account, holder.Name, expiresAt });
        await work.Record(applicationId, nameof(OfferHandover), new { expiresAt }, Articles.Applications, application!.PolicyVersion);
        await work.Commit();
        return new Answer($"{code[..4]}-{code[4..]}", expiresAt);
    }

    internal static Refusal? WhyNot(Application? application, Actor holder)
    {
        if (Application.WhyNotOwner(application, holder) is { } unknown) return unknown;
        if (WhyNotStage(application!) is { } over) return over;
        return application!.HeldBy is null || application.HeldBy == holder.Account ? null
            : Refusal.Forbidden($"只有经办账号可以移交；原经办人不能办理的，请由本单位书面说明，由受理人员变更", Articles.Applications);
    }

    /// <summary>Why nobody has to answer for it any more; null while somebody has.</summary>
    internal static Refusal? WhyNotStage(Application application) => application.Stage is Stage.Refused or Stage.Withdrawn
        ? Refusal.Conflict($"本次申报程序已结束，无需移交", Articles.Applications, application.PolicyVersion) : null;
}
