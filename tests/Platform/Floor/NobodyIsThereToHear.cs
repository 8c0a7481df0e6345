using System.Globalization;
using System.Text;
using Alliance.Core.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RabbitMQ.Client;
using Xunit;

namespace Alliance.Platform.Tests.Floor;

/// <summary>Messages for a service that was never deployed.</summary>
public sealed class NobodyIsThereToHear(RunningFloor floor) : IClassFixture<RunningFloor>
{
    const string Registry = "registry-office", Observer = "observer";
    const int Strangers = 600, Cases = 40;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hundreds_of_them_keep_nobody_waiting_and_each_case_is_heard_in_its_order_when_the_receiver_appears()
    {
        await using var connection = await floor.Services.GetRequiredService<IConnectionFactory>().CreateConnectionAsync(Ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Ct);
        await channel.QueueDeclareAsync(Observer, durable: true, exclusive: false, autoDelete: false, cancellationToken: Ct);
        await channel.ExchangeDeclareAsync(Observer, ExchangeType.Fanout, durable: true, cancellationToken: Ct);
        await channel.QueueBindAsync(Observer, Observer, "", cancellationToken: Ct);

        // The oldest of every lane: more than a dispatcher takes at a time, each of a case of its own.
        for (var i = 0; i < Strangers; i++) await Say(Guid.CreateVersion7(), "1", Registry);
        var cases = Enumerable.Range(0, Cases).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var one in cases)
        {
            await Say(one, "1", Registry);
            await Say(one, "2", Observer);
            await Say(one, "3", Registry);
        }
        await floor.Until("what nobody hears stepped aside", Waiting, (Strangers + 3 * Cases).ToString(CultureInfo.InvariantCulture));

        // Others are heard, and what comes later of a case that waits does not overtake it.
        var petition = Guid.CreateVersion7();
        foreach (var one in cases) await Say(one, "4", Observer, mandatory: false);
        await floor.File(petition);
        await floor.Until("the petition is stamped", () => floor.StateOf(petition), "Stamped");
        await floor.Until("the later ones stepped aside too", Waiting, (Strangers + 4 * Cases).ToString(CultureInfo.InvariantCulture));
        Assert.Null(await channel.BasicGetAsync(Observer, autoAck: true, Ct));

        // The receiver appears: one queue hears both exchanges, so that it shows the order in which they left.
        await channel.QueueBindAsync(Observer, Registry, "", cancellationToken: Ct);
        await floor.Until("the outbox is empty", async () => (await floor.Scalar<long>("select count(*) from outbox"))
            .ToString(CultureInfo.InvariantCulture), "0");
        var heard = new List<(Guid Case, string What)>();
        while (await channel.BasicGetAsync(Observer, autoAck: true, Ct) is { } message)
            heard.Add((Guid.Parse(message.BasicProperties.CorrelationId!), Encoding.UTF8.GetString(message.Body.Span)));
        Assert.Equal(Strangers + 4 * Cases, heard.Count);
        Assert.All(cases, one => Assert.Equal(["1", "2", "3", "4"], heard.Where(m => m.Case == one).Select(m => m.What)));
    }

    [Fact]
    public async Task A_message_that_no_broker_would_take_is_not_said()
    {
        await using var scope = floor.Services.CreateAsyncScope();
        await using var work = await scope.ServiceProvider.GetRequiredService<Core.Data.Database>().BeginAsSystem("test", Ct);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            work.Publish(new PetitionReads(Guid.CreateVersion7(), new string('x', 9 * 1024 * 1024))));
    }

    async Task<string?> Waiting()
        => (await floor.Scalar<long>("select count(*) from outbox where to_jsonb(outbox)->>'waits_for' is not null"))
            .ToString(CultureInfo.InvariantCulture);

    async Task Say(Guid caseId, string what, string to, bool mandatory = true)
    {
        await using var database = await floor.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(Ct);
        await database.ExecuteAsync("""
            insert into outbox(lane, message_id, correlation_id, destination, mandatory, content_type, body)
            values (@lane, gen_random_uuid(), @caseId, @to, @mandatory, 'text/plain', @body)
            """, new { lane = StoredMessage.LaneOf(caseId), caseId, to, mandatory, body = Encoding.UTF8.GetBytes(what) });
    }
}

/// <summary>A petition word by word.</summary>
public sealed record PetitionReads(Guid PetitionId, string Text);
