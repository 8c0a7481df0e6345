using System.Net;
using System.Text.RegularExpressions;
using Alliance.Local.Infrastructure;
using Dapper;
using Npgsql;
using RabbitMQ.Client;
using Xunit;

namespace Alliance.SystemTests.Review;

/// <summary>A system that ran before seats on a panel were announced, after its update: real databases and a real broker in the state of
/// then.</summary>
public sealed partial class SeatUpgradeTests(RunningSystem system) : IAsyncDisposable
{
    readonly Commands _commands = new(system);

    [Fact]
    public async Task Who_was_seated_before_seats_were_announced_reads_the_application_after_the_update()
    {
        var applicationId = await system.AwaitingPanel("qiye6", Road.NewName());
        await system.InPool(Road.Panel);
        (await system.OnReview("pingshen", applicationId, "panel", new { experts = Road.Panel, leader = Road.Panel[0] })).Must();
        (await system.OnReview("zhuanjia1", applicationId, "recusal", new { conflict = false })).Must();
        (await system.OnReview("zhuanjia2", applicationId, "recusal", new { conflict = true, statement = "曾为牵头单位提供有偿咨询" })).Must();
        await system.Eventually(async () => await Status("zhuanjia1", applicationId) == HttpStatusCode.OK
            && await Status("zhuanjia2", applicationId) == HttpStatusCode.NotFound);

        var alliance = await system.Alliance;
        await alliance.KillService("review");
        await alliance.KillService("intake");
        try
        {
            await Sql("review",
                "alter table panel_member drop column told; delete from schemaversions where scriptname like '%003_seats_told.sql'");
            await Sql("intake",
                "alter table application drop column reached; " + BeforeTablesWereNamedByOneRow() + "drop table panel_seats; " +
                "delete from schemaversions where scriptname like '%012_readers.sql' or scriptname like '%014_singular.sql'");
            await ForgetTheExchange();

            // Review comes up first: what it announces waits until somebody hears it.
            await alliance.StartService("review");
            await _commands.Answered("review", applicationId, "TellSeats", times: 2);
        }
        finally
        {
            await alliance.StartService("intake");
        }

        await system.Eventually(async () => await Status("zhuanjia1", applicationId) == HttpStatusCode.OK
            && await Status("zhuanjia3", applicationId) == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotFound, await Status("zhuanjia2", applicationId));
        Assert.Equal(HttpStatusCode.NotFound, await Status("zhuanjia6", applicationId));
        // How far the case has come is told by what was heard of it before.
        Assert.Equal(HttpStatusCode.OK, await Status("pingshen", applicationId));
        Assert.Equal(HttpStatusCode.NotFound, await Status("juzhang", applicationId));
    }

    // What was done later is taken back too.
    static string BeforeTablesWereNamedByOneRow() => Renaming().Replace(
        File.ReadAllText(Path.Combine(SourceTree.Root, "services/Intake/Schema/014_singular.sql")),
        "alter table ${to} rename to ${from};");

    [GeneratedRegex(@"alter table (?<from>\w+) rename to (?<to>\w+);")]
    private static partial Regex Renaming();

    async Task<HttpStatusCode> Status(string account, Guid applicationId)
        => (await (await system.SignedIn(account)).Get($"/intake/api/applications/{applicationId}")).Status;

    async Task Sql(string service, string sql)
    {
        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices[service].Owner);
        await database.ExecuteAsync(sql);
    }

    // A broker of then does not know the announcement, and nobody's queue is bound to it.
    async Task ForgetTheExchange()
    {
        await using var connection = await new ConnectionFactory { Uri = (await system.Alliance).BrokerAddress }
            .CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        await channel.ExchangeDeleteAsync("Alliance.Contracts:PanelSeatTaken", cancellationToken: TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
