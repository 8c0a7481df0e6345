using Alliance.Benchmarks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// The floor: dotnet run -c Release --project tests/Benchmarks -- floor [--json FILE]
if (args is ["floor", ..]) return await Alliance.Benchmarks.Floor.FloorBenchmark.Run(args is [_, "--json", var file] ? file : null);

// In process: the generated project of the default toolchain would inherit this solution's central versions and lock files.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(StatuteBenchmarks).Assembly).Run(args, config);
return 0;
