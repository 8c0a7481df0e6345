using System.Net;
using Alliance.SystemTests.Intake;
using Dapper;
using Microsoft.Playwright;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Pages;

/// <summary>What a form owes whoever sends it: a refusal that is seen, one act for one step, and nothing typed lost, whatever became of the
/// page meanwhile.</summary>
[Collection(nameof(LooksAtEverything))]
public sealed class FormTests(RunningSystem system)
{
    // A picture of the kinds of form there are: of the public, of a lead unit, of an officer; fields, texts, rows and choices.
    async Task<IReadOnlyList<(string? Account, string Address, string Form)>> Forms()
    {
        var (_, notice) = await system.OnNotice();
        var submitted = await system.Submitted("qiye3", Filing.Complete("qiye3"));
        var scoring = await system.Scoring();
        return
        [
            (null, $"/notices/{notice.GetProperty("noticeId").GetGuid()}", "objection"),
            ("qiye3", $"/intake/applications/{submitted}", "withdraw"),
            ("shouli", "/intake/calls/new", "publish"),
            ("pingshen", "/review/experts", "expert"),
            ("zhuanjia1", $"/review/tasks/{scoring}", "sheet"),
        ];
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refusal_is_the_first_thing_seen_on_a_phone_with_and_without_a_script(bool scripts)
    {
        var missed = new List<string>();
        foreach (var (account, address, form) in await Forms())
        {
            var page = account is null ? await system.Browser.Public() : await system.Browser.SignedIn(account, scripts);
            await page.SetViewportSizeAsync(390, 844);
            await page.GotoAsync(address);
            await SendEmpty(page, form);

            var alert = page.Locator("main [role=alert][data-answer]");
            await page.Locator("main [data-answer], main .alert.success, main .check-step").First.WaitForAsync();
            if (await page.Locator("main .check-step").CountAsync() > 0)
            {
                await page.Confirm();
                await page.Locator("main [data-answer], main .alert.success").First.WaitForAsync();
            }
            if (await alert.CountAsync() != 1)
            {
                missed.Add($"{address}: no refusal");
                continue;
            }
            if (!(await page.TitleAsync()).StartsWith("错误：", StringComparison.Ordinal))
                missed.Add($"{address}: the title is {await page.TitleAsync()}");
            if (await page.EvaluateAsync<bool>(
                "document.querySelector('main').firstElementChild !== document.querySelector('[data-answer]')"))
                missed.Add($"{address}: something stands before it");
            if (await page.EvaluateAsync<bool>("document.activeElement !== document.querySelector('[data-answer]')"))
                missed.Add($"{address}: the focus is elsewhere");
            if ((await alert.BoundingBoxAsync())!.Y is < 0 or > 844)
                missed.Add($"{address}: out of sight at {(await alert.BoundingBoxAsync())!.Y}");
            foreach (var target in await alert.Locator("a[href*='#']").EvaluateAllAsync<string[]>(
                "all => all.filter(a => a.pathname === location.pathname).map(a => a.hash.slice(1))"))
                if (await page.Locator($"[id='{target}']").CountAsync() != 1) missed.Add($"{address}: the link to {target} leads nowhere");
            if (account is null && (await alert.InnerTextAsync()).Contains("政策版本", StringComparison.Ordinal))
                missed.Add($"{address}: tells the public of a policy version");
            // A link in the summary leads to its field without loading anything anew.
            if (await alert.Locator("a[href*='#']").First.IsVisibleAsync())
            {
                await alert.Locator("a[href*='#']").First.ClickAsync();
                if (await page.Locator("main [data-answer]").CountAsync() != 1)
                    missed.Add($"{address}: a link of the summary leaves the page");
            }
            await page.CloseAsync();
        }
        Assert.True(missed.Count == 0, string.Join('\n', missed));
    }

    [Fact]
    public async Task What_is_sent_twice_from_one_page_is_carried_out_once_and_ends_in_one_place()
    {
        var (applicationId, notice) = await system.OnNotice();
        var page = await system.Browser.Public();
        await page.GotoAsync($"/notices/{notice.GetProperty("noticeId").GetGuid()}");
        await page.GetByLabel("真实姓名或单位全称").FillAsync("张伟");
        await page.GetByLabel("联系方式").FillAsync("13800000000");
        await page.GetByLabel("事实和依据").FillAsync("成员单位数不足。");
        await page.Locator("input[type=radio][value=Person]").CheckAsync();
        await Send(page, "objection");
        await page.Locator("main .check-step input[type=checkbox]").CheckAsync();

        var (first, second) = await TwoClicks(page, "objection-confirm");

        Assert.Equal(HttpStatusCode.OK, (HttpStatusCode)first.Status);
        Assert.Equal(first.Url, second.Url);
        Assert.Contains("/certification/follow/", first.Url, StringComparison.Ordinal);
        var objections = (await (await system.SignedIn("rending")).Get("/certification/api/objections")).Must();
        Assert.Single(objections.GetProperty("items").EnumerateArray(), o => o.GetProperty("applicationId").GetGuid() == applicationId);
    }

    [Fact]
    public async Task Two_clicks_begin_one_application()
    {
        var call = await system.OpenCall();
        var page = await system.Browser.SignedIn("qiye4");
        await page.GotoAsync($"/intake/calls/{call}");
        var form = await page.Locator("form[id^=form-]").Filter(new() { HasText = "开始填写申报书" }).GetAttributeAsync("id");

        var (first, second) = await TwoClicks(page, form!["form-".Length..]);

        Assert.EndsWith("/basics", new Uri(first.Url).AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(first.Url, second.Url);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task A_form_whose_step_was_taken_meanwhile_ends_on_the_page_as_it_is_with_what_was_typed(string language)
    {
        var applicationId = await system.Submitted("qiye2", Filing.Complete("qiye2"));
        var page = await system.Browser.SignedIn("shouli");
        await page.GotoAsync($"/culture?to={language}&returnUrl=/intake/applications/{applicationId}/review");
        await page.Locator("#form-recuse textarea").EvaluateAsync("text => text.value = '与牵头单位负责人是亲属'");
        await system.Judge(applicationId);
        (await (await system.SignedIn("shouli")).Post($"/intake/api/applications/{applicationId}/pass")).Must();

        var answer = await page.RunAndWaitForResponseAsync(() => Send(page, "recuse"), response => response.Request.Method == "POST");

        Assert.Equal(409, answer.Status);
        Assert.Equal(language, await page.GetAttributeAsync("html", "lang"));
        Assert.Equal("与牵头单位负责人是亲属", await page.Locator("main [data-answer] textarea").InputValueAsync());
        await Assertions.Expect(page.Locator("main [data-answer]")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("header.top")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main h1")).ToBeVisibleAsync();
        Assert.DoesNotContain("Cannot submit", await page.ContentAsync(), StringComparison.Ordinal);
        await page.GotoAsync("/culture?to=zh-CN&returnUrl=/");
        await page.CloseAsync();
    }

    [Fact]
    public async Task An_old_tab_of_a_submitted_application_keeps_what_was_typed()
    {
        var applicationId = await system.Draft("qiye3");
        var page = await system.Browser.SignedIn("qiye3");
        await page.GotoAsync($"/intake/applications/{applicationId}/plan");
        await page.GetByLabel("重点任务").FillAsync("旧页面中写的任务");
        (await (await system.SignedIn("qiye3")).Post($"/intake/api/applications/{applicationId}/submit")).Must();

        await Send(page, "section");

        await Assertions.Expect(page.Locator("main [data-answer]")).ToBeVisibleAsync();
        Assert.Contains("旧页面中写的任务", await page.Locator("main [data-answer] textarea")
            .EvaluateAllAsync<string[]>("all => all.map(text => text.value)"));
    }

    [Fact]
    public async Task A_form_of_another_account_is_not_sent_and_not_lost()
    {
        var applicationId = await system.Draft("qiye3");
        var page = await system.Browser.SignedIn("qiye3", scripts: false);
        await page.GotoAsync($"/intake/applications/{applicationId}/plan");
        await page.GetByLabel("重点任务").FillAsync("甲写的任务");
        // In a second tab somebody else signs in.
        var other = await system.Browser.SignedIn("shouli", scripts: false);
        var before = await page.Context.CookiesAsync();
        await page.Context.ClearCookiesAsync();
        await page.Context.AddCookiesAsync((await other.Context.CookiesAsync())
            .Select(c => new Microsoft.Playwright.Cookie
            {
                Name = c.Name,
                Value = c.Value,
                Domain = c.Domain,
                Path = c.Path,
                HttpOnly = c.HttpOnly,
                SameSite = c.SameSite
            }));

        await Send(page, "section");

        var told = page.Locator("main [data-answer]");
        await Assertions.Expect(told).ToContainTextAsync("qiye3");
        await Assertions.Expect(told).ToContainTextAsync("shouli");
        Assert.Contains("甲写的任务", await told.Locator("textarea").EvaluateAllAsync<string[]>("all => all.map(text => text.value)"));
        await page.Context.ClearCookiesAsync();
        await page.Context.AddCookiesAsync(
            before.Select(c => new Microsoft.Playwright.Cookie
            {
                Name = c.Name,
                Value = c.Value,
                Domain = c.Domain,
                Path = c.Path,
                HttpOnly = c.HttpOnly,
                SameSite = c.SameSite
            }));
    }

    [Fact]
    public async Task A_form_without_its_proof_comes_back_filled_in()
    {
        var applicationId = await system.Draft("qiye3");
        var page = await system.Browser.SignedIn("qiye3", scripts: false);
        await page.GotoAsync($"/intake/applications/{applicationId}/plan");
        await page.GetByLabel("重点任务").FillAsync("还没有保存的任务");
        await page.Context.ClearCookiesAsync(new() { Name = "af.intake" });

        await Send(page, "section");

        await Assertions.Expect(page.Locator("main [data-answer]")).ToBeVisibleAsync();
        Assert.Equal("还没有保存的任务", await page.GetByLabel("重点任务").InputValueAsync());
        await Send(page, "section");
        await page.GetByText("已保存（第").WaitForAsync();
        Assert.Equal("还没有保存的任务", await page.GetByLabel("重点任务").InputValueAsync());
    }

    [Fact]
    public async Task A_page_that_fails_says_so_in_its_frame_and_language_with_the_right_status()
    {
        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices["review"].Owner);
        var page = await system.Browser.SignedIn("pingshen");
        await page.GotoAsync("/culture?to=en&returnUrl=/review/");
        await database.ExecuteAsync("alter table expert rename to expert_away");
        try
        {
            var answer = await page.GotoAsync("/review/experts");

            Assert.Equal(500, answer!.Status);
            Assert.Equal("en", await page.GetAttributeAsync("html", "lang"));
            await Assertions.Expect(page.Locator("header.top")).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("nav.side a").First).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("main h1")).ToBeVisibleAsync();
            Assert.Matches("[0-9a-f]{32}", await page.InnerTextAsync("main code"));
            Assert.Empty(await page.Owes("a page that failed"));
        }
        finally
        {
            await database.ExecuteAsync("alter table expert_away rename to expert");
            await page.GotoAsync("/culture?to=zh-CN&returnUrl=/review/");
            await page.CloseAsync();
        }
    }

    [Fact]
    public async Task What_is_typed_in_a_long_form_is_still_there_after_a_reload()
    {
        var underReview = await system.Submitted("qiye2", Filing.Complete("qiye2"));
        var scoring = await system.Scoring();
        var alliance = await Operating();
        (string Account, string Address)[] pages =
        [
            ("shouli", $"/intake/applications/{underReview}/review"),
            ("zhuanjia1", $"/review/tasks/{scoring}"),
            ("qiye3", $"/intake/applications/{await system.Draft("qiye3")}/members/1"),
            ("qiye3", $"/intake/applications/{await system.Draft("qiye3")}/team"),
            ("jiance", $"/monitoring/alliances/{alliance}/contract"),
            ("qiye9", $"/monitoring/alliances/{alliance}/reports/{(await system.Clock.Now()).Year}"),
        ];
        var lost = new List<string>();
        foreach (var (account, address) in pages)
        {
            var page = await system.Browser.SignedIn(account);
            await page.GotoAsync(address);
            // Everything that can be typed, in every form of more than five fields.
            var typed = await page.EvaluateAsync<string[]>("""
                () => {
                  const long = [...document.forms].filter(form => form.method === 'post' && form.id && fields(form).length > 5);
                  for (const form of long) {
                    fields(form).forEach((input, n) => { input.value = value(input, n); });
                    form.dispatchEvent(new Event('input', { bubbles: true }));
                  }
                  return long.flatMap(form => fields(form).map(input => `${form.id} ${input.name} ${input.value}`));
                  function fields(form) {
                    const kinds = ['text', 'number', 'tel', 'email', 'date', 'datetime-local', 'textarea'];
                    // What is pasted for many rows becomes rows, and is no field of its own.
                    return [...form.elements].filter(e => e.name && !e.readOnly && kinds.includes(e.type) && !e.name.endsWith('.Pasted'));
                  }
                  function value(input, n) {
                    return input.type === 'number' ? `${n % 9}` : input.type === 'date' ? '2024-02-0' + (n % 9 + 1)
                      : input.type === 'datetime-local' ? '2024-02-01T08:0' + n % 9
                      : ['textarea', 'text'].includes(input.type) ? `写到一半${n}` : `${n}`;
                  }
                }
                """);
            if (typed.Length == 0) lost.Add($"{address}: there is no long form");
            await page.ReloadAsync();
            var kept = await page.EvaluateAsync<string[]>(
                "() => [...document.forms].flatMap(form => [...form.elements].map(input => `${form.id} ${input.name} ${input.value}`))");
            lost.AddRange(typed.Except(kept).Select(one => $"{address}: {one}"));
            await page.EvaluateAsync("sessionStorage.clear()");
            await page.CloseAsync();
        }
        Assert.True(lost.Count == 0, string.Join('\n', lost));
    }

    [Fact]
    public async Task A_remark_typed_beside_a_condition_is_kept_when_the_decision_is_refused_without_a_script()
    {
        var applicationId = await system.Submitted("qiye2", Filing.Complete("qiye2"));
        var page = await system.Browser.SignedIn("shouli", scripts: false);
        await page.GotoAsync($"/intake/applications/{applicationId}/review");
        await page.Locator("#condition-P3").GetByLabel("符合", new() { Exact = true }).CheckAsync();
        await page.Locator("#condition-P3").GetByLabel("说明").FillAsync("行业排名第二，见第三页");

        // Nothing is listed that should be corrected: refused.
        await page.Locator("summary", new() { HasText = "要求补正" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "发出补正通知" }).ClickAsync();
        await page.Confirm();

        await Assertions.Expect(page.Locator("main [role=alert][data-answer]")).ToBeVisibleAsync();
        Assert.Equal("行业排名第二，见第三页", await page.Locator("#condition-P3").GetByLabel("说明").InputValueAsync());
    }

    [Fact]
    public async Task What_cannot_be_taken_back_is_not_done_by_one_click()
    {
        var draft = await system.Draft("qiye3");
        var underReview = await system.Submitted("qiye2", Filing.Complete("qiye2"));
        await system.Judge(underReview);
        var (withoutSheet, decided) = (await system.Scoring(), await system.BeforeTheBureau());
        var (onNotice, notice) = await system.OnNotice();
        (await (await system.Anybody()).Post($"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/objections",
            new { objectorKind = "person", objectorName = "张伟", contact = "13800000000", facts = "成员单位数不足。" })).Must();
        var (unpanelled, call) = (await system.AwaitingPanel(), await system.OpenCall());
        await system.Eventually(async () => await system.CaseState(unpanelled) is not null);
        var objection = (await (await system.SignedIn("rending")).Get("/certification/api/objections")).Must().GetProperty("items")
            .EnumerateArray()
            .Single(o => o.GetProperty("applicationId").GetGuid() == onNotice).GetProperty("objectionId").GetGuid();
        (string? Account, string Address, string Form, string Button)[] acts =
        [
            ("qiye3", $"/intake/applications/{draft}", "submit", "提交申报书"),
            ("shouli", $"/intake/applications/{underReview}/review", "judgements", "确认通过"),
            ("shouli", $"/intake/applications/{underReview}/review", "judgements", "确认不予通过"),
            ("zhuanjia1", $"/review/tasks/{withoutSheet}", "sheet", "提交评分表"),
            ("juzhang", $"/certification/determinations/{decided}", "propose", "提出拟认定"),
            ("juzhang", $"/certification/determinations/{decided}", "decline", "作出不予认定的决定"),
            ("rending", $"/certification/objections/{objection}", "settle", "答复"),
            ("rending", $"/certification/notices/{notice.GetProperty("noticeId").GetGuid()}", "reissue", "更正并重新公示"),
            (null, $"/notices/{notice.GetProperty("noticeId").GetGuid()}", "objection", "提交异议"),
            ("shouli", "/intake/calls/new", "publish", "发布"),
            ("shouli", $"/intake/calls/{call}/amend", "amend", "发布更正"),
            ("shouli", $"/intake/calls/{call}/amend", "close", "确认提前截止"),
            ("pingshen", $"/review/reviews/{unpanelled}", "panel", "组建专家组"),
            ("pingshen", $"/review/reviews/{withoutSheet}", "replace", "更换"),
            ("admin", $"/workflows/cases/{unpanelled}", "pause", "暂停办理"),
        ];
        var done = new List<string>();
        foreach (var (account, address, form, button) in acts)
        {
            var page = account is null ? await system.Browser.Public() : await system.Browser.SignedIn(account, scripts: false);
            await page.GotoAsync(address);
            await Press(page, form, button);
            await page.Locator("main .check-step, main [data-answer], main .alert.success").First.WaitForAsync();
            // It is shown once more, in sight and with the focus; and without the tick it is not taken either.
            if (await page.Locator("main > .check-step").CountAsync()
                != 1) { done.Add($"{address} {button}: not asked, but {await page.Locator("main").InnerTextAsync()}"); continue; }
            await page.Picture($"confirm {form}", PageDuties.Wide);
            await page.Picture($"confirm {form}", PageDuties.Narrow);
            if (!await page.Locator("main > .check-step").GetByText(new System.Text.RegularExpressions.Regex("第.+条|干预")).First
                .IsVisibleAsync()) done.Add($"{address} {button}: does not say by which article");
            // The focus is given when the page has been drawn, which a busy machine does a little later.
            try { await page.Locator("main > .check-step:focus").WaitForAsync(new() { Timeout = 10_000 }); }
            catch (TimeoutException) { done.Add($"{address} {button}: the focus is elsewhere"); }
            await page.EvaluateAsync(
                "() => { const it = document.querySelector('.check-step form'); it.noValidate = true; it.requestSubmit(); }");
            await page.Locator("main .check-step .error").WaitForAsync();
        }
        // What looks at a page works with scripts only.
        var shown = await system.Browser.SignedIn("qiye3");
        await shown.GotoAsync($"/intake/applications/{draft}");
        await Press(shown, "submit", "提交申报书");
        await shown.Locator("main > .check-step").WaitForAsync();
        done.AddRange(await shown.Owes("confirm submit"));
        Assert.True(done.Count == 0, string.Join('\n', done));
        Assert.Equal("draft", (await (await system.SignedIn("qiye3")).Read(draft)).GetProperty("stage").GetString());
        Assert.Equal("formalReview", (await (await system.SignedIn("shouli")).Read(underReview)).GetProperty("stage").GetString());
        Assert.Equal("Determination", await system.CaseState(decided));
    }

    static async Task Press(IPage page, string form, string button)
    {
        await FillIn(page, form);
        await page.EvaluateAsync("""
            ([form, button]) => {
              const it = document.getElementById(`form-${form}`);
              it.noValidate = true;
              it.requestSubmit([...it.querySelectorAll('button[type=submit]')].find(b => b.textContent.trim() === button));
            }
            """, new[] { form, button });
    }

    static async Task FillIn(IPage page, string form) => await page.EvaluateAsync("""
        name => {
          const names = new Set();
          for (const input of document.getElementById(`form-${name}`).elements) {
            if (input.type === 'checkbox') input.checked = true;
            else if (input.type === 'radio') { if (!names.has(input.name)) input.checked = true; names.add(input.name); }
            else if (input.type === 'number') input.value = input.min > 1 ? input.min : '1';
            else if (input.type === 'datetime-local') input.value = '2024-05-01T08:00';
            else if (input.tagName === 'SELECT') input.selectedIndex = input.options.length - 1;
            else if (input.tagName === 'TEXTAREA' || input.type === 'text') input.value = '写明情况';
          }
        }
        """, form);

    // An alliance in its first cycle, as Monitoring hears of it.
    async Task<Guid> Operating()
    {
        await using var commands = new Commands(system);
        var (alliance, today) =
            (Guid.CreateVersion7(), DateOnly.FromDateTime((await system.Clock.Now()).ToOffset(TimeSpan.FromHours(8)).DateTime));
        var (startsOn, endsOn) = Statute.Periods.Cycles.Of(today, 1, Statute.Policies.PolicyBook.Find("kunming-2016.1").CycleMonths);
        await commands.Send(new Contracts.StartOperatingCycle(alliance, Commands.ApplicationOf("qiye9", "表单测试"), 1, today,
            startsOn, endsOn));
        await commands.Answered("monitoring", alliance, "StartOperatingCycle");
        return alliance;
    }

    // As a browser would that checks nothing itself.
    static async Task SendEmpty(IPage page, string form)
    {
        await page.EvaluateAsync("""
            name => {
              const form = document.getElementById(`form-${name}`);
              form.noValidate = true;
              for (const input of form.elements) {
                if (input.type === 'checkbox' || input.type === 'radio') input.checked = false;
                else if (input.type !== 'hidden' && input.tagName !== 'SELECT') input.value = '';
              }
            }
            """, form);
        await Send(page, form);
    }

    static async Task Send(IPage page, string form)
    {
        await page.RunAndWaitForResponseAsync(() =>
            page.EvaluateAsync(
                "name => { const form = document.getElementById(`form-${name}`); form.noValidate = true; " +
                "form.requestSubmit(form.querySelector('button[type=submit]')); }",
                form),
            response => response.Request.Method == "POST");
    }

    // Two clicks as a browser without a script sends them.
    static async Task<(IAPIResponse First, IAPIResponse Second)> TwoClicks(IPage page, string form)
    {
        var body = await page.EvaluateAsync<string>(
            "name => new URLSearchParams([...new FormData(document.getElementById(`form-${name}`))]).toString()", form);
        Task<IAPIResponse> Click() => page.Context.APIRequest.FetchAsync(page.Url, new()
        {
            Method = "POST",
            Headers = new Dictionary<string, string>
            {
                ["Content-Type"] = "application/x-www-form-urlencoded",
                ["Accept"] = "text/html",
                ["Origin"] = new Uri(page.Url).GetLeftPart(UriPartial.Authority)
            },
            DataString = body,
        });
        var answers = await Task.WhenAll(Click(), Click());
        return (answers[0], answers[1]);
    }
}
