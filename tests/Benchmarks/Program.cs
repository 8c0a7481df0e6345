using Alliance.Benchmarks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

if (args is ["intake"])
{
    await IntakeAtScale.Run();
    return;
}

// In process: the generated project of the default toolchain would inherit this solution's central versions and lock files.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(StatuteBenchmarks).Assembly).Run(args, config);
