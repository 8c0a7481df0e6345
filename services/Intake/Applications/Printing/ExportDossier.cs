using System.Globalization;
using System.IO.Compression;
using System.Text;
using Alliance.Core.Audit;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Documents;
using Alliance.Exports;

namespace Alliance.Intake.Applications.Printing;

/// <summary>
/// The whole file of an application as a ZIP: every submission to the letter, the last one as PDF (a page where nothing prints here), its
/// attachments, what the member units signed, the letters of who recommended it, what happened, and a manifest of hashes that
/// <c>sha256sum -c</c> checks. Written straight into the answer; no attachment is ever whole in memory.
/// </summary>
[ForReadingByStaff(Roles.Applicant)]
public sealed class ExportDossier(
    Database database, ReadApplication applications, PrintApplication print, DocumentStore documents, AuditTrail trail)
{
    sealed record Frozen
    {
        public int Number { get; init; }
        public string Content { get; init; } = "";
    }

    public async Task<IResult> Handle(Guid applicationId, Actor actor, CancellationToken ct)
    {
        var outcome = await applications.Handle(applicationId, actor, ct);
        if (outcome.Value is not { } application) return new Outcome(outcome.Refusal!);
        if (application.ReceiptNumber is null) return new Outcome(Refusal.NotFound($"申报书尚未提交"));
        return TypedResults.Stream(stream => Write(stream, application, actor, ct), "application/zip", $"{application.ReceiptNumber}.zip");
    }

    async Task Write(Stream stream, ReadApplication.Answer application, Actor actor, CancellationToken ct)
    {
        var manifest = new StringBuilder();
        await using var zip = new ZipWriter(stream);
        var submissions = await database.Query<Frozen>(
            "select number, content from submission where application_id = @ApplicationId order by number", application, ct);
        foreach (var frozen in submissions)
            await Text(string.Create(CultureInfo.InvariantCulture, $"submission-{frozen.Number}.json"), frozen.Content);
        // What the unit is changing in a correction is not what it submitted.
        var last = Json.Read<Submission>(submissions[^1].Content);
        var submitted = application with { IsOwn = false, Form = last.Form, Attachments = last.Attachments };
        if ((await print.Pdf(submitted, ct)).Value is { } pdf)
            await Entry("申报书.pdf", target => target.WriteAsync(pdf, ct).AsTask(), CompressionLevel.NoCompression);
        else await Text("申报书.html", await print.Html(submitted));
        foreach (var (number, attachment) in last.Attachments.Index()) await Document("attachments", number, attachment.AttachmentId,
            attachment.FileName);
        foreach (var (number, evidence) in (await database.Query<StoredDocument>("""
            select d.id, d.file_name from confirmation c join document d on d.id = c.evidence_id where c.application_id = @ApplicationId
            order by c.credit_code
            """, application, ct)).Index())
            await Document("confirmations", number, evidence.Id, evidence.FileName);
        foreach (var (number, letter) in (await database.Query<StoredDocument>("""
            select d.id, d.file_name from recommendation r join document d on d.id = r.document_id
            where r.application_id = @ApplicationId and r.withdrawn_at is null order by r.given_at
            """, application, ct)).Index())
            await Document("recommendations", number, letter.Id, letter.FileName);
        if (!actor.Is(Roles.Applicant)) await Text("audit.json", Json.Write(await trail.Of(application.ApplicationId, ct)));
        await zip.Add("manifest.sha256", manifest.ToString(), ct);

        Task Text(string name, string text)
            => Entry(name, target => target.WriteAsync(Encoding.UTF8.GetBytes(text), ct).AsTask(), CompressionLevel.Fastest);

        // PDF, images and Office files are compressed already.
        Task Document(string folder, int number, Guid id, string fileName)
            => Entry(string.Create(CultureInfo.InvariantCulture, $"{folder}/{number + 1:00}-{FileNames.Safe(fileName)}"),
                target => documents.CopyTo(id, target, ct), CompressionLevel.NoCompression);

        async Task Entry(string name, Func<Stream, Task> write, CompressionLevel compression)
            => manifest.Append((await zip.AddHashed(name, write, compression)).Line);
    }
}
