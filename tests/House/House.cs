using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Alliance.House.Tests;

/// <summary>A project of the solution.</summary>
/// <param name="Path">Of its file, below the root.</param>
/// <param name="References">The projects whose code it uses, by path.</param>
/// <param name="Starts">The projects it starts as processes of their own, by path.</param>
sealed record Project(string Path, IReadOnlyList<string> References, IReadOnlyList<string> Starts)
{
    /// <summary>As people call it.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The folder at the top under which it stands.</summary>
    public string Group => Path.Split('/')[0];

    /// <summary>The folder of the project.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;
}

/// <summary>The projects and sources of the product, read from the working copy.</summary>
static partial class House
{
    /// <summary>The folder of Alliance.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every project but the tests.</summary>
    public static IReadOnlyList<Project> Projects { get; } =
        [.. SolutionEntry().Matches(File.ReadAllText(At("Alliance.sln"))).Select(entry => entry.Groups["path"].Value.Replace('\\', '/'))
            .Where(path => !path.StartsWith("tests/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>A file or folder below the root.</summary>
    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>The sources with this ending below a folder, by their paths below the root.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) => Directory
        .EnumerateFiles(At(folder), pattern, SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file))
        .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules")).Order(StringComparer.Ordinal);

    /// <summary>A project as it was built together with these tests.</summary>
    public static string Built(Project project)
    {
        var build = Path.GetRelativePath(At("tests/House/bin"), AppContext.BaseDirectory);
        return At(Path.Combine(project.Folder, "bin", build, $"Alliance.{project.Name}.dll"));
    }

    /// <summary>Fails with a line for each that was found.</summary>
    public static void None(IEnumerable<string> found)
    {
        var lines = found.ToList();
        Assert.True(lines.Count == 0, string.Join('\n', lines));
    }

    static Project Read(string path)
    {
        var references = XDocument.Load(At(path)).Descendants("ProjectReference").ToLookup(
            reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false",
            reference => ((string)reference.Attribute("Include")!).Split(';'));
        return new(path, Resolve(references[true]), Resolve(references[false]));

        string[] Resolve(IEnumerable<string[]> includes) =>
            [.. includes.SelectMany(include => include).SelectMany(include => Matching(Path.GetDirectoryName(path)!, include))];
    }

    // A reference may stand for several projects: ../../services/*/*.csproj.
    static IEnumerable<string> Matching(string folder, string include)
    {
        IEnumerable<string> found = [Path.GetFullPath(At(folder))];
        foreach (var part in include.Replace('\\', '/').Split('/'))
        {
            found = part switch
            {
                ".." => found.Select(at => Path.GetDirectoryName(at)!),
                _ when part.EndsWith(".csproj", StringComparison.Ordinal) => found.SelectMany(at => Directory.EnumerateFiles(at, part)),
                _ => found.SelectMany(at => Directory.EnumerateDirectories(at, part)),
            };
        }
        return found.Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal);
    }

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Alliance.sln"))) folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException("The tests run inside the source tree; Alliance.sln was not found above them.");
    }

    [GeneratedRegex("""^Project\(.*?\) = ".*?", "(?<path>.*?\.csproj)",""", RegexOptions.Multiline)]
    private static partial Regex SolutionEntry();
}
