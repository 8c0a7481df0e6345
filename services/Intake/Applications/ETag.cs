using System.Globalization;

namespace Alliance.Intake.Applications;

/// <summary>The form's version as HTTP says it.</summary>
static class ETag
{
    /// <summary>The version an If-Match header names: "7" or 7; null where it names none, and then whatever stands is replaced.</summary>
    public static int? Version(string? ifMatch)
        => int.TryParse(ifMatch?.Trim().TrimStart('W', '/').Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
