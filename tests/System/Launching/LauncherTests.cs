using System.Diagnostics;
using System.Text.Json;
using Alliance.Local.Infrastructure;
using Alliance.Local.Running;
using Xunit;

namespace Alliance.SystemTests.Launching;

/// <summary>The launcher as a person uses it: as a program of its own, here beside the system that the other tests run.</summary>
[Collection(nameof(KnocksAtTheDoor))]
public sealed class LauncherTests(RunningSystem system) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alliance-launcher-").FullName;

    // Starts the whole system a second time: for the nightly run.
    [Fact(Explicit = true)]
    public async Task Two_run_side_by_side_and_a_killed_one_leaves_nothing_behind()
    {
        var other = await system.Alliance;
        using var launcher = Start([]);
        var state = await UntilReady(launcher);

        Assert.NotEqual(other.PublicAddress, state.PublicAddress);
        Assert.Equal(0, await Finish("status"));

        var (refusal, second) = await Output([]);
        Assert.Equal(1, second);
        Assert.Contains("Another launcher already runs", refusal, StringComparison.Ordinal);
        var (kept, reset) = await Output(["reset"]);
        Assert.Equal(1, reset);
        Assert.Contains("nothing was removed", kept, StringComparison.Ordinal);

        Assert.NotEmpty(LeftBehind());
        launcher.Kill(entireProcessTree: false);
        await system.Eventually(() => Task.FromResult(LeftBehind()), left => left.Count == 0);

        Assert.Equal(3, await Finish("status"));
        Assert.Equal(0, await Finish("reset"));
        Assert.False(Directory.Exists(Path.Combine(_folder, "live")));
    }

    [Fact]
    public async Task An_unknown_command_shows_what_there_is()
    {
        var (said, code) = await Output(["fly"]);

        Assert.Equal(2, code);
        Assert.Contains("-- demo", said, StringComparison.Ordinal);
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(SourceTree.Dotnet,
            [SourceTree.Assembly("launcher"), .. arguments])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ALLIANCE_DATA"] = _folder;
        return Process.Start(start)!;
    }

    private async Task<int> Finish(string command) => (await Output([command])).ExitCode;

    private async Task<(string Said, int ExitCode)> Output(string[] arguments)
    {
        using var process = Start(arguments);
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (string.Concat(said), process.ExitCode);
    }

    private async Task<RunningState> UntilReady(Process launcher)
    {
        var lines = new List<string>();
        while (await launcher.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("Open ", StringComparison.Ordinal))
                return JsonSerializer.Deserialize<RunningState>(await File.ReadAllTextAsync(Path.Combine(_folder, "live", "running.json")),
                    JsonSerializerOptions.Web)!;
            lines.Add(line);
        }
        throw new InvalidOperationException(
            $"The launcher ended: {string.Join('\n', lines)}\n{await launcher.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Processes that mention the data directory in their command line or environment, as every child does.</summary>
    private List<string> LeftBehind()
        => [.. Directory.EnumerateDirectories("/proc")
            .Where(process => int.TryParse(Path.GetFileName(process), out var id) && id != Environment.ProcessId).Where(Mentions)];

    private bool Mentions(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "environ")).Contains(_folder, StringComparison.Ordinal)
                || File.ReadAllText(Path.Combine(process, "cmdline")).Contains(_folder, StringComparison.Ordinal);
        }
        catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);   // reset has removed what it emptied
    }
}
