using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Certification.Instruments;

/// <summary>One instrument with its matters, as the office works on it.</summary>
[ForReadingDeterminations]
public sealed class ReadInstrument(Database database, StatutoryClock clock, IEnumerable<ISigning> signings)
{
    /// <summary>A matter of the instrument.</summary>
    public sealed record Item(
        Guid MatterId, Guid ApplicationId, Guid? AllianceId, string AllianceName, string LeadUnit, int Members, MatterState State,
        string? DroppedWhy);

    /// <param name="Preview">What it says, or will say when it is signed today.</param>
    /// <param name="NextNumber">The number it would get; null where it has one, or its kind has none.</param>
    /// <param name="IsDayOff">True when today is no working day.</param>
    public sealed record View(
        Guid InstrumentId, InstrumentKind Kind, InstrumentState State, string Title, string Body, InstrumentContent Preview,
        IReadOnlyList<Item> Matters, Disclosure Disclosure, string? DisclosureWhy, DateTimeOffset DraftedAt, string DraftedBy,
        string DraftedByName, string? Remarks, DateTimeOffset? CheckedAt, string? CheckedByName, DateTimeOffset? SignedAt,
        DateOnly? SignedOn, string? SignedByName, string? Number, string? NumberWhy, string? NextNumber, string? WithdrawnWhy,
        string? Sha256, bool IsDayOff, string Article, string PolicyVersion);

    public async Task<Outcome<View>> Handle(Guid id, CancellationToken ct)
    {
        var i = await database.Find<Instrument>($"select {Instrument.Columns} from instrument where id = @id", new { id }, ct);
        if (i is null) return Refusal.NotFound($"没有这份文书");
        var matters = await database.Query<Matter>($"{Matter.Select} where m.instrument_id = @id order by m.since, m.id", new { id }, ct);
        var (signing, today) = (signings.Of(i.Kind), clock.Today);
        var preview = i.Content ?? InstrumentContent.Of(i, signing,
            [.. matters.Where(matter => matter.State == MatterState.Waiting).Select(matter => InstrumentContent.Line.Of(matter))],
            null, null, today);
        var series = i.SignedAt is null && i.WithdrawnAt is null ? Template.Series(i.Kind, i.Policy) : null;
        var next = series is null ? null : NumberRegister.Say(series, today.Year, 1 + await database.Scalar<int>("""
            select coalesce((select last from number_sequence where kind = @series and year = @Year), 0)
            """, new { series, today.Year }, ct));
        return new View(
            i.Id, i.Kind, i.State, i.Title, i.Body, preview,
            [.. matters.Select(m => new Item(m.Id, m.ApplicationId, m.AllianceId, m.Application.AllianceName, m.Application.LeadUnit.Name,
                m.Application.Members.Count, m.State, m.DroppedWhy))],
            i.Disclosure, i.DisclosureWhy, i.DraftedAt, i.DraftedBy, i.DraftedByName, i.Remarks, i.CheckedAt, i.CheckedByName, i.SignedAt,
            i.SignedOn, i.SignedByName, i.Number, i.NumberWhy, next, i.WithdrawnWhy,
            i.Sha256 is null ? null : Convert.ToHexStringLower(i.Sha256), clock.Calendar.IsDayOff(today) == true, signing.Article,
            i.PolicyVersion);
    }
}
