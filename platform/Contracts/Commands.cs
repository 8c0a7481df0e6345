using System.Collections.Concurrent;
using System.Reflection;

namespace Alliance.Contracts;

/// <summary>Sends to the service that answers the command.</summary>
public static class Commands
{
    /// <summary>The queues of all services that answer commands.</summary>
    public static IReadOnlyList<string> Queues { get; } = [.. typeof(CommandForAttribute).Assembly.GetTypes()
        .Select(type => type.GetCustomAttribute<CommandForAttribute>()?.Service).OfType<string>().Distinct().Order()];

    static readonly ConcurrentDictionary<Type, Uri> Addresses = new();

    /// <summary>The queue of the service that <see cref="CommandForAttribute"/> names.</summary>
    public static Uri AddressOf(Type command) => Addresses.GetOrAdd(command, static command =>
        new($"queue:{command.GetCustomAttribute<CommandForAttribute>()?.Service
            ?? throw new InvalidOperationException($"{command.Name} is not a command: it says nobody to answer it.")}"));

    /// <summary>The command of this name, for one that was kept as text; null where no such command is known.</summary>
    public static Type? Find(string name)
        => typeof(CommandForAttribute).Assembly.GetType($"{typeof(CommandForAttribute).Namespace}.{name}") is { } type
            && type.IsDefined(typeof(CommandForAttribute)) ? type : null;
}
