using Alliance.Benchmarks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// dotnet run -c Release --project tests/Benchmarks -- floor [--json FILE] | engines ASSEMBLY | dashboard | intake | workplace
//   | [what BenchmarkDotNet takes, for the law]
switch (args)
{
    case ["floor", .. var rest]:
        return await Alliance.Benchmarks.Floor.FloorBenchmark.Run(rest is ["--json", var file] ? file : null);
    case ["engines", var assembly]:
        await Alliance.Benchmarks.Floor.EnginesBenchmark.Run(Path.GetFullPath(assembly));
        return 0;
    case ["dashboard"]:
        await DashboardLoad.Run(few: 1_000, finished: 1_000_000, running: 20_000);
        return 0;
    case ["intake"]:
        await IntakeAtScale.Run();
        return 0;
    case ["workplace"]:
        await WorkplaceAtScale.Run();
        return 0;
}

// In process: the generated project of the default toolchain would inherit this solution's central versions and lock files.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(StatuteBenchmarks).Assembly).Run(args, config);
return 0;
