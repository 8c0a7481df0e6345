using Alliance.Certification.Instruments;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;

namespace Alliance.Certification.Redactions;

/// <summary>The redacted copy of an instrument, on screen and on A4, for the bureau. Whoever asked gets it with the answer.</summary>
[ForReadingDeterminations]
public sealed class ReadRedactedCopy(Database database, PrintedPages pages)
{
    /// <param name="Content">The copy.</param>
    /// <param name="Sha256">Its hash.</param>
    public sealed record View(
        Guid InstrumentId, InstrumentContent Content, int Passages, string Why, DateTimeOffset MadeAt, string MadeByName, string Sha256);

    sealed record Paper
    {
        public byte[]? Pdf { get; init; }
    }

    public async Task<Outcome<View>> Handle(Guid instrumentId, CancellationToken ct)
        => await RedactedCopy.Find(database, instrumentId, ct) is { } copy
            ? new View(instrumentId, copy.Content, copy.Passages, copy.Why, copy.MadeAt, copy.MadeByName,
                Convert.ToHexStringLower(copy.Sha256))
            : Refusal.NotFound($"没有遮盖副本");

    /// <summary>The copy as PDF, printed once.</summary>
    public async Task<IResult> Print(Guid instrumentId, CancellationToken ct)
        => await RedactedCopy.Find(database, instrumentId, ct) is { } copy
            ? PrintedPages.Answer(await Kept(copy, ct), $"{copy.Content.Number ?? copy.Content.Title}（遮盖副本）.pdf")
            : new Outcome(Refusal.NotFound($"没有遮盖副本"));

    internal async Task<Outcome<byte[]>> Kept(RedactedCopy copy, CancellationToken ct)
    {
        var id = copy.InstrumentId;
        if (await database.Find<Paper>("select pdf from redacted_copy where instrument_id = @id", new { id }, ct) is { Pdf: { } kept })
            return kept;
        var printed = await pages.Pdf<InstrumentDocument>(new(copy.Content.Title, null, "paper.css"),
            new Dictionary<string, object?> { [nameof(InstrumentDocument.Content)] = copy.Content }, ct);
        if (printed.Value is not { } pdf) return printed;
        await using var work = await database.BeginAsSystem("certification", ct);
        // Made anew meanwhile: that copy is printed when it is asked for.
        await work.Execute("update redacted_copy set pdf = @pdf where instrument_id = @id and sha256 = @Sha256 and pdf is null",
            new { id, pdf, copy.Sha256 });
        await work.Record(id, "PrintRedactedCopy", new { sha256 = Convert.ToHexStringLower(copy.Sha256) });
        await work.Commit();
        return pdf;
    }
}
