using System.Text;
using Alliance.Exports;
using Xunit;

namespace Alliance.Platform.Tests.Feeds;

/// <summary>A calendar is what RFC 5545 asks for, whatever the words in it.</summary>
public sealed class CalendarsAreReadBack
{
    static readonly DateTimeOffset At = new(2026, 3, 4, 16, 0, 0, TimeSpan.Zero);

    // Letters of one to four octets, what has to be escaped, and what has no place in a calendar.
    static readonly string[] Pieces = ["a", "é", "公示截止", "🎈", ",", ";", "\\", "\n", "\r\n", "\"", ":", " ", "\u0007", "\t", "第十一条，"];

    [Fact]
    public void Whatever_a_text_holds_is_read_back_as_it_was_and_no_line_has_more_than_75_octets()
    {
        var random = new Random(20261128);
        for (var n = 0; n < 400; n++)
        {
            string Text() => string.Concat(Enumerable.Range(0, random.Next(0, 60)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var (title, text) = (Text(), Text());

            var written = CalendarFeed.Write("日程", "alliance.example.gov.cn",
                [new("case-1", 3, At, title, text, "https://alliance.example.gov.cn/notices/1", new(2026, 12, 15), null)]);

            Assert.EndsWith("END:VCALENDAR\r\n", written, StringComparison.Ordinal);
            Assert.All(written.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
            Assert.DoesNotContain('\n', written.Replace("\r\n", "", StringComparison.Ordinal));
            var entry = Assert.Single(Read(written));
            Assert.Equal(Kept(title), entry["SUMMARY"]);
            Assert.Equal(Kept(text), entry["DESCRIPTION"]);
        }
    }

    [Fact]
    public void A_day_is_a_day_and_an_instant_is_in_universal_time()
    {
        var entries = Read(CalendarFeed.Write("日程", "alliance.example.gov.cn",
        [
            new("a", 0, At, "a", "", "https://example.org/", new(2026, 12, 15), null),
            new("b", 2, At, "b", "", "https://example.org/", null, new DateTimeOffset(2026, 5, 1, 17, 30, 0, TimeSpan.FromHours(8))),
        ]));

        Assert.Equal("20261215", entries[0]["DTSTART;VALUE=DATE"]);
        Assert.Equal("20260501T093000Z", entries[1]["DTSTART"]);
        Assert.Equal(("b@alliance.example.gov.cn", "2", "20260304T160000Z"),
            (entries[1]["UID"], entries[1]["SEQUENCE"], entries[1]["LAST-MODIFIED"]));
    }

    static string Kept(string text) => new([.. text.ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c))]);

    // As 3.1 and 3.3.11 say: unfold, split, take the escapes back.
    static List<Dictionary<string, string>> Read(string calendar)
    {
        var entries = new List<Dictionary<string, string>>();
        foreach (var line in calendar.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (line == "BEGIN:VEVENT") entries.Add([]);
            else if (entries.Count > 0 && !line.StartsWith("END:", StringComparison.Ordinal))
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                entries[^1][line[..colon]] = Plain(line[(colon + 1)..]);
            }
        }
        return entries;
    }

    static string Plain(string value)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
            plain.Append(value[i] != '\\' ? value[i] : value[++i] is 'n' or 'N' ? '\n' : value[i]);
        return plain.ToString();
    }
}
