using Alliance.Contracts;

namespace Alliance.Workflows.Procedures;

/// <summary>The states of the kinds of cases, by their names in the processes.</summary>
public static class CaseStates
{
    /// <summary>The state of this name.</summary>
    /// <exception cref="ArgumentException">No process has such a state.</exception>
    public static Enum Of(string name) => Enum.TryParse<ApplicationState>(name, out var application) ? application
        : Enum.TryParse<OperationState>(name, out var operation) ? operation
        : Enum.TryParse<UpgradeState>(name, out var upgrade) ? upgrade : Enum.Parse<RevocationState>(name);
}
