using System.Collections.Concurrent;
using System.Diagnostics;

namespace Alliance.Local.Infrastructure;

/// <summary>What to start, as whom, and how it likes to be ended.</summary>
public sealed record ChildProgram(string Name, string File, params IReadOnlyList<string> Arguments)
{
    /// <summary>The file that takes what the program writes; it begins anew at every start.</summary>
    public required string Log { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the launcher's own environment is passed on. Servers get only what they need.</summary>
    public bool InheritEnvironment { get; init; }

    public string? WorkingDirectory { get; init; }

    /// <summary>The ordinary user that it runs as when the launcher is root; null: the launcher's own.</summary>
    public string? User { get; init; }

    /// <summary>The signal that asks it to end.</summary>
    internal int StopSignal { get; init; } = Unix.Terminate;

    /// <summary>The signal the kernel sends it when the launcher dies without having stopped it.</summary>
    internal string DeathSignal { get; init; } = "KILL";
}

/// <summary>
/// A process that lives no longer than the launcher: stopped by it in order, or ended by the kernel when the launcher is killed.
/// It has a session of its own, so that Ctrl-C in a terminal reaches only the launcher, which then stops things in the right order.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private static readonly Starter ChildStarter = new();
    private readonly Process _process;
    private readonly ChildProgram _program;

    private ChildProcess(ChildProgram program, Process process)
    {
        _program = program;
        _process = process;
        Ended = process.WaitForExitAsync();
    }

    public string Name => _program.Name;
    public int Id => _process.Id;

    /// <summary>Completes when the process has ended, for whatever reason.</summary>
    public Task Ended { get; }

    /// <summary>Starts the program.</summary>
    public static async Task<ChildProcess> Start(ChildProgram program)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(program.Log)!);
        // The shell opens the log while it still is the launcher's user; the program then writes to the file itself and needs nobody to
        // read a pipe.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = program.WorkingDirectory ?? "/", UseShellExecute = false };
        foreach (var word in (string[])["-c", "exec \"$@\" </dev/null >\"$0\" 2>&1", program.Log, .. Guard(program), program.File,
            .. program.Arguments]) start.ArgumentList.Add(word);
        if (!program.InheritEnvironment)
        {
            start.Environment.Clear();
            start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
            start.Environment["LANG"] = "C.UTF-8";
        }
        foreach (var (name, value) in program.Environment) start.Environment[name] = value;
        return new ChildProcess(program, await ChildStarter.Start(start));
    }

    private static IEnumerable<string> Guard(ChildProgram program) => !OperatingSystem.IsLinux() ? [] :
    [
        "setpriv", "--pdeathsig", program.DeathSignal,
        .. program.User is { } user && Unix.IsRoot ? (string[])["--reuid", user, "--regid", user, "--init-groups"] : [],
        "setsid",
    ];

    /// <summary>Runs a helper program to its end and answers what it wrote; a failure becomes a sentence with that text.</summary>
    public static async Task<string> Run(ChildProgram program, CancellationToken ct)
    {
        var child = await Start(program);
        try
        {
            await child.Ended.WaitAsync(ct);
        }
        finally
        {
            await child.Stop();
        }
        return child._process.ExitCode == 0 ? child.LogTail(int.MaxValue)
            : throw new CannotStartException($"{program.Name} failed (exit code {child._process.ExitCode}):\n{child.LogTail(30)}");
    }

    /// <summary>Asks the process to end and waits; ends it the hard way when it does not.</summary>
    public async Task Stop()
    {
        if (Ended.IsCompleted) return;
        Unix.Signal(Id, _program.StopSignal);
        try
        {
            await Ended.WaitAsync(TimeSpan.FromSeconds(15));
        }
        catch (TimeoutException)
        {
            Kill();
            await Ended;
        }
    }

    /// <summary>Ends the process as a crash would; for tests of what a crash leaves behind.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>Holds the process as a machine that swaps or a debugger would; for tests.</summary>
    public void Freeze() => Unix.Signal(Id, Unix.Hold);

    /// <summary>Lets a held process go on.</summary>
    public void Thaw() => Unix.Signal(Id, Unix.GoOn);

    /// <summary>The last lines that the process wrote.</summary>
    public string LogTail(int lines = 40)
    {
        if (!File.Exists(_program.Log)) return "";
        using var reader = new StreamReader(
            new FileStream(_program.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return string.Join('\n', reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(lines));
    }

    /// <summary>What to tell a person about a process that ended although nobody asked it to.</summary>
    public string Obituary() => $"{Name} ended with exit code {_process.ExitCode}. Its last lines ({_program.Log}):\n{LogTail()}";

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _process.Dispose();
    }

    /// <summary>
    /// Starts every child from one thread that never ends. The kernel counts the death of the starting *thread* as the parent's death:
    /// started from a pool thread, a child would be killed whenever the pool shrinks.
    /// </summary>
    private sealed class Starter
    {
        private readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> _queue = [];

        public Starter() => new Thread(Work) { IsBackground = true, Name = "child processes" }.Start();

        public Task<Process> Start(ProcessStartInfo start)
        {
            var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
            _queue.Add((start, started));
            return started.Task;
        }

        private void Work()
        {
            foreach (var (start, started) in _queue.GetConsumingEnumerable())
            {
                try
                {
                    started.SetResult(Process.Start(start)!);
                }
                catch (Exception refused) when (refused is System.ComponentModel.Win32Exception or IOException)
                {
                    started.SetException(refused);
                }
            }
        }
    }
}
