using System.Globalization;
using Alliance.Core.Text;
using Alliance.Statute.Policies;
using Alliance.Web;

namespace Alliance.Workflows.Diagrams;

/// <summary>The diagrams as files for the documents, in both languages: <c>dotnet run --project workflows -- diagrams
/// docs/images</c>.</summary>
public static class DiagramFiles
{
    /// <summary>Every file with its content.</summary>
    public static IEnumerable<(string Name, string Svg)> All =>
        from diagram in Processes.All
        from language in ServiceHost.Languages
        select ($"{diagram.Kind.ToLowerInvariant()}{(language == "en" ? "" : $".{language}")}.svg", In(language, diagram));

    /// <summary>Writes them.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, svg) in All) File.WriteAllText(Path.Combine(folder, name), svg);
    }

    static string In(string language, Diagram diagram)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = new(language);
            var svg = new DiagramSvg(new Words());
            return svg.Draw(diagram, new() { Lengths = svg.Lengths(diagram, PolicyBook.InForce(DateOnly.MaxValue)) });
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
