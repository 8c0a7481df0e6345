using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Alliance.Intake.Applications.Form;
using Alliance.Platform.Exports;
using Alliance.Statute.Eligibility;
using Alliance.Statute.Policies;
using Dapper;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Intake;

public sealed class ExportTests(RunningSystem system)
{
    static readonly Policy Kunming = PolicyBook.Find("kunming-2016.1");

    [Fact]
    public async Task A_form_that_went_through_a_workbook_is_the_same_form()
    {
        var form = Filing.Complete("qiye1") with { Contact = new() { Name = "=张\"三\"", Phone = "0871" } };
        form = form with { Members = [form.Members[0] with { RegisteredCapitalFen = 120_050_00, FoundedOn = new(2008, 3, 1) }, form.Members[1] with { Signature = null }, .. form.Members.Skip(2)], Plan = form.Plan with { Tasks = "第一段\n第二段 <&>" } };

        var read = FormWorkbook.Read(await Workbook(FormWorkbook.Of(Guid.Empty, form, 7, Kunming)));

        Assert.Equal(7, read.Value!.Version);
        Assert.True(Alliance.Intake.Applications.FormMerge.Same(form, read.Value.Form));
    }

    [Fact]
    public async Task Every_cell_that_cannot_be_understood_is_named()
    {
        var sheets = FormWorkbook.Of(Guid.Empty, Filing.Complete("qiye1"), 1, Kunming).ToList();
        var projects = sheets.FindIndex(s => s.Name == "产业化项目");
        sheets[projects] = new(sheets[projects].Name, sheets[projects].Columns, (IReadOnlyList<string?>[])[["生产线", "", "二零二二年", "八百万", ""]]);

        var refusal = FormWorkbook.Read(await Workbook(sheets)).Refusal!;

        Assert.Equal(["产业化项目!C2", "产业化项目!D2"], refusal.Faults.Select(f => f.Field));
    }

    [Fact]
    public async Task What_is_no_workbook_is_refused_and_a_missing_sheet_is_named()
    {
        Assert.Equal("file", FormWorkbook.Read(new MemoryStream("PK\u0003\u0004 nothing"u8.ToArray())).Refusal!.Faults[0].Field);
        var sheets = FormWorkbook.Of(Guid.Empty, new ApplicationForm(), 1, Kunming).Where(s => s.Name != "成员单位").ToList();
        Assert.Single(FormWorkbook.Read(await Workbook(sheets)).Refusal!.Faults);
    }

    [Fact]
    public async Task A_workbook_filled_in_offline_is_joined_with_what_was_saved_meanwhile()
    {
        var applicationId = await system.Draft("qiye2");
        var applicant = await system.SignedIn("qiye2");
        var exported = await applicant.Http.GetByteArrayAsync(new Uri($"/intake/api/applications/{applicationId}/workbook", UriKind.Relative), TestContext.Current.CancellationToken);
        var seen = FormWorkbook.Read(new MemoryStream(exported)).Value!;
        (await applicant.Put($"/intake/api/applications/{applicationId}/form", seen.Form with { CoreName = "在线改名" })).Must();

        var filled = await Workbook(FormWorkbook.Of(applicationId, seen.Form with { Plan = seen.Form.Plan with { Steps = "离线改写" } }, seen.Version!.Value, Kunming));
        (await applicant.Upload($"/intake/api/applications/{applicationId}/workbook", "申报书.xlsx", filled.ToArray(), new Dictionary<string, string>())).Must();

        var form = (await applicant.Read(applicationId)).GetProperty("form");
        Assert.Equal(("在线改名", "离线改写"), (form.GetProperty("coreName").GetString(), form.GetProperty("plan").GetProperty("steps").GetString()));
    }

