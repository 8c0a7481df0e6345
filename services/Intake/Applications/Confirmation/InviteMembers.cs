using System.Security.Cryptography;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Letters;
using Alliance.Statute;

namespace Alliance.Intake.Applications.Confirmation;

/// <summary>
/// The lead unit invites its members to confirm (Art. 8-2): a link and a code for each, which it passes on as it sees fit. The codes are
/// told once; inviting a unit again gives it a new one and asks it anew.
/// </summary>
[For(Roles.Applicant)]
public sealed class InviteMembers(Database database, LetterBox letters, StatutoryClock clock)
{
    // Without letters and digits that are mistaken for each other when read aloud.
    internal const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>Which units; none named: all that have not been invited.</summary>
    public sealed record Request
    {
        public IReadOnlyList<string> CreditCodes { get; init; } = [];
    }

    /// <summary>An invitation to pass on.</summary>
    public sealed record Invitation(Guid ConfirmationId, string UnitName, string CreditCode, string Code);

    public async Task<Outcome<IReadOnlyList<Invitation>>> Handle(Guid applicationId, Request request, Actor applicant, CancellationToken ct)
    {
        await using var work = await database.Begin(this, applicant, ct);
        var application = await work.Find<Application>("""
            select id, stage, form::text, policy_version, lead_credit_code, former_accounts
            from application
            where id = @applicationId for update
            """, new { applicationId });
        if (WhyNot(application, request, applicant) is { } refusal) return refusal;

        var known = (await work.Query<string>("select credit_code from confirmation where application_id = @applicationId",
            new { applicationId })).ToHashSet();
        var invitations = new List<Invitation>();
        foreach (var member in application!.ReadForm().Members.Where(m => m is { IsLead: false, CreditCode.Length: > 0 })
            .DistinctBy(m => m.CreditCode)
            .Where(m => request.CreditCodes.Count > 0 ? request.CreditCodes.Contains(m.CreditCode) : !known.Contains(m.CreditCode)))
        {
            var code = RandomNumberGenerator.GetString(Alphabet, 8);
            var id = (await work.Query<Guid>("""
                insert into confirmation(id, application_id, credit_code, unit_name, code_sha256, state, invited_at, invited_by)
                values (@id, @applicationId, @CreditCode, @Name, @code, 'Invited', @Now, @Account)
                on conflict (application_id, credit_code) do update set unit_name = excluded.unit_name, code_sha256 = excluded.code_sha256,
                  wrong_codes = 0, state = 'Invited',
                  invited_at = excluded.invited_at, invited_by = excluded.invited_by, signatory = null, signed_on = null,
                    evidence_id = null, content_sha256 = null, why = null, answered_at = null
                returning id
                """, new
            {
                id = Guid.CreateVersion7(),
                applicationId,
                member.CreditCode,
                member.Name,
                code = MemberConfirmation.HashOf(code),
                clock.Now,
                applicant.Account
            }))[0];
            await letters.Tell(work, Audience.Unit(member.CreditCode), applicationId, $"邀请贵单位确认加入联盟",
                $"{applicant.Unit!.Name}邀请贵单位确认加入联盟、任务分工和联盟协议，邀请码由该单位告知。", $"/intake/confirmations/{id}", Articles.Agreement);
            invitations.Add(new(id, member.Name, member.CreditCode, $"{code[..4]}-{code[4..]}"));
        }
        await work.Record(applicationId, nameof(InviteMembers), new { units = invitations.Select(i => i.CreditCode) },
            Articles.Agreement, application.PolicyVersion);
        await work.Commit();
        return new Outcome<IReadOnlyList<Invitation>>(invitations, null);
    }

    internal static Refusal? WhyNot(Application? application, Request request, Actor applicant)
    {
        if (Application.WhyNotOwner(application, applicant) is { } unknown) return unknown;
        if (application!.Stage is not (Stage.Draft or Stage.Correction))
            return Refusal.Conflict($"申报书已提交，不能再邀请成员单位确认", Articles.Applications, application.PolicyVersion);
        var members = application.ReadForm().Members;
        List<Fault> faults = [.. request.CreditCodes.Where(code => !members.Any(m => m.CreditCode == code && !m.IsLead))
            .Select(code => new Fault($"没有信用代码为“{code}”的成员单位", Articles.Agreement, "creditCodes"))];
        return faults.Count > 0 ? Refusal.Invalid(faults, application.PolicyVersion) : null;
    }
}
