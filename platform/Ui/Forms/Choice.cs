namespace Alliance.Ui;

/// <summary>One thing to choose.</summary>
/// <param name="Value">What is posted.</param>
/// <param name="Text">What is read, already translated.</param>
/// <param name="Hint">A second, quieter line; only where choices are listed one below the other.</param>
public sealed record Choice(string Value, string Text, string? Hint = null)
{
    /// <summary>Every value of an enumeration, under the name the table of states gives it.</summary>
    public static IReadOnlyList<Choice> Of<TEnum>(Func<TEnum, string> text) where TEnum : struct, Enum
        => [.. Enum.GetValues<TEnum>().Select(value => new Choice(value.ToString(), text(value)))];
}
