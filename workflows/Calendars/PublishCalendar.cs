using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Calendars;

/// <summary>
/// An administrator publishes the State Council's notice of a year, or a region's days off, with its source; before that, sees what it
/// changes. Either the document is right in every respect or nothing of it is taken. Every service reckons with it from then on, and what
/// was provisional gets its day.
/// </summary>
[For(Roles.Administrator)]
public sealed class PublishCalendar(Database database, StatutoryClock clock)
{
    /// <summary>A notice is a few kilobytes.</summary>
    public const int LongestDocument = 100_000;

    /// <summary>A year's notice in short, for whoever writes one.</summary>
    public const string YearExample = """
        { "year": 2027, "version": 1,
          "papers": ["https://www.gov.cn/…"],
          "days": [
            { "date": "2027-01-01", "name": "元旦", "isOffDay": true },
            … ] }
        """;

    /// <summary>A region's days off.</summary>
    public const string RegionExample = """
        { "region": "石林彝族自治县", "version": 1,
          "source": "石林彝族自治县自治条例",
          "days": [{ "date": "2027-07-27", "name": "火把节" }] }
        """;

    const int Shown = 20;
    const int Page = 1000;

    /// <summary>A day that is another one afterwards.</summary>
    /// <param name="Date">The day.</param>
    /// <param name="Name">Whose festival it belongs to.</param>
    /// <param name="IsOffDay">What it will be.</param>
    public sealed record ChangedDay(DateOnly Date, string Name, bool IsOffDay);

    /// <summary>A deadline that comes out otherwise.</summary>
    /// <param name="CaseId">The case.</param>
    /// <param name="CaseName">Its alliance.</param>
    /// <param name="Name">The deadline.</param>
    /// <param name="NominalDueOn">The last day by counting alone.</param>
    /// <param name="Before">Its instant now; null while provisional.</param>
    /// <param name="After">Its instant by this calendar.</param>
    public sealed record Moved(
        Guid CaseId, string CaseName, string Name, DateOnly NominalDueOn, DateTimeOffset? Before, DateTimeOffset After);

    /// <summary>What a document changes.</summary>
    /// <param name="Key">The year, or the region.</param>
    /// <param name="Version">Its version.</param>
    /// <param name="Replaces">The version it takes the place of; null for the first.</param>
    /// <param name="Sources">What it rests on.</param>
    /// <param name="Days">Days that are others afterwards than now, or than the plain week where the year was unknown.</param>
    /// <param name="Provisional">How many deadlines are provisional now.</param>
    /// <param name="Settled">How many of them get their day.</param>
    /// <param name="SettledFirst">The first of those.</param>
    /// <param name="Extended">How many deadlines end later by it and are extended, in every service.</param>
    /// <param name="ExtendedFirst">The first of those.</param>
    /// <param name="Differing">How many deadlines would end earlier by it. People were told their day, so it stands.</param>
    /// <param name="DifferingFirst">The first of those.</param>
    public sealed record Preview(
        string Key, int Version, int? Replaces, IReadOnlyList<string> Sources, IReadOnlyList<ChangedDay> Days,
        int Provisional, int Settled, IReadOnlyList<Moved> SettledFirst, int Extended, IReadOnlyList<Moved> ExtendedFirst,
        int Differing, IReadOnlyList<Moved> DifferingFirst);

    /// <summary>What was published.</summary>
    public sealed record Answer(string Key, int Version, int Settled);

    public async Task<Outcome<Preview>> Look(string document, CancellationToken ct)
    {
        var calendar = clock.Calendar;
        var reading = Read(document);
        if (WhyNot(reading, calendar) is { } refusal) return refusal;
        return await Compare(reading.Value!, calendar, ct);
    }

