using System.Diagnostics;
using System.Globalization;
using Alliance.Contracts;
using Alliance.Core.Text;
using Alliance.Local;
using Alliance.Local.Infrastructure;
using Alliance.Local.Running;
using Dapper;
using Npgsql;

namespace Alliance.Benchmarks;

/// <summary>
/// How what people open all day grows: my work, find, and the lists of every service, through the gateway by people who signed in, with
/// 2,000 applications and 200 alliances, and with 200,000 and 20,000 with ten years of reports each, in one run and one system; and my work
/// while a service stands still.
/// <c>dotnet run --project tests/Benchmarks -c Release -- workplace</c>
/// </summary>
static class WorkplaceAtScale
{
    const int Rounds = 200;

    // Whatever the years before left, an office has some hundred open at a time.
    const int Waiting = 60;

    static readonly string Summary = Json.Write(new ApplicationSummary("昆明示例产业技术创新战略联盟", "新材料", "Application",
        new("昆明示例有限公司", "91530100MA6NKX010X"),
        [.. Enumerable.Range(1, 6).Select(n => new Unit($"昆明示例{n}有限公司", $"91530100MA6NKX{n:00}0X"))], "SL", "kunming-2016.1"));

    static readonly string Report = Json.Write(new
    {
        work = "按合同书开展了联合研发。",
        achievements = "完成年度目标。",
        problems = "无。",
        plans = "继续推进产业化。",
        progress = "OnPlan",
        indicators = Array.Empty<object>(),
        rdInvestmentFen = 350_000_000,
        grantReceivedFen = 10_000_000,
        matchingReceivedFen = 30_000_000,
        fundManagement = "单独核算。",
        spending = Array.Empty<object>(),
        staff = Array.Empty<object>(),
        inspection = Array.Empty<object>(),
        changes = Array.Empty<object>(),
    });

