using System.Globalization;
using System.Net;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Core.Audit;
using Alliance.Local;
using Alliance.Statute;
using Alliance.SystemTests.Intake;
using Dapper;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Workflows;

/// <summary>A new year's calendar comes in while everything runs (民法典 203): what was provisional gets its day, in every service.</summary>
public sealed class CalendarTests(RunningSystem system) : IAsyncDisposable
{
    readonly Commands _commands = new(system);

    [Fact]
    public async Task A_published_year_makes_provisional_deadlines_definite_in_every_running_service()
    {
        var administrator = await system.SignedIn("admin");
        var notice = Notice(2029, 1);
        // The cycle ends on the first day of the Spring Festival of 2029, which ends on the 19th; the first report of the second alliance
        // falls on a Saturday of that year.
        var operating = await Operating(new(2027, 2, 13));
        var reporting = Guid.CreateVersion7();
        await _commands.Send(new StartOperatingCycle(reporting, Commands.ApplicationOf("qiye9", Road.NewName()), 1, new(2029, 1, 15),
            new(2029, 1, 15), new(2031, 1, 15)));
        await _commands.Answered("monitoring", reporting, "StartOperatingCycle");
        Assert.Null(await CycleEnds(administrator, operating));
        Assert.Equal(JsonValueKind.Null, (await NextReport(reporting)).GetProperty("dueAt").ValueKind);
        Assert.Contains((await administrator.Get("/workflows/api/calendars")).Must().GetProperty("unknown")
            .EnumerateArray(), y => y.GetProperty("number").GetInt32() == 2029);

        var preview = (await administrator.Post("/workflows/api/calendars/preview", notice)).Must();
        Assert.Contains(preview.GetProperty("settledFirst").EnumerateArray(), d => d.GetProperty("caseId").GetGuid() == operating
            && d.GetProperty("after").GetDateTimeOffset() == BeijingMidnight(2029, 2, 21));
        Assert.Null(await CycleEnds(administrator, operating));

        (await administrator.Post("/workflows/api/calendars", notice)).Must();

        Assert.Equal(BeijingMidnight(2029, 2, 21),
            await system.Eventually(() => CycleEnds(administrator, operating), due => due is not null));
        Assert.Equal(BeijingMidnight(2029, 12, 18),
            (await system.Eventually(() => NextReport(reporting), r => r.GetProperty("dueAt").ValueKind == JsonValueKind.String))
                .GetProperty("dueAt").GetDateTimeOffset());
        foreach (var service in (string[])["intake", "review", "certification", "funding", "monitoring", "workflows"])
            await system.Eventually(() => Database(service, "select count(*)::int from calendar_notice where key = '2029'"),
                count => count == 1);
        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices["workflows"].Owner);
        var chain = (await database.QueryAsync<AuditEntry>("""
            select position, case_id, account, actor_name, what, article, details, previous_hash, hash
            from audit
            where case_id = @AllCalendars
            order by position
            """, new { CalendarPublished.AllCalendars })).ToList();
        Assert.Contains(chain, e => e is { What: "PublishCalendar", Account: "admin" }
            && e.Details!.Contains("https://www.gov.cn/zhengce/2029", StringComparison.Ordinal));
        var shown = (await administrator.Get("/workflows/api/calendars")).Must().GetProperty("years").EnumerateArray()
            .Single(y => y.GetProperty("number").GetInt32() == 2029);
        Assert.Equal(("https://www.gov.cn/zhengce/2029", 1),
            (shown.GetProperty("papers")[0].GetString(), shown.GetProperty("version").GetInt32()));

