using Alliance.Local.Infrastructure;

namespace Alliance.Local.Running;

/// <summary>What carries the procedures out: MassTransit's state machines, which come with the workflow host, or Elsa Workflows, which is
/// built when somebody asks for it.</summary>
public static class Engines
{
    /// <summary>The one that comes with the host.</summary>
    public const string Default = "masstransit";

    /// <summary>The names.</summary>
    public static readonly IReadOnlyList<string> Names = [Default, "elsa"];

    private const string Elsa = "Elsa.Workflows.Core";

    /// <summary>The engine's assembly, built if need be; null for the one that comes with the host.</summary>
    /// <exception cref="CannotStartException">There is no such engine, or its package cannot be had here.</exception>
    public static async Task<string?> Build(string name, DataDirectory data, CancellationToken ct)
    {
        if (name == Default) return null;
        if (!Names.Contains(name))
            throw new CannotStartException($"There is no engine “{name}”. The engines are {string.Join(", ", Names)}.");
        // With the host it belongs to, and not with one it would build itself.
        _ = SourceTree.Assembly("workflows");
        var project = Path.Combine(SourceTree.Project("workflows"), "Elsa");
        try
        {
            await ChildProcess.Run(new("Building the engine", SourceTree.Dotnet, "build", project,
                "--configuration", SourceTree.Configuration, "--verbosity", "quiet", "-p:BuildProjectReferences=false")
            {
                Log = data.Log("engine"),
                InheritEnvironment = true,
                WorkingDirectory = SourceTree.Root,
            }, ct);
        }
        catch (CannotStartException failed) when (failed.Message.Contains(Elsa, StringComparison.Ordinal)
            && failed.Message.Contains("error NU1", StringComparison.Ordinal))
        {
            throw new CannotStartException(
                $"The package {Elsa}, on which the engine “elsa” is built, cannot be restored from the package sources of this machine "
                + "(dotnet nuget list source). Add a source that has it (dotnet nuget add source ADDRESS), or leave --engine out: the "
                + $"engine that comes with the host carries out the same procedures. What was tried: {data.Log("engine")}", failed);
        }
        return SourceTree.BuiltIn(project, "Alliance.Workflows.Elsa.dll");
    }
}
