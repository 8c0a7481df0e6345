using System.Globalization;
using Alliance.Local.Demo;
using Alliance.Local.Infrastructure;
using Alliance.Statute;
using Alliance.Statute.Forms;
using Microsoft.Playwright;
using Xunit;

namespace Alliance.SystemTests.Journeys;

/// <summary>
/// The whole road by clicking through pages: an officer opens a call, a lead unit fills in and submits its 申报书, an officer examines it,
/// three experts score it, the decision maker proposes, the notice stands its statutory period, the alliance is recognised, and the grant
/// is pledged for, approved and paid.
/// </summary>
public sealed class FromApplicationToPayment(RunningSystem system)
{
    static readonly (string Account, string Name, string Code, string Field)[] Experts =
        [("zhuanjia1", "赵明远", "1253010240110021", "材料科学"), ("zhuanjia2", "钱思齐", "1253011440220032", "产业经济"),
            ("zhuanjia3", "孙立群", "1253030040330043", "冶金工程")];

    readonly Package _package = PackageReader.Read(SourceTree.Samples).Packages.Single(p => p.Id == "01-titanium");

    [Fact]
    public async Task An_application_is_clicked_through_to_recognition_and_payment()
    {
        var call = await AnOfficerPublishesACall();
        var application = await TheLeadUnitFillsInItsApplicationAndSubmitsIt(call);
        await AnOfficerFindsEveryConditionMet(application);
        await TheSecretaryCallsAPanelTogether(application);
        foreach (var expert in Experts) await AnExpertStatesNoConflictAndScores(application, expert.Account);
        await TheLeaderWritesThePanelsOpinion(application, Experts[0].Account);
        await TheDecisionMakerProposes(application);
        await TheNoticeStandsItsPeriod();
        await TheAllianceIsOnTheRegister();
        await TheGrantIsPledgedForApprovedAndPaid();
    }

    async Task<string> AnOfficerPublishesACall()
    {
        var page = await system.Browser.SignedIn("shouli");
        await page.GotoAsync("/intake/calls/new");
        var now = (await system.Clock.Now()).ToOffset(TimeSpan.FromHours(8));
        await Fill(page, "标题", "浏览器中走完全程的申报通知");
        await Fill(page, "开始时间", Minute(now.AddDays(-1)));
        await Fill(page, "截止时间", Minute(now.AddDays(30)));
        await Fill(page, "通知正文", "请牵头单位按照第八条、第九条的规定申报。");
        await Click(page, "发布");
        await page.Confirm();
        await page.Reached(url => Guid.TryParse(new Uri(url).Segments[^1], out _));
        return new Uri(page.Url).AbsolutePath;
    }

    async Task<string> TheLeadUnitFillsInItsApplicationAndSubmitsIt(string call)
    {
        var form = _package.Application;
        var page = await system.Browser.SignedIn(_package.Applicant.Account);
        await page.GotoAsync(call);
        await Click(page, "开始填写申报书");
        await page.Reached("**/basics");
        var application = new Uri(page.Url).AbsolutePath[..^"/basics".Length];

        await Fill(page, "联盟名称中的“××”", form.CoreName);
        await Choose(page, "联盟类型", form.Kind.ToString());
        await Choose(page, "所属“188”重点产业", form.KeyIndustry);
        await Fill(page, "国民经济行业代码", form.IndustryCode);
        await FillContact(page, form.Contact);
        await Save(page);

        foreach (var member in form.Members) await AddMember(page, application, member);
        await FillAgreement(page, application, form.Agreement);
        await FillTexts(page, $"{application}/plan", ("产业链发展方向", form.Plan.Direction), ("工作原则", form.Plan.Principles),
            ("技术与产业目标", form.Plan.Targets),
            ("重点任务", form.Plan.Tasks), ("实施步骤与措施", form.Plan.Steps), ("预期结果", form.Plan.ExpectedResults));
        await FillTexts(page, $"{application}/governance", ("决策机构", form.Governance.DecisionBody), ("咨询机构", form.Governance.AdvisoryBody),
            ("执行机构", form.Governance.ExecutiveBody),
            ("决策与执行机制", form.Governance.Mechanism), ("内部经费管理制度", form.Governance.FundRules));
        await FillRows(page, $"{application}/team", form.Team, async (row, person) =>
        {
            await Fill(row, "姓名", person.Name);
            await Fill(row, "职称", person.Title);
            await Fill(row, "专业", person.Field);
            await Choose(row, "所在单位", person.UnitCreditCode);
        });
        await FillRows(page, $"{application}/projects", form.Projects, async (row, project) =>
        {
            await Fill(row, "项目名称", project.Name);
            await Choose(row, "承担单位", project.UnitCreditCode);
            if (project.StartedOn is { } started) await Fill(row, "起始日期", Day(started));
            if (project.InvestmentFen is { } fen) await Fill(row, "投资", TenThousands(fen));
            await Fill(row, "说明", project.Summary);
        });
        await FillRows(page, $"{application}/achievements", form.Achievements, async (row, achievement) =>
        {
            await Choose(row, "类别", achievement.Kind.ToString());
            await Fill(row, "证书号、标准号或登记号", achievement.Number);
            await row.GetByLabel("名称").Last.FillAsync(achievement.Title);
            await Choose(row, "权利人", achievement.OwnerCreditCode);
        });
        foreach (var attachment in _package.Attachments)
        {
            await page.GotoAsync($"{application}/attachments");
            await Choose(page, "附件类别", attachment.Kind.ToString());
            await Fill(page, "标题", attachment.Title);
            await page.Locator("#form-upload input[type=file]").SetInputFilesAsync(Path.Combine(_package.Folder, attachment.File));
            await Click(page, "上传");
            await page.GetByText("附件已上传").WaitForAsync();
        }

        await page.GotoAsync(application);
        await Click(page, "提交申报书");
        await page.Confirm();
        await page.GetByText("申报书已提交，受理编号").WaitForAsync();
        return application;
    }

