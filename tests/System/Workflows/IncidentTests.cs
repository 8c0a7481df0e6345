using System.Net;
using System.Text.Json;
using Alliance.Contracts;
using Dapper;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Workflows;

/// <summary>What cannot be handled is seen, explained and mended: the message goes back and its case goes on.</summary>
public sealed class IncidentTests(RunningSystem system) : IAsyncDisposable
{
    readonly Commands _commands = new(system);

    [Fact]
    public async Task A_message_that_broke_is_explained_returned_once_the_cause_is_gone_and_its_case_goes_on()
    {
        var application = Guid.CreateVersion7();
        var now = await system.Clock.Now();
        var administrator = await system.SignedIn("admin");
        await _commands.Tell(new ApplicationSubmitted(application, Commands.ApplicationOf("qiye6", "异常消息"), now));
        await system.Eventually(async () => (await administrator.Get($"/workflows/api/cases/{application}")).Status == HttpStatusCode.OK);

        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices["workflows"].Owner);
        // On purpose: the database refuses this step of this case.
        await database.ExecuteAsync($"""
            create function break_on_purpose() returns trigger language plpgsql as $f$ begin raise exception 'broken on purpose'; end $f$;
            create trigger break_on_purpose before insert on journal for each row
              when (new.case_id = '{application}' and new.message = 'FormalReviewPassed') execute function break_on_purpose();
            """);
        string incident;
        try
        {
            await _commands.Tell(new FormalReviewPassed(application, now));
            incident = (await system.Eventually(() => Incidents(administrator, application), found => found.Count == 1,
                "the incident shows"))[0].GetProperty("id").GetString()!;

            using var inside = new HttpClient { BaseAddress = (await system.Alliance).InternalAddress("workflows") };
            await system.Eventually(() => inside.GetStringAsync(new Uri("/workflows/metrics", UriKind.Relative)), metrics =>
                metrics.Split('\n').Any(line => line.StartsWith("alliance_incidents{", StringComparison.Ordinal)
                    && line.Contains("queue=\"workflows\"", StringComparison.Ordinal) && !line.Contains("} 0 ", StringComparison.Ordinal)),
                "the metric counts it");

            var page = await system.Browser.SignedIn("admin");
            await page.GotoAsync($"/workflows/cases/{application}");
            await page.GetByText("本案件有 1 条消息未能办理").WaitForAsync();
            await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "形式审查通过", Exact = true }).ClickAsync();
            await page.GetByText("数据库没有接受该消息的结果，或者当时无法连接").First.WaitForAsync();
            await page.GetByText("broken on purpose").First.WaitForAsync();
        }
        finally
        {
            await database.ExecuteAsync("drop trigger break_on_purpose on journal; drop function break_on_purpose()");
        }

        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await system.SignedIn("shenji")).Post($"/workflows/api/incidents/{incident}/return", new { })).Status);
        var mending = await system.Browser.SignedIn("admin");
        await mending.GotoAsync($"/workflows/incidents/{incident}");
        await mending.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "退回重新处理" }).ClickAsync();
        await mending.GetByText("已退回 1 条消息重新处理").WaitForAsync();

        await system.Eventually(async () => (await administrator.Get($"/workflows/api/cases/{application}")).Must<JsonElement>()
            .GetProperty("state").GetString(), state => state == "ExpertReview");
        Assert.Empty(await Incidents(administrator, application));
        Assert.Equal(1, await database.ExecuteScalarAsync<int>(
            "select count(*) from audit where case_id = @application and what = 'ReturnParkedMessage' and account = 'admin'",
            new { application }));
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_discarded_only_with_a_reason()
    {
        var administrator = await system.SignedIn("admin");
        var broken = Guid.CreateVersion7();
        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices["workflows"].Owner);
        // A message of another version of the product: the procedure cannot find its policy.
        var application = Commands.ApplicationOf("qiye7", "作废消息") with { PolicyVersion = "nowhere-1900.1" };
        await _commands.Tell(new OperatingCycleStarted(broken, application, 1, Guid.CreateVersion7(), new(2024, 1, 15),
            new(2024, 1, 15), new(2026, 1, 15)));
        var incident = (await system.Eventually(() => Incidents(administrator, broken), found => found.Count == 1, "the incident shows"))[0]
            .GetProperty("id").GetString()!;

        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await administrator.Post($"/workflows/api/incidents/{incident}/discard", new { reason = " " })).Status);
        (await administrator.Post($"/workflows/api/incidents/{incident}/discard", new { reason = "测试报文，没有对应的联盟" })).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await administrator.Post($"/workflows/api/incidents/{incident}/return", new { })).Status);
        Assert.Empty(await Incidents(administrator, broken));
    }

    static async Task<IReadOnlyList<JsonElement>> Incidents(Local.Person administrator, Guid caseId)
        => [.. (await administrator.Get($"/workflows/api/incidents?caseId={caseId}")).Must<JsonElement>().GetProperty("items")
            .EnumerateArray()];

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
