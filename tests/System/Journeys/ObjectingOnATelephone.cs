using System.Text.RegularExpressions;
using Alliance.SystemTests.Intake;
using Microsoft.Playwright;
using Xunit;

namespace Alliance.SystemTests;

/// <summary>A citizen objects on a telephone, adds a file, and reads the answer by number, without an account.</summary>
public sealed partial class ObjectingOnATelephone(RunningSystem system)
{
    [Fact]
    public async Task A_citizen_objects_with_a_file_and_reads_the_answer_by_its_number()
    {
        var (applicationId, notice) = await system.OnNotice(Road.NewName());
        var page = await system.Browser.Public();
        await page.SetViewportSizeAsync(PageDuties.Narrow, 844);

        await page.GotoAsync($"/notices/{notice.GetProperty("noticeId").GetGuid()}");
        await Fits(page);
        await page.GetByLabel("个人", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("真实姓名或单位全称").FillAsync("赵秉正");
        await page.GetByLabel("联系方式").FillAsync("昆明市五华区人民中路 1 号");
        await page.GetByLabel("事实和依据").FillAsync("名单中一家成员单位没有参加研发。");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交异议" }).ClickAsync();
        await Fits(page);
        await page.Confirm();

        await page.Reached("**/certification/follow/*");
        await Fits(page);
        await page.SetInputFilesAsync("input[type=file]",
            new FilePayload { Name = "证据.pdf", MimeType = "application/pdf", Buffer = Filing.Pdf });
        await page.GetByRole(AriaRole.Button, new() { Name = "上传" }).ClickAsync();
        await page.Reached("**/certification/follow/*?done=attached");
        Assert.Contains("证据 1", await page.Locator("#files").InnerTextAsync(), StringComparison.Ordinal);
        var shown = await page.Locator("main").InnerTextAsync();
        var (number, code) = (Number().Match(shown).Value, Code().Match(shown).Value);
        await system.Eventually(async () => await system.CaseState(applicationId) == "ObjectionHandling");

        var officer = await system.SignedIn("rending");
        var objection = (await officer.Get("/certification/api/objections?size=100")).Must().GetProperty("items").EnumerateArray()
            .Single(row => row.GetProperty("number").GetString() == number).GetProperty("objectionId").GetGuid();
        (await officer.Post($"/certification/api/objections/{objection}/settle",
            new { upheld = false, answer = "经核实，该成员单位承担了中试任务，异议不成立。" })).Must();

        // Days later, on the telephone again.
        await page.GotoAsync("/certification/follow");
        await page.GetByLabel("收件编号").FillAsync(number.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));
        await page.GetByLabel("查询码").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "查询", Exact = true }).ClickAsync();
        await page.Reached(address => Regex.IsMatch(address, "/certification/follow/[0-9a-f]{32}$"));
        var answer = await page.Locator("#answer").InnerTextAsync();
        Assert.Contains("该成员单位承担了中试任务", answer, StringComparison.Ordinal);
        Assert.Contains("六十日", answer, StringComparison.Ordinal);
        await Fits(page);
    }

    // Nothing stands beyond the right edge.
    static async Task Fits(IPage page)
        => Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, PageDuties.Narrow);

    [GeneratedRegex("YY[0-9]{4}-[0-9]{6}-[0-9]{2}")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b[23456789A-HJKMNP-Z]{4} [23456789A-HJKMNP-Z]{4}\b")]
    private static partial Regex Code();
}
