using System.Reflection;

namespace Alliance.Contracts;

/// <summary>How a state stands out: blue goes on, orange waits for somebody, green is well, red is at an end, purple is in public, grey
/// rests.</summary>
public enum StateColour
{
    /// <summary>Rests.</summary>
    Grey,
    /// <summary>Goes on.</summary>
    Blue,
    /// <summary>Waits for somebody.</summary>
    Orange,
    /// <summary>Is well.</summary>
    Green,
    /// <summary>Is at an end.</summary>
    Red,
    /// <summary>Stands in public.</summary>
    Purple,
}

/// <summary>What people call a state, where the state is declared; said nowhere else.</summary>
/// <param name="chinese">The word, key of its translation.</param>
/// <param name="colour">How it stands out.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class StateAttribute(string chinese, StateColour colour) : Attribute
{
    /// <summary>The word, key of its translation.</summary>
    public string Chinese => chinese;

    /// <summary>How it stands out.</summary>
    public StateColour Colour => colour;

    /// <summary>The word and colour of a state.</summary>
    /// <exception cref="ArgumentException">The state has no word: whoever declares it has forgotten one.</exception>
    public static StateAttribute Of(Enum state) => state.GetType().GetField(state.ToString())?.GetCustomAttribute<StateAttribute>()
        ?? throw new ArgumentException($"{state.GetType().Name}.{state} has no word.", nameof(state));
}

/// <summary>A state in words.</summary>
public static class StateWords
{
    /// <summary>What people call the state, key of its translation.</summary>
    public static string Word(this Enum state) => StateAttribute.Of(state).Chinese;
}
