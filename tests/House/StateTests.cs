using Mono.Cecil;
using Xunit;

namespace Alliance.House.Tests;

/// <summary>What states are called.</summary>
public sealed class StateTests
{
    [Fact]
    public void Where_one_state_has_a_word_every_state_beside_it_has_one()
    {
        var states = House.Projects.SelectMany(project => ModuleDefinition.ReadModule(House.Built(project)).Types)
            .Where(type => type.IsEnum && type.Fields.Any(HasWord)).ToList();

        Assert.Contains(states, type => type.Name == "ApplicationState");
        House.None(states.SelectMany(type => type.Fields.Where(field => field.HasConstant && !HasWord(field))
            .Select(field => $"{type.FullName}.{field.Name} has no word")));
    }

    static bool HasWord(FieldDefinition field) => field.CustomAttributes.Any(one => one.AttributeType.Name == "StateAttribute");
}
