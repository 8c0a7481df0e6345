using System.Text.Json;
using Alliance.Statute.Data;

namespace Alliance.Statute.Periods;

/// <summary>The State Council's notice on the days off of one year, as data with its source (全国年节及纪念日放假办法).</summary>
public sealed record CalendarNotice
{
    /// <summary>The year it settles.</summary>
    public required int Year { get; init; }

    /// <summary>1 for the first import of a year, more for an amended notice (as in 2018, 2019 and 2020).</summary>
    public int Version { get; init; } = 1;

    /// <summary>Addresses of the published notices it was taken from.</summary>
    public required IReadOnlyList<string> Papers { get; init; }

    /// <summary>Every day that differs from the plain week, and the days off that fall on week-ends.</summary>
    public required IReadOnlyList<CalendarDay> Days { get; init; }

    /// <summary>Reads a notice; a fault is told with its place and nothing is loaded.</summary>
    /// <exception cref="StatuteException">It is no usable notice.</exception>
    public static CalendarNotice Read(string json, string fileName)
    {
        try
        {
            var notice = JsonSerializer.Deserialize<CalendarNotice>(json, StatuteJson.Options)!;
            return notice;
        }
        catch (JsonException e)
        {
            throw new StatuteException($"日历 {fileName} 在 {e.Path ?? "$"} 处无法读取：{e.Message}");
        }
    }
}

/// <summary>One day of a notice.</summary>
/// <param name="Date">The day.</param>
/// <param name="Name">Whose festival it belongs to, for example 春节.</param>
/// <param name="IsOffDay">True for a day off, false for a make-up working day.</param>
public sealed record CalendarDay(DateOnly Date, string Name, bool IsOffDay);

/// <summary>A local day off, for example of an autonomous prefecture's festival, with the rule it rests on.</summary>
/// <param name="Date">The day.</param>
/// <param name="Name">The festival.</param>
/// <param name="Source">The local rule or announcement.</param>
public sealed record LocalDay(DateOnly Date, string Name, string Source);
