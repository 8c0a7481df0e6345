using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Alliance.Platform.Audit;
using Alliance.Platform.Data;
using Alliance.Platform.Documents;
using Alliance.Platform.Exports;
using Alliance.Platform.Hosting;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Alliance.Intake.Applications;

/// <summary>
/// The whole file of an application as a ZIP: every submission to the letter, a page to read and print, all attachments, what happened, and a
/// manifest of hashes that <c>sha256sum -c</c> checks. Written straight into the answer; no attachment is ever whole in memory.
/// </summary>
public sealed class ExportDossier(
    Database database, ReadApplication applications, DocumentStore documents, AuditTrail trail, Words words, IServiceProvider services, ILoggerFactory logs, IWebHostEnvironment site, IHttpContextAccessor http)
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
        foreach (var frozen in await database.Query<Frozen>("""
            select number, content from submissions where application_id = @ApplicationId order by number
            """, application, ct))
            await Text(string.Create(CultureInfo.InvariantCulture, $"submission-{frozen.Number}.json"), frozen.Content);
        await Text("申报书.html", await Page(application));
        foreach (var (number, attachment) in application.Attachments.Index())
            // PDF, images and Office files are compressed already.
            await Entry(string.Create(CultureInfo.InvariantCulture, $"attachments/{number + 1:00}-{Safe(attachment.FileName)}"), target => documents.CopyTo(attachment.AttachmentId, target, ct), CompressionLevel.NoCompression);
        if (!actor.Is(Roles.Applicant)) await Text("audit.json", Json.Write(await trail.Of(application.ApplicationId, ct)));
        await zip.Add("manifest.sha256", manifest.ToString(), ct);

        Task Text(string name, string text) => Entry(name, target => target.WriteAsync(Encoding.UTF8.GetBytes(text), ct).AsTask(), CompressionLevel.Fastest);

        Task Entry(string name, Func<Stream, Task> write, CompressionLevel compression) => zip.Add(name, async entry =>
        {
            await using var hashed = new HashingStream(entry);
            await write(hashed);
            manifest.Append(hashed.Hash()).Append("  ").Append(name).Append('\n');
        }, compression);
    }

    // The page carries its own stylesheet, so that it reads and prints without the system.
    async Task<string> Page(ReadApplication.Answer application)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        var body = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<DossierForm>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(DossierForm.Application)] = application,
            [nameof(DossierForm.Http)] = http.HttpContext,
        }))).ToHtmlString());
        await using var style = site.WebRootFileProvider.GetFileInfo("_content/Alliance.Ui/alliance.css").CreateReadStream();
        using var reader = new StreamReader(style);
        var title = System.Net.WebUtility.HtmlEncode($"{application.ReceiptNumber} {application.AllianceName}");
        return $"""
            <!doctype html><html lang="{CultureInfo.CurrentUICulture.Name}"><head><meta charset="utf-8"><title>{title}</title><style>{await reader.ReadToEndAsync()}</style></head>
            <body class="wide"><main><h1>{title}</h1><p class="lead">{words["牵头单位"]} {System.Net.WebUtility.HtmlEncode(application.LeadUnit)}　{words["提交时间"]} {BeijingText.Of(application.SubmittedAt!.Value)}　SHA-256 {application.Sha256}</p>{body}</main></body></html>
            """;
    }

    static string Safe(string fileName) => string.Concat(fileName.Select(c => Path.GetInvalidFileNameChars().Contains(c) || c is '/' or '\\' ? '_' : c));

    /// <summary>Passes bytes on and hashes them on the way.</summary>
    sealed class HashingStream(Stream inner) : Stream
    {
        readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public string Hash() => Convert.ToHexStringLower(_hash.GetCurrentHash());

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _hash.AppendData(buffer.Span);
            await inner.WriteAsync(buffer, cancellationToken);
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Flush() => inner.Flush();
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
