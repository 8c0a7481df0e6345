using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Alliance.Exports;
using Alliance.Intake.Applications.Drafts;
using Alliance.Statute.Forms;
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
        form = form with
        {
            Members = [form.Members[0] with { RegisteredCapitalFen = 120_050_00, FoundedOn = new(2008, 3, 1) },
            form.Members[1] with { Signature = null }, .. form.Members.Skip(2)],
            Plan = form.Plan with { Tasks = "第一段\n第二段 <&>" }
        };

        var read = FormWorkbook.Read(await Workbook(FormWorkbook.Of(Guid.Empty, form, 7, Kunming)));

        Assert.Equal(7, read.Value!.Version);
        Assert.True(Alliance.Intake.Applications.Drafts.FormMerge.Same(form, read.Value.Form));
    }

    [Fact]
    public async Task Every_cell_that_cannot_be_understood_is_named()
    {
        var sheets = FormWorkbook.Of(Guid.Empty, Filing.Complete("qiye1"), 1, Kunming).ToList();
        var projects = sheets.FindIndex(s => s.Name == "产业化项目");
        sheets[projects] = new(sheets[projects].Name, sheets[projects].Columns,
            (IReadOnlyList<string?>[])[["生产线", "", "二零二二年", "八百万", ""]]);

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

    [Theory]
    [InlineData("成员单位", "注册地址")]
    [InlineData("创新成果", "权利人（信用代码）")]
    [InlineData("规划与方案", "重点任务")]
    public async Task A_workbook_that_lacks_a_column_is_refused_like_one_that_lacks_a_sheet(string sheet, string field)
    {
        var sheets = FormWorkbook.Of(Guid.Empty, Filing.Complete("qiye1"), 1, Kunming)
            .Select(s => s.Name == sheet ? Without(s, field) : s).ToList();

        var fault = Assert.Single(FormWorkbook.Read(await Workbook(sheets)).Refusal!.Faults);

        Assert.Equal($"{sheet}!{field}", fault.Field);
        Assert.Contains(field, fault.Sentence.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    static Sheet Without(Sheet sheet, string field)
    {
        var (rows, at) = (sheet.Rows.ToBlockingEnumerable(), sheet.Columns.Select(c => c.Title).ToList().IndexOf(field));
        return at < 0 ? new(sheet.Name, sheet.Columns, rows.Where(r => r[0] != field))
            : new(sheet.Name, [.. sheet.Columns.Where((_, i) => i != at)],
                rows.Select(r => (IReadOnlyList<string?>)[.. r.Where((_, i) => i != at)]));
    }

    // What a cell is in the file of another program, where it stands, and what is read there: a value, or nothing where the cell is named
    // instead.
    [Theory]
    [InlineData("<c r=\"C2\" t=\"b\"><v>1</v></c>", "C2", "isLead", "true")]
    [InlineData("<c r=\"C2\"><v>0</v></c>", "C2", "isLead", "false")]
    [InlineData("<c r=\"C2\" t=\"str\"><f>FALSE()</f><v>FALSE</v></c>", "C2", "isLead", "false")]
    [InlineData("<c r=\"F2\" t=\"inlineStr\"><is><t>昆明市_x000D_\n五华区</t></is></c>", "F2", "address", null)]
    [InlineData("<c r=\"F2\" t=\"inlineStr\"><is><t>_x005F_x000D_</t></is></c>", "F2", "address", "_x000D_")]
    [InlineData("<c r=\"F2\" t=\"e\"><v>#N/A</v></c>", "F2", "address", null)]
    [InlineData("<c r=\"B2\"><v>9.1530181E+17</v></c>", "B2", "creditCode", null)]
    [InlineData("<c r=\"B2\"><v>915301810000000000</v></c>", "B2", "creditCode", null)]
    [InlineData("<c r=\"G2\"><v>5.30102E5</v></c>", "G2", "regionCode", "530102")]
    [InlineData("<c r=\"H2\"><v>1.2E3</v></c>", "H2", "registeredCapitalFen", "1200000000")]
    [InlineData("<c r=\"I2\"><v>44197</v></c>", "I2", "foundedOn", "2021-01-01")]
    [InlineData("<c r=\"I2\" t=\"d\"><v>2021-01-01T00:00:00</v></c>", "I2", "foundedOn", "2021-01-01")]
    [InlineData("<c r=\"B2\" t=\"inlineStr\"><is><t>91530100ma6k0xq12x</t></is></c>", "B2", "creditCode", "91530100MA6K0XQ12X")]
    public async Task What_other_programs_write_is_read_right_or_the_cell_is_named(string cell, string name, string field, string? read)
    {
        var filled = FormWorkbook.Read(
            Edited(await Workbook(FormWorkbook.Of(Guid.Empty, Filing.Complete("qiye1"), 1, Kunming)), "成员单位", name, cell));

        if (read is null)
        {
            Assert.Contains(filled.Refusal!.Faults, f => f.Field == $"成员单位!{name}");
            return;
        }
        Assert.Null(filled.Refusal);
        Assert.Equal(read, JsonSerializer.SerializeToNode(filled.Value!.Form.Members[0], Core.Text.Json.Options)![field]!.ToString());
    }

    [Fact]
    public async Task Excel_for_Mac_counts_days_from_1904()
    {
        var workbook = Edited(await Workbook(FormWorkbook.Of(Guid.Empty, Filing.Complete("qiye1"), 1, Kunming)), "成员单位",
            "I2", "<c r=\"I2\"><v>42735</v></c>", from1904: true);

        Assert.Equal(new DateOnly(2021, 1, 1), FormWorkbook.Read(workbook).Value!.Form.Members[0].FoundedOn);
    }

    [Fact]
    public async Task A_units_code_is_known_again_in_small_letters()
    {
        var form = Filing.Complete("qiye1");
        var small = form with
        {
            Team = [form.Team[0] with { UnitCreditCode = form.Team[0].UnitCreditCode.ToLowerInvariant() }],
            Agreement = form.Agreement with { LiableCreditCode = form.Agreement.LiableCreditCode.ToLowerInvariant() }
        };

        var read = FormWorkbook.Read(await Workbook(FormWorkbook.Of(Guid.Empty, small, 1, Kunming))).Value!.Form;

        Assert.Equal((form.Team[0].UnitCreditCode, form.Agreement.LiableCreditCode),
            (read.Team[0].UnitCreditCode, read.Agreement.LiableCreditCode));
    }

    // The workbook as if another program had written this cell.
    static MemoryStream Edited(MemoryStream workbook, string sheet, string name, string cell, bool from1904 = false)
    {
        var edited = new MemoryStream();
        edited.Write(workbook.ToArray());
        using (var zip = new ZipArchive(edited, ZipArchiveMode.Update, leaveOpen: true))
        {
            var number = FormFields.Parts.Index().Single(p => p.Item.Title == sheet).Index + 2;
            Rewrite(zip, $"xl/worksheets/sheet{number}.xml", xml =>
            {
                var row = XDocument.Parse(xml);
                XNamespace ns = row.Root!.Name.Namespace;
                var second = row.Descendants(ns + "row").Single(r => (string?)r.Attribute("r") == "2");
                second.Elements(ns + "c").SingleOrDefault(c => (string?)c.Attribute("r") == name)?.Remove();
                second.Add(XElement.Parse(cell.Replace("<c ", $"<c xmlns=\"{ns}\" ", StringComparison.Ordinal)));
                return row.ToString(SaveOptions.DisableFormatting);
            });
            if (from1904) Rewrite(zip, "xl/workbook.xml",
                xml => xml.Replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>", StringComparison.Ordinal));
        }
        edited.Position = 0;
        return edited;
    }

    static void Rewrite(ZipArchive zip, string part, Func<string, string> change)
    {
        var entry = zip.GetEntry(part)!;
        string text;
        using (var reader = new StreamReader(entry.Open())) text = change(reader.ReadToEnd());
        entry.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(part).Open());
        writer.Write(text);
    }

    [Fact]
    public async Task A_workbook_filled_in_offline_is_joined_with_what_was_saved_meanwhile()
    {
        var applicationId = await system.Draft("qiye2");
        var applicant = await system.SignedIn("qiye2");
        var exported = await applicant.Http.GetByteArrayAsync(
            new Uri($"/intake/api/applications/{applicationId}/workbook", UriKind.Relative), TestContext.Current.CancellationToken);
        var seen = FormWorkbook.Read(new MemoryStream(exported)).Value!;
        (await applicant.Put($"/intake/api/applications/{applicationId}/form", seen.Form with { CoreName = "在线改名" })).Must();

        var filled = await Workbook(
            FormWorkbook.Of(applicationId, seen.Form with { Plan = seen.Form.Plan with { Steps = "离线改写" } }, seen.Version!.Value, Kunming));
        (await applicant.Upload($"/intake/api/applications/{applicationId}/workbook", "申报书.xlsx", filled.ToArray(),
            new Dictionary<string, string>())).Must();

        var form = (await applicant.Read(applicationId)).GetProperty("form");
        Assert.Equal(("在线改名", "离线改写"),
            (form.GetProperty("coreName").GetString(), form.GetProperty("plan").GetProperty("steps").GetString()));
    }

    [Fact]
    public async Task A_dossier_holds_the_submission_and_every_attachment_and_its_manifest_is_true()
    {
        var applicationId = await system.Submitted("qiye1");
        var officer = await system.SignedIn("shouli");

        using var zip = new ZipArchive(
            await officer.Http.GetStreamAsync(new Uri($"/intake/api/applications/{applicationId}/dossier", UriKind.Relative),
                TestContext.Current.CancellationToken), ZipArchiveMode.Read);

        Assert.Equal(["submission-1.json", "申报书.pdf", "attachments/01-recommendation.pdf", "attachments/02-agreement.pdf",
            "attachments/03-certificate.pdf", "audit.json", "manifest.sha256"], zip.Entries.Select(e => e.FullName));
        foreach (var line in Read(zip, "manifest.sha256").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split("  ", 2)))
            Assert.Equal(line[0], Convert.ToHexStringLower(SHA256.HashData(Bytes(zip, line[1]))));
        Assert.Equal((await officer.Read(applicationId)).GetProperty("sha256")
            .GetString(), Convert.ToHexStringLower(SHA256.HashData(Bytes(zip, "submission-1.json"))));
        using var pdf = UglyToad.PdfPig.PdfDocument.Open(Bytes(zip, "申报书.pdf"));
        Assert.Contains("钛材料", PrintTests.Text(pdf.GetPage(1)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await system.SignedIn("qiye2")).Get($"/intake/api/applications/{applicationId}/dossier")).Status);
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
                  select gen_random_uuid(), @applicationId, 'Evidence', '证明' || n, n || '.pdf', 'application/pdf', 20 * 1024 * 1024,
                    sha256(n::text::bytea), now(), 'qiye1' from generate_series(1, 15) n returning id)
                insert into document_chunk(document_id, number, body) select id, n, decode(repeat(md5(id::text || n), 16384), 'hex')
                from large, generate_series(0, 79) n
                """, new { applicationId }, commandTimeout: 300);
        }
        (await (await system.SignedIn("qiye1")).Post($"/intake/api/applications/{applicationId}/submit")).Must();
        var officer = await system.SignedIn("shouli");
        var dossier = new Uri($"/intake/api/applications/{applicationId}/dossier", UriKind.Relative);
        // What a first request brings along in code and connections is not the dossier's.
        await officer.Http.GetByteArrayAsync(
            new Uri($"/intake/api/applications/{await system.Submitted("qiye2")}/dossier", UriKind.Relative), ct);
        var processes = new[] { "intake", "gateway" }.ToDictionary(service => service, alliance.ProcessOf);
        foreach (var process in processes.Values) await File.WriteAllTextAsync($"/proc/{process}/clear_refs", "5", ct);
        var before = processes.ToDictionary(p => p.Key, p => Peak(p.Value));

        long bytes = 0;
        await using (var stream = await officer.Http.GetStreamAsync(dossier, ct))
            for (var buffer = new byte[128 * 1024]; await stream.ReadAsync(buffer, ct) is > 0 and var read;) bytes += read;

        var grown = processes.ToDictionary(p => p.Key, p => Peak(p.Value) - before[p.Key]);
        TestContext.Current.SendDiagnosticMessage("A dossier of {0:0} MB: {1}", bytes / 1048576.0,
            string.Join(", ", grown.Select(g => $"{g.Key} from {before[g.Key]} MB, {g.Value} MB more")));
        Assert.True(bytes > 300L * 1024 * 1024, $"The dossier has {bytes} bytes.");
        Assert.All(grown, g => Assert.True(g.Value <= 64, $"{g.Key} grew by {g.Value} MB."));
    }

    // The most memory a process had since it was last asked to forget, MB.
    static long Peak(int process)
        => long.Parse(File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task The_list_is_exported_as_it_is_filtered(string kind)
    {
        await system.Submitted("qiye5", Filing.Complete("qiye5", "导出甲"));
        var officer = await system.SignedIn("shouli");

        var bytes = await officer.Http.GetByteArrayAsync(new Uri($"/intake/api/applications.{kind}?q={Uri.EscapeDataString("导出甲")}",
            UriKind.Relative), TestContext.Current.CancellationToken);

        var text = kind == "csv" ? Encoding.UTF8.GetString(bytes)
            : string.Join('\n', WorkbookReader.Read(new MemoryStream(bytes))!.Values.Single().Select(c => c.Text));
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
