using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;

namespace Alliance.Certification.Legacy;

/// <summary>What was read from workbooks, and of one of them every row with what keeps it out of the register (Art. 19).</summary>
[ForReadingDeterminations]
public sealed class ReadLegacy(Database database, StatutoryClock clock, Words words)
{
    /// <summary>A row, as it would be entered.</summary>
    /// <param name="Entry">As it was typed.</param>
    /// <param name="Members">How many member units, the lead among them.</param>
    /// <param name="Faults">What keeps it out, a sentence each; none where it can be entered.</param>
    public sealed record Line(LegacyEntry Entry, int Members, IReadOnlyList<string> Faults);

    /// <summary>One workbook.</summary>
    /// <param name="Import">Which.</param>
    /// <param name="Lines">Its rows.</param>
    public sealed record View(LegacyImport Import, IReadOnlyList<Line> Lines);

    /// <summary>The latest workbooks.</summary>
    public Task<IReadOnlyList<LegacyImport>> Latest(CancellationToken ct) => database.Query<LegacyImport>(
        $"select {LegacyImport.Columns} from legacy_import order by uploaded_at desc, id desc limit 20", ct: ct);

    public async Task<Outcome<View>> Handle(Guid importId, CancellationToken ct)
    {
        if (await database.Find<LegacyImport>($"select {LegacyImport.Columns} from legacy_import where id = @importId",
            new { importId }, ct) is not { } import) return Refusal.NotFound($"没有这次导入");
        var (policy, repealedOn) = LegacyImport.Now(clock.Today);
        var taken = import.ConfirmedAt is null ? new LegacyEntry.Taken(
            (await database.Query<string>(LegacyImport.NamesTaken, ct: ct)).ToHashSet(),
            (await database.Query<string>(LegacyImport.CertificatesTaken, ct: ct)).ToHashSet(),
            (await database.Query<string>(LegacyImport.PlaquesTaken, ct: ct)).ToHashSet())
            // What was entered bears its own names by now.
            : new LegacyEntry.Taken(new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
        return new View(import, [.. LegacyImport.Judge(import.Entries, taken, repealedOn)
            .Select(judged => new Line(judged.Entry, judged.Entry.Summary(policy).Members.Count,
                [.. judged.Faults.Select(fault => words.Say(fault.Sentence))]))]);
    }
}
