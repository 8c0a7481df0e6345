using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Alliance.Exports;

/// <summary>An entry of a calendar: a day, or an instant.</summary>
/// <param name="Uid">The same for as long as it is the same matter, so that a moved one moves.</param>
/// <param name="Sequence">How often it was moved.</param>
/// <param name="ModifiedAt">When it was last changed.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Text">More.</param>
/// <param name="Link">Where to.</param>
/// <param name="On">The day, where only a day is known or it ends at midnight.</param>
/// <param name="At">The instant otherwise.</param>
public sealed record CalendarEntry(
    string Uid, int Sequence, DateTimeOffset ModifiedAt, string Title, string Text, string Link, DateOnly? On, DateTimeOffset? At);

/// <summary>
/// A calendar that people subscribe to (RFC 5545). Written here because Ical.Net, which was looked at, folds a line after 75 characters
/// where the standard counts 75 octets (3.1), a third of that in Chinese, and brings a calendar arithmetic of its own along; what is
/// needed of the format is one page.
/// </summary>
public static class CalendarFeed
{
    /// <summary>The content type.</summary>
    public const string ContentType = "text/calendar; charset=utf-8";

    const int MostOctets = 75;

    /// <summary>As an answer that programs may keep for an hour and nobody else may.</summary>
    public static IResult Of(string name, string host, IEnumerable<CalendarEntry> entries)
        => TypedResults.Text(Write(name, host, entries), ContentType, Encoding.UTF8);

    /// <summary>The calendar as text.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="host">Whose it is; part of every entry's id.</param>
    /// <param name="entries">What stands in it.</param>
    public static string Write(string name, string host, IEnumerable<CalendarEntry> entries)
    {
        var text = new StringBuilder();
        void Line(string property, string value) => Fold(text, $"{property}:{value}");
        Line("BEGIN", "VCALENDAR");
        Line("VERSION", "2.0");
        Line("PRODID", "-//Alliance//Calendar//ZH");
        Line("METHOD", "PUBLISH");
        Line("NAME", Escape(name));
        Line("X-WR-CALNAME", Escape(name));
        Line("REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
        Line("X-PUBLISHED-TTL", "PT6H");
        foreach (var entry in entries)
        {
            Line("BEGIN", "VEVENT");
            Line("UID", Escape($"{entry.Uid}@{host}"));
            Line("DTSTAMP", Utc(entry.ModifiedAt));
            Line("LAST-MODIFIED", Utc(entry.ModifiedAt));
            Line("SEQUENCE", entry.Sequence.ToString(CultureInfo.InvariantCulture));
            if (entry.At is { } at) Line("DTSTART", Utc(at));
            else Line("DTSTART;VALUE=DATE", entry.On!.Value.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
            Line("SUMMARY", Escape(entry.Title));
            Line("DESCRIPTION", Escape(entry.Text));
            Line("URL", entry.Link);
            // Nobody is busy because of a deadline.
            Line("TRANSP", "TRANSPARENT");
            Line("END", "VEVENT");
        }
        Line("END", "VCALENDAR");
        return text.ToString();
    }

    static string Utc(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    // 3.3.11; other control characters have no place in a calendar.
    static string Escape(string text) => new string([.. text.ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c))])
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    // 3.1: no line longer than 75 octets, its end not counted; the space that continues one is.
    static void Fold(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
