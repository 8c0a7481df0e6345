using System.Reflection;
using System.Runtime.InteropServices;

namespace Alliance.Local.Infrastructure;

/// <summary>The working copy that the launcher was built in, and the programs built with it.</summary>
public static class SourceTree
{
    /// <summary>The folder of Alliance.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The application packages that come with the source.</summary>
    public static string Samples => Path.Combine(Root, "deploy", "samples");

    /// <summary>The <c>dotnet</c> that runs this process: the one on the path may be another or none.</summary>
    public static string Dotnet { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows()
            ? "dotnet.exe" : "dotnet"));

    /// <summary>The folder of a service's project, or of the launcher's.</summary>
    public static string Project(string service) => Path.Combine(Root, service switch
    {
        "workflows" => "workflows",
        "launcher" => Path.Combine("deploy", "Launcher"),
        _ => Path.Combine("services", Title(service)),
    });

    /// <summary>A service as it was built together with the launcher.</summary>
    public static string Assembly(string service)
    {
        var built = BuiltIn(Project(service), $"Alliance.{Title(service)}.dll");
        return File.Exists(built) ? built : throw new CannotStartException($"{built} is missing. Build the solution first: dotnet build");
    }

    /// <summary>Where the build of a project's folder puts a file.</summary>
    internal static string BuiltIn(string project, string file)
        => Path.Combine(project, "bin", Configuration, $"net{Environment.Version.Major}.{Environment.Version.Minor}", file);

    /// <summary>How the launcher was built, and with it everything that it starts.</summary>
    internal static string Configuration => typeof(SourceTree).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string Title(string service) => char.ToUpperInvariant(service[0]) + service[1..];

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Alliance.sln"))) return at.FullName;
        throw new CannotStartException(
            $"The launcher runs inside its source tree; there is no Alliance.sln above {AppContext.BaseDirectory}.");
    }
}
