using System.ComponentModel.DataAnnotations;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Plaques;

/// <summary>
/// The plaque was handed over (授牌, Art. 11) or recovered (收回授牌). After a revocation recovery is due (Art. 17); after a cancellation the
/// text does not ask for it and the bureau does so by practice.
/// </summary>
[For(Roles.CertificationOfficer)]
public sealed class RecordPlaque(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <summary>One of the two.</summary>
    /// <param name="HandedOverOn">The day on which it was handed over.</param>
    /// <param name="RecoveredOn">The day on which it came back.</param>
    /// <param name="Ceremony">Where and when it was handed over, for the list of the ceremony.</param>
    /// <param name="Proof">收回凭证: who handed it in, the number of the slip; asked for when it is recovered.</param>
    public sealed record Request(
        DateOnly? HandedOverOn = null, DateOnly? RecoveredOn = null, [MaxLength(200)] string? Ceremony = null,
        [LongText(1000)] string? Proof = null);

    public async Task<Outcome> Handle(Guid allianceId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var alliance = await RecognisedAlliance.Lock(work, allianceId);
        if (WhyNot(alliance, request, clock.Today) is { } refusal) return refusal;

        var plaque = await Plaque.Of(work, alliance!);
        await work.Execute("""
            update plaque set state = @state, handed_over_on = coalesce(@HandedOverOn, handed_over_on),
              recovered_on = coalesce(@RecoveredOn, recovered_on), ceremony = coalesce(@ceremony, ceremony), recovery_proof = @proof
            where id = @Id
            """, new
        {
            plaque.Id,
            state = (request.HandedOverOn is null ? PlaqueState.Recovered : PlaqueState.HandedOver).ToString(),
            request.HandedOverOn,
            request.RecoveredOn,
            ceremony = Said(request.Ceremony),
            proof = Said(request.Proof),
        });
        await work.Execute("""
            update alliance set plaque_handed_over_on = coalesce(@HandedOverOn, plaque_handed_over_on),
              plaque_recovered_on = coalesce(@RecoveredOn, plaque_recovered_on)
            where id = @allianceId
            """, new { allianceId, request.HandedOverOn, request.RecoveredOn });
        var (lead, certificate) = (Audience.Unit(alliance!.Application.LeadUnit.CreditCode), $"/verify/{alliance.CertificateNumber}");
        if (request.HandedOverOn is { } handedOver)
            await letters.Tell(work, lead, allianceId, $"联盟已授牌",
                $"“{alliance.Name}”已于 {handedOver:yyyy-MM-dd} 授牌。", certificate, Articles.Notice);
        else
            await letters.Tell(work, lead, allianceId, $"牌匾已收回",
                $"“{alliance.Name}”的牌匾已于 {request.RecoveredOn!.Value:yyyy-MM-dd} 收回。", certificate,
                alliance.EndArticle);
        if (request.RecoveredOn is { } back && alliance.RevocationCaseId is { } caseId)
            await work.Publish(new PlaqueRecovered(caseId, allianceId, back, clock.Now));
        await work.Record(allianceId, nameof(RecordPlaque), request, request.HandedOverOn is null ? alliance.EndArticle
            : Articles.Notice, alliance.Application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    internal static Refusal? WhyNot(RecognisedAlliance? alliance, Request request, DateOnly today)
    {
        if (alliance is null) return Refusal.NotFound($"没有这个联盟");
        return (request.HandedOverOn, request.RecoveredOn) switch
        {
            ({ } day, null) => WhyNotHandOver(alliance, day, today),
            (null, { } day) => WhyNotRecover(alliance, day, today)
                ?? (Said(request.Proof) is null ? Refusal.Invalid($"请写明收回凭证：交回人、经办人和凭证编号", alliance.EndArticle, "proof") : null),
            _ => Refusal.Invalid($"请填写授牌日期或收回日期，一次登记一项"),
        };
    }

    static Refusal? WhyNotHandOver(RecognisedAlliance alliance, DateOnly day, DateOnly today) => alliance switch
    {
        { PlaqueHandedOverOn: not null } => Refusal.Conflict($"授牌日期已经登记", Articles.Notice),
        { IsAlive: false } => Refusal.Conflict($"认定资格已终止，不再授牌", alliance.EndArticle),
        _ when day < alliance.RecognisedOn =>
            Refusal.Invalid($"授牌日期不能早于认定日期 {alliance.RecognisedOn:yyyy-MM-dd}", Articles.Notice, "handedOverOn"),
        _ when day > today => Refusal.Invalid($"不能登记将来的日期", field: "handedOverOn"),
        _ => null,
    };

    static Refusal? WhyNotRecover(RecognisedAlliance alliance, DateOnly day, DateOnly today) => alliance switch
    {
        { Status: AllianceStatus.Valid or AllianceStatus.Cancelling } => Refusal.Conflict($"认定资格有效，不能收回授牌", Articles.Revocation),
        { PlaqueRecoveredOn: not null } => Refusal.Conflict($"收回日期已经登记"),
        { PlaqueHandedOverOn: null } => Refusal.Conflict($"尚未授牌，无须收回"),
        _ when day < alliance.EndedOn =>
            Refusal.Invalid($"收回日期不能早于资格终止日期 {alliance.EndedOn:yyyy-MM-dd}", alliance.EndArticle, "recoveredOn"),
        _ when day > today => Refusal.Invalid($"不能登记将来的日期", field: "recoveredOn"),
        _ => null,
    };
}
