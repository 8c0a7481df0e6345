using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alliance.Documents;
using Alliance.Local;
using Dapper;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Intake;

/// <summary>Files that arrive in pieces, in the words of tus 1.0, through the gateway.</summary>
[Collection(nameof(KnocksAtTheDoor))]
public sealed class UploadTests(RunningSystem system)
{
    static readonly byte[] Png =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    [Fact]
    public async Task An_upload_that_broke_off_goes_on_where_it_was_and_is_one_file()
    {
        var applicationId = await system.Draft("qiye1");
        var applicant = await system.SignedIn("qiye1");
        var file = Pdf(3 * 1024 * 1024 + 17);
        var upload = await Begin(applicant, applicationId, "长协议.pdf", file.Length);

        var part = new BrokenContent(file, after: 1_500_000,
            once: () => system.Eventually(() => Kept(upload), offset => offset is > 0 and < 3_000_000, "part of the file is kept"));
        await Assert.ThrowsAsync<HttpRequestException>(() => Send(applicant, upload, 0, part));
        Assert.DoesNotContain("长协议.pdf", (await applicant.Read(applicationId)).ToString(), StringComparison.Ordinal);
        // Whatever of the broken piece is still being written: who asks again learns where to go on.
        var again = await Begin(applicant, applicationId, "长协议.pdf", file.Length);
        HttpResponseMessage last;
        do
        {
            var offset = await Offset(applicant, upload);
            last = await Send(applicant, upload, offset,
                new ByteArrayContent(file, (int)offset, Math.Min(1_000_000, file.Length - (int)offset)));
        }
        while (last.StatusCode == HttpStatusCode.Conflict || await Offset(applicant, upload) < file.Length);

        Assert.Equal(upload, again);
        var attached = Assert.Single(await Attachments(applicant, applicationId), a => a.GetProperty("fileName").GetString() == "长协议.pdf");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), attached.GetProperty("sha256").GetString());
        Assert.Equal(file, await applicant.Http.GetByteArrayAsync(Address(applicationId, attached), TestContext.Current.CancellationToken));
    }

    // Asking the service would end the request that still sends, perhaps before its first byte was kept.
    async Task<long> Kept(Uri upload)
    {
        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices["intake"].Owner);
        return await database.ExecuteScalarAsync<long>("select received from upload where document_id = @id",
            new { id = Guid.Parse(upload.OriginalString.Split('/')[^1]) });
    }

    [Fact]
    public async Task A_proxy_that_knows_only_GET_and_POST_lets_uploads_through()
    {
        var applicationId = await system.Draft("qiye1");
        var applicant = await system.SignedIn("qiye1");
        var file = Pdf(1000);
        var upload = await Begin(applicant, applicationId, "代理.pdf", file.Length);

        using var sent = await Speak(applicant, HttpMethod.Post, upload, new ByteArrayContent(file), ("Upload-Offset", "0"),
            ("X-HTTP-Method-Override", "PATCH"));

        Assert.Equal(HttpStatusCode.NoContent, sent.StatusCode);
        Assert.Contains(await Attachments(applicant, applicationId), a => a.GetProperty("fileName").GetString() == "代理.pdf");
    }

    [Fact]
    public async Task More_than_was_announced_is_refused_and_never_cut()
    {
        var applicationId = await system.Draft("qiye1");
        var applicant = await system.SignedIn("qiye1");
        var file = Pdf(600_000);
        foreach (var content in (HttpContent[])[new ByteArrayContent(file), new StreamContent(new Unannounced(file))])
        {
            var upload = await Begin(applicant, applicationId, $"{Guid.NewGuid():N}.pdf", file.Length - 1);

            using var sent = await Send(applicant, upload, 0, content);

            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, sent.StatusCode);
            Assert.Equal("1.0.0", sent.Headers.GetValues("Tus-Resumable").Single());
            Assert.InRange(await Offset(applicant, upload), 0, file.Length - 2);
        }
        Assert.Equal(3, (await Attachments(applicant, applicationId)).Count);
    }

    [Fact]
    public async Task What_is_not_offered_or_not_said_is_refused_in_the_words_of_the_protocol()
    {
        var applicationId = await system.Draft("qiye1");
        var applicant = await system.SignedIn("qiye1");
        var uploads = new Uri($"/intake/api/applications/{applicationId}/uploads", UriKind.Relative);
        var upload = await Begin(applicant, applicationId, "协议.pdf", 100);
        (HttpStatusCode Expected, string Word, HttpResponseMessage Answer)[] answers =
        [
            (HttpStatusCode.UnprocessableEntity, "Upload-Concat",
                await Speak(applicant, HttpMethod.Post, uploads, null, ("Upload-Concat", "partial"), ("Upload-Length", "10"))),
            (HttpStatusCode.UnprocessableEntity, "Upload-Defer-Length",
                await Speak(applicant, HttpMethod.Post, uploads, null, ("Upload-Defer-Length", "1"))),
            (HttpStatusCode.BadRequest, "Upload-Length", await Speak(applicant, HttpMethod.Post, uploads, null)),
            (HttpStatusCode.BadRequest, "Upload-Offset", await Speak(applicant, HttpMethod.Patch, upload, new ByteArrayContent(Pdf(100)))),
            (HttpStatusCode.Conflict, "",
                await Speak(applicant, HttpMethod.Patch, upload, new ByteArrayContent(Pdf(100)), ("Upload-Offset", "7"))),
            (HttpStatusCode.UnsupportedMediaType, "",
                await Speak(applicant, HttpMethod.Patch, upload, new StringContent("x"), ("Upload-Offset", "0"))),
        ];

        foreach (var (expected, word, answer) in answers)
        {
            Assert.Equal(expected, answer.StatusCode);
            Assert.Equal("1.0.0", answer.Headers.GetValues("Tus-Resumable").Single());
            Assert.Contains(word, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            answer.Dispose();
        }
    }

    [Fact]
    public async Task Whoever_comes_back_at_once_goes_on_at_once()
    {
        var applicationId = await system.Draft("qiye1");
        var applicant = await system.SignedIn("qiye1");
        var file = Pdf(2 * 1024 * 1024);
        var upload = await Begin(applicant, applicationId, "马上继续.pdf", file.Length);
        // A sender that never ends: its connection lives, it only says nothing more.
        using var silence = new CancellationTokenSource();
        var part = new BrokenContent(file, after: 700_000, once: () => Task.Delay(Timeout.Infinite, silence.Token));
        var hanging = Send(applicant, upload, 0, part);
        await system.Eventually(async () => await Received(upload), received => received >= 512 * 1024, "part of the file is kept");

        var offset = await Offset(applicant, upload);
        using var rest = await Send(applicant, upload, offset, new ByteArrayContent(file, (int)offset, file.Length - (int)offset));

        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
        var attached = Assert.Single(await Attachments(applicant, applicationId), a => a.GetProperty("fileName").GetString() == "马上继续.pdf");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), attached.GetProperty("sha256").GetString());
        await silence.CancelAsync();
        await Record.ExceptionAsync(() => hanging);
    }

    [Theory]
    [InlineData("\u00EF\u00BB\u00BF%PDF-1.7\n", "带标记.pdf")]
    [InlineData("\r\n%PDF-1.7\n", "空行.pdf")]
    [InlineData("PK\u0003\u0004 ofd", "版式.ofd")]
    [InlineData("PK\u0003\u0004 wps", "文字.wps")]
    [InlineData("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1 wps", "旧文字.wps")]
    [InlineData("II*\u0000\u0008\u0000\u0000\u0000 scan", "扫描.tif")]
    [InlineData("MM\u0000*\u0000\u0000\u0000\u0008 scan", "扫描.tiff")]
    [InlineData("\u0000\u0000\u0000\u0018ftypheic\u0000\u0000 photo", "照片.heic")]
    public void What_offices_scan_and_write_is_taken(string content, string name)
        => Assert.NotNull(ContentTypes.Of(Encoding.Latin1.GetBytes(content), name).Value);

    [Theory]
    [InlineData("MZ\u0090\u0000\u0003\u0000\u0000\u0000 program", "文件“合同.pdf”不是 PDF、OFD、图片、Office 或 WPS 文件，请转换后上传")]
    [InlineData("\u0089PNG\r\n\u001a\n picture", "文件“合同.pdf”的内容是 PNG，与文件名的后缀不符，请核对后重新选择")]
    public async Task A_file_whose_content_is_not_what_its_name_says_is_refused(string content, string sentence)
    {
        var applicationId = await system.Draft("qiye1");
        var applicant = await system.SignedIn("qiye1");
        var file = Encoding.Latin1.GetBytes(content);
        var upload = await Begin(applicant, applicationId, "合同.pdf", file.Length);

        var inPieces = await Send(applicant, upload, 0, new ByteArrayContent(file));
        var whole = await applicant.Upload($"/intake/api/applications/{applicationId}/attachments", "合同.pdf", file,
            new Dictionary<string, string> { ["kind"] = "evidence" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, inPieces.StatusCode);
        Assert.Equal(sentence, JsonDocument.Parse(await inPieces.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .RootElement.GetProperty("title").GetString());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, sentence), (whole.Status, whole.Sentence));
        Assert.Equal(HttpStatusCode.NotFound, (await Ask(applicant, HttpMethod.Head, upload)).StatusCode);
        Assert.Equal(3, (await Attachments(applicant, applicationId)).Count);
    }

    [Fact]
    public async Task An_upload_belongs_to_its_unit_and_follows_the_protocol()
    {
        var applicationId = await system.Draft("qiye1");
        var applicant = await system.SignedIn("qiye1");
        var upload = await Begin(applicant, applicationId, "协议.pdf", 1000);

        Assert.Equal(HttpStatusCode.NotFound, (await Ask(await system.SignedIn("qiye2"), HttpMethod.Head, upload)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await Send(await system.SignedIn("qiye2"), upload, 0, new ByteArrayContent(Pdf(1000)))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await Send(applicant, upload, 500, new ByteArrayContent(new byte[500]))).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Ask(applicant, HttpMethod.Head, upload, version: "0.2.2")).StatusCode);
        Assert.Equal("creation,termination,expiration",
            Header(await Ask(applicant, HttpMethod.Options,
                new Uri($"/intake/api/applications/{applicationId}/uploads", UriKind.Relative)), "Tus-Extension"));
        var large = await Announce(applicant, applicationId, "过大.pdf", 101L * 1024 * 1024);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, large.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Ask(applicant, HttpMethod.Delete, upload)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Ask(applicant, HttpMethod.Head, upload)).StatusCode);
    }

    [Fact]
    public async Task An_upload_that_nobody_goes_on_with_for_a_day_is_removed()
    {
        var applicationId = await system.Draft("qiye1");
        var applicant = await system.SignedIn("qiye1");
        var upload = await Begin(applicant, applicationId, "协议.pdf", 1000);
        Assert.Equal(HttpStatusCode.NoContent, (await Send(applicant, upload, 0, new ByteArrayContent(Pdf(400)))).StatusCode);

        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices["intake"].Owner);
        await database.ExecuteAsync("update upload set touched_at = touched_at - interval '25 hours'");

        await system.Eventually(async () => (await Ask(applicant, HttpMethod.Head, upload)).StatusCode,
            status => status == HttpStatusCode.NotFound);
        Assert.Equal(0, await database.ExecuteScalarAsync<long>("select count(*) from document_chunk where document_id = @id",
            new { id = Guid.Parse(upload.ToString().Split('/')[^1]) }));
    }

    [Fact]
    public async Task What_is_submitted_takes_no_file_that_was_still_on_its_way()
    {
        var applicationId = await system.Draft("qiye1");
        var applicant = await system.SignedIn("qiye1");
        var upload = await Begin(applicant, applicationId, "晚到.pdf", 1000);
        (await applicant.Post($"/intake/api/applications/{applicationId}/submit")).Must();

        Assert.Equal(HttpStatusCode.Conflict, (await Send(applicant, upload, 0, new ByteArrayContent(Pdf(1000)))).StatusCode);

        Assert.DoesNotContain("晚到", (await applicant.Read(applicationId)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_shown_in_parts_and_never_run_or_guessed_at()
    {
        var applicationId = await system.Draft("qiye1");
        var applicant = await system.SignedIn("qiye1");
        (await applicant.Upload($"/intake/api/applications/{applicationId}/attachments", "图.png", Png,
            new Dictionary<string, string> { ["kind"] = "evidence" })).Must();
        var picture = (await Attachments(applicant, applicationId)).Single(a => a.GetProperty("fileName").GetString() == "图.png");
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(applicationId, picture)) { Headers = { Range = new(1, 3) } };

        using var part = await applicant.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("PNG"u8.ToArray(), await part.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("bytes 1-3/" + Png.Length, "image/png", "inline"),
            (part.Content.Headers.ContentRange!.ToString(), part.Content.Headers.ContentType!.ToString(),
                part.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal("nosniff", Header(part, "X-Content-Type-Options"));
        Assert.StartsWith("sandbox;", Header(part, "Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_files_with_the_same_bytes_are_told_apart_from_two_files()
    {
        var applicationId = await system.Draft("qiye1");
        var applicant = await system.SignedIn("qiye1");

        var page = await applicant.Http.GetStringAsync(new Uri($"/intake/applications/{applicationId}/attachments", UriKind.Relative),
            TestContext.Current.CancellationToken);

        // The three files of a draft are one and the same.
        Assert.Equal(2, page.Split("与“recommendation”是同一个文件").Length - 1);
    }

    /// <summary>Bytes that begin as a PDF does, and are like no other file's.</summary>
    internal static byte[] Pdf(int size)
    {
        var bytes = new byte[size];
        Random.Shared.NextBytes(bytes);
        "%PDF-1.4\n"u8.CopyTo(bytes);
        return bytes;
    }

    static Uri Address(Guid applicationId, JsonElement attachment)
        => new($"/intake/api/applications/{applicationId}/attachments/{attachment.GetProperty("attachmentId").GetGuid()}",
            UriKind.Relative);

    static async Task<IReadOnlyList<JsonElement>> Attachments(Person applicant, Guid applicationId)
        => [.. (await applicant.Read(applicationId)).GetProperty("attachments").EnumerateArray()];

    internal static async Task<Uri> Begin(Person applicant, Guid applicationId, string fileName, long size)
    {
        var answer = await Announce(applicant, applicationId, fileName, size);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return answer.Headers.Location!;
    }

    static Task<HttpResponseMessage> Announce(Person applicant, Guid applicationId, string fileName, long size)
    {
        static string Word(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        return Ask(applicant, HttpMethod.Post,
            new Uri($"/intake/api/applications/{applicationId}/uploads", UriKind.Relative), headers: new()
            {
                ["Upload-Length"] = $"{size}",
                ["Upload-Metadata"] = $"filename {Word(fileName)},kind {Word("evidence")},fingerprint {Word($"{fileName} {size}")}",
            });
    }

    internal static Task<HttpResponseMessage> Send(Person applicant, Uri upload, long offset, HttpContent piece)
    {
        piece.Headers.ContentType = new MediaTypeHeaderValue(Tus.PieceType);
        return Ask(applicant, HttpMethod.Patch, upload, piece, headers: new() { ["Upload-Offset"] = $"{offset}" });
    }

    static async Task<long> Offset(Person applicant, Uri upload)
        => long.Parse(Header(await Ask(applicant, HttpMethod.Head, upload), "Upload-Offset"),
            System.Globalization.CultureInfo.InvariantCulture);

    static async Task<HttpResponseMessage> Ask(
        Person person,
        HttpMethod method,
        Uri address,
        HttpContent? content = null,
        Dictionary<string, string>? headers = null,
        string version = Tus.Version)
    {
        await person.SignIn(TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Add("Tus-Resumable", version);
        request.Headers.Accept.ParseAdd("application/problem+json");
        foreach (var (name, value) in headers ?? []) request.Headers.Add(name, value);
        return await person.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    static Task<HttpResponseMessage> Speak(
        Person person, HttpMethod method, Uri address, HttpContent? content, params (string Name, string Value)[] headers)
    {
        if (content is ByteArrayContent and not StringContent) content.Headers.ContentType = new MediaTypeHeaderValue(Tus.PieceType);
        return Ask(person, method, address, content, headers.ToDictionary(h => h.Name, h => h.Value));
    }

    async Task<long> Received(Uri upload)
    {
        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices["intake"].Owner);
        return await database.ExecuteScalarAsync<long>("select received from upload where document_id = @id",
            new { id = Guid.Parse(upload.ToString().Split('/')[^1]) });
    }

    static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    /// <summary>Bytes whose number nobody can know before they came.</summary>
    sealed class Unannounced(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    /// <summary>A body whose connection breaks in the middle.</summary>
    sealed class BrokenContent(byte[] body, int after, Func<Task> once) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(body.AsMemory(0, after));
            await stream.FlushAsync();
            await once();
            throw new IOException("The connection broke.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
