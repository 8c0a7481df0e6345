using System.Diagnostics;
using Spectre.Console;

namespace Alliance.Local.Running;

/// <summary>Shows how the start goes: a moving line in a terminal, plain lines where the output is redirected.</summary>
internal static class StartUpDisplay
{
    public static async Task<RunningAlliance> Start(AllianceOptions options, CancellationToken ct)
    {
        var started = Stopwatch.StartNew();
        RunningAlliance alliance;
        if (Console.IsOutputRedirected)
        {
            alliance = await RunningAlliance.Start(options, new Lines(started, Console.WriteLine), ct);
            Console.WriteLine($"Ready after {started.Elapsed.TotalSeconds:0.0} s");
        }
        else
        {
            alliance = await AnsiConsole.Status()
                .StartAsync("Starting …",
                    status => RunningAlliance.Start(options,
                        new Lines(started, AnsiConsole.WriteLine, text => status.Status(Markup.Escape(text))), ct));
            AnsiConsole.MarkupLine($"[green]Ready after {started.Elapsed.TotalSeconds:0.0} s[/]");
        }
        return alliance;
    }

    private sealed class Lines(Stopwatch started, Action<string> write, Action<string>? show = null) : IProgress<StartUpStep>
    {
        private readonly List<string> _working = [];

        public void Report(StartUpStep value)
        {
            lock (_working)
            {
                if (value.State == StartUpState.Working) _working.Add(value.Part);
                else _working.Remove(value.Part);
                if (value.State != StartUpState.Working)
                    write($"{started.Elapsed.TotalSeconds,6:0.0} s  {value.Part}{(value.State == StartUpState.Failed ? ": failed" : "")}");
                else if (show is null && value.Part.StartsWith("Installing", StringComparison.Ordinal))
                    write($"{started.Elapsed.TotalSeconds,6:0.0} s  {value.Part} …");
                show?.Invoke($"Starting {string.Join(", ", _working)} …");
            }
        }
    }
}
