using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Upgrades;

/// <summary>The superior did not recognise the alliance at this level; it can be recommended to it anew (Art. 7).</summary>
[For(Roles.CertificationOfficer)]
public sealed class DeclineUpgrade(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Why">As the superior says it.</param>
    public sealed record Request([LongText(1000)] string? Why);

    public async Task<Outcome> Handle(Guid upgradeId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var upgrade = await Upgrade.Lock(work, upgradeId);
        if (WhyNot(upgrade, request) is { } refusal) return refusal;

        var (why, now) = (request.Why!.Trim(), clock.Now);
        await work.Execute("""
            update upgrade set state = 'Closed', closed_why = @why, decided_at = @now, decided_by = @Name where id = @upgradeId
            """, new { upgradeId, why, now, officer.Name });
        await work.Publish(new UpgradeDeclined(upgradeId, upgrade!.AllianceId, why, now));
        await letters.Tell(work, Audience.Unit(upgrade.LeadCreditCode), upgrade.AllianceId, $"推荐升级未获认定",
            $"推荐“{upgrade.AllianceName}”升级为{upgrade.Level}联盟，上级未予认定：{why.TrimEnd('。')}。本市的认定不受影响。", $"/portal#registry",
            Articles.Authority);
        await work.Record(upgrade.AllianceId, nameof(DeclineUpgrade), new { upgradeId, upgrade.Level, why }, Articles.Authority,
            upgrade.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Upgrade? upgrade, Request request) => ConfirmUpgrade.WhyNotDecided(upgrade)
        ?? (string.IsNullOrWhiteSpace(request.Why)
            ? Refusal.Invalid($"请填写上级未予认定的说明", Articles.Authority, "why", upgrade!.PolicyVersion) : null);
}
