using System.Diagnostics;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Core.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Alliance.Benchmarks.Floor;

/// <summary>A step from end to end: FormalReviewPassed arrives, the case moves, OpenExpertReview is delivered to the queue of the
/// review.</summary>
sealed class ProcessSteps : IAsyncDisposable
{
    readonly Bench _bench;
    readonly IChannel _channel;
    readonly Queue<Guid> _open = [];
    int _opened;
    int _delivered;

    ProcessSteps(Bench bench, IChannel channel) => (_bench, _channel) = (bench, channel);

    public static async Task<ProcessSteps> Over(Bench bench)
    {
        var channel = await bench.Connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync("review", ExchangeType.Fanout, durable: true);
        await channel.QueueDeclareAsync("review", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.QueueBindAsync("review", "review", "");
        var steps = new ProcessSteps(bench, channel);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, _) =>
        {
            Interlocked.Increment(ref steps._delivered);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync("review", autoAck: true, consumer);
        return steps;
    }

    /// <summary>Submits so many applications and waits until their cases are open.</summary>
    public async Task Open(int cases)
    {
        var unit = new Unit("昆明花卉集团有限公司", "91530100MA6K000001");
        for (var i = 0; i < cases; i++)
        {
            var id = Guid.NewGuid();
            _open.Enqueue(id);
            await Say(id, new ApplicationSubmitted(id,
                new("昆明花卉产业技术创新战略联盟", "花卉", "技术创新", unit, [unit, unit, unit], "2023-001", "kunming-2016.1"), DateTimeOffset.UtcNow));
        }
        _opened += cases;
        await Bench.Until(async () => await _bench.Scalar("select count(*) from process_case") == _opened);
        await Drained();
    }

    /// <summary>The cases are gone.</summary>
    public void Forget() => _opened = 0;

    /// <summary>Steps per second over all open cases.</summary>
    public async Task<double> Measure()
    {
        var (cases, before) = (_open.Count, _delivered);
        var started = Stopwatch.GetTimestamp();
        while (_open.TryDequeue(out var id)) await Say(id, new FormalReviewPassed(id, DateTimeOffset.UtcNow));
        while (_delivered < before + cases) await Task.Delay(5);
        var elapsed = Stopwatch.GetElapsedTime(started);
        await Drained();
        return cases / elapsed.TotalSeconds;
    }

    /// <summary>The limit: one transaction with the writes of a step, sixteen at a time, nothing else.</summary>
    public async Task<double> BareTransactions(int seconds)
    {
        await _bench.Execute("create table bench_case as select (row_number() over ())::int as n, id from process_case");
        await _bench.Execute("alter table bench_case add primary key (n)");
        // Of the same shape; from the outbox itself a dispatcher would carry off what the limit writes, and take its share of the machine.
        await _bench.Execute("create table bench_outbox (like outbox including all)");
        var rate = await _bench.Pgbench($"""
            \set n random(1, {_opened})
            begin;
            insert into inbox(message_id, consumer_id) values (gen_random_uuid(), '00000000-0000-0000-0000-000000000001')
            on conflict do nothing;
            select data::text from process_case where id = ':case' and kind = 'Recognition' for update;
            update process_case set state = 'ExpertReview', updated_at = now(), data = data where id = ':case' and kind = 'Recognition';
            insert into journal(case_id, kind, at, from_state, to_state, message, message_id, message_body, outputs, note, trace_id)
            values (':case', 'Recognition', now(), 'FormalReview', 'ExpertReview', 'FormalReviewPassed', gen_random_uuid(),
              jsonb_build_object('applicationId', gen_random_uuid()), array['OpenExpertReview'], null, '0123456789abcdef0123456789abcdef');
            insert into bench_outbox(lane, message_id, correlation_id, destination, mandatory, content_type, headers, body)
            values (1, gen_random_uuid(), ':case', 'review', true, 'application/vnd.masstransit+json', null,
              convert_to(repeat('x', 1500), 'UTF8'));
            insert into bench_outbox(lane, message_id, correlation_id, destination, mandatory, content_type, headers, body)
            values (1, gen_random_uuid(), ':case', 'Alliance.Contracts.CaseAdvanced', false, 'application/vnd.masstransit+json', null,
              convert_to(repeat('x', 1100), 'UTF8'));
            commit;
            """.Replace("':case'", "(select id from bench_case where n = :n)", StringComparison.Ordinal), seconds);
        await _bench.Execute("drop table bench_case, bench_outbox");
        await _bench.Execute("delete from journal where message_id is not null and trace_id = '0123456789abcdef0123456789abcdef'");
        return rate;
    }

    Task Drained() => Bench.Until(async () => await _bench.Scalar("select count(*) from outbox") == 0);

    async Task Say<T>(Guid id, T message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            messageId = Guid.NewGuid(),
            correlationId = id,
            messageType = (string[])[$"urn:message:Alliance.Contracts:{typeof(T).Name}"],
            message
        }, Json.Options);
        await _channel.BasicPublishAsync($"Alliance.Contracts:{typeof(T).Name}", "", mandatory: true,
            new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true }, body);
    }

    public ValueTask DisposeAsync() => _channel.DisposeAsync();
}

/// <summary>The broker's limit: persistent messages of a command's size into a quorum queue, two hundred unconfirmed at a time.</summary>
static class PublishConfirms
{
    public static async Task<double> Measure(Bench bench, int messages)
    {
        await using var channel =
            await bench.Connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.QueueDeclareAsync("bench.confirms", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        var body = new byte[1500];
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < messages; i += 200)
            await Task.WhenAll(Enumerable.Range(0, 200)
                .Select(_ => channel.BasicPublishAsync("", "bench.confirms", mandatory: true, new BasicProperties { Persistent = true },
                    body).AsTask()));
        var rate = messages / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await channel.QueueDeleteAsync("bench.confirms");
        return rate;
    }
}
