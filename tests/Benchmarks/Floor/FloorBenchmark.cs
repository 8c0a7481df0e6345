using System.Globalization;
using System.Text.Json;

namespace Alliance.Benchmarks.Floor;

/// <summary>A figure, with the limit it is held against where there is one.</summary>
sealed record Figure(string What, double Value, string Unit, double? Limit = null, string? LimitIs = null)
{
    public double? Ratio => Limit is { } limit ? Value / limit : null;
}

/// <summary>How fast the floor is, beside the limits of the database and the broker under it, in one run on one machine.</summary>
static class FloorBenchmark
{
    const int Steps = 3000;
    static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> Run(string? json)
    {
        var figures = new List<Figure>();
        await using var bench = new Bench();
        await bench.Start();
        await bench.AddReplica();
        await using var steps = await ProcessSteps.Over(bench);

        await WarmUp(4);
        await steps.Open(Steps);
        var before = bench.Cpu();
        var one = await steps.Measure();
        var spent = bench.Cpu().Since(before, Steps);
        Note("steps, one replica", one);
        await bench.AddReplica();
        await WarmUp(4);
        await steps.Open(Steps);
        var two = await steps.Measure();
        Note("steps, two replicas", two);
        figures.Add(new("memory of a workflow host", bench.Memory, "MB"));

        await using var delivery = await Delivery.Over(bench);
        await delivery.Direct(300);
        await delivery.ThroughOutbox(300);
        var direct = await delivery.Direct(1200);
        var outbox = await delivery.ThroughOutbox(1200);
        Note("p50 direct", direct.P50);
        Note("p50 through the outbox", outbox.P50);
        Note("p99 direct", direct.P99);
        Note("p99 through the outbox", outbox.P99);

        var bare = await steps.BareTransactions(10);
        var confirms = await PublishConfirms.Measure(bench, 20_000);
        Note("bare transactions", bare);
        Note("confirms", confirms);
        figures.AddRange(
        [
            new("bare transactions with the same writes (pgbench)", bare, "1/s"),
            new("publisher confirms of a quorum queue", confirms, "1/s"),
            new("process steps, one replica", one, "1/s", bare, "bare transactions"),
            new("process steps, two replicas", two, "1/s", bare, "bare transactions"),
            new("processor time of a step, workflow host", spent.Replicas, "ms"),
            new("processor time of a step, PostgreSQL", spent.Postgres, "ms", 2000 / bare,
                "a bare transaction on two cores, pgbench included"),
            new("processor time of a step, broker", spent.Broker, "ms"),
            new("processor time of a step, whoever feeds and counts", spent.Self, "ms"),
            new("commit to delivery at 100/s, p50", outbox.P50, "ms", direct.P50, "published without outbox"),
            new("commit to delivery at 100/s, p99", outbox.P99, "ms", direct.P99, "published without outbox"),
        ]);

        await PendingDeadlines.Fill(bench, 1_000_000);
        await steps.Open(Steps);
        figures.Add(new("process steps, two replicas, a million deadlines pending", await steps.Measure(), "1/s", two, "none pending"));
        // The steps just measured leave rows to be vacuumed and messages to be acknowledged, here as before the first measurement.
        await delivery.ThroughOutbox(300);
        var crowded = await delivery.ThroughOutbox(1200);
        Note("p50 through the outbox, a million deadlines pending", crowded.P50);
        Note("p99 through the outbox, a million deadlines pending", crowded.P99);
        figures.Add(new("commit to delivery, p50, a million deadlines pending", crowded.P50, "ms", outbox.P50, "none pending"));
        figures.Add(new("commit to delivery, p99, a million deadlines pending", crowded.P99, "ms", outbox.P99, "none pending"));
        var (rate, lag) = await PendingDeadlines.Fire(bench, 10_000);
        figures.Add(new("deadlines fired and delivered, 10,000 due at once of a million", rate, "1/s"));
        figures.Add(new("lag of a single deadline, p99", lag, "ms"));

        Print(figures);
        if (json is not null) await File.WriteAllTextAsync(json, JsonSerializer.Serialize(figures, Indented));
        return 0;

        // Until the code is compiled for good: the just-in-time compiler looks for what is worth it over some ten thousand steps.
        async Task WarmUp(int rounds)
        {
            for (var i = 0; i < rounds; i++)
            {
                await steps.Open(Steps);
                Note("warming up", await steps.Measure());
            }
        }
    }

    // A run takes minutes; whoever waits sees how far it is.
    static void Note(string what, double value)
        => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {value:0.##}"));

    static void Print(List<Figure> figures)
    {
        Console.WriteLine("| what | figure | ratio |");
        Console.WriteLine("|---|---|---|");
        foreach (var f in figures)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {f.What} | {f.Value:0.##} {f.Unit} | {(f.Ratio is { } ratio ? $"{ratio:0.00} of {f.LimitIs} ({f.Limit:0.##})" : "")} " +
                $"|"));
    }
}
