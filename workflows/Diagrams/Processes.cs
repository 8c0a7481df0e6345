using Alliance.Workflows.Operation;
using Alliance.Workflows.Recognition;
using Alliance.Workflows.Revocations;
using Alliance.Workflows.Upgrades;

namespace Alliance.Workflows.Diagrams;

/// <summary>The procedures there are.</summary>
public static class Processes
{
    /// <summary>认定, 运行, 推荐升级 and 撤销.</summary>
    public static IReadOnlyList<Diagram> All { get; }
        = [Diagram.Of(new RecognitionProcess()), Diagram.Of(new OperationProcess()), Diagram.Of(new UpgradeProcess()),
            Diagram.Of(new RevocationProcess())];

    /// <summary>The states in which cases rest.</summary>
    public static string[] Ends { get; } =
        [.. All.SelectMany(diagram => diagram.States).Where(state => state.Ends).Select(state => state.Name).Distinct()];

    /// <summary>The diagram of a kind of case, or null.</summary>
    public static Diagram? Find(string kind)
        => All.FirstOrDefault(diagram => string.Equals(diagram.Kind, kind, StringComparison.OrdinalIgnoreCase));
}
