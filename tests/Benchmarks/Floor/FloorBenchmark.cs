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

        await steps.Open(Steps / 5);
        Note("warming up", await steps.Measure()); // until the code is compiled well
        await steps.Open(Steps);
        var one = await steps.Measure();
        Note("steps, one replica", one);
        await steps.Open(Steps);
        await bench.AddReplica();
        var two = await steps.Measure();
        Note("steps, two replicas", two);
        figures.Add(new("memory of a workflow host", bench.Memory, "MB"));

        await using var delivery = await Delivery.Over(bench);
        await delivery.Direct(300);
        await delivery.ThroughOutbox(300);
        var direct = await delivery.Direct(1200);
        var outbox = await delivery.ThroughOutbox(1200);
        await bench.StopReplicas();
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
            new("commit to delivery at 100/s, p50", outbox.P50, "ms", direct.P50, "published without outbox"),
            new("commit to delivery at 100/s, p99", outbox.P99, "ms", direct.P99, "published without outbox"),
        ]);

        await bench.AddReplica();
        await bench.AddReplica();
        await PendingDeadlines.Fill(bench, 1_000_000);
        await steps.Open(Steps);
        figures.Add(new("process steps, two replicas, a million deadlines pending", await steps.Measure(), "1/s", two, "none pending"));
        var crowded = await delivery.ThroughOutbox(1200);
        figures.Add(new("commit to delivery, p50, a million deadlines pending", crowded.P50, "ms", outbox.P50, "none pending"));
        figures.Add(new("commit to delivery, p99, a million deadlines pending", crowded.P99, "ms", outbox.P99, "none pending"));
        var (rate, lag) = await PendingDeadlines.Fire(bench, 10_000);
        figures.Add(new("deadlines fired and delivered, 10,000 due at once of a million", rate, "1/s"));
        figures.Add(new("lag of a single deadline, p99", lag, "ms"));

        Print(figures);
        if (json is not null) await File.WriteAllTextAsync(json, JsonSerializer.Serialize(figures, Indented));
        return 0;
    }

    // A run takes minutes; whoever waits sees how far it is.
    static void Note(string what, double value) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {value:0.##}"));

    static void Print(List<Figure> figures)
    {
        Console.WriteLine("| what | figure | ratio |");
        Console.WriteLine("|---|---|---|");
        foreach (var f in figures)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {f.What} | {f.Value:0.##} {f.Unit} | {(f.Ratio is { } ratio ? $"{ratio:0.00} of {f.LimitIs} ({f.Limit:0.##})" : "")} |"));
    }
}