    static async Task AddMember(IPage page, string application, MemberUnit member)
    {
        await page.GotoAsync($"{application}/members/new");
        await Fill(page, "单位名称", member.Name);
        await Fill(page, "统一社会信用代码", member.CreditCode);
        await Choose(page, "单位性质", member.Kind.ToString());
        await page.GetByLabel("这是牵头单位").SetCheckedAsync(member.IsLead);
        await Fill(page, "注册地址", member.Address);
        await Fill(page, "行政区划代码", member.RegionCode);
        if (member.RegisteredCapitalFen is { } fen) await Fill(page, "注册资金", TenThousands(fen));
        if (member.FoundedOn is { } founded) await Fill(page, "成立时间", Day(founded));
        await Fill(page, "主要经营范围", member.BusinessScope);
        await Fill(page, "任务分工", member.Task);
        await page.GetByLabel("法定代表人").Last.FillAsync(member.LegalRepresentative);
        if (member.Signature is { } signature)
        {
            await Fill(page, "签署人", signature.Signatory);
            if (signature.SignedOn is { } signed) await Fill(page, "签署日期", Day(signed));
        }
        await FillContact(page, member.Contact);
        await Save(page);
    }

    static async Task FillAgreement(IPage page, string application, Agreement agreement)
    {
        await page.GotoAsync($"{application}/agreement");
        await Fill(page, "技术创新目标", agreement.Goals);
        await Choose(page, "对外承担责任主体", agreement.LiableCreditCode);
        await Fill(page, "成果和知识产权归属", agreement.ResultsOwnership);
        await Fill(page, "利益保障机制", agreement.BenefitGuarantee);
        await page.GetByLabel("声明：联盟及成员单位之间无法律争议").SetCheckedAsync(agreement.NoDisputeDeclared);
        await Save(page);
    }

    async Task AnOfficerFindsEveryConditionMet(string application)
    {
        var page = await system.Browser.SignedIn("shouli");
        await page.GotoAsync(application + "/review");
        await Click(page, "填入自动核对为符合的项");
        await page.Reached("**/review?suggested=true*");
        // What only a person can judge is left open by the automatic check; the officer reads and judges it.
        foreach (var condition in await page.Locator("[id^=condition-]").AllAsync())
            if (await condition.Locator("input[type=radio]:checked").CountAsync() == 0)
                await condition.GetByLabel("符合", new() { Exact = true }).CheckAsync();
        await Click(page, "保存审查意见");
        await page.GetByText("审查意见已保存").WaitForAsync();
        await page.Locator("summary", new() { HasText = "通过形式审查" }).ClickAsync();
        await Click(page, "确认通过");
        await page.Confirm();
        await page.GetByText("已通过形式审查").WaitForAsync();
    }

    async Task TheSecretaryCallsAPanelTogether(string application)
    {
        var page = await system.Browser.SignedIn("pingshen");
        foreach (var (account, name, code, field) in Experts)
        {
            await page.GotoAsync("/review/experts");
            if (!await page.GetByLabel("账号").First.IsVisibleAsync())
                await page.Locator("summary").Filter(new() { HasText = "专家" }).First.ClickAsync();
            await Fill(page, "账号", account);
            await Fill(page, "姓名", name);
            await Fill(page, "工作单位", $"春城第{account[^1]}科技评估中心");
            await Fill(page, "单位统一社会信用代码", CreditCode.Complete(code));
            await Fill(page, "专业领域", field);
            await Click(page, "保存");
            await page.GetByText(name).First.WaitForAsync();
        }
        var review = $"/review/reviews/{Id(application)}";
        await system.Eventually(async () => (await page.GotoAsync(review))!.Ok && await page.GetByText("组建专家组").First.IsVisibleAsync());
        foreach (var (account, _, _, _) in Experts) await page.Locator($"input[type=checkbox][value={account}]").CheckAsync();
        await Choose(page, "组长", Experts[0].Account);
        await page.GetByRole(AriaRole.Button, new() { Name = "组建专家组", Exact = true }).ClickAsync();
        await page.Confirm();
        await page.GetByText("专家组已组建").WaitForAsync();
    }

