using Alliance.Certification.Instruments;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;

namespace Alliance.Certification.Redactions;

/// <summary>A copy of an instrument without what must not be read. The passages are not covered but gone: neither the page nor the PDF
/// has them.</summary>
public sealed record RedactedCopy
{
    /// <summary>What stands in the place of a passage, however long it was.</summary>
    public const string Mark = "■■■";

    /// <summary>The instrument.</summary>
    public Guid InstrumentId { get; init; }
    /// <summary>The copy, JSON.</summary>
    public string ContentJson { get; init; } = "";
    /// <summary>How many passages were taken out.</summary>
    public int Passages { get; init; }
    /// <summary>Why.</summary>
    public string Why { get; init; } = "";
    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }
    /// <summary>By whom.</summary>
    public string MadeByName { get; init; } = "";
    /// <summary>The hash of the copy.</summary>
    public byte[] Sha256 { get; init; } = [];

    /// <summary>The copy.</summary>
    public InstrumentContent Content => Json.Read<InstrumentContent>(ContentJson);

    internal const string Columns = "instrument_id, content as content_json, passages, why, made_at, made_by_name, sha256";

    /// <summary>The copy of an instrument; null where none was made.</summary>
    internal static Task<RedactedCopy?> Find(Database database, Guid instrumentId, CancellationToken ct)
        => database.Find<RedactedCopy>($"select {Columns} from redacted_copy where instrument_id = @instrumentId", new { instrumentId },
            ct);

    /// <summary>A content without these passages. A unit whose name is touched loses its credit code too, by which it would be
    /// found.</summary>
    internal static InstrumentContent Without(InstrumentContent content, IReadOnlyList<string> passages)
    {
        // The longest first: what holds another is taken out whole.
        var taken = passages.OrderByDescending(passage => passage.Length).ToList();
        return content with
        {
            Title = Text(content.Title),
            Paragraphs = [.. content.Paragraphs.Select(Text)],
            Lines = [.. content.Lines.Select(line => line with
            {
                Name = Text(line.Name),
                LeadUnit = Text(line.LeadUnit),
                Members = [.. line.Members.Select(Member)],
                Column = line.Column is null ? null : Text(line.Column),
                NoticeId = null,
            })],
        };

        string Text(string text) => taken.Aggregate(text, (left, passage) => left.Replace(passage, Mark, StringComparison.Ordinal));

        Unit Member(Unit unit) => Text(unit.Name) is var name && name == unit.Name && Text(unit.CreditCode) == unit.CreditCode
            ? unit : new(name, "");
    }

    /// <summary>Every text of a content that can be read.</summary>
    internal static IEnumerable<string> Texts(InstrumentContent content) =>
    [
        content.Title, .. content.Paragraphs,
        .. content.Lines.SelectMany(line => (IEnumerable<string>)[line.Name, line.LeadUnit, line.Column ?? "",
            .. line.Members.SelectMany(unit => (string[])[unit.Name, unit.CreditCode])]),
    ];
}
