using System.ComponentModel.DataAnnotations;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Text;

namespace Alliance.Certification.Upgrades;

/// <summary>The superior recognised the alliance: its document is put on file with number and day, and the register says so (Art. 7,
/// 12).</summary>
[For(Roles.CertificationOfficer)]
public sealed class ConfirmUpgrade(Database database, DocumentStore documents, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="SuperiorNumber">文号 of the superior's document.</param>
    /// <param name="SuperiorOn">Its day.</param>
    public sealed record Request([MaxLength(100)] string? SuperiorNumber, DateOnly? SuperiorOn);

    public async Task<Outcome> Handle(Guid upgradeId, Request request, IFormFile? file, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var hasFile = file is { Length: > 0 };
        var known = await Upgrade.Find(work, upgradeId);
        if (WhyNot(known, request, hasFile, clock.Today) is { } early) return early;
        var number = request.SuperiorNumber!.Trim();
        var stored = await documents.Store(work, known!.AllianceId, "upgrade", number, file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var upgrade = await Upgrade.Lock(work, upgradeId);
        if (WhyNot(upgrade, request, hasFile, clock.Today) is { } refusal) return refusal;

        await work.Execute("""
            update upgrade set state = 'Confirmed', superior_number = @number, superior_on = @SuperiorOn, document_id = @DocumentId,
              decided_at = @Now, decided_by = @Name
            where id = @upgradeId
            """, new { upgradeId, number, request.SuperiorOn, DocumentId = stored.Value!.Id, clock.Now, officer.Name });
        await work.Publish(new UpgradeConfirmed(upgradeId, upgrade!.AllianceId, upgrade.Level, number, request.SuperiorOn!.Value));
        await letters.Tell(work, Audience.Unit(upgrade.LeadCreditCode), upgrade.AllianceId, $"联盟已获上级认定",
            $"“{upgrade.AllianceName}”已获{upgrade.Level}认定，文号 {number}，名录已经注明。奖补另行办理。", $"/portal#registry", Articles.Authority);
        await work.Record(upgrade.AllianceId, nameof(ConfirmUpgrade),
            new { upgradeId, upgrade.Level, number, request.SuperiorOn, documentId = stored.Value.Id }, Articles.Authority,
            upgrade.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Upgrade? upgrade, Request request, bool hasFile, DateOnly today)
    {
        if (WhyNotDecided(upgrade) is { } refusal) return refusal;
        var faults = new List<Fault>();
        if (TypedText.Letters(request.SuperiorNumber).Length == 0)
            faults.Add(new($"请填写上级认定文件的文号", Articles.Authority, "superiorNumber"));
        if (request.SuperiorOn is not { } on) faults.Add(new($"请填写上级认定文件的日期", Articles.Authority, "superiorOn"));
        else if (on > today) faults.Add(new($"上级认定文件的日期不能晚于今天", Articles.Authority, "superiorOn"));
        else if (on < BeijingTime.DayOf(upgrade!.RecommendedAt))
            faults.Add(new($"上级认定文件的日期不能早于推荐的日期 {BeijingTime.DayOf(upgrade.RecommendedAt):yyyy-MM-dd}", Articles.Authority, "superiorOn"));
        if (!hasFile) faults.Add(new($"请选择要上传的文件", Articles.Authority, "file"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults, upgrade!.PolicyVersion);
    }

    /// <summary>What confirming and declining ask first: it was recommended, and the superior's answer is not on record.</summary>
    internal static Refusal? WhyNotDecided(Upgrade? upgrade) => upgrade switch
    {
        null => Refusal.NotFound($"没有这项推荐升级"),
        { State: UpgradeState.Recommended } => null,
        _ => Refusal.Conflict($"上级的决定已经登记", Articles.Authority, upgrade.PolicyVersion),
    };
}
