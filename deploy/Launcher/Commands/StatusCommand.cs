using System.Text.Json;
using Alliance.Local.Infrastructure;
using Alliance.Local.Running;
using Spectre.Console;

namespace Alliance.Launcher.Commands;

/// <summary>What is running and healthy. Exit code 0: everything that runs is healthy; 1: something is not; 3: nothing runs.</summary>
internal static class StatusCommand
{
    public static async Task<int> Run(CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var (running, healthy) = (false, true);
        foreach (var (mode, data) in ((string, DataDirectory)[])[("live", DataDirectory.Live), ("demo", DataDirectory.Demo)])
        {
            if (!data.IsInUse) continue;
            running = true;
            if (!File.Exists(data.StateFile))
            {
                AnsiConsole.WriteLine($"{mode}: starting or stopping just now");
                healthy = false;
                continue;
            }
            var state = JsonSerializer.Deserialize<RunningState>(await File.ReadAllTextAsync(data.StateFile, ct),
                JsonSerializerOptions.Web)!;
            var table = new Table().Border(TableBorder.Rounded)
                .Title(
                    $"{mode}: {state.PublicAddress.GetLeftPart(UriPartial.Authority)} since {state.Since.ToLocalTime():yyyy-MM-dd HH:mm}")
                .AddColumns("Part", "Process", "State");
            foreach (var part in state.Parts)
            {
                var ready = await RunningAlliance.IsReady(http, new Uri(part.Health), ct);
                healthy &= ready;
                table.AddRow(part.Name, part.ProcessId is { } process ? $"{process}" : "run by hand", ready ? "[green]healthy[/]"
                    : "[red]not ready[/]");
            }
            AnsiConsole.Write(table);
        }
        if (!running) AnsiConsole.WriteLine("Nothing is running.");
        return !running ? 3 : healthy ? 0 : 1;
    }
}
