using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alliance.Local.Infrastructure;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>A finished case goes to the archive, and is judged again from its package alone, without this system.</summary>
public sealed class ArchiveTests(RunningSystem system)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_without_this_system_judges_the_case_again_from_the_package_and_comes_to_the_same()
    {
        var applicationId = await Finished();
        var officer = await system.SignedIn("rending");
        (await Close(applicationId, "permanent")).Must();
        var package = await Package(applicationId);

        using var zip = new ZipArchive(new MemoryStream(package));
        using var manifest = JsonDocument.Parse(Text(zip, "manifest.json"));
        Assert.Equal(("KJ-LM-01", "permanent"), (manifest.RootElement.GetProperty("archive").GetProperty("classMark").GetString(),
            manifest.RootElement.GetProperty("archive").GetProperty("retention").GetString()));
        Assert.All(manifest.RootElement.GetProperty("checks").EnumerateObject(),
            check => Assert.True(check.Value.GetBoolean(), check.Name));
        var (exit, read) = await Read(package);
        Assert.True(exit == 0, read);
        using var said = JsonDocument.Parse(read);
        var judgements = said.RootElement.GetProperty("judgements").EnumerateArray()
            .ToLookup(one => one.GetProperty("kind").GetString()!, one => (one.GetProperty("outcome").GetString(),
                one.GetProperty("detail").GetString()));

        // What the system itself says of the same case.
        var determination = (await officer.Get($"/certification/api/determinations/{applicationId}", Ct)).Must();
        var review = (await (await system.SignedIn("shenji")).Get($"/review/api/reviews/{applicationId}", Ct)).Must();
        var notice = (await officer.Get($"/certification/api/notices/{determination.GetProperty("noticeId").GetGuid()}", Ct)).Must();
        Assert.Equal(("recommended", review.GetProperty("averageScore").GetDecimal().ToString("0.00", CultureInfo.InvariantCulture)),
            Assert.Single(judgements["panel"]));
        var application = (await (await system.SignedIn("shenji")).Get($"/intake/api/applications/{applicationId}", Ct)).Must();
        Assert.Equal((application.GetProperty("stage").GetString(), $"{application.GetProperty("conditions").GetArrayLength()} conditions"),
            Assert.Single(judgements["formalReview"]));
        Assert.Single(judgements["grant"]);
        Assert.Equal(("proposed", determination.GetProperty("decidedBy").GetString()), Assert.Single(judgements["determination"]));
        Assert.Equal(("dismissed", notice.GetProperty("lastDay").GetString()), Assert.Single(judgements["notice"]));
        Assert.Equal("dismissed", Assert.Single(judgements["objection"]).Item1);
        Assert.Equal(("valid", determination.GetProperty("certificateNumber").GetString()), Assert.Single(judgements["recognition"]));
        Assert.True(said.RootElement.GetProperty("entries").GetInt32() > 20);

        // One score, one name and one missing file are found out.
        foreach (var (name, before, after) in ((string, string, string)[])[("review.json", "\"total\":\\s*\\d+", "\"total\":1"),
            ("certification.json", "冯丽", "冯莉")])
            Assert.Equal(1, (await Read(Changed(package, name, text => Regex.Replace(text, before, after)))).Exit);
        Assert.Equal(1, (await Read(Changed(package, "funding.json", _ => null))).Exit);
    }

    [Fact]
    public async Task A_package_is_handed_over_once_with_its_list_and_the_receipt()
    {
        var applicationId = await Finished();
        var officer = await system.SignedIn("rending");
        using var zip = new ZipArchive(new MemoryStream(await Package(applicationId)));
        var list = Text(zip, "manifest.sha256");

        Assert.Equal(HttpStatusCode.Conflict, await HandOver(applicationId, list));
        (await Close(applicationId, "tenYears")).Must();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await HandOver(applicationId, "这不是清单"));
        Assert.Equal(HttpStatusCode.OK, await HandOver(applicationId, list));
        Assert.Equal(HttpStatusCode.Conflict, await HandOver(applicationId, list));
        Assert.Equal(HttpStatusCode.Conflict, (await Close(applicationId, "permanent")).Status);

        var row = (await officer.Get("/certification/api/archives?stage=HandedOver&size=100", Ct)).Must().GetProperty("items")
            .EnumerateArray().Single(one => one.GetProperty("applicationId").GetGuid() == applicationId);
        Assert.Equal("JJ-1", row.GetProperty("receiptNumber").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list))),
            row.GetProperty("manifestSha256").GetString());
        var page = await system.Browser.SignedIn("rending");
        await page.GotoAsync($"/certification/archives/{applicationId}");
        Assert.Empty(await page.Owes("archive of a case"));
        await page.GotoAsync("/certification/archives?stage=");
        Assert.Empty(await page.Owes("archives", PageDuties.Wide));
    }

    [Fact]
    public async Task A_case_that_an_annulment_reopened_after_its_hand_over_is_archived_once_more_beside_the_first_package()
    {
        var id = await system.BeforeTheBureau(coreName: Road.NewName());
        (await Decline(id)).Must();
        await system.Eventually(async () => await system.CaseState(id) == "Declined");
        (await Close(id, "tenYears")).Must();
        Assert.Equal(HttpStatusCode.OK, await HandOver(id, await List(id)));

        var officer = await system.SignedIn("rending");
        var (today, remedies) = (BeijingTime.DayOf(await system.Clock.Now()), "/certification/api/remedies");
        var remedy = (await officer.Post(remedies, new
        {
            caseId = id,
            kind = "reconsideration",
            authority = "春城市人民政府",
            caseNumber = $"春复〔2026〕{id:N}",
            filedOn = today
        }, Ct)).Must().GetProperty("remedyId").GetGuid();
        (await officer.Upload($"{remedies}/{remedy}/documents", "决定书.pdf", Filing.Pdf,
            new Dictionary<string, string> { ["title"] = "决定书" })).Must();
        (await officer.Post($"{remedies}/{remedy}/outcome",
            new { outcome = "annulled", number = "春复决〔2026〕1号", decidedOn = today, summary = "事实不清。" }, Ct)).Must();

        // Under way again it is nobody's to archive; finished again it waits like any other.
        await system.Eventually(async () => (await Close(id, "permanent")).Sentence.Contains("尚未办结", StringComparison.Ordinal));
        await system.Clock.Pass(TimeSpan.FromMinutes(1));
        (await Decline(id)).Must();
        (await Close(id, "permanent")).Must();
        var list = await List(id);
        Assert.Equal(HttpStatusCode.OK, await HandOver(id, list));
        Assert.Equal(HttpStatusCode.Conflict, await HandOver(id, list));

        Assert.Equal(["1 TenYears", "2 Permanent"], (await system.InCertification<string>("""
            select string_agg(version || ' ' || retention, ',' order by version) from case_archive where application_id = @id
            """, new { id }))!.Split(','));
        var page = await system.Browser.SignedIn("rending");
        await page.GotoAsync($"/certification/archives/{id}");
        Assert.Contains("第 1 版", await page.Locator("table").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(await page.Owes("archive of a case that was archived twice"));
    }

    async Task<Local.Answer> Decline(Guid id) => await system.OnDetermination("juzhang", id, "decline",
        new { reasons = new[] { new { article = Articles.Lead, sentence = "影响力不足" } } });

    async Task<string> List(Guid id)
    {
        using var zip = new ZipArchive(new MemoryStream(await Package(id)));
        return Text(zip, "manifest.sha256");
    }

    async Task<Guid> Finished()
    {
        var (applicationId, notice) = await system.OnNotice(Road.NewName());
        var objection = (await (await system.Anybody()).Post(
            $"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/objections", new
            {
                objectorName = "赵秉正",
                objectorKind = "person",
                contact = "0871-6310 0000",
                facts = "成员单位未实际参与研发，“专利”<1>与事实不符。",
            }, Ct)).Must().GetProperty("objectionId").GetGuid();
        (await (await system.SignedIn("rending")).Post($"/certification/api/objections/{objection}/settle",
            new { upheld = false, answer = "经核查不属实。" }, Ct)).Must();
        await system.NoticeOver(applicationId);
        await system.Issue(applicationId);
        await system.Eventually(async () => await system.CaseState(applicationId) == "Recognised");
        return applicationId;
    }

    async Task<Local.Answer> Close(Guid applicationId, string retention) => await (await system.SignedIn("rending"))
        .Post($"/certification/api/archives/{applicationId}/close", new { classMark = "KJ-LM-01", retention }, Ct);

    async Task<byte[]> Package(Guid applicationId)
    {
        using var answer = await (await system.SignedIn("shenji")).Http.GetAsync(
            new Uri($"/alliances/{applicationId}/dossier", UriKind.Relative), Ct);
        return await answer.Content.ReadAsByteArrayAsync(Ct);
    }

    async Task<HttpStatusCode> HandOver(Guid applicationId, string list)
    {
        var officer = await system.SignedIn("rending");
        await officer.SignIn(Ct);
        using var receipt = new ByteArrayContent(Filing.Pdf);
        receipt.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("昆明市档案馆"), "receiver" },
            { new StringContent("JJ-1"), "receiptNumber" },
            { new StringContent(BeijingTime.DayOf(await system.Clock.Now()).ToString("O", CultureInfo.InvariantCulture)), "handedOverOn" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(list)), "manifest", "manifest.sha256" },
            { receipt, "receipt", "回执.pdf" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/certification/api/archives/{applicationId}/hand-over")
        {
            Content = form,
        };
        request.Headers.Add("X-Requested-With", "tests");
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await officer.Http.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    // With the list made to fit, as somebody would who changes what is in it.
    static byte[] Changed(byte[] package, string name, Func<string, string?> change)
    {
        var stream = new MemoryStream();
        stream.Write(package);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var text = Text(zip, name);
            zip.GetEntry(name)!.Delete();
            if (change(text) is { } changed)
            {
                Assert.NotEqual(text, changed);
                using (var writer = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false))) writer.Write(changed);
                var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(changed)));
                var list = Text(zip, "manifest.sha256").Split('\n')
                    .Select(line => line.EndsWith($"  {name}", StringComparison.Ordinal) ? $"{hash}  {name}" : line);
                zip.GetEntry("manifest.sha256")!.Delete();
                using var again = new StreamWriter(zip.CreateEntry("manifest.sha256").Open(), new UTF8Encoding(false));
                again.Write(string.Join('\n', list));
            }
        }
        return stream.ToArray();
    }

    static async Task<(int Exit, string Said)> Read(byte[] package)
    {
        var file = Path.Combine(Path.GetTempPath(), $"package-{Guid.NewGuid():N}.zip");
        await File.WriteAllBytesAsync(file, package, Ct);
        try
        {
            var program = Path.Combine(SourceTree.Root, "docs", "archive", "read_package.py");
            var start = new ProcessStartInfo("python3", [program, file, "--json"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
            };
            start.Environment["PYTHONIOENCODING"] = "utf-8";
            using var reader = Process.Start(start)!;
            var (said, wrong) = (reader.StandardOutput.ReadToEndAsync(Ct), reader.StandardError.ReadToEndAsync(Ct));
            await reader.WaitForExitAsync(Ct);
            var text = await said;
            return (reader.ExitCode, text.Length > 0 ? text : await wrong);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
