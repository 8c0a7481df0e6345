using Xunit;

namespace Alliance.House.Tests;

/// <summary>Which folder of a project uses which.</summary>
public sealed class FolderTests(ITestOutputHelper output)
{
    public static TheoryData<string> Projects => [.. House.Projects.Select(project => project.Path)];

    [Theory, MemberData(nameof(Projects))]
    public void No_folder_of_a_project_uses_itself_by_way_of_others(string path)
    {
        var project = House.Projects.Single(one => one.Path == path);
        var uses = BuiltProject.UsesBetweenFolders(House.Built(project)).ToLookup(use => (From: use.From.Namespace, To: use.To.Namespace));
        var circles = Circles.In(uses.GroupBy(use => use.Key.From, use => use.Key.To)
            .ToDictionary(from => from.Key, from => (IReadOnlyCollection<string>)[.. from]));

        foreach (var circle in circles)
        {
            output.WriteLine(string.Join(' ', circle));
            // The arrow that is the fewest uses is the first to be turned round.
            foreach (var arrow in uses.Where(use => circle.Contains(use.Key.From) && circle.Contains(use.Key.To))
                .OrderBy(uses => uses.Count()))
                output.WriteLine($"  {arrow.Key.From} → {arrow.Key.To}, {arrow.Count()} times: "
                    + string.Join(", ", arrow.Take(5).Select(use => $"{use.From.Name} uses {use.To.Name}")));
        }
        Assert.Equal([],
            circles.Select(circle => string.Join(' ', circle.Select(name => name.Split('.', 3)[^1]))));
    }
}