    public static async Task Run()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(30));
        var ct = stop.Token;
        await using var alliance = await RunningAlliance.Start(new(DataDirectory.Temporary()), ct: ct);
        using var people = new People(alliance.PublicAddress, DemoAccounts.Password);
        foreach (var account in (string[])["shouli", "rending", "juzhang", "jiance", "jingfei", "pingshen", "shenji"])
            await people[account].SignIn(ct);

        await Fill(alliance, 1, 2_000, 1, 200);
        await using var monitoring = new NpgsqlConnection(alliance.DatabasesOfServices["monitoring"].Owner);
        var open = (await monitoring.QueryAsync<Guid>("select alliance_id from assessment where concluded_at is null")).ToList();
        await Measure(people, open, ct);
        var few = await Measure(people, open, ct);
        var started = Stopwatch.StartNew();
        await Fill(alliance, 2_001, 200_000, 201, 20_000);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"written in {started.Elapsed.TotalSeconds:0} s"));
        await Measure(people, open, ct);
        var many = await Measure(people, open, ct);
        Console.WriteLine($"{"p95, ms",-44}{"200",10}{"20,000",12}{"ratio",9}");
        foreach (var ((what, before), (_, after)) in few.Zip(many))
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{what,-44}{before,10:0.0}{after,12:0.0}{after / before,9:0.00}"));

        await alliance.WhileFrozen("funding", async () =>
        {
            var frozen = await P95(people["shenji"], _ => "/", ct);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"my work, one service frozen",-44}{"",10}{frozen,12:0.0}"));
        });
    }

    static async Task<List<(string What, double P95)>> Measure(People people, List<Guid> open, CancellationToken ct)
    {
        string Name(int n) => Uri.EscapeDataString(DashboardLoad.Words[n % DashboardLoad.Words.Length]);
        (string What, string Account, Func<int, string> Page)[] questions =
        [
            ("my work, officer", "shouli", _ => "/"),
            ("my work, decision maker", "juzhang", _ => "/"),
            ("my work, auditor, all", "shenji", _ => "/?scope=All"),
            ("find, a word in a name", "shenji", n => $"/find?q={Name(n)}"),
            ("find, a certificate number", "shenji", n => $"/find?q=KMCL-2024-{(n * 7) % 140 + 61:00000}"),
            ("find, nothing", "shenji", n => $"/find?q=XX{n}"),
            ("applications", "shouli", _ => "/intake/applications"),
            ("applications, by name", "shouli", _ => "/intake/applications?sort=name"),
            ("reviews", "pingshen", _ => "/review/reviews"),
            ("determinations", "rending", _ => "/certification/determinations"),
            ("notices", "rending", _ => "/certification/notices"),
            ("registry", "", _ => "/certification/registry"),
            ("registry, a word", "", n => $"/certification/registry?q={Name(n)}"),
            ("grants", "jingfei", _ => "/funding/grants"),
            ("grants, a word", "jingfei", n => $"/funding/grants?q={Name(n)}"),
            ("alliances in operation", "jiance", _ => "/monitoring/alliances"),
            ("alliances in operation, a word", "jiance", n => $"/monitoring/alliances?q={Name(n)}"),
            ("compliance cases", "jiance", _ => "/monitoring/compliance"),
            ("reports, all", "jiance", _ => "/monitoring/reports?state=Accepted"),
            ("reports, a word", "jiance", n => $"/monitoring/reports?state=Accepted&q={Name(n)}"),
            ("reports, grid by years", "jiance", _ => "/monitoring/reports/grid"),
            ("assessments", "jiance", _ => "/monitoring/assessments"),
            ("registers", "jiance", _ => "/monitoring/registers"),
            ("one alliance in operation", "jiance", n => $"/monitoring/alliances/{open[n % Waiting]}"),
            ("one alliance, its report", "jiance", n => $"/monitoring/alliances/{open[n % Waiting]}/reports/2024"),
            ("one alliance, its assessment", "jiance", n => $"/monitoring/alliances/{open[n % Waiting]}/assessments/1"),
        ];
        var found = new List<(string, double)>();
        foreach (var (what, account, page) in questions)
            found.Add((what, await P95(account.Length == 0 ? people.Public : people[account], page, ct)));
        return found;
    }

    static async Task<double> P95(Person person, Func<int, string> page, CancellationToken ct)
    {
        var times = new double[Rounds];
        for (var n = -20; n < Rounds; n++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await person.Http.GetAsync(new Uri(page(Math.Abs(n)), UriKind.Relative), ct);
            await answer.Content.ReadAsByteArrayAsync(ct);
            answer.EnsureSuccessStatusCode();
            if (n >= 0) times[n] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        Array.Sort(times);
        return times[(int)(Rounds * .95)];
    }

    static async Task Fill(RunningAlliance alliance, int from, int to, int first, int last)
    {
        await In("intake", owner => IntakeAtScale.Fill(owner, from, to));
        var parameters = new { first, last, waiting = Waiting, summary = Summary, words = DashboardLoad.Words, report = Report };
        await In("review", owner => Write(owner, """
            insert into review(application_id, application, state, opened_at, average_score, recommended, opinion, concluded_at)
            select md5('application' || n)::uuid, named.summary, case when n <= @waiting then 'AwaitingPanel' else 'Concluded' end, at,
              80, true, '同意', at + interval '20 days'
            from generate_series(@first, @last) n, lateral pg_temp.named(n, @summary, @words) named
            """, parameters, "review"));
        await In("certification", owner => Write(owner, """
            insert into determination(application_id, application, state, recommended, average_score, experts, panel_opinion, prepared_at)
            select md5('application' || n)::uuid, named.summary, case when n <= @waiting then 'Determination' else 'Recognised' end,
              true, 80, 5, '同意', at
            from generate_series(@first, @last) n, lateral pg_temp.named(n, @summary, @words) named;
            insert into alliance(id, application_id, application, name, document_number, certificate_number, plaque_number, recognised_on,
              status, plaque_handed_over_on)
            select md5('alliance' || n)::uuid, md5('application' || n)::uuid, named.summary, named.summary->>'allianceName',
              '昆科发〔2024〕' || n || '号', 'KMCL-2024-' || lpad(n::text, 5, '0'), 'KMPL-2024-' || n, at::date, 'Valid',
              case when n > 2 * @waiting then at::date end
            from generate_series(@first, @last) n, lateral pg_temp.named(n, @summary, @words) named where n > @waiting;
            insert into notice(id, kind, application_id, title, published_on, published_at, nominal_last_day, last_day, closes_at, outcome,
              closed_at)
            select md5('notice' || n)::uuid, 'Recognition', md5('application' || n)::uuid, named.summary->>'allianceName', at::date, at,
              at::date + 7, at::date + 7, at + interval '8 days', 'Recognised', at + interval '9 days'
            from generate_series(@first, @last) n, lateral pg_temp.named(n, @summary, @words) named where n > @waiting
            """, parameters, "determination", "alliance", "notice"));
        await In("funding", owner => Write(owner, """
            insert into guidance_grant(id, alliance_id, alliance_name, payee_name, payee_credit_code, document_number, recognised_on,
              policy_version, grant_fen, match_ratio, state, opened_at, pledged_fen)
            select md5('grant' || n)::uuid, md5('alliance' || n)::uuid, named.summary->>'allianceName',
              named.summary->'leadUnit'->>'name', named.summary->'leadUnit'->>'creditCode', '昆科发〔2024〕' || n || '号', at::date,
              'kunming-2016.1', 10000000, 3, case when n <= @waiting then 'AwaitingApproval' else 'Suspended' end, at, 30000000
            from generate_series(@first, @last) n, lateral pg_temp.named(n, @summary, @words) named
            """, parameters, "guidance_grant"));
        await In("monitoring", owner => Write(owner, """
            insert into alliance(id, name, lead_unit_name, lead_unit_credit_code, key_industry, members, anchored_on, policy_version, cycle)
            select md5('alliance' || n)::uuid, named.summary->>'allianceName', named.summary->'leadUnit'->>'name',
              named.summary->'leadUnit'->>'creditCode', '新材料', named.summary->'members', at::date, 'kunming-2016.1', 1
            from generate_series(@first, @last) n, lateral pg_temp.named(n, @summary, @words) named;
            insert into operating_cycle(alliance_id, cycle, starts_on, ends_on, started_at)
            select md5('alliance' || n)::uuid, 1, at::date, at::date + 730, at
            from generate_series(@first, @last) n, lateral pg_temp.named(n, @summary, @words) named;
            insert into compliance_case(id, alliance_id, year, article, sentence, state, opened_at, reasons, closed_at)
            select md5('compliance' || n || y)::uuid, md5('alliance' || n)::uuid, y, 'Art. 15', '没有按期提交年度科技报告',
              case when n <= @waiting and y = 2024 then 'Open' else 'Remedied' end, at, '已补交', at
            from generate_series(@first, @last) n, generate_series(2020, 2024) y, lateral pg_temp.named(n, @summary, @words) named;
            insert into annual_report(id, alliance_id, year, body, filed_at, filed_by, filed_by_name, late, due_on, state)
            select md5('report' || n || y)::uuid, md5('alliance' || n)::uuid, y, @report::jsonb, make_date(y, 12, 1), 'a', '李明', n % 9 = 0,
              make_date(y, 12, 15), case when n <= @waiting and y = 2025 then 'Filed' else 'Accepted' end
            from generate_series(@first, @last) n, generate_series(2016, 2025) y;
            insert into report_version(report_id, version, body, filed_at, filed_by, filed_by_name)
            select id, 1, body, filed_at, filed_by, filed_by_name from annual_report r
            where not exists(select 1 from report_version v where v.report_id = r.id);
            insert into assessment(id, alliance_id, cycle, attempt, opened_at, passed, score, grade, concluded_at)
            select md5('assessment' || n)::uuid, md5('alliance' || n)::uuid, 1, 1, now(), ended.passed, 80, ended.grade, ended.at
            from generate_series(@first, @last) n left join lateral (values(true, '合格', now())) ended(passed, grade, at) on n > @waiting;
            insert into register_entry(id, alliance_id, kind, title, number, number_key, source, starts_on, entered_at, changed_at)
            select md5('entry' || n || e)::uuid, md5('alliance' || n)::uuid, 'Result', words.word || n || '的制备方法', 'ZL' || n || e,
              'ZL' || n || e, 'LeadUnit', make_date(2016 + e, 6, 1), now(), now()
            from generate_series(@first, @last) n, generate_series(0, 4) e,
              lateral (select (@words::text[])[1 + (n + e) % cardinality(@words::text[])]) words(word)
            """, parameters, "alliance", "operating_cycle", "compliance_case", "annual_report", "report_version", "assessment",
            "register_entry"));

        async Task In(string service, Func<NpgsqlConnection, Task> fill)
        {
            await using var owner = new NpgsqlConnection(alliance.DatabasesOfServices[service].Owner);
            await owner.OpenAsync();
            await fill(owner);
        }
    }

    static async Task Write(NpgsqlConnection owner, string sql, object parameters, params string[] tables)
    {
        // An alliance's summary, with a name put together of words as they have them and a day in the last nine years.
        await owner.ExecuteAsync("""
            create or replace function pg_temp.named(n int, source text, words text[], out summary jsonb, out at timestamptz)
            language sql immutable as $$
              select jsonb_set(jsonb_set(source::jsonb, '{allianceName}',
                  to_jsonb('昆明' || w.word || n || '产业技术创新战略联盟')), '{leadUnit}', jsonb_build_object(
                  'name', '昆明' || w.word || n || '有限公司', 'creditCode', '915301' || upper(substr(md5(n::text), 1, 12)))),
                make_timestamptz(2017 + n % 9, 3, 1, 0, 0, 0, 'UTC') + make_interval(secs => n * 37 % 7900000)
              from (select words[1 + n / 10 % cardinality(words)] as word) w $$
            """);
        await owner.ExecuteAsync(sql, parameters, commandTimeout: 600);
        foreach (var table in tables) await owner.ExecuteAsync($"vacuum (analyze) {table}", commandTimeout: 600);
    }
}
