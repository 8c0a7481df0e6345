using System.Globalization;
using System.Runtime.InteropServices;
using Alliance.Fuzz;

// The long form: dotnet run --project tests/Fuzz -- --seed 1 --requests 20000 [--packages all]
// Anything else is the test runner's, which runs the short form.
if (!args.Contains("--seed"))
{
    return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
        ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args,
            SelfRegisteredExtensions.AddSelfRegisteredExtensions)
        : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}

// Interrupted, it still stops its processes and gives its disk back.
using var ending = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
await using var world = await World.Build(Option("--packages", "") == "all" ? null : World.Usual, Console.Error.WriteLine, ending.Token);
var run = new Run(world, ulong.Parse(Option("--seed", "1"), CultureInfo.InvariantCulture),
    Extent.Long with { Requests = int.Parse(Option("--requests", "20000"), CultureInfo.InvariantCulture) }, Console.Error.WriteLine);
var result = await run.Carry(ending.Token);
foreach (var finding in result.Findings) Console.WriteLine(finding);
Console.WriteLine(result);
return result.Findings.Count == 0 ? 0 : 1;

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ending.Cancel();
}

string Option(string name, string otherwise)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
}
