using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Upgrades;

/// <summary>State of one recommended upgrade (Art. 7, 12): an alliance and a level. Key: UpgradeId.</summary>
public sealed class UpgradeCase : ProcedureCase
{
    /// <inheritdoc/>
    public override string Kind => "Upgrade";

    /// <summary>The level that was recommended, as the policy names it.</summary>
    public string Level { get; set; } = "";
}
