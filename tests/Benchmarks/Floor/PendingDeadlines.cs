using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Alliance.Benchmarks.Floor;

/// <summary>A million deadlines of other cases, and what firing some of them costs.</summary>
static class PendingDeadlines
{
    public static async Task Fill(Bench bench, int deadlines)
    {
        await bench.Execute($"""
            insert into deadline(case_id, kind, name, article, nominal_due_on, due_at, explanation, lane, message_id, destination,
              mandatory, content_type, body)
            select gen_random_uuid(), 'Operation', 'CycleEnds', 'Art. 14', current_date, now() + interval '1 day' + i * interval '1 minute',
              '[]', i % 8, gen_random_uuid(),
              'bench.deadlines', false, 'application/vnd.masstransit+json', convert_to(repeat('x', 300), 'UTF8')
            from generate_series(1, {deadlines}) i
            """);
        // Pending deadlines were written over years; what is measured must not pay for their having been written just now.
        await bench.Execute("vacuum analyze deadline");
        await bench.Checkpoint();
    }

    /// <summary>Fires so many at once, then single ones; answers with how many a second were fired and delivered, and how late a single one
    /// is.</summary>
    public static async Task<(double Rate, double Lag)> Fire(Bench bench, int atOnce)
    {
        await using var channel = await bench.Connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync("bench.deadlines", ExchangeType.Fanout, durable: true);
        await channel.QueueDeclareAsync("bench.deadlines", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.QueueBindAsync("bench.deadlines", "bench.deadlines", "");
        var delivered = 0;
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, _) =>
        {
            Interlocked.Increment(ref delivered);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync("bench.deadlines", autoAck: true, consumer);

        await bench.Execute($"""
            update deadline
            set due_at = now()
            where id in (select id
            from deadline
            where fired_at is null
            order by due_at desc limit {atOnce})
            """);
        var started = Stopwatch.GetTimestamp();
        await Bench.Until(() => Task.FromResult(delivered == atOnce));
        var rate = atOnce / Stopwatch.GetElapsedTime(started).TotalSeconds;

        // One every 50 ms: how long after its instant each is in the outbox.
        await bench.Execute("""
            update deadline d
            set due_at = now() + interval '1 second' + n.i * interval '50 milliseconds'
            from (select id, row_number() over () as i
            from (select id
            from deadline
            where fired_at is null
            order by due_at desc limit 100) l) n
            where n.id = d.id
            """);
        await Bench.Until(() => Task.FromResult(delivered == atOnce + 100));
        return (rate, await bench.Scalar("""
            select percentile_cont(0.99) within group (order by extract(epoch
            from fired_at - due_at) * 1000)
            from (select fired_at, due_at
            from deadline
            where fired_at is not null
            order by fired_at desc limit 100) d
            """));
    }
}
