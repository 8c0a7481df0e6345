using System.Security.Cryptography;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Intake.Applications.Confirmation;
using Alliance.Letters;
using Alliance.Statute;

namespace Alliance.Intake.Applications.Handover;

/// <summary>Another account of the lead unit takes an application over with the code it was given (Art. 9). From then on the one who
/// offered it no longer sees it.</summary>
[For(Roles.Applicant)]
public sealed class AcceptHandover(Database database, LetterBox letters, StatutoryClock clock)
{
    /// <summary>The code.</summary>
    public sealed record Request
    {
        public string Code { get; init; } = "";
    }

    /// <summary>An offer as this rule looks at it.</summary>
    internal sealed record Offer
    {
        public byte[] CodeSha256 { get; init; } = [];
        public int WrongCodes { get; init; }
        public string OfferedBy { get; init; } = "";
        public string OfferedByName { get; init; } = "";
        public DateTimeOffset ExpiresAt { get; init; }
    }

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor successor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, successor, ct);
        var application = await work.Find<Application>("""
            select id, stage, policy_version, lead_credit_code, held_by from application where id = @applicationId for update
            """, new { applicationId });
        var offer = await work.Find<Offer>("""
            select code_sha256, wrong_codes, offered_by, offered_by_name, expires_at from handover where application_id = @applicationId
            """, new { applicationId });
        if (WhyNot(application, offer, successor, clock.Now) is { } refusal) return refusal;
        if (!CryptographicOperations.FixedTimeEquals(MemberConfirmation.HashOf(request.Code), offer!.CodeSha256))
        {
            await work.Execute("update handover set wrong_codes = wrong_codes + 1 where application_id = @applicationId",
                new { applicationId });
            await work.Record(applicationId, nameof(AcceptHandover) + "WrongCode", policyVersion: application!.PolicyVersion);
            await work.Commit();
            return Refusal.Invalid($"移交码不正确，请核对原经办人告知的移交码", field: "code");
        }

        await work.Execute("""
            update application set held_by = @Account, held_by_name = @Name,
              former_accounts = array_append(array_remove(array_remove(former_accounts, @Account), @OfferedBy), @OfferedBy)
              where id = @applicationId;
            delete from handover where application_id = @applicationId
            """, new { applicationId, successor.Account, successor.Name, offer.OfferedBy });
        await letters.Tell(work, Audience.Unit(application!.LeadCreditCode), applicationId, $"申报书的经办账号已变更",
            $"经办账号由{offer.OfferedByName}变更为{successor.Name}，原账号不能再查看或办理。", $"/intake/applications/{applicationId}", Articles.Applications);
        await work.Record(applicationId, nameof(AcceptHandover), new { from = offer.OfferedBy, to = successor.Account },
            Articles.Applications, application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    // Whoever handed it over may be given it back: having been the one before is no reason against.
    internal static Refusal? WhyNot(Application? application, Offer? offer, Actor successor, DateTimeOffset now)
    {
        if (application is null || !successor.BelongsTo(application.LeadCreditCode)) return Application.Unknown;
        if (OfferHandover.WhyNotStage(application) is { } over) return over;
        return offer switch
        {
            null => Refusal.Conflict($"没有待接受的移交，请原经办人先生成移交码", Articles.Applications, application.PolicyVersion),
            _ when offer.ExpiresAt <= now => Refusal.Conflict($"移交码已过期，请原经办人重新生成", Articles.Applications, application.PolicyVersion),
            { WrongCodes: >= OpenInvitation.MostWrongCodes } => Refusal.Forbidden($"移交码输错次数过多，请原经办人重新生成"),
            _ when offer.OfferedBy == successor.Account =>
                Refusal.Conflict($"移交码须由接手的账号输入，不能由原经办人自己输入", Articles.Applications, application.PolicyVersion),
            _ => null,
        };
    }
}
