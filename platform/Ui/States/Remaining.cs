using Alliance.Core.Text;

namespace Alliance.Ui;

/// <summary>How long is left, as people say it.</summary>
public static class Remaining
{
    /// <summary>Up to where "within so many days" reaches, counted as <see cref="Text"/> counts: a period that is said to have as many days
    /// left is within.</summary>
    public static DateTimeOffset Within(int days, DateTimeOffset now)
        => BeijingTime.FromForm(BeijingTime.Day(now).AddDays(days + 1).ToDateTime(TimeOnly.MinValue));

    /// <summary>已等待 3 天: counted in Beijing days too.</summary>
    public static string Waited(Words words, DateTimeOffset since, DateTimeOffset now)
        => BeijingTime.Day(now).DayNumber - BeijingTime.Day(since).DayNumber is > 0 and var days ? words["已等待 {0} 天", days]
            : words["今天开始等待"];

    /// <summary>还剩 3 天, 今天截止, 已于 2 天前截止: counted in Beijing days, as the statute counts.</summary>
    public static string Text(Words words, DateTimeOffset due, DateTimeOffset now)
    {
        if (due <= now) return words["已截止"];
        // A period that ends at midnight ends with the day before it.
        var days = BeijingTime.Day(due.AddTicks(-1)).DayNumber - BeijingTime.Day(now).DayNumber;
        return days switch
        {
            0 => words["今天截止"],
            1 => words["明天截止"],
            _ => words["还剩 {0} 天", days],
        };
    }
}
