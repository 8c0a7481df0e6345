using Alliance.Certification.Instruments;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Text;
using Alliance.Documents;

namespace Alliance.Certification.Notices;

/// <summary>Prints what was signed and nobody asked for yet, a few a minute, so that every signed instrument is kept as PDF. Where there is
/// no Chromium nothing is printed, and the page of the instrument stays.</summary>
public sealed class PrintInstruments(IServiceScopeFactory scopes, PdfPrinter printer, ILogger<PrintInstruments> log)
    : Rounds(TimeSpan.FromMinutes(1), log)
{
    const int AtOnce = 3;

    sealed record Row
    {
        public Guid Id { get; init; }
        public string Content { get; init; } = "";
    }

    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        if (!printer.IsAvailable) return;
        await using var scope = scopes.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<Database>().Query<Row>("""
            select i.id, i.content from instrument i where i.content like '{%' and not exists (
              select from instrument_paper p where p.instrument_id = i.id)
            order by i.signed_at limit @AtOnce
            """, new { AtOnce }, ct);
        var printing = scope.ServiceProvider.GetRequiredService<PrintPublished>();
        foreach (var row in rows) await printing.Kept(row.Id, Json.Read<InstrumentContent>(row.Content), ct);
    }
}