    async Task AnExpertStatesNoConflictAndScores(string application, string expert)
    {
        var page = await system.Browser.SignedIn(expert);
        await page.GotoAsync($"/review/tasks/{Id(application)}");
        await page.Locator("input[type=radio][value=false]").CheckAsync();
        await Click(page, "提交声明");
        await page.Confirm();
        await page.GetByText("第二步　专家评分表").WaitForAsync();
        foreach (var yes in await page.Locator("input[type=radio][value=true]").AllAsync()) await yes.CheckAsync();
        foreach (var score in await page.Locator("input[type=number]").AllAsync())
            await score.FillAsync(((int)(int.Parse(await score.GetAttributeAsync("max") ?? "0", CultureInfo.InvariantCulture) * 0.9))
                .ToString(CultureInfo.InvariantCulture));
        await Fill(page, "评审意见", "技术路线可行，成员分工明确，建议认定。");
        await page.GetByLabel("我确认本评分表由本人独立填写").CheckAsync();
        await Click(page, "提交评分表");
        await page.Confirm();
        await page.GetByText("您的评分表已提交").Or(page.GetByText("第三步　专家组意见")).Or(page.GetByText("全部评分表已提交")).First.WaitForAsync();
    }

    async Task TheLeaderWritesThePanelsOpinion(string application, string leader)
    {
        var page = await system.Browser.SignedIn(leader);
        await page.GotoAsync($"/review/tasks/{Id(application)}");
        await page.Locator("input[type=radio][value=true]").CheckAsync();
        await page.Locator("textarea").FillAsync("专家组一致认为该联盟符合认定条件，推荐认定。");
        await Click(page, "提交专家组意见");
        await page.Confirm();
        await page.GetByText("专家组一致认为").First.WaitForAsync();
    }

    async Task TheDecisionMakerProposes(string application)
    {
        var page = await system.Browser.SignedIn("juzhang");
        var determination = $"/certification/determinations/{Id(application)}";
        var propose = page.Locator("summary", new() { HasText = "拟认定并公示" });
        await system.Eventually(async () => (await page.GotoAsync(determination))!.Ok && await propose.IsVisibleAsync());
        await propose.ClickAsync();
        await page.GetByLabel("局长办公会纪要").First.FillAsync("经局长办公会研究，同意列入拟认定名单。");
        await Click(page, "提出拟认定");
        await page.Confirm();
        await page.GetByText("已提出拟认定").WaitForAsync();
    }

    async Task TheNoticeStandsItsPeriod()
    {
        await TheOfficeIssues("拟认定公示");
        var page = await system.Browser.Public();
        var name = Name;
        await system.Eventually(async () =>
        {
            await page.GotoAsync("/");
            return await page.GetByText(name).First.IsVisibleAsync();
        });
        await page.GetByRole(AriaRole.Link).Filter(new() { HasText = name }).First.ClickAsync();
        await page.GetByText(name).First.WaitForAsync();
        // Seven days, the day of publication not counted; sixteen leave room for a last day that rolls over a long holiday.
        await system.Clock.Pass(TimeSpan.FromDays(16));
        await TheOfficeIssues("认定文件");
    }

    // One drafts, another checks, the decision maker signs, on a phone.
    async Task TheOfficeIssues(string kind)
    {
        var officer = await system.Browser.SignedIn("rending");
        var tick = officer.Locator("tbody tr", new() { HasText = Name }).Locator("input[type=checkbox]");
        await system.Eventually(async () =>
        {
            await officer.GotoAsync("/certification/matters");
            return await tick.CountAsync() == 1;
        });
        var ticked = officer.Locator("tbody input[type=checkbox]:checked");
        while (await ticked.CountAsync() > 0) await ticked.First.UncheckAsync();
        await tick.CheckAsync();
        await Click(officer, "起草");
        await officer.GetByText("文书已起草").First.WaitForAsync();
        Assert.Equal(kind, await officer.Locator("h1").First.InnerTextAsync());
        var address = new Uri(officer.Url).AbsolutePath;

        var checker = await system.Browser.SignedIn("hegao");
        await checker.GotoAsync(address);
        await checker.GetByLabel("通过，送签发").CheckAsync();
        await Click(checker, "提交核稿结论");
        await checker.GetByText("已核稿").First.WaitForAsync();

        var signer = await system.Browser.SignedIn("juzhang");
        await signer.SetViewportSizeAsync(390, 844);
        await signer.GotoAsync(address);
        await Click(signer, "签发");
        await signer.Confirm();
        await signer.GetByText("文书已签发").First.WaitForAsync();
    }

