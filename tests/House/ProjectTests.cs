using Xunit;

namespace Alliance.House.Tests;

/// <summary>Which project is built on which.</summary>
public sealed class ProjectTests
{
    static readonly Dictionary<string, IReadOnlyCollection<string>> Arrows =
        House.Projects.ToDictionary(project => project.Path, project => (IReadOnlyCollection<string>)project.References);

    [Fact]
    public void No_project_is_built_on_itself_by_way_of_others() => Assert.Empty(Circles.In(Arrows));

    [Theory]
    [InlineData("platform/Contracts/Contracts.csproj")]
    [InlineData("platform/Statute/Statute.csproj")]
    public void Messages_and_law_are_built_on_nothing_of_ours(string project) => Assert.Empty(Arrows[project]);

    [Fact]
    public void A_service_is_built_on_the_platform_alone() => OnlyOn("services", "platform");

    [Fact]
    public void The_platform_knows_no_service_and_no_procedure() => OnlyOn("platform", "platform");

    [Fact]
    public void The_procedure_knows_no_service() => OnlyOn("workflows", "platform", "workflows");

    [Fact]
    public void Whatever_starts_a_service_does_not_use_its_code() => OnlyOn("deploy", "platform", "deploy");

    static void OnlyOn(string group, params string[] groups)
        => House.None(House.Projects.Where(project => project.Group == group)
            .SelectMany(project => project.References
                .Where(to => !groups.Contains(to.Split('/')[0])).Select(to => $"{project.Path} → {to}")));
}
