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

    /// <summary>The published JSON Schema of notices.</summary>
    public static string Schema { get; } = EmbeddedFiles.Read("schemas/calendar.schema.json");

    static readonly SchemaCheck Check = new(Schema);

    /// <summary>The notice as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, StatuteJson.Options);

    /// <summary>Reads a notice, for example the one an administrator imports each autumn. Either it is right in every respect or nothing is
    /// loaded.</summary>
    public static Reading<CalendarNotice> Read(string json)
    {
        var reading = Check.Read<CalendarNotice>(json);
        if (reading.Value is not { } notice) return reading;
        var faults = Faults(notice).ToList();
        return faults.Count == 0 ? reading : new(null, faults);
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
            if (!off.Contains(date)) yield return new("$.days", $"$.days：缺少 {BeijingTime.Iso(date)} {new Text.Word(name)}放假");
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
public sealed record LocalDay(DateOnly Date, string Name, string Source);

/// <summary>A region's own days off, as data with their source. A later version takes the place of an earlier one of the same
/// region.</summary>
public sealed record LocalNotice
{
    /// <summary>Whose days off they are, for example 石林彝族自治县.</summary>
    public required string Region { get; init; }

    /// <summary>1 for the first of a region, more for each that takes its place.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The local rule or announcement they rest on.</summary>
    public required string Source { get; init; }

    /// <summary>The days.</summary>
    public required IReadOnlyList<LocalFestival> Days { get; init; }

    /// <summary>The published JSON Schema of a region's days off.</summary>
    public static string Schema { get; } = EmbeddedFiles.Read("schemas/local-days.schema.json");

    static readonly SchemaCheck Check = new(Schema);

    /// <summary>As days of a calendar.</summary>
    internal IEnumerable<LocalDay> AsDays => Days.Select(d => new LocalDay(d.Date, d.Name, $"{Region}：{Source}"));

    /// <summary>Reads a region's days off. Either the document is right in every respect or nothing is loaded.</summary>
    public static Reading<LocalNotice> Read(string json)
    {
        var reading = Check.Read<LocalNotice>(json);
        if (reading.Value is not { } notice) return reading;
        var (seen, faults) = (new HashSet<DateOnly>(), new List<DataFault>());
        for (var i = 0; i < notice.Days.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"$.days[{i}].date");
            if (!seen.Add(notice.Days[i].Date)) faults.Add(new(at, $"{at}：{BeijingTime.Iso(notice.Days[i].Date)} 重复"));
        }
        return faults.Count > 0 ? new(null, faults) : reading;
    }
}

/// <summary>One day of a region.</summary>
/// <param name="Date">The day.</param>
/// <param name="Name">The festival.</param>
public sealed record LocalFestival(DateOnly Date, string Name);

/// <summary>What an administrator publishes: a year's notice of the State Council, or a region's days off. One of the two is
/// there.</summary>
/// <param name="Notice">The year's notice.</param>
/// <param name="Local">The region's days off.</param>
public sealed record CalendarDocument(CalendarNotice? Notice, LocalNotice? Local)
{
    /// <summary>What later versions of it share: the year, or the region.</summary>
    public string Key => Notice?.Year.ToString(CultureInfo.InvariantCulture) ?? Local!.Region;

    /// <summary>Its version.</summary>
    public int Version => Notice?.Version ?? Local!.Version;

    /// <summary>Reads either: a document that names a region is the region's. Either it is right in every respect or nothing is
    /// loaded.</summary>
    public static Reading<CalendarDocument> Read(string json)
    {
        if (NamesRegion(json))
        {
            var local = LocalNotice.Read(json);
            return new(local.Value is { } days ? new(null, days) : null, local.Faults);
        }
        var notice = CalendarNotice.Read(json);
        return new(notice.Value is { } year ? new(year, null) : null, notice.Faults);
    }

    static bool NamesRegion(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("region", out _);
        }
        catch (JsonException)
        {
            return false; // the reader says where
        }
    }

    /// <summary>Why this calendar cannot take it; null when it can.</summary>
    public FormattableString? WhyNot(WorkCalendar calendar) => this switch
    {
        { Notice: { } notice } when calendar.Notices.FirstOrDefault(n => n.Year == notice.Year) is { } held
            && held.Version >= notice.Version
            => $"{notice.Year} 年的日历已有第 {held.Version} 版，新版本号须大于它",
        { Local: { } local } when calendar.LocalNotices.FirstOrDefault(n => n.Region == local.Region) is { } held
            && held.Version >= local.Version
            => $"{local.Region}的放假安排已有第 {held.Version} 版，新版本号须大于它",
        _ => null,
    };
}
