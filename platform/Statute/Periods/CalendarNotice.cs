using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
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

    /// <summary>The notice as JSON, for keeping an imported one.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, StatuteJson.Options);

    /// <summary>Reads a notice, for example the one an administrator imports each autumn. Either it is right in every respect or nothing is loaded.</summary>
    public static Reading<CalendarNotice> Read(string json)
    {
        var checkedText = SchemaCheck.Check(json, EmbeddedFiles.Read("schemas/calendar.schema.json"));
        if (checkedText.Value is not { } document) return new(null, checkedText.Faults);
        using (document)
        {
            var notice = document.Deserialize<CalendarNotice>(StatuteJson.Options)!;
            var faults = Faults(notice).ToList();
            return faults.Count == 0 ? new(notice, []) : new(null, faults);
        }
    }

    static IEnumerable<DataFault> Faults(CalendarNotice notice)
    {
        var seen = new HashSet<DateOnly>();
        var off = notice.Days.Where(d => d.IsOffDay).Select(d => d.Date).ToHashSet();
        for (var i = 0; i < notice.Days.Count; i++)
        {
            var (day, at) = (notice.Days[i], string.Create(CultureInfo.InvariantCulture, $"$.days[{i}].date"));
            var date = BeijingTime.Iso(day.Date);
            if (day.Date.Year != notice.Year) yield return new(at, $"{at}：{date} 不在 {notice.Year} 年");
            if (!seen.Add(day.Date)) yield return new(at, $"{at}：{date} 重复");
            // A weekday may be named as the return to work after days off, as 2020-02-03 was; otherwise it is a slip of the pen.
            if (!day.IsOffDay && day.Date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !off.Contains(day.Date.AddDays(-1)))
                yield return new(at, $"{at}：{date} 不是星期六或星期日，不能是调休上班日");
        }

        // A notice that lacks a festival of 全国年节及纪念日放假办法 was copied incompletely, and would make a day off a working day.
        foreach (var (date, name) in StatutoryFestivals.Of(notice.Year))
            if (!off.Contains(date)) yield return new("$.days", $"$.days：缺少 {BeijingTime.Iso(date)} {name}放假");
    }
}

/// <summary>One day of a notice.</summary>
/// <param name="Date">The day.</param>
/// <param name="Name">Whose festival it belongs to, for example 春节.</param>
/// <param name="IsOffDay">True for a day off, false for a make-up working day.</param>
public sealed record CalendarDay(DateOnly Date, string Name, [property: JsonRequired] bool IsOffDay);

/// <summary>A local day off, for example of an autonomous prefecture's festival, with the rule it rests on.</summary>
/// <param name="Date">The day.</param>
/// <param name="Name">The festival.</param>
/// <param name="Source">The local rule or announcement.</param>
public sealed record LocalDay(DateOnly Date, string Name, string Source)
{
    sealed record Document(string Region, string Source, IReadOnlyList<Entry> Days);

    sealed record Entry(DateOnly Date, string Name);

    /// <summary>Reads a region's days off. Either the document is right in every respect or nothing is loaded.</summary>
    public static Reading<IReadOnlyList<LocalDay>> Read(string json)
    {
        var checkedText = SchemaCheck.Check(json, EmbeddedFiles.Read("schemas/local-days.schema.json"));
        if (checkedText.Value is not { } parsed) return new(null, checkedText.Faults);
        using (parsed)
        {
            var document = parsed.Deserialize<Document>(StatuteJson.Options)!;
            var (seen, faults) = (new HashSet<DateOnly>(), new List<DataFault>());
            for (var i = 0; i < document.Days.Count; i++)
            {
                var at = string.Create(CultureInfo.InvariantCulture, $"$.days[{i}].date");
                if (!seen.Add(document.Days[i].Date)) faults.Add(new(at, $"{at}：{BeijingTime.Iso(document.Days[i].Date)} 重复"));
            }
            return faults.Count > 0 ? new(null, faults)
                : new([.. document.Days.Select(d => new LocalDay(d.Date, d.Name, $"{document.Region}：{document.Source}"))], []);
        }
    }
}
