using System.Net;
using System.Text.Json;
using Alliance.Local;
using Dapper;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Intake;

/// <summary>With a malware scanner configured nobody reads a file before it was called clean; the scanner is the machine's own
/// clamd.</summary>
[Collection(nameof(KnocksAtTheDoor))]
public sealed class QuarantineTests(RunningSystem system) : IAsyncLifetime
{
    Clamd _clamd = default!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _clamd = new Clamd((await system.Alliance).Data);
        await _clamd.Start(Ct);
        await Restart(_clamd.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _clamd.DisposeAsync();
        await Restart(new Dictionary<string, string>());
    }

    [Fact]
    public async Task A_file_waits_for_the_scanner_and_is_shown_when_it_is_clean()
    {
        await _clamd.Stop();
        var applicationId = await system.Draft("qiye1");
        var applicant = await system.SignedIn("qiye1");
        var address = Address(applicationId, (await Attachments(applicant, applicationId))[0]);

        Assert.All(await Attachments(applicant, applicationId), a => Assert.Equal("quarantined", a.GetProperty("state").GetString()));
        Assert.Equal("文件“recommendation.pdf”正在等待病毒扫描，扫描通过后可以查看", (await applicant.Get(address)).Sentence);
        var refused = await applicant.Post($"/intake/api/applications/{applicationId}/submit");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("附件“recommendation”正在等待病毒扫描，扫描通过后才能提交", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("等待病毒扫描",
            await applicant.Http.GetStringAsync(new Uri($"/intake/applications/{applicationId}/attachments", UriKind.Relative), Ct),
            StringComparison.Ordinal);

        await _clamd.Start(Ct);

        await system.Eventually(() => Attachments(applicant, applicationId),
            attached => attached.All(a => a.GetProperty("state").GetString() == "stored"));
        Assert.Equal(Filing.Pdf, await applicant.Http.GetByteArrayAsync(new Uri(address, UriKind.Relative), Ct));
        (await applicant.Post($"/intake/api/applications/{applicationId}/submit")).Must();
    }

    [Fact]
    public async Task An_infected_file_that_had_to_wait_is_never_served_and_its_sender_is_told()
    {
        var applicationId = await system.Draft("qiye7");
        var applicant = await system.SignedIn("qiye7");
        await _clamd.Stop();
        var infected = (await Upload(applicant, applicationId)).Must().GetProperty("attachmentId").GetGuid();

        await _clamd.Start(Ct);

        await system.Eventually(async () => (await Attachments(applicant, applicationId))[^1].GetProperty("state")
            .GetString(), state => state == "infected");
        var answer = await applicant.Get($"/intake/api/applications/{applicationId}/attachments/{infected}");
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.DoesNotContain("EICAR-STANDARD", answer.Text, StringComparison.Ordinal);
        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices["intake"].Owner);
        Assert.Equal(0, await database.ExecuteScalarAsync<long>("select count(*) from document_chunk where document_id = @infected",
            new { infected }));
        var letter = (await applicant.Get("/intake/api/letters")).Must().GetProperty("items")[0];
        Assert.Equal(("上传的文件含有恶意内容", $"/intake/applications/{applicationId}/attachments"),
            (letter.GetProperty("title").GetString(), letter.GetProperty("link").GetString()));
        Assert.Contains("含有恶意内容，已经删除", (await applicant.Post($"/intake/api/applications/{applicationId}/submit")).Sentence,
            StringComparison.Ordinal);
        // Taken out of the form it keeps nobody from submitting.
        using var removed = await applicant.Http
            .DeleteAsync(new Uri($"/intake/api/applications/{applicationId}/attachments/{infected}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        (await applicant.Post($"/intake/api/applications/{applicationId}/submit")).Must();
    }

    [Fact]
    public async Task An_infected_file_is_refused_at_once_while_the_scanner_answers()
    {
        var applicationId = await system.Draft("qiye1");
        var applicant = await system.SignedIn("qiye1");

        var whole = await Upload(applicant, applicationId);
        var upload = await UploadTests.Begin(applicant, applicationId, "带毒.pdf", Clamd.InfectedPdf.Length);
        var inPieces = await UploadTests.Send(applicant, upload, 0, new ByteArrayContent(Clamd.InfectedPdf));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, whole.Status);
        Assert.Contains("含有恶意内容（Eicar-Test-Signature", whole.Sentence, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, inPieces.StatusCode);
        Assert.DoesNotContain(await Attachments(applicant, applicationId), a => a.GetProperty("state").GetString() == "stored"
            && a.GetProperty("fileName").GetString() == "带毒.pdf");
    }

    static Task<Answer> Upload(Person applicant, Guid applicationId)
        => applicant.Upload($"/intake/api/applications/{applicationId}/attachments", "带毒.pdf", Clamd.InfectedPdf,
            new Dictionary<string, string> { ["kind"] = "evidence" });

    static string Address(Guid applicationId, JsonElement attachment)
        => $"/intake/api/applications/{applicationId}/attachments/{attachment.GetProperty("attachmentId").GetGuid()}";

    static async Task<IReadOnlyList<JsonElement>> Attachments(Person applicant, Guid applicationId)
        => [.. (await applicant.Read(applicationId)).GetProperty("attachments").EnumerateArray()];

    async Task Restart(IReadOnlyDictionary<string, string> settings)
    {
        var alliance = await system.Alliance;
        await alliance.KillService("intake");
        await alliance.StartService("intake", settings: settings);
    }
}
