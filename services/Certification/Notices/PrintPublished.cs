using System.Security.Cryptography;
using Alliance.Certification.Instruments;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;

namespace Alliance.Certification.Notices;

/// <summary>A signed instrument on A4 (GB/T 9704), as PDF: printed once and kept with its hash, for whoever may read it.</summary>
[ForEveryone]
public sealed class PrintPublished(Database database, StatutoryClock clock, ReadPublished published, PrintedPages pages)
{
    sealed record Paper
    {
        public byte[] Pdf { get; init; } = [];
    }

    public async Task<IResult> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        var found = await published.Handle(id, actor, ct);
        return found.Value is { } view ? PrintedPages.Answer(await Kept(id, view.Content, ct), $"{view.Number ?? view.Title}.pdf")
            : new Outcome(found.Refusal!);
    }

    /// <summary>The PDF that is kept; printed now where none is.</summary>
    internal async Task<Outcome<byte[]>> Kept(Guid id, InstrumentContent content, CancellationToken ct)
    {
        if (await Find(id, ct) is { } kept) return kept.Pdf;
        var printed = await pages.Pdf<InstrumentDocument>(new(content.Title, null, "paper.css"),
            new Dictionary<string, object?> { [nameof(InstrumentDocument.Content)] = content }, ct);
        if (printed.Value is not { } pdf) return printed;
        await using (var work = await database.BeginAsSystem("certification", ct))
        {
            var sha256 = SHA256.HashData(pdf);
            // Two who print at once: the first one's stays.
            if (await work.Execute("""
                insert into instrument_paper(instrument_id, pdf, sha256, printed_at) values (@id, @pdf, @sha256, @now)
                on conflict (instrument_id) do nothing
                """, new { id, pdf, sha256, now = clock.Now }) == 1)
                await work.Record(id, nameof(PrintPublished), new { sha256 = Convert.ToHexStringLower(sha256) });
            else await work.Ignore(id, nameof(PrintPublished), new { }, "已经生成");
            await work.Commit();
        }
        return (await Find(id, ct))!.Pdf;
    }

    Task<Paper?> Find(Guid id, CancellationToken ct)
        => database.Find<Paper>("select pdf from instrument_paper where instrument_id = @id", new { id }, ct);
}
