using System.IO.Compression;
using System.Net;
using System.Text;
using Alliance.Statute.Periods;
using Alliance.SystemTests.Desk;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>双公示: what the policy counts is reported within seven working days, and its receipt is kept.</summary>
[Collection(nameof(RunsForYears))]
public sealed class CreditReportTests(RunningSystem system)
{
    const string Api = "/certification/api/credit-reports";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recognition_is_reported_on_the_national_form_until_the_seventh_working_day_and_its_receipt_is_kept()
    {
        var name = Road.NewName();
        await system.Recognised(name);
        var officer = await system.SignedIn("rending");
        var id = await ReportOf(name);
        var report = (await officer.Get($"{Api}/{id}")).Must();
        var decided = DateOnly.Parse(report.GetProperty("decidedOn").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(AdministrativePeriods.CreditPublicity.Reckon(decided, system.Clock.Calendar).LastDay!.Value,
            DateOnly.Parse(report.GetProperty("dueOn").GetString()!, System.Globalization.CultureInfo.InvariantCulture));

        // What is incomplete is neither exported nor reported.
        Assert.Equal("incomplete", report.GetProperty("state").GetString());
        Assert.DoesNotContain(name, await Text("license.csv"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await Receipt(id)).Status);
        var half = await officer.Post($"{Api}/{id}/complete",
            new { legalPerson = " ", content = "认定", validFrom = decided, validTo = decided.AddDays(-1) });
        Assert.Equal((HttpStatusCode)422, half.Status);
        (await officer.Post($"{Api}/{id}/complete", new
        {
            legalPerson = "赵文博",
            content = report.GetProperty("content").GetString(),
            validFrom = decided,
            validTo = decided.AddYears(2),
        })).Must();
        var csv = await Text("license.csv");
        Assert.Contains("行政相对人代码_1(统一社会信用代码)", csv, StringComparison.Ordinal);
        Assert.Contains(name, csv, StringComparison.Ordinal);
        Assert.Contains("赵文博", csv, StringComparison.Ordinal);
        await using var book = new MemoryStream(await officer.Http.GetByteArrayAsync(
            new Uri($"{Api}/forms/license.xlsx", UriKind.Relative), Ct));
        using var zip = new ZipArchive(book);
        Assert.Contains(zip.Entries, entry => entry.FullName.StartsWith("xl/worksheets", StringComparison.Ordinal));

        var page = await system.Browser.SignedIn("rending");
        await page.GotoAsync($"/certification/credit-reports/{id}");
        Assert.Empty(await page.Owes("report for credit publicity"));
        (await Receipt(id)).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await Receipt(id)).Status);
        Assert.Equal("reported", (await officer.Get($"{Api}/{id}")).Must().GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.OK, (await officer.Http.GetAsync(new Uri($"{Api}/{id}/receipt", UriKind.Relative), Ct)).StatusCode);
        await page.GotoAsync("/certification/credit-reports?reported=");
        Assert.Empty(await page.Owes("reports for credit publicity", PageDuties.Wide));
    }

    [Fact]
    public async Task The_office_hears_once_of_what_was_not_reported_in_time()
    {
        var name = Road.NewName();
        var (applicationId, _) = await system.Recognised(name);
        await ReportOf(name);

        await system.Clock.Pass(TimeSpan.FromDays(25));

        foreach (var account in (string[])["rending", "juzhang"])
            await system.Eventually(async () => (await system.LettersAbout(account, applicationId)).Contains("双公示信息逾期未报送"));
        Assert.Single(await system.LettersAbout("rending", applicationId), title => title == "双公示信息逾期未报送");
    }

    async Task<Guid> ReportOf(string name) => (await system.Eventually(async () => (await (await system.SignedIn("rending"))
        .Get($"{Api}?q={Uri.EscapeDataString(name)}")).Must().GetProperty("items").EnumerateArray()
        .Select(row => (Guid?)row.GetProperty("id").GetGuid()).FirstOrDefault(), id => id is not null))!.Value;

    async Task<string> Text(string form) => Encoding.UTF8.GetString(await (await system.SignedIn("rending")).Http
        .GetByteArrayAsync(new Uri($"{Api}/forms/{form}", UriKind.Relative), Ct));

    Task<Local.Answer> Receipt(Guid id) => system.CreditReceipt(id);
}

/// <summary>Steps of 双公示 for tests that begin behind them.</summary>
static class CreditReporting
{
    const string Api = "/certification/api/credit-reports";

    /// <summary>Completes a report and puts its receipt on record.</summary>
    public static async Task Reported(this RunningSystem system, Guid id)
    {
        var officer = await system.SignedIn("rending");
        var report = (await officer.Get($"{Api}/{id}")).Must();
        (await officer.Post($"{Api}/{id}/complete", new
        {
            legalPerson = "赵文博",
            content = report.GetProperty("content").GetString(),
            validFrom = report.GetProperty("validFrom").GetString(),
            validTo = report.GetProperty("validTo").GetString(),
        })).Must();
        (await system.CreditReceipt(id)).Must();
    }

    /// <summary>Puts the receipt of a report on record.</summary>
    public static async Task<Local.Answer> CreditReceipt(this RunningSystem system, Guid id)
        => await (await system.SignedIn("rending")).Upload($"{Api}/{id}/receipt", "回执.pdf", Filing.Pdf, new Dictionary<string, string>
        {
            ["reportedOn"] = BeijingTime.DayOf(await system.Clock.Now()).ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["receiptNumber"] = "SGS-2024-1",
        });
}
