using System.Collections.Frozen;
using System.Globalization;
using Alliance.Statute.Data;

namespace Alliance.Statute.Periods;

/// <summary>
/// Which days are days off and which are working days: the State Council's yearly notices (国务院办公厅节假日安排通知) with make-up
/// working days, and local days off on top. A year without a notice is unknown and never guessed. Immutable; adding a notice gives a new
/// calendar.
/// </summary>
public sealed class WorkCalendar
{
    static readonly Lazy<WorkCalendar> Shipped = new(() => new WorkCalendar(
        [.. EmbeddedFiles.Under("calendar/").Select(f => CalendarNotice.Read(f.Text).Required())], [], []));

    readonly Year[] _years;
    readonly int _first;
    readonly FrozenDictionary<DateOnly, string> _names;

    readonly IReadOnlyList<LocalDay> _further;

    WorkCalendar(IReadOnlyList<CalendarNotice> notices, IReadOnlyList<LocalNotice> local, IReadOnlyList<LocalDay> further)
    {
        Notices = [.. notices.OrderBy(n => n.Year)];
        LocalNotices = [.. local.OrderBy(n => n.Region, StringComparer.Ordinal)];
        _further = further;
        LocalDays = [.. local.SelectMany(n => n.AsDays).Concat(further).OrderBy(d => d.Date)];
        _first = Notices.Count == 0 ? 0 : Notices[0].Year;
        _years = Notices.Count == 0 ? [] : new Year[Notices[^1].Year - _first + 1];
        foreach (var notice in Notices) _years[notice.Year - _first] = Year.Of(notice, LocalDays);
        _names = Notices.SelectMany(n => n.Days).Select(d => (d.Date, d.Name))
            .Concat(LocalDays.Select(d => (d.Date, d.Name)))
            .GroupBy(d => d.Date, d => d.Name).ToFrozenDictionary(g => g.Key, g => g.Last());
    }

    /// <summary>The calendar as shipped: the State Council's notices of 2016–2026.</summary>
    public static WorkCalendar StateCouncil => Shipped.Value;

    /// <summary>The notices it rests on, by year, each with its source.</summary>
    public IReadOnlyList<CalendarNotice> Notices { get; }

    /// <summary>The regions whose days off lie on top of the notices, each with its source.</summary>
    public IReadOnlyList<LocalNotice> LocalNotices { get; }

    /// <summary>The local days off on top of the notices (for example a festival of an ethnic minority).</summary>
    public IReadOnlyList<LocalDay> LocalDays { get; }

    /// <summary>Names this calendar in a record of a decision: the years known, and every notice that is not the first of its
    /// year.</summary>
    public string Edition => string.Join('+', [
        Notices.Count == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{Notices[0].Year}-{Notices[^1].Year}"),
        .. Notices.Where(n => n.Version > 1).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.Year}.{n.Version}")),
        .. LocalDays.Count == 0 ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture, $"local{LocalDays.Count}")]]);

    /// <summary>True when the notice of that year is known.</summary>
    public bool Knows(int year) => Find(year).Known;

    /// <summary>True for a day off, false for a working day, null when the notice of that year is not known.</summary>
    public bool? IsDayOff(DateOnly day) => Find(day.Year) is { Known: true } year ? year.IsOff(day) : null;

    /// <summary>What the notice calls the day (春节, 国庆节 …), for a day off as for a make-up working day; null for an ordinary day.</summary>
    public string? NameOf(DateOnly day) => _names.GetValueOrDefault(day);

    /// <summary>The first working day on or after this one; null when that cannot be known.</summary>
    public DateOnly? WorkingDayFrom(DateOnly day)
    {
        for (; ; day = day.AddDays(1))
        {
            if (IsDayOff(day) is not { } off) return null;
            if (!off) return day;
        }
    }

    /// <summary>How many working days lie in the days from <paramref name="first"/> to <paramref name="last"/>, both included; null when a
    /// year of them is unknown.</summary>
    public int? WorkingDays(DateOnly first, DateOnly last)
    {
        var count = 0;
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (IsDayOff(day) is not { } off) return null;
            if (!off) count++;
        }
        return count;
    }

    /// <summary>The calendar with one more notice, or with a newer version in place of the one it had for that year.</summary>
    public WorkCalendar With(CalendarNotice notice) => With(new CalendarDocument(notice, null));

    /// <summary>The calendar with one more document, or with a newer version in place of the one it had for that year or region.</summary>
    public WorkCalendar With(CalendarDocument document)
    {
        if (document.WhyNot(this) is { } refused) throw new StatuteException(refused);
        return document.Notice is { } notice
            ? new([.. Notices.Where(n => n.Year != notice.Year), notice], LocalNotices, _further)
            : new(Notices, [.. LocalNotices.Where(n => n.Region != document.Local!.Region), document.Local!], _further);
    }

    /// <summary>The calendar with these local days on top. They make days off only: no local rule can take a statutory day off
    /// away.</summary>
    public WorkCalendar With(IEnumerable<LocalDay> local) => new(Notices, LocalNotices, [.. _further, .. local]);

    Year Find(int year) => (uint)(year - _first) < (uint)_years.Length ? _years[year - _first] : default;

    // One bit per day of the year: looking a day up neither allocates nor hashes.
    readonly record struct Year(ulong[]? Off)
    {
        public bool Known => Off is not null;

        public bool IsOff(DateOnly day) => (Off![(day.DayOfYear - 1) >> 6] >> ((day.DayOfYear - 1) & 63) & 1) == 1;

        public static Year Of(CalendarNotice notice, IEnumerable<LocalDay> local)
        {
            var off = new ulong[6];
            for (var day = new DateOnly(notice.Year, 1, 1); day.Year == notice.Year; day = day.AddDays(1))
                Set(off, day, day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
            foreach (var day in notice.Days) Set(off, day.Date, day.IsOffDay);
            foreach (var day in local.Where(d => d.Date.Year == notice.Year)) Set(off, day.Date, true);
            return new Year(off);
        }

        static void Set(ulong[] off, DateOnly day, bool isOff)
        {
            var (word, bit) = ((day.DayOfYear - 1) >> 6, 1UL << ((day.DayOfYear - 1) & 63));
            off[word] = isOff ? off[word] | bit : off[word] & ~bit;
        }
    }
}
