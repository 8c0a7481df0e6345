using System.IO.Compression;
using System.Net;
using System.Text;
using Alliance.Local;
using UglyToad.PdfPig;
using Xunit;

namespace Alliance.SystemTests.Intake;

/// <summary>The 申报书 and its receipt on paper.</summary>
public sealed class PrintTests(RunningSystem system)
{
    [Fact]
    public async Task The_PDF_holds_what_was_filled_in_and_says_on_every_sheet_what_it_is()
    {
        var form = Filing.Complete("qiye1");
        var applicationId = await system.Submitted("qiye1", form);
        var officer = await system.SignedIn("shouli");
        var application = await officer.Read(applicationId);

        using var pdf = await Printed(officer, $"/intake/api/applications/{applicationId}/pdf");

        var sheets = pdf.GetPages().Select(Text).ToList();
        var text = string.Concat(sheets);
        string[] filledIn =
        [
            "昆明钛材料产业技术创新战略联盟", form.KeyIndustry, form.IndustryCode, form.Contact.Name, form.Contact.Phone,
            .. form.Members.SelectMany(m => (string[])[m.Name, m.CreditCode, m.Address, m.LegalRepresentative, m.Task, m.Contact.Name]),
            form.Agreement.Goals, form.Agreement.ResultsOwnership, form.Agreement.BenefitGuarantee, form.Plan.Direction,
            form.Plan.Principles, form.Plan.Targets, form.Plan.Tasks, form.Plan.Steps, form.Plan.ExpectedResults,
            form.Governance.DecisionBody, form.Governance.AdvisoryBody, form.Governance.ExecutiveBody, form.Governance.Mechanism,
            form.Governance.FundRules, form.Team[0].Name, form.Team[0].Title, form.Projects[0].Name, form.Projects[0].Summary,
            .. form.Achievements.SelectMany(a => (string[])[a.Number, a.Title]), "recommendation.pdf", "agreement.pdf", "certificate.pdf",
        ];
        Assert.All(filledIn, piece => Assert.Contains(piece, text, StringComparison.Ordinal));
        for (var n = 0; n < sheets.Count; n++)
        {
            Assert.Contains(application.GetProperty("receiptNumber").GetString()!, sheets[n], StringComparison.Ordinal);
            Assert.Contains($"SHA-256{application.GetProperty("sha256").GetString()}", sheets[n], StringComparison.Ordinal);
            Assert.Contains($"{n + 1}/{sheets.Count}", sheets[n], StringComparison.Ordinal);
        }
        Assert.Contains("2024-", text, StringComparison.Ordinal);
        Assert.DoesNotContain("草稿", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_says_that_it_is_one()
    {
        var applicationId = await system.Draft("qiye1");

        using var pdf = await Printed(await system.SignedIn("qiye1"), $"/intake/api/applications/{applicationId}/pdf");

        Assert.All(pdf.GetPages().Select(Text), sheet => Assert.Contains("草稿，尚未提交", sheet, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await system.SignedIn("qiye2")).Get($"/intake/api/applications/{applicationId}/pdf")).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await system.SignedIn("qiye1")).Get($"/intake/api/applications/{applicationId}/receipt.pdf")).Status);
    }

    [Fact]
    public async Task An_expert_prints_no_contact_data()
    {
        var name = Road.NewName();
        var applicationId = await system.Scoring("qiye1", name);

        var expert = await system.SignedIn(Road.Panel[0]);
        // Intake hears of the seat a moment later.
        await system.Eventually(async () => (await expert.Get($"/intake/api/applications/{applicationId}")).Ok);

        using var pdf = await Printed(expert, $"/intake/api/applications/{applicationId}/pdf");

        var text = string.Concat(pdf.GetPages().Select(Text));
        Assert.Contains(name, text, StringComparison.Ordinal);
        Assert.DoesNotContain("13888012345", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_receipt_is_printed_with_number_instant_and_hash()
    {
        var applicationId = await system.Submitted("qiye1");
        var applicant = await system.SignedIn("qiye1");
        var application = await applicant.Read(applicationId);

        using var pdf = await Printed(applicant, $"/intake/api/applications/{applicationId}/receipt.pdf");

        var text = Text(pdf.GetPages().Single());
        Assert.Contains(application.GetProperty("receiptNumber").GetString()!, text, StringComparison.Ordinal);
        Assert.Contains(application.GetProperty("sha256").GetString()!, text, StringComparison.Ordinal);
        Assert.Contains(application.Instant("submittedAt").ToOffset(TimeSpan.FromHours(8))
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_browser_on_the_server_people_are_told_how_to_print_and_the_dossier_holds_a_page()
    {
        var applicationId = await system.Submitted("qiye1");
        var alliance = await system.Alliance;
        var officer = await system.SignedIn("shouli");
        try
        {
            await alliance.KillService("intake");
            await alliance.StartService("intake", settings: new Dictionary<string, string> { ["Chromium__Path"] = "/nowhere/chromium" });

            var answer = await officer.Get($"/intake/api/applications/{applicationId}/pdf");
            var page = await officer.Http.GetStringAsync(new Uri($"/intake/applications/{applicationId}/form", UriKind.Relative),
                TestContext.Current.CancellationToken);
            using var dossier = new ZipArchive(
                await officer.Http.GetStreamAsync(new Uri($"/intake/api/applications/{applicationId}/dossier", UriKind.Relative),
                    TestContext.Current.CancellationToken), ZipArchiveMode.Read);

            Assert.Equal((HttpStatusCode.Conflict, "服务器没有安装用于生成 PDF 的浏览器；请打开打印页面，用浏览器的“打印”保存为 PDF"), (answer.Status, answer.Sentence));
            Assert.Contains("请用浏览器的“打印”把本页保存为 PDF", page, StringComparison.Ordinal);
            Assert.DoesNotContain($"{applicationId}/pdf", page, StringComparison.Ordinal);
            using var html = new StreamReader(dossier.GetEntry("申报书.html")!.Open(), Encoding.UTF8);
            Assert.Contains("钛材料", await html.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            await alliance.KillService("intake");
            await alliance.StartService("intake");
        }
    }

    static async Task<PdfDocument> Printed(Person person, string path)
    {
        var pdf = await person.Http.GetByteArrayAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        // To look at, where somebody names a folder for it.
        if (Environment.GetEnvironmentVariable("ALLIANCE_SCREENSHOTS") is { Length: > 0 } folder)
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{TestContext.Current.TestMethod!.MethodName}.pdf"), pdf,
                TestContext.Current.CancellationToken);
        return PdfDocument.Open(pdf);
    }

    // Without the spaces that stand between the pieces of a line. Where the font draws a character and the Kangxi radical of its shape with
    // one glyph, a browser may say it drew the radical, as it says ﬁ for f and i; viewers take them for the same when they search, and so
    // does this.
    internal static string Text(UglyToad.PdfPig.Content.Page page)
        => string.Concat(page.Text.Where(c => !char.IsWhiteSpace(c))
            .Select(c => c is >= '\u2F00' and <= '\u2FDF' or >= '\uFB00' and <= '\uFB06'
                ? $"{c}".Normalize(NormalizationForm.FormKC) : $"{c}"));
}
