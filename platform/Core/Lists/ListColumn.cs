using System.Globalization;
using Alliance.Core.Text;

namespace Alliance.Core.Lists;

/// <summary>What the values of a column are; by it the place where a page ended is written down and read again.</summary>
public enum ListValue
{
    /// <summary>A text, in the order of its characters.</summary>
    Text,
    /// <summary>A name, in the order of its pronunciation.</summary>
    Name,
    /// <summary>A whole number.</summary>
    Whole,
    /// <summary>A word's place in its order, such as a state's in the procedure.</summary>
    Place,
    /// <summary>A number with decimals.</summary>
    Number,
    /// <summary>An instant.</summary>
    Instant,
    /// <summary>A day.</summary>
    Day,
}

/// <summary>A column of a list.</summary>
/// <param name="Key">As it stands in addresses.</param>
/// <param name="Title">In Chinese.</param>
/// <param name="Sort">The value it is sorted by, as the list's query says it; null: nobody sorts by it.</param>
/// <param name="Value">What that is.</param>
public abstract record ListColumn(string Key, string Title, string? Sort, ListValue Value)
{
    /// <summary>True where every row has a value: then nothing is looked for behind the last one.</summary>
    public bool IsAlwaysThere { get; init; }

    /// <summary>False: it is shown to whoever asks for it.</summary>
    public bool IsShown { get; init; } = true;

    /// <summary>False for what a page reckons from the moment it is opened.</summary>
    public bool IsInFile { get; init; } = true;

    /// <summary>Characters of its width in a workbook.</summary>
    public int Width { get; init; } = 20;

    /// <summary>Aligned to the right.</summary>
    public bool IsNumber => Value is ListValue.Whole or ListValue.Number;

    // Chinese names in the order of their characters' numbers are in no order that anybody knows.
    internal string? Order => Value == ListValue.Name && Sort is not null ? $"{Sort} collate \"zh-x-icu\"" : Sort;

    internal string? Write(object? value) => value switch
    {
        null or DBNull => null,
        DateTime day when Value == ListValue.Day => DateOnly.FromDateTime(day).DayNumber.ToString(CultureInfo.InvariantCulture),
        DateTime at => at.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset at => at.UtcTicks.ToString(CultureInfo.InvariantCulture),
        DateOnly day => day.DayNumber.ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    // What was written down, as the database compares it; null where it is none.
    internal object? Read(string text) => Value switch
    {
        ListValue.Whole or ListValue.Place
            => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
        ListValue.Number => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        ListValue.Instant => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
        ListValue.Day => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            && day <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber(day) : null,
        _ => text.Contains('\0', StringComparison.Ordinal) ? null : text,
    };
}

/// <summary>A column of a list of these.</summary>
/// <param name="Key">As it stands in addresses.</param>
/// <param name="Title">In Chinese.</param>
/// <param name="Text">What stands in a file for it: a text, a number, a day or an instant.</param>
/// <param name="Sort">The value it is sorted by, as the list's query says it; null: nobody sorts by it.</param>
/// <param name="Value">What that is.</param>
public sealed record ListColumn<T>(
    string Key, string Title, Func<T, Words, object?> Text, string? Sort = null, ListValue Value = ListValue.Text)
    : ListColumn(Key, Title, Sort, Value);
