using System.Diagnostics;
using System.Globalization;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Documents;
using Alliance.Intake;
using Alliance.Intake.Applications;
using Alliance.Letters;
using Alliance.Local.Infrastructure;
using Alliance.Local.Running;
using Alliance.Web;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Alliance.Benchmarks;

/// <summary>
/// How list, search and open of Intake grow with the number of applications: p95 with 2,000 and with 200,000 of ten years, in one run and
/// one database. <c>dotnet run --project tests/Benchmarks -c Release -- intake</c>
/// </summary>
public static class IntakeAtScale
{
    const int Few = 2_000;
    const int Many = 200_000;
    const int Rounds = 1_000;

    static readonly Actor Officer = new("shouli", "受理", new HashSet<string> { Roles.IntakeOfficer }, null, null);

    /// <summary>Fills, measures, fills up, measures again.</summary>
    public static async Task Run()
    {
        await using var data = DataDirectory.Temporary();
        data.Take();
        using var port = FreePort.Any();
        await using var postgres = Postgres.FromEnvironment() ?? await Postgres.Private(data, port.Number, CancellationToken.None);
        var database = (await Databases.Create(postgres, data, ["scale"], CancellationToken.None))["scale"];
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["ConnectionStrings:Db"] = database.Runtime, ["ConnectionStrings:Owner"] = database.Owner });
        builder.AddFloor("scale");
        builder.Services.AddDocuments().AddLetters();
        builder.Services.AddScoped<ListApplications>().AddScoped<ReadApplication>().AddScoped<ReadFigures>();
        await using var service = builder.Build();
        await service.Services.GetRequiredService<Migrations>().Run(typeof(ListApplications).Assembly, CancellationToken.None);

        await using var owner = new NpgsqlConnection(database.Owner);
        await owner.OpenAsync();
        await Fill(owner, 1, Few);
        var few = await Measure(service.Services, owner);
        var started = Stopwatch.StartNew();
        await Fill(owner, Few + 1, Many);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Many - Few:N0} applications written in {started.Elapsed.TotalSeconds:0} s"));
        var many = await Measure(service.Services, owner);

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"p95, ms",-34}{Few,10:N0}{Many,12:N0}{"ratio",9}"));
        foreach (var (what, before) in few)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{what,-34}{before,10:0.00}{many[what],12:0.00}{many[what] / before,9:0.00}"));
    }

    /// <summary>Writes applications of ten years, numbered on.</summary>
    internal static async Task Fill(NpgsqlConnection owner, int from, int to)
    {
        var form = Json.Write(new Statute.Forms.ApplicationForm
        {
            CoreName = "示例",
            Members = [.. Enumerable.Range(1, 6)
                .Select(n => new Statute.Forms.MemberUnit { Name = $"昆明示例{n}有限公司", CreditCode = $"91530100MA6NKX{n:00}0X",
                    IsLead = n == 1, Task = new string('任', 120) })],
            Plan = new() { Direction = new string('向', 400), Tasks = new string('务', 400), Steps = new string('步', 400) },
        });
        await owner.ExecuteAsync("""
            insert into call(id, year, title, body, opens_at, closes_at, policy_version, published_at, published_by)
            select md5('call' || y)::uuid, y, y || ' 年度申报通知', '正文', make_timestamptz(y, 3, 1, 0, 0, 0, 'UTC'),
              make_timestamptz(y, 6, 1, 0, 0, 0, 'UTC'), 'kunming-2016.1', make_timestamptz(y, 2, 20, 0, 0, 0, 'UTC'), 'shouli'
            from generate_series(2017, 2026) y on conflict do nothing
            """);
        await owner.ExecuteAsync("""
            insert into application(id, call_id, year, policy_version, stage, form, version, alliance_name, lead_unit, lead_credit_code,
              key_industry, receipt_number, submissions, arrived_at, submitted_at, saved_at, saved_by, search, review_due_at)
            select md5('application' || n)::uuid, md5('call' || y)::uuid, y, 'kunming-2016.1',
                   -- Whatever the years before left, the office has some hundred open at a time.
                   case when n <= 300 then 'FormalReview' when n % 3 = 0 then 'Refused' else 'Passed' end,
                   @form::jsonb, 1, '昆明' || word || n || '产业技术创新战略联盟', '昆明' || word || n || '有限公司', upper(code), '新材料',
                     'SL' || y || '-' || n, 1, at, at, at, 'qiye1',
                   '昆明' || word || n || '产业技术创新战略联盟' || chr(10) || 'sl' || y || '-' || n || chr(10) || '昆明' || word || n || '有限公司'
                     || chr(10) || code, at + interval '28 days'
            from generate_series(@from, @to) n,
                 lateral (select 2017 + n % 10 as y, (@words::text[])[1 + n / 10 % cardinality(@words::text[])] as word) a,
                 lateral (select '915301' || substr(md5(n::text), 1, 12) as code) u,
                 lateral (select make_timestamptz(y, 3, 1, 0, 0, 0, 'UTC') + make_interval(secs => n * 37 % 7900000) as at) b
            -- As they are written in an office: when they arrive.
            order by at
            """, new { from, to, form, words = DashboardLoad.Words }, commandTimeout: 600);
        await owner.ExecuteAsync("""
            insert into submission(application_id, number, content, sha256, submitted_at, submitted_by)
            select a.id, 1, @content, sha256('x'), a.submitted_at, 'qiye1' from application a
            where not exists (select 1 from submission s where s.application_id = a.id)
            """, new
        {
            content = Json.Write(new Submission(Guid.Empty, 1, "SL", "名称", Guid.Empty, "kunming-2016.1", default,
                "", new("单位", ""), Json.Read<Statute.Forms.ApplicationForm>(form), []))
        }, commandTimeout: 600);
        foreach (var table in (string[])["application", "submission"])
            await owner.ExecuteAsync($"vacuum (analyze) {table}", commandTimeout: 600);
    }

    static async Task<Dictionary<string, double>> Measure(IServiceProvider services, NpgsqlConnection owner)
    {
        var ids = (await owner.QueryAsync<Guid>("select id from application where stage <> 'Draft' order by md5(id::text) limit @Rounds",
            new { Rounds })).AsList();
        var codes = (await owner.QueryAsync<string>(
            "select lead_credit_code from application where stage <> 'Draft' order by md5(id::text) limit @Rounds",
            new { Rounds })).AsList();
        var cursor = (await List(services, new())).Next;
        var results = new Dictionary<string, double>();
        results["list, first page"] = await P95(_ => List(services, new()));
        results["list, next page"] = await P95(_ => List(services, new(), new(After: cursor)));
        results["queue, longest waiting first"] = await P95(_ => List(services, new("FormalReview", Oldest: true)));
        results["search, two characters of a name"] =
            await P95(n => List(services, new(Q: DashboardLoad.Words[n % DashboardLoad.Words.Length][..2])));
        results["search, a credit code"] = await P95(n => List(services, new(Q: codes[n % codes.Count])));
        results["search, a receipt number"] = await P95(n => List(services, new(Q: $"SL{2017 + (n + 1) % 10}-{n + 1}")));
        results["search, a word in every name"] = await P95(_ => List(services, new(Q: "产业技术")));
        results["list of a year"] = await P95(n => List(services, new(Year: 2017 + n % 10)));
        results["search, a name in a year"] =
            await P95(n => List(services, new(Q: DashboardLoad.Words[n % DashboardLoad.Words.Length], Year: 2017 + n % 10)));
        results["open"] = await P95(async n =>
        {
            await using var scope = services.CreateAsyncScope();
            if ((await scope.ServiceProvider.GetRequiredService<ReadApplication>()
                .Handle(ids[n % ids.Count], Officer, CancellationToken.None)).Value is null)
                throw new InvalidOperationException("An application was not found.");
        });
        results["figures of all years"] = await P95(async _ =>
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ReadFigures>().Handle(new(), Officer, CancellationToken.None);
        }, Rounds / 20);
        return results;
    }

    static async Task<ListPage<ListApplications.Item>> List(
        IServiceProvider services, ListApplications.Request request, ListQuery? query = null)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ListApplications>()
            .Handle(request, query ?? ListQuery.First, Officer, CancellationToken.None);
    }

    static async Task<double> P95(Func<int, Task> what, int rounds = Rounds)
    {
        for (var n = 0; n < 20; n++) await what(n);
        var times = new List<double>();
        for (var n = 0; n < rounds; n++)
        {
            var started = Stopwatch.GetTimestamp();
            await what(n);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        times.Sort();
        return times[(int)(times.Count * 0.95)];
    }
}
