using Xunit;

namespace Alliance.House.Tests;

/// <summary>Where tests stand: who changes a rule runs the rules of that service alone, in a second.</summary>
public sealed class TestPlaces
{
    // Every request of all services is asked; the one thing of Identity that is held without signing in; the whole demonstration, on a
    // system of its own.
    static readonly string[] Spared = ["tests/System/Security/DoorRules.cs", "tests/System/Gateway/AccountSchemaTests.cs",
        "tests/System/Desk/LettersOfTheDemo.cs"];

    [Fact]
    public void A_test_that_needs_no_running_system_stands_beside_its_service()
        => House.None(House.Files("tests/System", "*.cs").Where(file => !Spared.Contains(file))
            .Select(file => (file, text: File.ReadAllText(House.At(file))))
            .Where(one => (one.text.Contains("[Fact", StringComparison.Ordinal) || one.text.Contains("[Theory", StringComparison.Ordinal))
                && !one.text.Contains("RunningSystem", StringComparison.Ordinal))
            .Select(one => one.file));

    [Fact]
    public void Every_service_of_the_procedure_has_rules_of_its_own()
        => House.None(House.Projects.Where(project => project.Group == "services" && project.Name is not ("Gateway" or "Identity"))
            .Select(project => $"tests/{project.Name}/{project.Name}.Tests.csproj").Where(file => !File.Exists(House.At(file))));
}
