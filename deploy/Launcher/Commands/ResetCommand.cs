using Alliance.Local.Infrastructure;
using Spectre.Console;

namespace Alliance.Launcher.Commands;

/// <summary>Removes the local data. It stops nothing: while something runs, it refuses.</summary>
internal static class ResetCommand
{
    public static async Task<int> Run(CancellationToken ct)
    {
        DataDirectory[] all = [DataDirectory.Live, DataDirectory.Demo];
        if (all.FirstOrDefault(data => data.IsInUse) is { } used)
            throw new CannotStartException($"A launcher runs on {used.Path}; stop it first, nothing was removed.");
        foreach (var data in all)
        {
            if (!Directory.Exists(data.Path)) continue;
            await data.RemoveDockerVolumes(ct);
            data.Remove();
            AnsiConsole.WriteLine($"Removed {data.Path}");
        }
        // ALLIANCE_DATA may name a folder that holds other things too.
        if (Directory.Exists(DataDirectory.Root) && !Directory.EnumerateFileSystemEntries(DataDirectory.Root).Any())
            Directory.Delete(DataDirectory.Root);
        return 0;
    }
}
