using Alliance.Launcher.Commands;
using Alliance.Launcher.Running;

namespace Alliance.Launcher.Demo;

/// <summary>The main job, unattended.</summary>
internal static class DemoCommand
{
    public static async Task<int> Run(string[] args, CancellationToken ct)
    {
        await using var alliance = await StartUpDisplay.Start(new AllianceOptions(DataDirectory.Demo) { SimulatedClock = true }, ct);
        using var people = new People(alliance.PublicAddress, DemoAccounts.Password);
        return args.Length;
    }
}
