using System.Globalization;
using System.Text;
using Xunit;

namespace Alliance.House.Tests;

/// <summary>docs/architecture.md shows the projects as they are. Run with ALLIANCE_UPDATE_DOCS=1 to draw the picture anew.</summary>
public sealed class PictureTests
{
    const string Begin = "<!-- generated: projects -->", End = "<!-- end -->";
    static readonly string Document = House.At("docs/architecture.md");

    [Fact]
    public void The_picture_in_the_documentation_is_up_to_date()
    {
        var text = File.ReadAllText(Document);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var current = $"{text[..from]}\n{Picture()}{text[to..]}";
        if (Environment.GetEnvironmentVariable("ALLIANCE_UPDATE_DOCS") == "1") File.WriteAllText(Document, current);
        else Assert.True(current == text, "docs/architecture.md is out of date: run "
            + "ALLIANCE_UPDATE_DOCS=1 dotnet run --project tests/House -- -class Alliance.House.Tests.PictureTests");
    }

    static string Picture()
    {
        var arrows = House.Projects.ToDictionary(project => project.Path, project => (IReadOnlyCollection<string>)project.References);
        var names = House.Projects.ToDictionary(project => project.Path, project => project.Name);
        var groups = House.Projects.GroupBy(project => project.Group).ToList();
        var picture = new StringBuilder("```mermaid\nflowchart TD\n");
        foreach (var group in groups)
        {
            picture.Append(CultureInfo.InvariantCulture, $"  subgraph folder_{group.Key} [{group.Key}]\n");
            foreach (var project in group) picture.Append(CultureInfo.InvariantCulture, $"    {project.Name}\n");
            picture.Append("  end\n");
        }
        foreach (var project in House.Projects)
        {
            // What another of its references leads to anyway is left out.
            var implied = project.References.SelectMany(reference => Circles.ReachedFrom(reference, arrows));
            foreach (var to in project.References.Except(implied))
                picture.Append(CultureInfo.InvariantCulture, $"  {project.Name} --> {names[to]}\n");
            foreach (var group in groups)
            {
                var started = group.Where(other => project.Starts.Contains(other.Path)).ToList();
                IEnumerable<string> ends = started.Count > 1 && started.Count == group.Count()
                    ? [$"folder_{group.Key}"] : started.Select(one => one.Name);
                foreach (var end in ends) picture.Append(CultureInfo.InvariantCulture, $"  {project.Name} -.-> {end}\n");
            }
        }
        return picture.Append("```\n").ToString();
    }
}
