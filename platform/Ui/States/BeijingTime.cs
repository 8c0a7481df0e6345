using System.Globalization;

namespace Alliance.Ui;

/// <summary>Every time on the screen is Beijing time.</summary>
public static class BeijingTime
{
    static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>The instant by a clock in Beijing.</summary>
    public static DateTimeOffset At(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The day in Beijing.</summary>
    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(At(instant).DateTime);

    /// <summary>"2023-09-26 16:30".</summary>
    public static string Text(DateTimeOffset instant) => At(instant).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The end of a period: a midnight that closes a day is that day, "2023-09-26 24:00".</summary>
    public static string EndText(DateTimeOffset instant)
        => At(instant).TimeOfDay == TimeSpan.Zero ? Text(Day(instant).AddDays(-1)) + " 24:00" : Text(instant);

    /// <summary>"2023-09-26".</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The same, where there is one.</summary>
    public static string? Text(DateTimeOffset? instant) => instant is { } at ? Text(at) : null;

    /// <summary>The same, where there is one.</summary>
    public static string? Text(DateOnly? day) => day is { } on ? Text(on) : null;

    /// <summary>The end of a period, where there is one; while nobody can say when it is, its last day by counting alone.</summary>
    public static string? EndText(DateTimeOffset? instant, DateOnly? nominal = null) => instant is { } at ? EndText(at) : Text(nominal);

    /// <summary>The instant that a form's date and time mean.</summary>
    public static DateTimeOffset FromForm(DateTime local)
        => new(DateTime.SpecifyKind(local, DateTimeKind.Unspecified),
            Zone.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)));
}
