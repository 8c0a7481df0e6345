using Alliance.SystemTests.Intake;
using Microsoft.Playwright;
using Xunit;

namespace Alliance.SystemTests.Desk;

/// <summary>
/// A day in the office: seven people do what waits for them, three cases each, and go nowhere but to <c>/</c> and where its buttons lead.
/// With a system of its own, since everybody's list is empty in the end.
/// </summary>
public sealed class OfficeDay(ITestOutputHelper output)
{
    const int Cases = 3;
    static readonly string[] Applicants = ["qiye2", "qiye3", "qiye4"];

    int _clicks;

    [Fact(Explicit = true)]
    public async Task Seven_people_work_from_their_own_lists_alone_and_end_with_nothing_waiting()
    {
        await using var system = new RunningSystem();
        await system.InPool(Road.Panel);
        foreach (var account in Applicants) await system.Submitted(account, Filing.Complete(account, Road.NewName()));

        output.WriteLine("| who | what | tasks | clicks to and between tasks | by the menus |");
        await Works(system, "shouli", "intake", "queue", ("审查", async page =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "填入自动核对为符合的项" }).ClickAsync();
            await page.Reached("**/review?suggested=true*");
            foreach (var condition in await page.Locator("[id^=condition-]").AllAsync())
                if (await condition.Locator("input[type=radio]:checked").CountAsync() == 0)
                    await condition.GetByLabel("符合", new() { Exact = true }).CheckAsync();
            await Press(page, "保存审查意见");
            await page.GetByText("审查意见已保存").WaitForAsync();
            await page.Locator("summary", new() { HasText = "通过形式审查" }).ClickAsync();
            await Press(page, "确认通过");
            await page.Confirm();
            await page.GetByText("已通过形式审查").WaitForAsync();
        }
        ));
        await Works(system, "pingshen", "review", "reviews", ("组建", async page =>
        {
            foreach (var account in Road.Panel) await page.Locator($"input[type=checkbox][value={account}]").CheckAsync();
            await page.GetByLabel("组长").First.SelectOptionAsync(Road.Panel[0]);
            await Press(page, "组建专家组");
            await page.Confirm();
            await page.GetByText("专家组已组建").WaitForAsync();
        }
        ));
        var reviews = await Ids(system, "pingshen", "/review/api/reviews");
        foreach (var expert in (string[])["zhuanjia1", "zhuanjia3"])
            foreach (var id in reviews)
            {
                (await system.OnReview(expert, id, "recusal", new { conflict = false })).Must();
                (await system.OnReview(expert, id, "sheet", await system.Sheet(id, 90))).Must();
            }
        await Works(system, "zhuanjia2", "review", "tasks", ("声明", async page =>
        {
            await page.Locator("input[type=radio][value=false]").CheckAsync();
            await Press(page, "提交声明");
            await page.Confirm();
            await page.GetByText("第二步　专家评分表").WaitForAsync();
        }
        ), ("评分", async page =>
        {
            foreach (var yes in await page.Locator("input[type=radio][value=true]").AllAsync()) await yes.CheckAsync();
            foreach (var score in await page.Locator("input[type=number]").AllAsync())
                await score.FillAsync((await score.GetAttributeAsync("max"))!);
            await page.GetByLabel("评审意见").First.FillAsync("技术路线可行，成员分工明确，建议认定。");
            await page.GetByLabel("我确认本评分表由本人独立填写").CheckAsync();
            await Press(page, "提交评分表");
            await page.Confirm();
            await page.GetByText("评分表已提交").First.WaitForAsync();
        }
        ));
        foreach (var id in reviews)
            (await system.OnReview("zhuanjia1", id, "opinion", new { recommended = true, opinion = "推荐认定。" })).Must();
        await Works(system, "juzhang", "certification", "determinations", ("研究", async page =>
        {
            await page.Locator("summary", new() { HasText = "拟认定并公示" }).ClickAsync();
            await page.GetByLabel("局长办公会纪要").First.FillAsync("经局长办公会研究，同意列入拟认定名单。");
            await Press(page, "提出拟认定");
            await page.Confirm();
            await page.GetByText("已提出拟认定").WaitForAsync();
        }
        ));
        foreach (var id in reviews) await system.Issue(id);
        await system.Clock.Pass(TimeSpan.FromDays(16));
        foreach (var id in reviews) await system.Issue(id);
        var today = (await system.Clock.Now()).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd",
            System.Globalization.CultureInfo.InvariantCulture);
        await Works(system, "rending", "certification", "registry", ("登记", async page =>
        {
            await page.GetByLabel("授牌日期").First.FillAsync(today);
            await page.Locator("form:has(input[type=date]) button[type=submit]").First.ClickAsync();
            await page.Confirm();
            await page.GetByText("已登记").First.WaitForAsync();
        }
        ));
        foreach (var account in Applicants)
        {
            var lead = await system.SignedIn(account);
            var grants = await system.Eventually(() => Ids(system, account, "/funding/api/grants", "allianceId"),
                found => found.Count == 1);
            (await lead.Post($"/funding/api/grants/{grants[0]}/pledge", new { amountFen = 30_000_000 })).Must();
        }
        await Works(system, "shenpi", "funding", "grants", ("审批", async page =>
        {
            await Press(page, "批准");
            await page.Confirm();
            await page.GetByText("引导经费已批准").WaitForAsync();
        }
        ));
        var voucher = 0;
        await Works(system, "jingfei", "funding", "grants", ("申请拨付", async page =>
        {
            await Press(page, "申请拨付");
            await page.Confirm();
            await page.GetByText("已向财政申请拨付").WaitForAsync();
        }
        ), ("登记", async page =>
        {
            await page.GetByLabel("凭证号").First.FillAsync($"昆财拨〔2024〕第{++voucher}号");
            await page.GetByLabel("付款日期").First.FillAsync(today);
            await page.GetByLabel("凭证金额").First.FillAsync("100000");
            await Press(page, "登记凭证");
            await page.Confirm();
            await page.GetByText("引导经费已拨付").First.WaitForAsync();
        }
        ));
    }

    // Three tasks of each kind, one after another, and the list is empty. By the menus: the service, its list and the row, then the list
    // and the row again for each further case; that the row is there is seen once.
    async Task Works(
        RunningSystem system, string account, string service, string list, params (string Button, Func<IPage, Task> Act)[] kinds)
    {
        var person = await system.SignedIn(account);
        var page = await system.Browser.SignedIn(account);
        _clicks = 0;
        var byMenus = 0;
        foreach (var (button, act) in kinds)
        {
            await system.Eventually(async () => Buttons(await Start(person), button) >= Cases);
            for (var i = 0; i < Cases; i++)
            {
                if (i == 0 && _clicks == 0) await page.GotoAsync("/");
                else await Click(page, page.Locator(".brand"));
                await Click(page, page.Locator("tbody a.btn").Filter(new() { HasText = button }).First);
                await act(page);
            }
            byMenus += (byMenus == 0 ? 3 : 2) + 2 * (Cases - 1);
        }
        await system.Eventually(async () => (await Start(person)).Contains("没有等待您办理的事项", StringComparison.Ordinal));
        var what = string.Join("、", kinds.Select(kind => kind.Button));
        output.WriteLine($"| {account} | {what} | {Cases * kinds.Length} | {_clicks} | {byMenus} |");
        Assert.True(_clicks < byMenus, $"{account}: {_clicks} clicks, by the menus {byMenus}");
        // The way by the menus is there, as it is counted.
        await page.GotoAsync("/portal");
        await page.Locator($".switch a[href='/{service}/']").ClickAsync();
        await page.Locator($".side a[href='{list}']").ClickAsync();
        await page.CloseAsync();
    }

    async Task Click(IPage page, ILocator what)
    {
        _clicks++;
        await what.ClickAsync();
        await page.Locator("main").WaitForAsync();
    }

    static Task Press(IPage page, string button)
        => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    static async Task<string> Start(Local.Person person)
        => System.Net.WebUtility.HtmlDecode(
            await person.Http.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken));

    static int Buttons(string page, string button) => page.Split($">{button}<").Length - 1;

    static async Task<IReadOnlyList<Guid>> Ids(RunningSystem system, string account, string list, string key = "applicationId")
        => [.. (await (await system.SignedIn(account)).Get(list)).Must().GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty(key).GetGuid())];
}
