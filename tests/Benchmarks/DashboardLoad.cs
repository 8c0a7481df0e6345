using System.Diagnostics;
using System.Globalization;
using Alliance.Core.Data;
using Alliance.Local;
using Alliance.Local.Infrastructure;
using Alliance.Local.Running;
using Alliance.Web;
using Alliance.Workflows.Cases;
using Alliance.Workflows.Cases.Deadlines;
using Alliance.Workflows.Interventions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Alliance.Benchmarks;

/// <summary>
/// How the console takes a thousand cases and a million, in one run: <c>dotnet run -c Release --project tests/Benchmarks -- dashboard</c>.
/// The whole system runs; pages are read through the gateway by an officer who signed in, then the use cases behind them ask the database
/// alone, which shows where a page's time goes. The cases are written by SQL.
/// </summary>
static class DashboardLoad
{
    const int Rounds = 300;

    // Names are put together of words as alliances have them.
    internal static readonly string[] Words =
    [
        "钛材料", "三七", "花卉", "乳业", "咖啡", "磷化工", "稀贵金属", "生物医药", "红外光电", "数控机床", "食用菌", "电动汽车", "锡材", "珠宝", "太阳能", "锗材料",
        "铟材料", "烟草", "茶叶", "中药材",
        "节能环保", "大数据", "云计算", "旅游", "物流", "装备制造", "石油化工", "核桃", "蔬菜", "橡胶", "甘蔗", "马铃薯", "畜牧", "水产", "天麻", "石斛", "有机肥", "种业", "冷链", "检测仪器",
    ];

