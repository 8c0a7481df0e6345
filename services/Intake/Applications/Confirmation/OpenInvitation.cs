using System.Security.Cryptography;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Forms;

namespace Alliance.Intake.Applications.Confirmation;

/// <summary>A member unit opens its invitation with the code and sees what it is to confirm: the agreement and its own part, nothing else
/// (Art. 8-2). Needs no account.</summary>
[ForEveryone]
public sealed class OpenInvitation(Database database, StatutoryClock clock)
{
    /// <summary>A code of forty bits and ten attempts: nobody guesses it.</summary>
    public const int MostWrongCodes = 10;

    /// <summary>The code.</summary>
    public sealed record Request
    {
        public string Code { get; init; } = "";
    }

    /// <summary>What the unit is asked to confirm.</summary>
    public sealed record Answer(
        Guid ApplicationId, string AllianceName, string LeadUnit, MemberUnit Member, Agreement Agreement, string LiableUnit,
        IReadOnlyList<string> Members, ConfirmationState State, DateTimeOffset ClosesAt, string PolicyVersion);

    sealed record Row
    {
        public Guid ApplicationId { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnit { get; init; } = "";
        public string Form { get; init; } = "";
        public string PolicyVersion { get; init; } = "";
        public DateTimeOffset ClosesAt { get; init; }
    }

    public async Task<Outcome<Answer>> Handle(Guid confirmationId, Request request, Actor actor, CancellationToken ct)
    {
        var confirmation = await database.Find<MemberConfirmation>(
            $"select {MemberConfirmation.Columns} from confirmation where id = @confirmationId", new { confirmationId }, ct);
        if (WhyNot(confirmation, request.Code) is { } refusal)
        {
            if (confirmation is { WrongCodes: < MostWrongCodes } && !string.IsNullOrWhiteSpace(request.Code))
                await Count(confirmation, actor, ct);
            return refusal;
        }
        var row = (await database.Find<Row>("""
            select a.id as application_id, a.alliance_name, a.lead_unit, a.form::text, a.policy_version, c.closes_at
            from application a join call c on c.id = a.call_id where a.id = @ApplicationId
            """, confirmation, ct))!;
        var form = Json.Read<ApplicationForm>(row.Form);
        if (form.Members.FirstOrDefault(m => m.CreditCode == confirmation!.CreditCode) is not { } member)
            return Refusal.Conflict($"牵头单位已把贵单位从成员名单中移除，邀请不再有效", Articles.Agreement, row.PolicyVersion);
        return new Answer(row.ApplicationId, row.AllianceName, row.LeadUnit, member, form.Agreement,
            form.UnitName(form.Agreement.LiableCreditCode), [.. form.Members.Select(m => m.Name)], confirmation!.StateIn(form),
            row.ClosesAt, row.PolicyVersion);
    }

    async Task Count(MemberConfirmation confirmation, Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        await work.Execute("update confirmation set wrong_codes = wrong_codes + 1 where id = @Id", confirmation);
        await work.Record(confirmation.ApplicationId, nameof(OpenInvitation) + "WrongCode", new { confirmation.CreditCode, clock.Now });
        await work.Commit();
    }

    internal static Refusal? WhyNot(MemberConfirmation? confirmation, string code) => confirmation switch
    {
        null => Refusal.NotFound($"没有这份邀请，请核对链接或联系牵头单位"),
        { WrongCodes: >= MostWrongCodes } => Refusal.Forbidden($"邀请码输错次数过多，请联系牵头单位重新发出邀请"),
        _ when !CryptographicOperations.FixedTimeEquals(MemberConfirmation.HashOf(code), confirmation.CodeSha256) =>
            Refusal.Invalid($"邀请码不正确，请核对牵头单位告知的邀请码", field: "code"),
        _ => null,
    };
}
