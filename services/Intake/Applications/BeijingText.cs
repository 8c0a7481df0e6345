using System.Globalization;
using Alliance.Statute.Periods;

namespace Alliance.Intake.Applications;

/// <summary>Instants in sentences, in Beijing time.</summary>
static class BeijingText
{
    /// <summary>"2023-09-26 00:00", for what begins.</summary>
    public static string Beginning(DateTimeOffset instant) => instant.ToOffset(BeijingTime.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"2023-09-26 16:30"; a midnight that closes a day is that day, 24:00.</summary>
    public static string Of(DateTimeOffset instant)
    {
        var local = instant.ToOffset(BeijingTime.Offset);
        return local.TimeOfDay == TimeSpan.Zero
            ? local.AddDays(-1).ToString("yyyy-MM-dd 24:00", CultureInfo.InvariantCulture)
            : local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }
}