    public static async Task Run(int few, int finished, int running)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(40));
        var ct = stop.Token;
        await using var alliance = await RunningAlliance.Start(new(DataDirectory.Temporary()), ct: ct);
        var database = alliance.DatabasesOfServices["workflows"];
        using var people = new People(alliance.PublicAddress, DemoAccounts.Password);
        var officer = people["shouli"];
        await officer.SignIn(ct);

        await Write(database.Owner, 0, few / 2, few / 2, ct);
        // The first look is discarded, both times: the runtime finishes its own work on the pages' code meanwhile, and the database its own
        // on what was written.
        await Measure(officer, database.Runtime, ct);
        var small = await Measure(officer, database.Runtime, ct);
        var started = Stopwatch.GetTimestamp();
        await Write(database.Owner, few, finished, running, ct);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{finished:N0} finished and {running:N0} running cases written in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"));
        await Measure(officer, database.Runtime, ct);
        var large = await Measure(officer, database.Runtime, ct);

        Console.WriteLine($"{"p95, ms",-40}{few,12:N0}{finished + running,14:N0}{"ratio",8}");
        foreach (var ((what, before), (_, after)) in small.Zip(large))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{what,-40}{before,12:0.00}{after,14:0.00}{after / before,8:0.00}"));
    }

    static async Task<List<(string What, double P95)>> Measure(Person officer, string connection, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Db"] = connection });
        builder.AddFloor("workflows");
        await using var service = builder.Build();
        await using var scope = service.Services.CreateAsyncScope();
        var data = scope.ServiceProvider.GetRequiredService<Database>();
        var ids = await data.Query<Guid>("select id from process_case order by entered_at limit 200", ct: ct);
        var cases = new ListCases(data, TimeProvider.System);
        var next = (await cases.Handle(new(), null, ct)).Next;

        string Number(int i) => $"km-{i * 3 % 400:0000000}";
        async Task Read(string page)
        {
            using var answer = await officer.Http.GetAsync(new Uri($"/workflows/{page}", UriKind.Relative), ct);
            answer.EnsureSuccessStatusCode();
            if (answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/workflows/", StringComparison.Ordinal)) return;
            throw new InvalidOperationException($"{page} led to {answer.RequestMessage.RequestUri}.");
        }

        (string What, Func<int, Task> Ask)[] questions =
        [
            ("page: overview", _ => Read("")),
            ("page: a case", i => Read($"cases/{ids[i % ids.Count]}")),
            ("page: cases", _ => Read("cases")),
            ("page: search, receipt number", i => Read($"cases?q={Number(i)}")),
            ("page: search, a word in one of forty", i => Read($"cases?q={Uri.EscapeDataString(Words[i % Words.Length])}")),
            ("page: search, a word in every name", _ => Read($"cases?q={Uri.EscapeDataString("产业技术")}")),
            ("page: cases in a state for 30 days", _ => Read("cases?kind=Recognition&state=FormalReview&age=30")),
            ("page: deadlines", _ => Read("deadlines")),
            ("page: service levels", _ => Read("service-levels")),
            ("overview", async _ => await new Overview(data, TimeProvider.System).Handle(ct)),
            ("a case", async i => await new ReadCase(data).Handle(ids[i % ids.Count], ct)),
            ("list, first page", async _ => await cases.Handle(new(), null, ct)),
            ("list, second page", async _ => await cases.Handle(new(), new(After: next), ct)),
            ("search by receipt number", async i => await cases.Handle(new(Words: Number(i)), null, ct)),
            ("search by a word in one name of forty", async i => await cases.Handle(new(Words: Words[i % Words.Length]), null, ct)),
            ("search by a word in every name", async _ => await cases.Handle(new(Words: "产业技术"), null, ct)),
            ("filter by state", async _ => await cases.Handle(new("Recognition", "PublicNotice"), null, ct)),
            ("filter by state and age", async _ => await cases.Handle(new("Recognition", "FormalReview", Days: 30), null, ct)),
            ("count of a word in one name of forty", async i => await cases.Count(new(Words: Words[i % Words.Length]), ct)),
            ("count of a word in every name", async _ => await cases.Count(new(Words: "产业技术"), ct)),
            ("counts of the usual views",
                async _ => { foreach (var view in CasesPage.Usual) await cases.Count(ListCases.Filter.Of(view.Query), ct); }),
            ("forecast of the load", async _ => await new ForecastLoad(data, TimeProvider.System).Handle(byWeek: false, ct)),
            ("interventions", async _ => await new ListInterventions(data).Handle(null, null, null, ct)),
            ("deadlines", async _ => await new ListDeadlines(data, TimeProvider.System, Statute.Periods.WorkCalendar.StateCouncil)
                .Handle(null, null, null, null, null, ct)),
        ];
        List<(string, double)> found = [];
        foreach (var (what, ask) in questions)
        {
            for (var i = 0; i < Rounds; i++) await ask(i);
            var times = new double[Rounds];
            for (var i = 0; i < Rounds; i++)
            {
                var from = Stopwatch.GetTimestamp();
                await ask(i);
                times[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
            }
            Array.Sort(times);
            found.Add((what, times[(int)(Rounds * .95)]));
        }
        return found;
    }

    // Triggers and the index of words would take hours row by row; both are brought up to date at the end, by the statements the migration
    // uses.
    static async Task Write(string owner, int from, int finished, int running, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("words", Words);
        command.CommandText = $"""
            set maintenance_work_mem = '512MB';
            set synchronous_commit = off;
            alter table process_case disable trigger user;
            -- Cleaned at the end, below; a cleaning under way would keep that one from being complete.
            alter table process_case set (autovacuum_enabled = off);
            alter table deadline set (autovacuum_enabled = off);
            drop index case_search_words;
            with made as (
              select gen_random_uuid() as id, n, n >= {from + finished} as runs
              from generate_series({from}, {from + finished + running - 1}) n)
            insert into process_case(id, kind, state, name, policy_version, opened_at, updated_at, entered_at, data)
            select id, case when n % 5 = 0 and runs then 'Operation' else 'Recognition' end,
              case when n % 5 = 0 and runs then 'Operating'
                when runs then (array['FormalReview', 'ExpertReview', 'PublicNotice', 'Determination'])[1 + n % 4]
                else (array['Recognised', 'Refused', 'Declined', 'Withdrawn'])[1 + n % 4] end,
              '昆明' || words[1 + abs(hashtext(n::text)) % cardinality(words)] || n || '产业技术创新战略联盟', 'kunming-2016.1',
              now() - day * interval '1 day' - interval '60 days', now() - day * interval '1 day', now() - day * interval '1 day',
              jsonb_build_object('application', jsonb_build_object('leadUnit', jsonb_build_object('name', '春城第' || n || '公司'),
                'receiptNumber', 'KM-' || lpad(n::text, 7, '0'),
                'members', jsonb_build_array(jsonb_build_object('name', '春城第' || n || '公司', 'creditCode',
                  '915301' || upper(substr(md5(n::text), 1, 12))))))
            from made, lateral (select abs(hashtext('day' || n)) % case when runs then 730 else 3000 end as day) d,
              (select @words::text[] as words) w;
            insert into journal(case_id, kind, at, from_state, to_state, message, message_body, outputs)
            select c.id, c.kind, c.opened_at + i * interval '5 days', case when i = 0 then '' else 'FormalReview' end, case
              when i < 2 then 'FormalReview' else c.state end,
              'ApplicationSubmitted', jsonb_build_object(), array[]::text[]
            from process_case c cross join generate_series(0, 2) i where not exists(select from case_search s where s.case_id = c.id);
            insert into deadline(case_id, kind, name, article, nominal_due_on, due_at, explanation, fired_at, lane, message_id, destination,
              mandatory, content_type, body)
            select c.id, c.kind, 'NoticePeriodEnds', 'Art. 11', (now() + (hashtext(c.id::text) % 700 + 700) * interval '1 day')::date,
              now() + (hashtext(c.id::text) % 700 + 700) * interval '1 day',
              '["一", "二"]', case when c.state in ('Recognised', 'Refused', 'Declined', 'Withdrawn') then now() end, 0, gen_random_uuid(),
                'workflows', true, 'application/json', ''
            from process_case c where not exists(select from case_search s where s.case_id = c.id);
            insert into case_search(case_id, kind, search, moved_at) select id, kind, case_words(name, data), updated_at from process_case
            on conflict do nothing;
            create index case_search_words on case_search using gin (search_pieces(search, moved_at, 1, 2, 6));
            alter table process_case enable trigger user;
            truncate state_tally, state_median, step_tally, step_change;
            insert into state_median(kind, state, since, reckoned_at)
              select kind, state, percentile_disc(.5) within group (order by entered_at), statement_timestamp()
              from process_case group by kind, state;
            insert into state_tally(kind, policy_version, state, cases) select kind, policy_version, state, count(*) from process_case
            group by kind, policy_version, state;
            insert into step_tally(kind, day, from_state, to_state, policy_version, days, steps, seconds)
              select kind, at::date, from_state, to_state, 'kunming-2016.1', 5, count(*), 432000 * count(*) from journal
              where from_state <> to_state group by kind, at::date, from_state, to_state;
            """;
        await command.ExecuteNonQueryAsync(ct);
        command.CommandText = "vacuum analyze";
        await command.ExecuteNonQueryAsync(ct);
        // An office at work: half of what is under way has moved since the tables were last cleaned.
        command.CommandText = """
            update process_case set data = data where state <> all(array['Recognised', 'Refused', 'Declined', 'Withdrawn'])
              and abs(hashtext('moved' || id)) % 2 = 0;
            update deadline set headers = headers where fired_at is null and id % 2 = 0;
            """;
        await command.ExecuteNonQueryAsync(ct);
    }
}
