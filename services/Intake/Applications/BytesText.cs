using System.Globalization;

namespace Alliance.Intake.Applications;

/// <summary>Sizes of files as people read them.</summary>
static class BytesText
{
    const double Megabyte = 1024 * 1024;

    /// <summary>"12 KB" or "3.4 MB".</summary>
    public static string Of(long bytes) => bytes < Megabyte
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1024)} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte:0.0} MB");
}
