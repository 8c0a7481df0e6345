using System.Runtime.InteropServices;

namespace Alliance.Local.Infrastructure;

/// <summary>The few things of the operating system that .NET has no words for.</summary>
internal static partial class Unix
{
    public const int Interrupt = 2, Terminate = 15, GoOn = 18, Hold = 19;
    private const int ParentDeathSignal = 1;

    public static bool IsRoot => !OperatingSystem.IsWindows() && GetEffectiveUserId() == 0;

    public static void Signal(int process, int signal) => _ = Kill(process, signal);

    public static bool UserExists(string name)
        => File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(line => line.StartsWith(name + ':', StringComparison.Ordinal));

    /// <summary>
    /// Under <c>dotnet run</c> the launcher is a child of the command line tool. Killing that tool hard would leave the launcher behind,
    /// so the kernel is asked to pass the end on. Not done under any other parent: a shell that ends must not take a background launcher
    /// with it.
    /// </summary>
    public static void EndWithDotnetRun()
    {
        if (!OperatingSystem.IsLinux()) return;
        var parent = File.ReadLines("/proc/self/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal))[5..].Trim();
        var command = File.Exists($"/proc/{parent}/cmdline") ? File.ReadAllText($"/proc/{parent}/cmdline").Split('\0') : [];
        if (command is [var program, "run", ..] && Path.GetFileName(program) == "dotnet")
            _ = ProcessControl(ParentDeathSignal, Terminate, 0, 0, 0);
    }

    /// <summary>Whether an ordinary user of the machine may walk into the directory.</summary>
    public static bool IsOpenToOthers(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
            if (at.Exists && !at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) return false;
        return true;
    }

    /// <summary>The first file of that name in the directories, which may end in a version pattern such as
    /// <c>/usr/lib/postgresql/*/bin</c>; the highest version wins.</summary>
    public static string? FindProgram(string name, params IEnumerable<string> directories) => directories
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        .SelectMany(Expand)
        .Select(directory => Path.Combine(directory, name))
        .FirstOrDefault(IsThere);

    // A package that was removed can leave links behind, and to the runtime a link that leads nowhere is a file too.
    private static bool IsThere(string program)
        => File.Exists(program) && (File.ResolveLinkTarget(program, returnFinalTarget: true)?.Exists ?? true);

    private static IEnumerable<string> Expand(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0) return [pattern];
        var parent = Path.GetDirectoryName(pattern[..star])!;
        var rest = pattern[star..].Split('/', 2);
        var prefix = Path.GetFileName(pattern[..star]);
        return !Directory.Exists(parent) ? [] : Directory.EnumerateDirectories(parent, prefix + rest[0])
            .OrderByDescending(found => Version(Path.GetFileName(found)))
            .Select(found => rest.Length == 2 ? Path.Combine(found, rest[1]) : found);

        static Version Version(string name)
            => System.Version.TryParse(string.Concat(name.SkipWhile(c => !char.IsDigit(c))) is var v
                && v.Contains('.', StringComparison.Ordinal) ? v : v + ".0", out var version) ? version : new Version();
    }

    [LibraryImport("libc", EntryPoint = "geteuid")] private static partial uint GetEffectiveUserId();
    [LibraryImport("libc", EntryPoint = "kill")] private static partial int Kill(int process, int signal);
    [LibraryImport("libc", EntryPoint = "prctl")] private static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);
}
