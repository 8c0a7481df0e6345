using Alliance.Statute;
using Alliance.Statute.Periods;
using Microsoft.Extensions.Configuration;

namespace Alliance.Platform.Hosting;

/// <summary>
/// The State Council's calendars that ship with the program, and those an administrator has put into the folder <c>Calendar:Notices</c> since:
/// one JSON file a notice, with its source. A file with a fault keeps the service from starting, and says what is wrong: a wrong day off is a wrong right.
/// </summary>
public static class PublishedCalendars
{
    /// <summary>All calendars known to this installation.</summary>
    /// <exception cref="StatuteException">A notice has faults; all of them are told, with the file's name.</exception>
    public static WorkCalendar Read(IConfiguration configuration)
    {
        if (configuration["Calendar:Notices"] is not { Length: > 0 } folder) return WorkCalendar.StateCouncil;
        return Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Aggregate(WorkCalendar.StateCouncil, (calendar, file) =>
        {
            var notice = CalendarNotice.Read(File.ReadAllText(file));
            return notice.Value is { } known ? calendar.With(known) : throw new StatuteException([.. notice.Faults.Select(fault => Named(file, fault.Sentence))]);
        });
    }

    static FormattableString Named(string file, FormattableString sentence) => $"日历文件 {Path.GetFileName(file)}：{sentence}";
}
