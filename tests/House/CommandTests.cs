using Mono.Cecil;
using Xunit;

namespace Alliance.House.Tests;

/// <summary>A command has one name: of the message, of the class that handles it, and in the record.</summary>
public sealed class CommandTests
{
    sealed record Handler(Project Project, TypeDefinition Type, string Message);

    [Fact]
    public void Every_command_is_handled_once_by_the_service_it_is_for_under_its_own_name()
    {
        var handlers = Handlers().ToLookup(handler => handler.Message);
        var commands = Commands();

        Assert.NotEmpty(commands);
        House.None(commands.Where(command => handlers[command.Key].ToList() is not [var handler]
                || handler.Type.Name != command.Key || !handler.Project.Name.Equals(command.Value, StringComparison.OrdinalIgnoreCase))
            .Select(command => $"{command.Key}, for {command.Value}, is handled by "
                + string.Join(", ", handlers[command.Key].Select(handler => handler.Type.FullName).DefaultIfEmpty("nobody"))));
    }

    [Fact]
    public void Every_command_is_put_on_record_under_its_own_name()
    {
        var commands = Commands();
        var handlers = Handlers().Where(handler => commands.ContainsKey(handler.Message)).ToList();

        Assert.NotEmpty(handlers);
        House.None(handlers.Where(handler => !Texts(handler.Type).Contains(handler.Message))
            .Select(handler => $"{handler.Type.FullName} does not record {handler.Message}"));
    }

    // The inbox knows them by their names, in whichever folder they stand.
    [Fact]
    public void No_two_consumers_of_a_program_hear_a_message_under_one_name() => House.None(Handlers()
        .GroupBy(handler => (handler.Project.Name, handler.Message, Consumer: handler.Type.Name)).Where(same => same.Count() > 1)
        .Select(same => $"{same.Key.Message} is heard by {string.Join(", ", same.Select(handler => handler.Type.FullName))}"));

    // By name, with the service that each is for.
    static Dictionary<string, string> Commands()
    {
        using var contracts = ModuleDefinition.ReadModule(House.Built(House.Projects.Single(project => project.Name == "Contracts")));
        return contracts.Types
            .Select(type => (type.Name, For: type.CustomAttributes.SingleOrDefault(a => a.AttributeType.Name == "CommandForAttribute")))
            .Where(type => type.For is not null).ToDictionary(type => type.Name, type => (string)type.For!.ConstructorArguments[0].Value);
    }

    static IEnumerable<Handler> Handlers() =>
        from project in House.Projects
        from type in ModuleDefinition.ReadModule(House.Built(project)).Types
        from implemented in type.Interfaces
        where implemented.InterfaceType is GenericInstanceType { ElementType.FullName: "MassTransit.IConsumer`1" }
        select new Handler(project, type, ((GenericInstanceType)implemented.InterfaceType).GenericArguments[0].Name);

    // An asynchronous method stands in a type of its own within.
    static IEnumerable<string> Texts(TypeDefinition type) => type.Methods.Where(method => method.HasBody)
        .SelectMany(method => method.Body.Instructions).Select(instruction => instruction.Operand).OfType<string>()
        .Concat(type.NestedTypes.SelectMany(Texts));
}
