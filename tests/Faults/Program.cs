using System.Globalization;
using System.Runtime.InteropServices;
using Alliance.Faults;

// The long form: dotnet run --project tests/Faults -- --seeds 3 --cases 2000 [--first 1] [--seconds 100] [--away 300]
// and [--engine ASSEMBLY] for another engine in one of the two replicas of the workflow host.
// Anything else is the test runner's, which runs the short form.
if (!args.Contains("--seeds"))
{
    return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
        ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args,
            SelfRegisteredExtensions.AddSelfRegisteredExtensions)
        : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}

var extent = Extent.Long with
{
    Cases = Option("--cases", Extent.Long.Cases),
    Seconds = Option("--seconds", (int)Extent.Long.Seconds),
    Away = Option("--away", 0),
    Engine = Array.IndexOf(args, "--engine") is var at and >= 0 ? Path.GetFullPath(args[at + 1]) : null,
};
var wrong = 0L;
// Interrupted, it still stops its processes and gives its disk back.
using var ending = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
Console.WriteLine(
    "| seed | cases | steps | commands | deadlines | redelivered | early | poisoned | seconds | drained after | lost | doubled | stuck | " +
    "broken |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
for (var seed = Option("--first", 1); seed < Option("--first", 1) + Option("--seeds", 1); seed++)
{
    var script = Script.Of(seed, extent);
    Console.Error.WriteLine($"Seed {seed}");
    foreach (var line in script.Lines) Console.Error.WriteLine($"  {line}");
    await using var run = new Run(script, Console.Error.WriteLine);
    var result = await run.Carry(ending.Token);
    foreach (var finding in result.Findings) Console.Error.WriteLine(finding);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {seed} | {result.Cases} | {result.Steps} | {result.Commands} | {result.Deadlines} | {result.Redelivered} | {result.Early} | " +
        $"{result.Poison} | {result.Seconds:0} | {result.DrainSeconds:0.0} s | {result.Of("Lost")} | {result.Of("Doubled")} | " +
        $"{result.Of("Stuck")} | {result.Of("Broken")} |"));
    wrong += result.Findings.Count;
}
return wrong == 0 ? 0 : 1;

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ending.Cancel();
}

int Option(string name, int otherwise)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