    public async Task<Outcome<Answer>> Handle(string document, Actor administrator, CancellationToken ct)
    {
        var calendar = clock.Calendar;
        var reading = Read(document);
        if (WhyNot(reading, calendar) is { } refusal) return refusal;
        var added = reading.Value!;
        var preview = await Compare(added, calendar, ct);

        await using var work = await database.Begin(this, administrator, ct);
        var published = new CalendarPublished(CalendarPublished.AllCalendars, added.Key, added.Version, document,
            administrator.Name, clock.Now);
        // Another administrator was a moment faster, or this replica has not seen it yet.
        if (!await KeepCalendar.Insert(work, published)) return Refusal.Conflict($"{added.Key} 的第 {added.Version} 版刚刚已经发布");
        await work.Publish(published);
        await work.Record(CalendarPublished.AllCalendars, nameof(PublishCalendar),
            new { added.Key, added.Version, preview.Sources, preview.Settled, preview.Extended, preview.Differing, document },
            Articles.HolidayRules);
        await work.Commit();
        return new Answer(added.Key, added.Version, preview.Settled);
    }

    static Statute.Data.Reading<CalendarDocument> Read(string document) => document.Length > LongestDocument
        ? new(null, [new("$", $"日历文件超过 {LongestDocument / 1000} KB，不是一年的放假安排")])
        : CalendarDocument.Read(document);

    internal static Refusal? WhyNot(Statute.Data.Reading<CalendarDocument> reading, WorkCalendar calendar)
    {
        if (reading.Value is not { } added) return Refusal.Invalid(reading.Faults);
        return added.WhyNot(calendar) is { } held ? Refusal.Invalid(held, field: "$.version") : null;
    }

    async Task<Preview> Compare(CalendarDocument added, WorkCalendar calendar, CancellationToken ct)
    {
        var after = calendar.With(added);
        int? replaces = added.Notice is { } notice
            ? calendar.Notices.FirstOrDefault(n => n.Year == notice.Year)?.Version
            : calendar.LocalNotices.FirstOrDefault(n => n.Region == added.Local!.Region)?.Version;
        List<Moved> settled = [], extended = [], differing = [];
        var (provisional, settles, extends, differs, last) = (0, 0, 0, 0, 0L);
        while (true)
        {
            var running = await database.Query<Running>("""
                select d.id, d.case_id, c.name as case_name, d.name, d.nominal_due_on, d.due_at, d.rule::text as rule
                from deadline d join process_case c on c.id = d.case_id and c.kind = d.kind
                where d.fired_at is null and d.cancelled_at is null and d.rule is not null and d.id > @last order by d.id limit @Page
                """, new { last, Page }, ct);
            if (running.Count == 0) break;
            foreach (var one in running)
            {
                if (one.DueAt is null) provisional++;
                var rule = DeadlineRule.FromJson(one.Rule);
                if (rule.Reckon(after).DueAt is not { } due) continue;
                if (one.DueAt is null) Note(settled, ref settles, one, due);
                else if (due > one.DueAt) Note(extended, ref extends, one, due);
                // What people were told may differ for other reasons; here only what this document changes counts.
                else if (rule.Reckon(calendar).DueAt is { } before && before != due) Note(differing, ref differs, one, due);
            }
            last = running[^1].Id;
        }
        return new(added.Key, added.Version, replaces, added.Notice?.Papers ?? [added.Local!.Source], Changed(added, calendar, after),
            provisional, settles, settled, extends, extended, differs, differing);
    }

    static void Note(List<Moved> first, ref int count, Running one, DateTimeOffset due)
    {
        if (count++ < Shown) first.Add(new(one.CaseId, one.CaseName, one.Name, one.NominalDueOn, one.DueAt, due));
    }

    // Days whose nature changes. Of a year nobody knew, the plain week is what people would expect.
    static List<ChangedDay> Changed(CalendarDocument added, WorkCalendar calendar, WorkCalendar after)
    {
        IEnumerable<int> years = added.Notice is { } notice ? [notice.Year]
            : added.Local!.Days.Select(d => d.Date.Year).Concat(calendar.LocalDays.Select(d => d.Date.Year)).Distinct().Order();
        List<ChangedDay> days = [];
        foreach (var year in years)
            for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
                if (after.IsDayOff(day) is { } off
                    && off != (calendar.IsDayOff(day) ?? day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday))
                    days.Add(new(day, after.NameOf(day) ?? "", off));
        return days;
    }

    sealed record Running
    {
        public long Id { get; init; }
        public Guid CaseId { get; init; }
        public string CaseName { get; init; } = "";
        public string Name { get; init; } = "";
        public DateOnly NominalDueOn { get; init; }
        public DateTimeOffset? DueAt { get; init; }
        public string Rule { get; init; } = "";
    }
}
