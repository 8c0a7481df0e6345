using System.Globalization;

namespace Alliance.Benchmarks.Floor;

/// <summary>What a step costs under the engine that comes with the host and under another, by turns, in one run on one machine.</summary>
static class EnginesBenchmark
{
    const int Steps = 2000;

    public static async Task Run(string engine)
    {
        await using var bench = new Bench();
        await bench.Start();
        await using var steps = await ProcessSteps.Over(bench);
        List<double>[] rates = [[], []], costs = [[], []], heaps = [[], []];
        var rows = new double[2];
        for (var round = 0; round < 2; round++)
            for (var which = 0; which < 2; which++)
            {
                await bench.AddReplica(which == 0 ? null : engine);
                // Until the code is compiled for good.
                for (var i = 0; i < 4; i++)
                {
                    await steps.Open(Steps);
                    await steps.Measure();
                }
                await bench.Execute("truncate process_case");
                steps.Forget();
                await steps.Open(Steps);
                var (spent, allocated) = (bench.Cpu(), await bench.Allocated());
                rates[which].Add(await steps.Measure());
                costs[which].Add(bench.Cpu().Since(spent, Steps).Replicas);
                heaps[which].Add((await bench.Allocated() - allocated) / Steps / 1024);
                rows[which] = await bench.Scalar("select avg(octet_length(data::text)) from process_case");
                await bench.StopReplicas();
            }

        Console.WriteLine("| what | default engine | the other | ratio |");
        Console.WriteLine("|---|---|---|---|");
        Show("steps, 1/s", rates[0].Average(), rates[1].Average());
        Show("processor time of a step, workflow host, ms", costs[0].Average(), costs[1].Average());
        Show("allocated for a step, workflow host, KB", heaps[0].Average(), heaps[1].Average());
        Show("row of a case, bytes", rows[0], rows[1]);
    }

    static void Show(string what, double one, double other)
        => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {one:0.##} | {other:0.##} | {other / one:0.00} |"));
}
