using Alliance.Core.Rules;
using Alliance.Core.Text;
using Alliance.Statute.Policies;

namespace Alliance.Certification.Legacy;

/// <summary>What was read from a workbook, and waits to be confirmed.</summary>
public sealed record LegacyImport
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; }
    /// <summary>Name of the workbook.</summary>
    public string FileName { get; init; } = "";
    /// <summary>When it was read.</summary>
    public DateTimeOffset UploadedAt { get; init; }
    /// <summary>For whom.</summary>
    public string UploadedByName { get; init; } = "";
    /// <summary>When it was confirmed; null while it waits.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }
    /// <summary>By whom.</summary>
    public string? ConfirmedByName { get; init; }
    /// <summary>How many alliances came into the register.</summary>
    public int? Entered { get; init; }
    /// <summary>The rows, JSON.</summary>
    public string EntriesJson { get; init; } = "";

    /// <summary>The rows.</summary>
    internal IReadOnlyList<LegacyEntry> Entries => Json.Read<List<LegacyEntry>>(EntriesJson);

    internal const string Columns
        = "id, file_name, uploaded_at, uploaded_by_name, confirmed_at, confirmed_by_name, entered, entries::text as entries_json";

    /// <summary>The policy under which they go on, and from when on nobody is recognised under that of 2013.</summary>
    internal static (Policy Policy, DateOnly RepealedOn) Now(DateOnly today)
    {
        var policy = PolicyBook.InForce(today);
        return (policy, policy.Document.EffectiveFrom ?? today);
    }

    internal const string NamesTaken = "select name_key from reserved_name where released_at is null";
    internal const string CertificatesTaken = "select upper(certificate_number) from alliance";
    internal const string PlaquesTaken = "select upper(plaque_number) from alliance union select upper(number) from plaque";

    /// <summary>Each row with what keeps it out.</summary>
    internal static IReadOnlyList<(LegacyEntry Entry, IReadOnlyList<Fault> Faults)> Judge(
        IReadOnlyList<LegacyEntry> entries, LegacyEntry.Taken taken, DateOnly repealedOn)
        => [.. entries.Select(entry => (entry, entry.Faults(entries, taken, repealedOn)))];
}
