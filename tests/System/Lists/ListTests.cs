using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Intake;
using Dapper;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Lists;

/// <summary>Every list of every service, as people without a script turn its pages: by links and forms alone.</summary>
public sealed partial class ListTests(RunningSystem system) : IAsyncDisposable
{
    const int Many = 43;

    readonly Commands _commands = new(system);

    /// <summary>A list.</summary>
    /// <param name="Account">Who reads it; empty: the public.</param>
    /// <param name="Page">Its page, with what it is filtered by; {0} is the mark of what was written for this test.</param>
    /// <param name="File">Where it is had as a file.</param>
    /// <param name="Shown">The column by which rows are told apart here.</param>
    public sealed record Listed(string Account, string Page, string File, string Shown)
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Page} to {(Account.Length == 0 ? "the public" : Account)}";
    }

    static readonly Listed[] Lists =
    [
        new("shouli", "/intake/applications?q={0}", "/intake/api/applications", "name"),
        new("shouli", "/intake/queue?q={0}", "/intake/api/queue", "name"),
        new("", "/intake/calls?", "/intake/api/calls", "title"),
        new("shouli", "/intake/mail?", "/intake/api/letters/failed", "title"),
        new("pingshen", "/review/reviews?q={0}", "/review/api/reviews", "name"),
        new("pingshen", "/review/experts?q={0}", "/review/api/experts", "account"),
        new("zhuanjia1", "/review/tasks?", "/review/api/my-reviews", "name"),
        new("juzhang", "/certification/determinations?q={0}", "/certification/api/determinations", "name"),
        new("", "/certification/notices?", "/certification/api/notices", "title"),
        new("rending", "/certification/objections?state=", "/certification/api/objections", "name"),
        new("", "/certification/registry?", "/certification/api/registry", "certificate"),
        new("jingfei", "/funding/grants?q={0}", "/funding/api/grants", "alliance"),
        new("jiance", "/monitoring/alliances?q={0}", "/monitoring/api/alliances", "alliance"),
        new("jiance", "/monitoring/compliance?q={0}", "/monitoring/api/compliance-cases", "alliance"),
        new("kaohe", "/monitoring/assessments?q={0}", "/monitoring/api/assessments", "alliance"),
        new("admin", "/workflows/cases?q={0}", "/workflows/api/cases", "name"),
        new("admin", "/workflows/deadlines?", "/workflows/api/deadlines", "case"),
        new("admin", "/workflows/incidents?", "/workflows/api/incidents", "message"),
        new("admin", "/workflows/interventions?", "/workflows/api/interventions", "case"),
    ];

    [Fact]
    public async Task Every_list_is_sorted_by_every_column_walked_to_its_end_and_back_and_its_file_has_all_its_rows()
    {
        var mark = Road.NewName()[..8];
        await Written(mark);
        var wrong = new List<string>();
        foreach (var list in Lists)
        {
            var reader = list.Account.Length == 0 ? await system.Anybody() : await system.SignedIn(list.Account);
            var address = string.Format(CultureInfo.InvariantCulture, list.Page, mark);
            var first = await Page.Read(reader, $"{address}&columns={list.Shown}&size=20");
            if (first.Sorts.Count < 2) wrong.Add($"{list}: is sorted by {string.Join(", ", first.Sorts)}");
            if (address.Contains("q=", StringComparison.Ordinal) && first.Total != Many) wrong.Add($"{list}: {first.Total} of {Many}");
            // Each column one way, every second the other; the nightly run goes both.
            foreach (var (number, sort) in first.Sorts.Index())
                if (PageDuties.IsThorough || (number / 2 + number) % 2 == 0) await Walk(reader, list, address, sort, wrong);
            var headers = (await Page.Read(reader, address)).Headers;
            if (first.Total > 0 && headers.Count == 0) wrong.Add($"{list}: no header sorts");
            foreach (var header in headers)
                if ((await Page.Read(reader, header)).Sorted is not "ascending" and not "descending")
                    wrong.Add($"{list}: {header} says no order to who cannot see it");
        }
        (string Account, string Address, string Language)[] looked =
        [
            ("shouli", $"/intake/applications?q={mark}&sort=name", "zh-CN"),
            ("shouli", $"/intake/queue?q={mark}", "en"),
            ("jiance", $"/monitoring/compliance?q={mark}", "en"),
            ("jingfei", $"/funding/grants?q={mark}&columns=alliance,grant,since", "zh-CN"),
        ];
        foreach (var (account, address, language) in looked) wrong.AddRange(await Owed(account, address, language));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // What such a page owes its reader, as it is opened and with all that unfolds.
    async Task<IReadOnlyList<string>> Owed(string account, string address, string language)
    {
        var page = await system.Browser.SignedIn(account);
        await page.GotoAsync($"{address}&culture={language}");
        var name = $"list {address.Split('?')[0]} {language}";
        List<string> owed = [.. await page.Owes(name), .. await page.Owes(name, PageDuties.Wide)];
        await page.Locator("details.list-layout > summary").ClickAsync();
        owed.AddRange([.. await page.Owes($"{name} unfolded"), .. await page.Owes($"{name} unfolded", PageDuties.Wide)]);
        await page.CloseAsync();
        return owed;
    }

    static async Task Walk(Person reader, Listed list, string address, string sort, List<string> wrong)
    {
        var began = $"{address}&columns={list.Shown}&size=20&sort={sort}";
        var pages = new List<Page> { await Page.Read(reader, began) };
        while (pages[^1].Next is { } next && pages.Count < 100) pages.Add(await Page.Read(reader, next));
        var rows = pages.SelectMany(page => page.Rows).ToList();
        if (rows.Count != pages[0].Total) wrong.Add($"{list} by {sort}: {rows.Count} rows on {pages.Count} pages of {pages[0].Total}");

        var back = new List<Page> { pages[^1] };
        while (back[0].Previous is { } before && back.Count < 100) back.Insert(0, await Page.Read(reader, before));
        if (!rows.SequenceEqual(back.SelectMany(page => page.Rows))) wrong.Add($"{list} by {sort}: going back one sees other rows");

        var file = (await reader.Http.GetStringAsync(new Uri(Under(list.File, pages[0].Files, ".csv"), UriKind.Relative), Ct))
            .TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim('"')).ToList();
        if (file.Count != rows.Count || !file.Zip(rows).All(pair => pair.Second.Contains(pair.First, StringComparison.Ordinal)))
            wrong.Add($"{list} by {sort}: the file has {file.Count} rows, the pages {rows.Count}, first {file.FirstOrDefault()} and "
                + rows.FirstOrDefault());
    }

    // The link that the page offers, which is relative to its service.
    static string Under(string file, IReadOnlyList<string> links, string kind)
    {
        var name = file.Split('/')[^1] + kind;
        var link = links.Single(link => link.Split('?')[0].EndsWith(name, StringComparison.Ordinal));
        return $"/{file.Split('/')[1]}/{link}";
    }

    [Fact]
    public async Task A_workbook_has_the_rows_of_the_list()
    {
        var reader = await system.Anybody();
        using var answer = await reader.Http.GetAsync(new Uri("/certification/api/registry.xlsx?sort=name", UriKind.Relative), Ct);

        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.Content.Headers.ContentType!.MediaType);
        var text = await reader.Http.GetStringAsync(new Uri("/certification/api/registry.csv?sort=name", UriKind.Relative), Ct);
        var book = Alliance.Exports.WorkbookReader.Read(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Ct)), Ct)!;
        Assert.Equal(text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length,
            book.Single().Value.Select(cell => cell.Row).Distinct().Count());
    }

    [Fact]
    public async Task A_view_is_kept_and_shared_with_the_office_renamed_and_deleted_by_its_owner_only()
    {
        var (owner, colleague) = (await system.SignedIn("shouli"), await system.SignedIn("shouli2"));
        var other = await system.SignedIn("pingshen");
        var name = $"补正的{Guid.CreateVersion7().ToString()[^6..]}";
        var page = "/intake/applications?stage=Correction&sort=due";

        await Posted(owner, page, "view-save", ("Saving.Name", name), ("Saving.Shared", "true"));

        Assert.Contains(name, await Tabs(owner), StringComparison.Ordinal);
        var seen = await Tabs(colleague);
        Assert.Contains(name, seen, StringComparison.Ordinal);
        // Whoever sees it opens it, and changes nothing about it.
        var opened = await colleague.Http.GetStringAsync(new Uri(page, UriKind.Relative), Ct);
        Assert.Matches($"aria-current=\"page\"[^>]*>{name}", opened);
        Assert.DoesNotContain("view-delete", opened, StringComparison.Ordinal);
        Assert.DoesNotContain(name, await Tabs(other), StringComparison.Ordinal);
        var view = (await owner.Get("/intake/api/list-views?list=applications")).Must().EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == name);
        Assert.Equal("stage=Correction&sort=due", view.GetProperty("query").GetString());
        var address = $"/intake/api/list-views/{view.GetProperty("viewId").GetGuid()}";
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.Post($"{address}/rename", new { name = "别人的" })).Status);

        await Posted(owner, page, "view-rename", ("Renaming.Name", name + "甲"));
        Assert.Contains(name + "甲", await Tabs(colleague), StringComparison.Ordinal);
        await Posted(owner, page, "view-delete");
        Assert.DoesNotContain(name, await Tabs(owner), StringComparison.Ordinal);
    }

    static Task<string> Tabs(Person person) => person.Http.GetStringAsync(new Uri("/intake/applications", UriKind.Relative), Ct);

    [Fact]
    public async Task A_view_that_cannot_be_kept_says_why()
    {
        var (officer, lead) = (await system.SignedIn("shouli"), await system.SignedIn("qiye1"));
        async Task<string> Refused(Person person, object request) => (await person.Post("/intake/api/list-views", request)).Sentence;

        Assert.Contains("请填写视图名称", await Refused(officer, new { list = "applications", name = " ", query = "stage=Draft" }),
            StringComparison.Ordinal);
        Assert.Contains("请先设定查询条件", await Refused(officer, new { list = "applications", name = "空的", query = "after=x&nonsense=1" }),
            StringComparison.Ordinal);
        Assert.Contains("没有这个列表", await Refused(officer, new { list = "nowhere", name = "无", query = "stage=Draft" }),
            StringComparison.Ordinal);
        Assert.Contains("只有科技局的岗位可以共用视图", await Refused(lead,
            new { list = "applications", name = "共用", query = "stage=Draft", shared = true }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_takes_a_list_along_stands_in_the_record_with_what_it_was_filtered_by()
    {
        var query = $"q={Guid.NewGuid():N}&open=false";
        var officer = await system.SignedIn("jiance");
        using var file = await officer.Http.GetAsync(new Uri($"/monitoring/api/compliance-cases.csv?{query}", UriKind.Relative), Ct);
        file.EnsureSuccessStatusCode();

        await using var monitoring = new NpgsqlConnection((await system.Alliance).DatabasesOfServices["monitoring"].Owner);
        Assert.Equal(1, await monitoring.ExecuteScalarAsync<int>("""
            select count(*)::int from audit where what = 'RecordExport' and account = 'jiance' and details like '%' || @query || '%'
            """, new { query = query.Split('&')[0] }));
        // The public takes what is public.
        (await (await system.Anybody()).Http.GetAsync(new Uri("/certification/api/registry.csv", UriKind.Relative), Ct))
            .EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Filters_order_and_columns_are_reached_by_the_keyboard_and_stand_in_the_address()
    {
        var page = await system.Browser.SignedIn("jiance");
        await page.GotoAsync("/monitoring/compliance");

        await page.FocusAsync("details.list-layout > summary");
        await page.Keyboard.PressAsync("Enter");
        await page.FocusAsync("details.list-layout input[value=closed]");
        await page.Keyboard.PressAsync("Space");
        await page.FocusAsync("details.list-layout button");
        await page.Keyboard.PressAsync("Enter");
        await page.Reached(address => address.Contains("columns=closed", StringComparison.Ordinal));

        await page.SetViewportSizeAsync(PageDuties.Narrow, 900);
        Assert.False(await page.Locator("form.filter").IsVisibleAsync());
        await page.FocusAsync("details.fold > summary");
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await page.Locator("form.filter").IsVisibleAsync());
        await page.SetViewportSizeAsync(PageDuties.Wide, 900);
        Assert.True(await page.Locator("form.filter").IsVisibleAsync());
        await page.CloseAsync();
    }

    // Sends a form of a page as a browser without a script does.
    static async Task Posted(Person person, string page, string handler, params (string Name, string Value)[] typed)
    {
        var html = await person.Http.GetStringAsync(new Uri(page, UriKind.Relative), Ct);
        var form = Forms().Matches(html).Single(form => form.Value.Contains($"value=\"{handler}\"", StringComparison.Ordinal)).Value;
        var fields = Hidden().Matches(form).ToDictionary(one => one.Groups["name"].Value,
            one => WebUtility.HtmlDecode(one.Groups["value"].Value));
        foreach (var (name, value) in typed) fields[name] = value;
        using var answer = await person.Http.PostAsync(new Uri(page, UriKind.Relative), new FormUrlEncodedContent(fields), Ct);
        Assert.True(answer.IsSuccessStatusCode, $"{handler} of {page}: {(int)answer.StatusCode}");
    }

    [GeneratedRegex("<form[^>]*>.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();

    /// <summary>A page of a list, as it came.</summary>
    sealed partial record Page(
        IReadOnlyList<string> Rows, string? Next, string? Previous, int Total, IReadOnlyList<string> Sorts, IReadOnlyList<string> Files,
        IReadOnlyList<string> Headers, string? Sorted)
    {
        public static async Task<Page> Read(Person reader, string address)
        {
            var html = await reader.Http.GetStringAsync(new Uri(address, UriKind.Relative), Ct);
            // The list is the last table that says how many rows it has.
            var list = html[html.LastIndexOf("<p class=\"table-total\"", StringComparison.Ordinal)..];
            string? Link(string rel) => Regex.Match(list, $"href=\"([^\"]*)\" rel=\"{rel}\"") is { Success: true } found
                ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;
            var table = list.IndexOf("<tbody>", StringComparison.Ordinal) is >= 0 and var at
                ? list[at..list.IndexOf("</tbody>", StringComparison.Ordinal)] : "";
            return new([.. RowsOf().Matches(table).Select(row => WebUtility.HtmlDecode(row.Value))], Link("next"), Link("prev"),
                int.Parse(Number().Match(list[..list.IndexOf("</p>", StringComparison.Ordinal)]).Value, NumberStyles.AllowThousands,
                    CultureInfo.InvariantCulture),
                [.. Options().Matches(list).Select(option => option.Groups[1].Value)],
                [.. Downloads().Matches(list).Select(file => WebUtility.HtmlDecode(file.Groups[1].Value))],
                [.. Headings().Matches(list).Select(header => WebUtility.HtmlDecode(header.Groups[1].Value))],
                Regex.Match(list, "aria-sort=\"(\\w+)\"") is { Success: true } sorted ? sorted.Groups[1].Value : null);
        }

        [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
        private static partial Regex RowsOf();

        [GeneratedRegex(@"\d[\d,]*")]
        private static partial Regex Number();

        [GeneratedRegex("<option value=\"(-?[a-z]+)\"")]
        private static partial Regex Options();

        [GeneratedRegex("href=\"([^\"]*)\" download")]
        private static partial Regex Downloads();

        [GeneratedRegex("class=\"sort\" href=\"([^\"]*)\"")]
        private static partial Regex Headings();
    }

    // As many of everything as make three pages: by the commands and doors that make them, or where that would be the whole road, as rows.
    async Task Written(string mark)
    {
        var today = BeijingTime.DayOf(await system.Clock.Now());
        var (startsOn, endsOn) = Cycles.Of(today, 1, PolicyBook.Find("kunming-2016.1").CycleMonths);
        Guid[] keys = [.. Enumerable.Range(0, Many).Select(_ => Guid.CreateVersion7())];
        var secretary = await system.SignedIn("pingshen");
        foreach (var (number, key) in keys.Index())
        {
            // Names and numbers of which several are the same.
            var application = Commands.ApplicationOf("qiye8", $"{mark}第{number % 30}");
            await _commands.Send(new StartOperatingCycle(key, application, 1, today, startsOn, endsOn));
            await _commands.Send(new OpenGuidanceGrant(key, application, $"{mark}{number}", today));
            await _commands.Send(new OpenExpertReview(key, application));
            await _commands.Send(new PrepareDetermination(key, application, number % 2 == 0, 80 + number % 7, 5, "意见"));
            (await secretary.Post("/review/api/experts", new
            {
                account = $"{mark}{number}",
                name = $"专家{number % 9}",
                institution = $"{mark}研究所",
                institutionCreditCode = TestApplicants.Accounts[0].Unit!.CreditCode,
                field = $"领域{number % 5}",
            })).Must();
        }
        foreach (var key in keys)
        {
            await _commands.Answered("monitoring", key, "StartOperatingCycle");
            await _commands.Answered("funding", key, "OpenGuidanceGrant");
            await _commands.Answered("review", key, "OpenExpertReview");
            await _commands.Answered("certification", key, "PrepareDetermination");
        }
        foreach (var key in keys)
        {
            await _commands.Send(new RecordMissedReport(key, today.Year - 1, today.AddDays(-1)));
            await _commands.Send(new OpenAssessment(key, 1));
        }
        foreach (var key in keys)
        {
            await _commands.Answered("monitoring", key, "RecordMissedReport");
            await _commands.Answered("monitoring", key, "OpenAssessment");
        }
        await Decided(mark);
        // A call to stand under.
        await system.Submitted("qiye1");
        await In("intake", """
            insert into application(id, call_id, year, policy_version, stage, form, version, alliance_name, lead_unit, lead_credit_code,
              key_industry, receipt_number, submissions, arrived_at, submitted_at, saved_at, saved_by, search, review_due_at, reached)
            select md5(@mark || n)::uuid, (select id from call limit 1), 2024, 'kunming-2016.1', 'FormalReview', '{}'::jsonb, 1,
              '昆明' || @mark || n % 30 || '联盟', '昆明' || n % 4 || '公司', '91530100MA6K0XQ12X', '新材料', 'SL-' || @mark || n, 1,
              at, at, at, 'qiye1', lower('昆明' || @mark || n % 30 || '联盟'), case when n % 3 > 0 then at + interval '9 days' end,
              (select max(reached) from application where stage = 'FormalReview')
            from generate_series(1, @Many) n, lateral (select timestamptz '2024-01-02' + n / 3 * interval '1 hour' as at) t
            """, mark);
        await In("intake", """
            insert into letter(id, case_id, audience, title, body, arguments, link, sent_at)
            select md5(@mark || 'l' || n)::uuid, md5(@mark || n)::uuid, 'account:nobody', @mark || n, '', '[[],[]]', '/', now()
            from generate_series(1, @Many) n;
            insert into letter_mail(id, letter_id, account, address, attempts, next_at, failure)
            select md5(@mark || 'm' || n)::uuid, md5(@mark || 'l' || n)::uuid, 'nobody', 'nobody@example.org', 8 + n % 3, null, '发送中断'
            from generate_series(1, @Many) n
            """, mark);
    }

    // What a determination leads to, without the days in between; on file, so that nothing waits for anybody.
    Task Decided(string mark) => In("certification", """
        insert into notice(id, kind, application_id, title, published_on, published_at, nominal_last_day, last_day, closes_at, outcome,
          closed_at)
        select md5('n' || application_id)::uuid, 'Recognition', application_id, '公示' || n, '2024-01-02', at, '2024-01-09', '2024-01-09',
          case when n % 3 > 0 then at + interval '7 days' end, 'Recognised', at + interval '7 days'
        from (select application_id, row_number() over () as n from determination
          where application->>'allianceName' like '%' || @mark || '%') d,
          lateral (select timestamptz '2024-01-02' + n / 4 * interval '1 hour' as at) t;
        insert into objection(id, notice_id, objector_kind, facts, lodged_at, state)
        select md5('o' || n.id)::uuid, n.id, 'Person', '事实', n.published_at, 'Dismissed' from notice n
          join determination d using (application_id) where application->>'allianceName' like '%' || @mark || '%';
        insert into alliance(id, application_id, application, name, document_number, certificate_number, plaque_number, recognised_on,
          status)
        select application_id, application_id, application, application->>'allianceName', @mark || '文' || n, @mark || n, @mark || '牌' || n,
          date '2024-01-02' + (n / 5)::int, case when n % 3 = 0 then 'Cancelled' else 'Valid' end
        from (select application_id, application, row_number() over () as n from determination
          where application->>'allianceName' like '%' || @mark || '%') d
        """, mark);

    async Task In(string service, string sql, string mark)
    {
        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices[service].Owner);
        await database.ExecuteAsync(sql, new { mark, Many });
        _marks.Add(mark);
    }

    readonly List<string> _marks = [];

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var mark in _marks.Distinct().ToList())
        {
            await In("certification", """
                delete from alliance where name like '%' || @mark || '%';
                delete from objection where notice_id in (select md5('n' || application_id)::uuid from determination
                  where application->>'allianceName' like '%' || @mark || '%');
                delete from notice where id in (select md5('n' || application_id)::uuid from determination
                  where application->>'allianceName' like '%' || @mark || '%')
                """, mark);
            await In("intake", """
                delete from letter_mail where letter_id in (select id from letter where title like @mark || '%');
                delete from letter where title like @mark || '%';
                delete from application where receipt_number like 'SL-' || @mark || '%'
                """, mark);
        }
        await _commands.DisposeAsync();
    }
}