    async Task TheAllianceIsOnTheRegister()
    {
        var page = await system.Browser.Public();
        await system.Eventually(async () =>
        {
            await page.GotoAsync("/certification/registry");
            return await page.GetByText(Name).First.IsVisibleAsync();
        });
    }

    async Task TheGrantIsPledgedForApprovedAndPaid()
    {
        var lead = await system.Browser.SignedIn(_package.Applicant.Account);
        await system.Eventually(async () =>
        {
            await lead.GotoAsync("/funding/");
            return await lead.GetByText(Name).First.IsVisibleAsync();
        });
        await lead.GetByRole(AriaRole.Link).Filter(new() { HasText = Name }).First.ClickAsync();
        await Fill(lead, "承诺配套金额", "299999.99");
        await Click(lead, "提交承诺");
        // One fen short of three to one is refused with the article, and what was typed is kept.
        var alert = lead.GetByRole(AriaRole.Alert);
        await alert.GetByText("十二条").Or(alert.GetByText(Articles.Funding)).First.WaitForAsync();
        Assert.Equal("299999.99", await lead.GetByLabel("承诺配套金额").InputValueAsync());
        await Fill(lead, "承诺配套金额", "300000");
        await Click(lead, "提交承诺");
        await lead.GetByText("配套承诺已提交").WaitForAsync();
        var grant = new Uri(lead.Url).AbsolutePath;

        var approver = await system.Browser.SignedIn("shenpi");
        await approver.GotoAsync(grant);
        await Click(approver, "批准");
        await approver.Confirm();
        await approver.GetByText("引导经费已批准").WaitForAsync();

        var officer = await system.Browser.SignedIn("jingfei");
        await officer.GotoAsync(grant);
        await Click(officer, "申请拨付");
        await officer.Confirm();
        await officer.GetByText("已向财政申请拨付").WaitForAsync();
        await Fill(officer, "凭证号", "昆财拨〔2024〕第18号");
        await Fill(officer, "付款日期", Day(DateOnly.FromDateTime((await system.Clock.Now()).ToOffset(TimeSpan.FromHours(8)).DateTime)));
        await Fill(officer, "凭证金额", "100000");
        await Click(officer, "登记凭证");
        await officer.Confirm();
        await officer.GetByText("引导经费已拨付").First.WaitForAsync();
    }

    string Name => $"昆明{_package.Application.CoreName}产业技术创新战略联盟";

    static string Id(string path) => path.Split('/')[^1];

    static string Minute(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string TenThousands(long fen) => (fen / 1_000_000m).ToString(CultureInfo.InvariantCulture);

    static Task Fill(IPage page, string label, string value) => page.GetByLabel(label).First.FillAsync(value);

    static Task Fill(ILocator scope, string label, string value) => scope.GetByLabel(label).First.FillAsync(value);

    static Task<IReadOnlyList<string>> Choose(IPage page, string label, string value)
        => page.GetByLabel(label).First.SelectOptionAsync(value);

    static Task<IReadOnlyList<string>> Choose(ILocator scope, string label, string value)
        => scope.GetByLabel(label).First.SelectOptionAsync(value);

    static Task Click(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    static async Task Save(IPage page)
    {
        await Click(page, "保存");
        await page.GetByText("已保存（第").WaitForAsync();
    }

    static async Task FillContact(IPage page, Contact contact)
    {
        await Fill(page, "姓名", contact.Name);
        await Fill(page, "部门职务", contact.Position);
        await Fill(page, "电话", contact.Phone);
    }

    static async Task FillTexts(IPage page, string path, params (string Label, string Text)[] texts)
    {
        await page.GotoAsync(path);
        foreach (var (label, text) in texts) await Fill(page, label, text);
        await Save(page);
    }

    // One empty row is always ready; a button makes the next.
    static async Task FillRows<T>(IPage page, string path, IReadOnlyList<T> items, Func<ILocator, T, Task> fill)
    {
        await page.GotoAsync(path);
        for (var i = 0; i < items.Count; i++)
        {
            await fill(page.Locator("tr.edited").Nth(i), items[i]);
            await Click(page, "添加一行");
            await page.Locator("tr.edited").Nth(i + 1).WaitForAsync();
        }
        await Save(page);
    }
}
