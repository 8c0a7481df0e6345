using System.Runtime.Loader;
using Alliance.Engine;
using Alliance.Workflows.Procedures;
using MassTransit;

namespace Alliance.Workflows.Machines;

/// <summary>
/// Carries the pages of law out. Cases, journal, deadlines, inbox and outbox, the console and its interventions are the same whichever
/// engine it is; an engine only takes the steps.
/// </summary>
public abstract class ProcedureEngine
{
    /// <summary>The setting that names another engine than the default one: the file of its assembly.</summary>
    public const string Setting = "Workflows:Engine";

    /// <summary>What it is called, for people.</summary>
    public abstract string Name { get; }

    /// <summary>Registers what the engine needs.</summary>
    public virtual void AddServices(IServiceCollection services) { }

    /// <summary>A procedure hears its messages.</summary>
    public abstract void Add<TProcedure, TCase>(IBusRegistrationConfigurator bus)
        where TProcedure : Procedure<TCase>, new() where TCase : ProcedureCase, new();

    /// <summary>The engine of this assembly, or MassTransit's state machines where none is named.</summary>
    /// <exception cref="InvalidOperationException">There is no such file, or no engine in it that fits this program.</exception>
    public static ProcedureEngine Of(string? assembly)
    {
        if (string.IsNullOrWhiteSpace(assembly)) return new StateMachines();
        var file = Path.GetFullPath(assembly);
        if (!File.Exists(file))
            throw new InvalidOperationException(
                $"{Setting} names {file}, which does not exist. Build the engine, or leave the setting out.");
        // What host and engine both use is the host's, so that their types are the same; the engine brings the rest along.
        var dependencies = new AssemblyDependencyResolver(file);
        AssemblyLoadContext.Default.Resolving += (context, name)
            => dependencies.ResolveAssemblyToPath(name) is { } found ? context.LoadFromAssemblyPath(found) : null;
        var loaded = AssemblyLoadContext.Default.LoadFromAssemblyPath(file);
        return Array.Find(loaded.GetTypes(), type => type is { BaseType: { } from, IsPublic: true } && from == typeof(ProcedureEngine))
            is { } engine
            ? (ProcedureEngine)Activator.CreateInstance(engine)!
            : throw new InvalidOperationException($"{Setting} names {file}, in which there is no {nameof(ProcedureEngine)}.");
    }

    sealed class StateMachines : ProcedureEngine
    {
        public override string Name => "MassTransit";

        public override void Add<TProcedure, TCase>(IBusRegistrationConfigurator bus)
            => bus.AddSagaStateMachine<PageMachine<TProcedure, TCase>, TCase>().InProcessCases();
    }
}
