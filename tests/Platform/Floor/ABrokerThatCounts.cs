using System.Globalization;
using System.Text;
using Alliance.Core.Messaging;
using Alliance.Core.Security;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using Xunit;

namespace Alliance.Platform.Tests.Floor;

/// <summary>
/// A broker that takes unanswered messages back after fifteen seconds and drops what came back more than so many times: what RabbitMQ 4
/// does after half an hour and twenty times, in small.
/// </summary>
public class CountingFloor(int mostReturns, TimeSpan patience) : RunningFloor
{
    /// <inheritdoc/>
    protected override (string Arguments, string Policy)? Broker
        => ("-rabbit consumer_timeout 15000 -rabbit channel_tick_interval 1000", $$"""{"delivery-limit":{{mostReturns}}}""");

    /// <inheritdoc/>
    protected override TimeSpan Patience => patience;
}

/// <summary>Two returns and it is gone.</summary>
public sealed class ImpatientFloor() : CountingFloor(2, TimeSpan.FromSeconds(2));

/// <summary>Twenty returns, as RabbitMQ 4 has it.</summary>
public sealed class FloorOfVersion4() : CountingFloor(20, TimeSpan.FromMinutes(10));

/// <summary>Outages that last longer than a broker waits.</summary>
public sealed class ALongOutage(ImpatientFloor floor) : IClassFixture<ImpatientFloor>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_long_the_database_is_away_no_message_is_returned_to_the_broker_more_than_once()
    {
        var petitions = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToArray();
        await floor.File(Guid.CreateVersion7());
        Assert.SkipUnless(await floor.KillDatabase(), "The database is not this test's own to kill.");
        var queue = await floor.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("exchange:petitions"));
        foreach (var petition in petitions) await queue.Send(new StampPetition(petition), Ct);
        // What failed before waits to be parked, for which the database is needed too.
        await using (var connection = await floor.Services.GetRequiredService<IConnectionFactory>().CreateConnectionAsync(Ct))
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: Ct))
            await channel.BasicPublishAsync("petitions_error", "", mandatory: true,
                new BasicProperties { MessageId = Guid.CreateVersion7().ToString(), Persistent = true }, "?"u8.ToArray(), Ct);

        // Three times as long as the broker waits, and longer than it allows returns.
        var away = TimeProvider.System.GetTimestamp();
        await floor.Until("it was away long enough",
            () => Task.FromResult<string?>((TimeProvider.System.GetElapsedTime(away) > TimeSpan.FromSeconds(52)).ToString()), "True");
        await floor.ReviveDatabase();

        await floor.Until("every message took effect", async () => (await Stamps(petitions)).ToString(CultureInfo.InvariantCulture), "5");
        await floor.Until("what failed is parked", async () =>
            (await Tried("select count(*) from parked_message where queue = 'petitions' and message_type = ''"))
                .ToString(CultureInfo.InvariantCulture), "1");
        Assert.Equal(5, await Stamps(petitions));
    }

    Task<long> Stamps(Guid[] petitions) => Tried("select count(*) from stamp where petition_id = any(@petitions)", new { petitions });

    // The database may not be back yet when it is asked.
    async Task<long> Tried(string sql, object? parameters = null)
    {
        try
        {
            return await floor.Scalar<long>(sql, parameters);
        }
        catch (Npgsql.NpgsqlException)
        {
            return -1;
        }
    }
}

/// <summary>A process that ends again and again with messages in hand.</summary>
public sealed class ACrashLoop(FloorOfVersion4 floor) : IClassFixture<FloorOfVersion4>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_came_back_ten_times_is_parked_for_people_before_the_broker_drops_it()
    {
        var petition = Guid.CreateVersion7();
        await floor.QueueIsEmpty();
        await floor.StopService();
        await floor.WithBroker(async channel =>
        {
            var body = Encoding.UTF8.GetBytes($$$"""
                {"messageId":"{{{Guid.CreateVersion7()}}}","correlationId":"{{{petition}}}",
                 "messageType":["urn:message:Alliance.Platform.Tests.Floor:StampPetition"],
                 "message":{"petitionId":"{{{petition}}}"}}
                """);
            await channel.BasicPublishAsync("petitions", "", mandatory: true,
                new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true }, body, Ct);
            for (var i = 0; i < 10; i++)
            {
                BasicGetResult? taken = null;
                await floor.Until("it is there again",
                    async () => ((taken = await channel.BasicGetAsync("petitions", autoAck: false, Ct)) is not null).ToString(), "True");
                await channel.BasicNackAsync(taken!.DeliveryTag, multiple: false, requeue: true, Ct);
            }
        });
        await floor.StartService();

        await floor.Until("it is parked", async () => (await floor.Parked(petition))?.ExceptionType,
            typeof(DeliveredTooOftenException).FullName!);
        // Returned, it comes as a new one.
        var parked = (await floor.Parked(petition))!;
        await floor.WithParked(p => p.Return(parked.Id, Actor.System("clerk"), Ct));
        await floor.Until("it took effect", async () => (await floor.Stamps(petition)).ToString(CultureInfo.InvariantCulture), "1");
    }
}
