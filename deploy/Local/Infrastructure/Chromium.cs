namespace Alliance.Local.Infrastructure;

/// <summary>The browser for journeys and printed documents, with a font that has Chinese characters.</summary>
public static class Chromium
{
    private const string Package = "chromium-headless-shell";
    private static readonly string[] FontFolders = ["/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts"];
    private static readonly string[] ChineseFonts = ["*CJK*", "*wqy*", "PingFang*", "*SourceHanS*"];

    /// <summary>The program, or null. The headless shell comes first: it draws the same pages without what a desktop needs, and
    /// sooner.</summary>
    public static string? Installed => Unix.FindProgram(Package) ?? Unix.FindProgram("chromium") ?? Unix.FindProgram("google-chrome")
        ?? Unix.FindProgram("Google Chrome", "/Applications/Google Chrome.app/Contents/MacOS");

    /// <summary>
    /// What it takes to run headless in a container or a closed network: as root there is no sandbox to be had, and the background services
    /// would only try to reach their maker.
    /// </summary>
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
        .. Unix.IsRoot ? (string[])["--no-sandbox"] : [],
    ];

    /// <summary>The program; installed first where it is missing and the launcher may do so.</summary>
    public static async Task<string> Provide(string log, CancellationToken ct)
    {
        var missing = new List<string>();
        if (Installed is null) missing.Add(Package);
        if (!HasChineseFont) missing.Add("fonts-noto-cjk");
        if (missing.Count > 0 && DebianPackages.CanInstall) await DebianPackages.Install(missing, log, ct);
        return Installed ?? throw new CannotStartException(
            "Missing on this machine: Chromium and a Chinese font. Install them (Debian: sudo apt-get install chromium-headless-shell " +
            "fonts-noto-cjk).");
    }

    private static bool HasChineseFont => FontFolders.Where(Directory.Exists)
        .Any(folder => ChineseFonts.Any(font => Directory.EnumerateFiles(folder, font, SearchOption.AllDirectories).Any()));
}
