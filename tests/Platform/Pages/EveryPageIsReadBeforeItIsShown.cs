using Alliance.Local.Infrastructure;
using Xunit;

namespace Alliance.Platform.Tests.Pages;

/// <summary>Reads the sources of all pages: what is shown half read fails only when the database answers at the wrong moment, which no
/// other test waits for.</summary>
public sealed class EveryPageIsReadBeforeItIsShown
{
    static readonly string[] Begins = ["OnInitializedAsync", "OnParametersSetAsync", "SetParametersAsync"];

    [Fact]
    public void Only_one_component_decides_when_a_page_is_read()
    {
        var own = new[] { "platform", "services", "workflows" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(SourceTree.Root, folder), "*.*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".razor" or ".cs" && !path.Contains("/obj/", StringComparison.Ordinal)
                && !path.Contains("/bin/", StringComparison.Ordinal))
            .Where(path => Begins.Any(File.ReadAllText(path).Contains))
            .Select(Path.GetFileName);
        Assert.Equal(["LoadedComponent.cs"], own);
    }
}
