using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Exports;
using Alliance.Statute.Text;

namespace Alliance.Certification.Register;

/// <summary>The changes of the register as an Atom feed (RFC 4287): recognitions, changes, cancellations and revocations, the newest
/// first.</summary>
[ForEveryone]
public sealed class RegistryFeed(Database database, Words words, IConfiguration configuration)
{
    const int Entries = 50;

    sealed record Row
    {
        public Guid Id { get; init; }
        public StatusEventKind Kind { get; init; }
        public DateOnly OnDay { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
        public string? DocumentNumber { get; init; }
        public string? Sentence { get; init; }
        public string? Before { get; init; }
        public string? After { get; init; }
        public string Name { get; init; } = "";
        public string CertificateNumber { get; init; } = "";
    }

    public async Task<IResult> Handle(CancellationToken ct)
    {
        var origin = configuration["PublicOrigin"]?.TrimEnd('/') ?? "";
        var rows = await database.Query<Row>("""
            select e.id, e.kind, e.on_day, e.recorded_at, e.document_number, e.sentence, e.before, e.after, a.name, a.certificate_number
            from status_event e join alliance a on a.id = e.alliance_id order by e.recorded_at desc, e.id desc limit @Entries
            """, new { Entries }, ct);
        return AtomFeed.Of(words["认定名录"], words["科学技术局"], $"{origin}/registry", $"{origin}/certification/api/registry.atom",
            [.. rows.Select(row => new FeedEntry(row.Id, words["{0}：{1}", new Word(row.Kind.Word()), row.Name],
                $"{origin}/registry/{Uri.EscapeDataString(row.CertificateNumber)}", row.RecordedAt, row.RecordedAt,
                words["{0} 起", Ui.BeijingTime.Text(row.OnDay)], Content(row)))]);
    }

    string Content(Row row) => string.Join(words["；"], ((string?[])
    [
        row.CertificateNumber, row.DocumentNumber, row.Sentence,
        row.Before is null || row.After is null ? null : words["原为“{0}”，现为“{1}”", row.Before, row.After],
    ]).Where(said => !string.IsNullOrWhiteSpace(said)));
}
