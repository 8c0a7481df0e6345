using Alliance.Core.Calendars;
using Alliance.Core.Rules;
using Alliance.Core.Text;
using Alliance.Statute.Policies;

namespace Alliance.Workflows.Policies;

/// <summary>The policy versions this installation knows, what differs between two of them, and whether a draft could be one.</summary>
public sealed class ListPolicies(StatutoryClock clock, Words words)
{
    /// <summary>One version.</summary>
    /// <param name="Version">kunming-2016.1.</param>
    /// <param name="Title">Title of the statute.</param>
    /// <param name="Status">May it decide cases?</param>
    /// <param name="AppliesToday">True for the one under which a case opened today is decided.</param>
    /// <param name="EffectiveFrom">In force from.</param>
    /// <param name="EffectiveTo">Last day; null while open.</param>
    /// <param name="Missing">Parameters its source did not show.</param>
    public sealed record Item(
        string Version,
        string Title,
        PolicyStatus Status,
        bool AppliesToday,
        DateOnly? EffectiveFrom,
        DateOnly? EffectiveTo,
        IReadOnlyList<string> Missing);

    /// <summary>One difference.</summary>
    /// <param name="Path">JSON path.</param>
    /// <param name="Parameter">What people call it.</param>
    /// <param name="Before">JSON; null where it has none.</param>
    /// <param name="After">JSON; null where it has none.</param>
    public sealed record Difference(string Path, string Parameter, string? Before, string? After);

    /// <summary>A draft that is right.</summary>
    /// <param name="Version">Its version.</param>
    /// <param name="Status">Its status.</param>
    /// <param name="Missing">Parameters it leaves open.</param>
    /// <param name="WhyNotBeside">Why it cannot stand beside the known versions; null when it can.</param>
    /// <param name="ComparedWith">The version in force.</param>
    /// <param name="Differences">What it changes against that.</param>
    public sealed record Checked(
        string Version,
        PolicyStatus Status,
        IReadOnlyList<string> Missing,
        string? WhyNotBeside,
        string ComparedWith,
        IReadOnlyList<Difference> Differences);

    public IReadOnlyList<Item> Handle()
    {
        var applies = PolicyBook.InForce(clock.Today).Version;
        return [.. PolicyBook.All.OrderBy(p => p.Status).ThenBy(p => p.Document.EffectiveFrom).Select(p => new Item(
            p.Version, p.Title, p.Status, p.Version == applies, p.Document.EffectiveFrom, p.Document.EffectiveTo,
            PolicyParameters.Missing(p.Document)))];
    }

    public Outcome<IReadOnlyList<Difference>> Compare(string? before, string? after)
        => PolicyBook.Known(before) is { } one && PolicyBook.Known(after) is { } other
            ? new Outcome<IReadOnlyList<Difference>>(Between(one, other), null) : Refusal.NotFound($"没有这个政策版本");

    public Outcome<Checked> Check(string document)
    {
        var reading = PolicyReader.Read(document);
        if (reading.Value is not { } draft) return Refusal.Invalid(reading.Faults);
        var inForce = PolicyBook.InForce(clock.Today);
        return new Checked(draft.Version, draft.Status, PolicyParameters.Missing(draft.Document),
            PolicyBook.WhyNotAdd(PolicyBook.All, draft) is { } why ? words.Say(why) : null, inForce.Version, Between(inForce, draft));
    }

    List<Difference> Between(Policy one, Policy other)
        => [.. PolicyComparison.Between(one, other).Select(c => new Difference(c.Path, PolicyWords.Of(c.Path, words), c.Before, c.After))];
}