        // The same version again, or a faulty one, changes nothing and says why, with the place.
        Assert.Equal("2029 年的日历已有第 1 版，新版本号须大于它", (await administrator.Post("/workflows/api/calendars", notice)).Sentence);
        var faulty = await administrator.Post("/workflows/api/calendars",
            new { year = 2029, version = 2, papers = new[] { "公报" }, days = Days(2029) });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "$.papers[0]：「公报」不是网址"), (faulty.Status, faulty.Sentence));
        Assert.Equal("$.papers[0]", faulty.Body.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.Equal(1, await Database("workflows", "select count(*)::int from calendar_notice where key = '2029'"));
    }

    [Fact]
    public async Task Only_an_administrator_publishes_and_staff_read()
    {
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await system.SignedIn("shenji")).Post("/workflows/api/calendars", Notice(2030, 1))).Status);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await system.SignedIn("shouli")).Post("/workflows/api/calendars/preview", Notice(2030, 1))).Status);
        (await (await system.SignedIn("shouli")).Get("/workflows/api/calendars")).Must();
        Assert.Equal(11, (await (await system.SignedIn("shenji")).Get("/workflows/api/calendars/2026")).Must().EnumerateObject()
            .Single(p => p.Name == "days").Value.EnumerateArray().Count(d => d.GetProperty("name").GetString() == "春节"));
    }

    [Fact]
    public async Task A_correction_whose_last_day_was_provisional_gets_it_and_the_lead_unit_is_told()
    {
        var applicationId = await system.Submitted("qiye3", Filing.Complete("qiye3", Road.NewName()));
        (await (await system.SignedIn("shouli"))
            .Post($"/intake/api/applications/{applicationId}/request-correction",
                new { items = new[] { new { article = Articles.Agreement, sentence = "请补充协议" } } })).Must();
        var applicant = await system.SignedIn("qiye3");
        var lawful = (await applicant.Read(applicationId)).GetProperty("correction").Instant("dueAt");
        // As it would stand there if the year had been unknown when it was requested.
        await Database("intake", "update correction set due_at = null where application_id = @applicationId returning 1",
            new { applicationId });

        (await (await system.SignedIn("admin")).Post("/workflows/api/calendars", new
        {
            region = $"示例自治县{applicationId:N}",
            source = "自治条例",
            days = new[] { new { date = "2031-07-24", name = "火把节" } },
        })).Must();

        await system.Eventually(() =>
            Database("intake", "select count(*)::int from correction where application_id = @applicationId and due_at is not null",
                new { applicationId }), count => count == 1);
        Assert.Equal(lawful, (await applicant.Read(applicationId)).GetProperty("correction").Instant("dueAt"));
        Assert.Contains((await applicant.Get("/intake/api/letters")).Must().GetProperty("items").EnumerateArray(),
            letter => letter.GetProperty("caseId").GetGuid() == applicationId && letter.GetProperty("title").GetString() == "补正截止时间已经确定");
    }

    async Task<Guid> Operating(DateOnly anchoredOn)
    {
        var alliance = Guid.CreateVersion7();
        await _commands.Tell(new OperatingCycleStarted(alliance, Commands.ApplicationOf("qiye5", Road.NewName()), 1, Guid.CreateVersion7(),
            anchoredOn, anchoredOn, anchoredOn.AddYears(2)));
        var administrator = await system.SignedIn("admin");
        await system.Eventually(async () => (await administrator.Get($"/workflows/api/cases/{alliance}")).Ok);
        return alliance;
    }

    static async Task<DateTimeOffset?> CycleEnds(Person reader, Guid alliance)
        => (await reader.Get($"/workflows/api/cases/{alliance}")).Must().GetProperty("deadlines").EnumerateArray()
            .Single(d => d.GetProperty("name").GetString() == "CycleEnds")
            .GetProperty("dueAt") is { ValueKind: JsonValueKind.String } due ? due.GetDateTimeOffset() : null;

    async Task<JsonElement> NextReport(Guid alliance)
        => (await (await system.SignedIn("jiance")).Get($"/monitoring/api/alliances/{alliance}")).Must().GetProperty("nextReport");

    async Task<int> Database(string service, string sql, object? parameters = null)
    {
        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices[service].Owner);
        return await database.ExecuteScalarAsync<int>(sql, parameters);
    }

    static DateTimeOffset BeijingMidnight(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.FromHours(8));

    /// <summary>A year's notice as it might be published: the days the law itself names, eight days at the Spring Festival.</summary>
    internal static object Notice(int year, int version)
        => new { year, version, papers = new[] { $"https://www.gov.cn/zhengce/{year}" }, days = Days(year) };

    static IEnumerable<object> Days(int year)
    {
        var lunar = new ChineseLunisolarCalendar();
        DateOnly Lunar(int month, int day)
        {
            var leap = lunar.GetLeapMonth(year);
            return DateOnly.FromDateTime(lunar.ToDateTime(year, leap > 0 && month >= leap ? month + 1 : month, day, 0, 0, 0, 0));
        }
        var spring = Lunar(1, 1).AddDays(-1);
        return Enumerable.Range(0, 8).Select(i => (On: spring.AddDays(i), Name: "春节"))
            .Append((new(year, 1, 1), "元旦")).Append((new(year, 4, 5), "清明节"))
            .Concat(Enumerable.Range(1, 2).Select(i => (new DateOnly(year, 5, i), "劳动节")))
            .Append((Lunar(5, 5), "端午节")).Append((Lunar(8, 15), "中秋节"))
            .Concat(Enumerable.Range(1, 3).Select(i => (new DateOnly(year, 10, i), "国庆节")))
            .Select(d => new { date = d.Item1.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), name = d.Item2, isOffDay = true });
    }

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