    [Fact]
    public async Task A_dossier_holds_the_submission_and_every_attachment_and_its_manifest_is_true()
    {
        var applicationId = await system.Submitted("qiye1");
        var officer = await system.SignedIn("shouli");

        using var zip = new ZipArchive(await officer.Http.GetStreamAsync(new Uri($"/intake/api/applications/{applicationId}/dossier", UriKind.Relative), TestContext.Current.CancellationToken), ZipArchiveMode.Read);

        Assert.Equal(["submission-1.json", "申报书.pdf", "attachments/01-recommendation.pdf", "attachments/02-agreement.pdf", "attachments/03-certificate.pdf", "audit.json", "manifest.sha256"], zip.Entries.Select(e => e.FullName));
        foreach (var line in Read(zip, "manifest.sha256").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split("  ", 2)))
            Assert.Equal(line[0], Convert.ToHexStringLower(SHA256.HashData(Bytes(zip, line[1]))));
        Assert.Equal((await officer.Read(applicationId)).GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(Bytes(zip, "submission-1.json"))));
        using var pdf = UglyToad.PdfPig.PdfDocument.Open(Bytes(zip, "申报书.pdf"));
        Assert.Contains("钛材料", PrintTests.Text(pdf.GetPage(1)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("qiye2")).Get($"/intake/api/applications/{applicationId}/dossier")).Status);
    }

    [Fact]
    public async Task A_dossier_of_300_MB_takes_no_more_memory_than_a_small_one()
    {
        var ct = TestContext.Current.CancellationToken;
        if (!OperatingSystem.IsLinux()) Assert.Skip("What a process used at most is read from Linux.");
        var applicationId = await system.Draft("qiye1");
        var alliance = await system.Alliance;
        await using (var database = new NpgsqlConnection(alliance.DatabasesOfServices["intake"].Owner))
        {
            await database.ExecuteAsync("""
                with large as (
                  insert into document(id, case_id, kind, title, file_name, content_type, size, sha256, stored_at, stored_by)
                  select gen_random_uuid(), @applicationId, 'Evidence', '证明' || n, n || '.pdf', 'application/pdf', 20 * 1024 * 1024, sha256(n::text::bytea), now(), 'qiye1' from generate_series(1, 15) n returning id)
                insert into document_chunk(document_id, number, body) select id, n, decode(repeat(md5(id::text || n), 16384), 'hex') from large, generate_series(0, 79) n
                """, new { applicationId }, commandTimeout: 300);
        }
        (await (await system.SignedIn("qiye1")).Post($"/intake/api/applications/{applicationId}/submit")).Must();
        var officer = await system.SignedIn("shouli");
        var dossier = new Uri($"/intake/api/applications/{applicationId}/dossier", UriKind.Relative);
        // What a first request brings along in code and connections is not the dossier's.
        await officer.Http.GetByteArrayAsync(new Uri($"/intake/api/applications/{await system.Submitted("qiye2")}/dossier", UriKind.Relative), ct);
        var processes = new[] { "intake", "gateway" }.ToDictionary(service => service, alliance.ProcessOf);
        foreach (var process in processes.Values) await File.WriteAllTextAsync($"/proc/{process}/clear_refs", "5", ct);
        var before = processes.ToDictionary(p => p.Key, p => Peak(p.Value));

        long bytes = 0;
        await using (var stream = await officer.Http.GetStreamAsync(dossier, ct))
            for (var buffer = new byte[128 * 1024]; await stream.ReadAsync(buffer, ct) is > 0 and var read;) bytes += read;

        var grown = processes.ToDictionary(p => p.Key, p => Peak(p.Value) - before[p.Key]);
        TestContext.Current.SendDiagnosticMessage("A dossier of {0:0} MB: {1}", bytes / 1048576.0, string.Join(", ", grown.Select(g => $"{g.Key} from {before[g.Key]} MB, {g.Value} MB more")));
        Assert.True(bytes > 300L * 1024 * 1024, $"The dossier has {bytes} bytes.");
        Assert.All(grown, g => Assert.True(g.Value <= 64, $"{g.Key} grew by {g.Value} MB."));
    }

    // The most memory a process had since it was last asked to forget, MB.
    static long Peak(int process) => long.Parse(File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task The_list_is_exported_as_it_is_filtered(string kind)
    {
        await system.Submitted("qiye5", Filing.Complete("qiye5", "导出甲"));
        var officer = await system.SignedIn("shouli");

        var bytes = await officer.Http.GetByteArrayAsync(new Uri($"/intake/api/applications.{kind}?q={Uri.EscapeDataString("导出甲")}", UriKind.Relative), TestContext.Current.CancellationToken);

        var text = kind == "csv" ? Encoding.UTF8.GetString(bytes) : string.Join('\n', WorkbookReader.Read(new MemoryStream(bytes))!.Values.Single().Select(c => c.Text));
        Assert.Contains("昆明导出甲产业技术创新战略联盟", text, StringComparison.Ordinal);
        Assert.DoesNotContain("钛材料", text, StringComparison.Ordinal);
    }

    static async Task<MemoryStream> Workbook(IReadOnlyList<Sheet> sheets)
    {
        var stream = new MemoryStream();
        await WorkbookWriter.Write(stream, sheets, TestContext.Current.CancellationToken);
        stream.Position = 0;
        return stream;
    }

    static string Read(ZipArchive zip, string name) => Encoding.UTF8.GetString(Bytes(zip, name));

    static byte[] Bytes(ZipArchive zip, string name)
    {
        using var stream = zip.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
