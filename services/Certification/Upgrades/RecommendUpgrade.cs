using System.ComponentModel.DataAnnotations;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Upgrades;

/// <summary>The bureau recommends a valid alliance to a level of the policy, with its merits (Art. 7); once a level, unless the superior
/// declined.</summary>
[For(Roles.DecisionMaker)]
public sealed class RecommendUpgrade(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="AllianceId">The alliance.</param>
    /// <param name="Level">A level of the policy.</param>
    /// <param name="Addressee">Who decides, such as the province's department.</param>
    /// <param name="Merits">推荐理由.</param>
    public sealed record Request(
        Guid AllianceId, [MaxLength(50)] string? Level, [MaxLength(200)] string? Addressee, [LongText(2000)] string? Merits);

    /// <summary>The answer.</summary>
    public sealed record Recommended(Guid UpgradeId);

    public async Task<Outcome<Recommended>> Handle(Request request, Actor decisionMaker, CancellationToken ct)
    {
        await using var work = await database.Begin(this, decisionMaker, ct);
        var alliance = await RecognisedAlliance.Lock(work, request.AllianceId);
        var earlier = await work.Query<Upgrade>($"{Upgrade.Select} where u.alliance_id = @AllianceId", request);
        if (WhyNot(alliance, request, earlier) is { } refusal) return refusal;

        var (id, now, level) = (Guid.CreateVersion7(), clock.Now, request.Level!.Trim());
        var (addressee, merits) = (request.Addressee!.Trim(), request.Merits!.Trim());
        await work.Execute("""
            insert into upgrade(id, alliance_id, level, state, merits, addressee, recommended_at, recommended_by)
            values (@id, @AllianceId, @level, 'Recommended', @merits, @addressee, @now, @Name)
            """, new { id, request.AllianceId, level, merits, addressee, now, decisionMaker.Name });
        await work.Publish(new UpgradeRecommended(id, alliance!.Id, level, alliance.Application, now));
        await letters.Tell(work, [Audience.Unit(alliance.Application.LeadUnit.CreditCode), Audience.Office(Roles.CertificationOfficer)],
            alliance.Id, $"联盟已推荐升级", $"本局已向{addressee}推荐“{alliance.Name}”升级为{level}联盟，等待上级决定。",
            $"/verify/{alliance.CertificateNumber}", Articles.Authority);
        await work.Record(alliance.Id, nameof(RecommendUpgrade), new { upgradeId = id, level, addressee, merits }, Articles.Authority,
            alliance.Application.PolicyVersion);
        await work.Commit();
        return new Recommended(id);
    }

    internal static Refusal? WhyNot(RecognisedAlliance? alliance, Request request, IReadOnlyList<Upgrade> earlier)
    {
        if (alliance is null) return Refusal.NotFound($"没有这个联盟");
        var (policy, version) = (alliance.Policy, alliance.Application.PolicyVersion);
        if (alliance.Status != AllianceStatus.Valid) return Refusal.Conflict($"只有认定有效的联盟可以推荐升级", Articles.Authority, version);
        var levels = policy.Document.AwardLevels?.Select(one => one.Level).ToList() ?? [];
        if (levels.Count == 0) return Refusal.Conflict($"政策没有规定可以推荐的级别", Articles.Authority, version);
        var level = request.Level?.Trim();
        var faults = new List<Fault>();
        if (level is null || !levels.Contains(level))
            faults.Add(new($"请选择政策规定的级别：{string.Join("、", levels)}", Articles.Authority, "level"));
        if (string.IsNullOrWhiteSpace(request.Addressee)) faults.Add(new($"请填写推荐给哪个上级部门", Articles.Authority, "addressee"));
        if (string.IsNullOrWhiteSpace(request.Merits)) faults.Add(new($"请填写推荐理由", Articles.Authority, "merits"));
        if (faults.Count > 0) return Refusal.Invalid(faults, version);
        if (earlier.FirstOrDefault(one => one.Level == level && one.State != UpgradeState.Closed) is { } same)
            return same.State == UpgradeState.Confirmed
                ? Refusal.Conflict($"该联盟已获{level}认定，每个级别只推荐一次", Articles.Authority, version)
                : Refusal.Conflict($"该联盟已推荐为{level}，等待上级决定", Articles.Authority, version);
        // The levels of the policy stand in their order.
        return policy.Document.UpgradeInOrder == true
            && levels.TakeWhile(one => one != level)
                .FirstOrDefault(one => !earlier.Any(e => e.Level == one && e.State == UpgradeState.Confirmed)) is { } before
            ? Refusal.Conflict($"政策规定逐级推荐：获得{before}认定后，才能推荐为{level}", Articles.Authority, version)
            : null;
    }
}
