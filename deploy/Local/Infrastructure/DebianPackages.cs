namespace Alliance.Local.Infrastructure;

/// <summary>Installs what is missing on Debian and Ubuntu, when the launcher is allowed to.</summary>
public static class DebianPackages
{
    private const string Policy = "/usr/sbin/policy-rc.d";

    public static bool CanInstall => Unix.IsRoot && File.Exists("/usr/bin/apt-get");

    /// <summary>Installs the packages without letting the services that they bring start: the launcher runs private instances of its
    /// own.</summary>
    public static async Task Install(IReadOnlyCollection<string> packages, string log, CancellationToken ct)
    {
        // Two launchers side by side may both find something missing; apt's lists have no lock that waits, so the second one waits here.
        // What the first has installed meanwhile, apt then simply finds installed.
        await using var turn = await FileLock.Wait("/var/lock/alliance-apt.lock", ct);
        var policyIsOurs = !File.Exists(Policy);
        if (policyIsOurs)
        {
            await File.WriteAllTextAsync(Policy,
                "#!/bin/sh\n# Alliance installs packages just now and wants no service started.\nexit 101\n", ct);
            File.SetUnixFileMode(Policy, (UnixFileMode)0b111_101_101);
        }
        try
        {
            // A third-party source that cannot be reached makes the update fail as a whole; the installation then still finds what Debian
            // offers.
            await using (var update = await ChildProcess.Start(Apt(log + ".update", "update"))) await update.Ended.WaitAsync(ct);
            // Once begun it is finished: a package half configured is worse than a launcher that stops some seconds later.
            await ChildProcess.Run(Apt(log, ["-o", "DPkg::Lock::Timeout=300", "install", "--yes", "--no-install-recommends", .. packages]),
                CancellationToken.None);
        }
        finally
        {
            if (policyIsOurs) File.Delete(Policy);
        }
    }

    private static ChildProgram Apt(string log, params string[] arguments) => new("apt-get", "/usr/bin/apt-get", ["-q", .. arguments])
    {
        Log = log,
        InheritEnvironment = true,
        Environment = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" },
        DeathSignal = "clear",
    };
}
