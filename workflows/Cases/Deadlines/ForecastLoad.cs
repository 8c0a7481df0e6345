using System.Globalization;
using System.Text;
using Alliance.Core.Data;
using Alliance.Workflows.Wording;

namespace Alliance.Workflows.Cases.Deadlines;

/// <summary>How much falls due in the coming months or weeks, by kind of deadline. It counts what runs today; what later steps will set is
/// not guessed.</summary>
public sealed class ForecastLoad(Database database, TimeProvider clock)
{
    const int Months = 12, Weeks = 13;

    /// <param name="From">First day of the month, or the Monday of the week.</param>
    /// <param name="Deadlines">How many periods end in it, by the deadline's name.</param>
    /// <param name="Provisional">How many of them are provisional: counted on the day on which they would end nominally.</param>
    public sealed record Span(DateOnly From, IReadOnlyDictionary<string, long> Deadlines, long Provisional)
    {
        /// <summary>All kinds together.</summary>
        public long All => Deadlines.Values.Sum();
    }

    /// <param name="ByWeek">Thirteen weeks; twelve months otherwise.</param>
    /// <param name="Kinds">The names of deadlines that fall due, in the order of the procedure.</param>
    /// <param name="Spans">Every month or week, empty ones too.</param>
    public sealed record Answer(bool ByWeek, IReadOnlyList<string> Kinds, IReadOnlyList<Span> Spans);

    /// <param name="byWeek">Thirteen weeks; twelve months otherwise.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Answer> Handle(bool byWeek, CancellationToken ct)
    {
        var today = Ui.BeijingTime.Day(clock.GetUtcNow());
        var first = byWeek ? today.AddDays(-(((int)today.DayOfWeek + 6) % 7)) : new(today.Year, today.Month, 1);
        DateOnly Nth(int i) => byWeek ? first.AddDays(7 * i) : first.AddMonths(i);
        var many = byWeek ? Weeks : Months;
        // A period belongs to its last day, which may lie behind the nominal one; the instant before midnight is part of it.
        var counted = await database.Query<Count>($"""
            select date_trunc('{(byWeek ? "week" : "month")}', day)::date as "from", name, count(*) as deadlines,
              count(*) filter (where provisional) as provisional from (
              select coalesce((due_at - interval '1 microsecond') at time zone 'Asia/Shanghai', nominal_due_on)::date as day,
                split_part(name, ':', 1) as name, due_at is null as provisional
              from deadline where fired_at is null and cancelled_at is null and nominal_due_on >= @first::date - 31
                and nominal_due_on < @end) d
            where day >= @first group by 1, 2
            """, new { first, end = Nth(many) }, ct);
        return new(byWeek, [.. Sentences.Deadlines.Where(name => counted.Any(c => c.Name == name))],
            [.. Enumerable.Range(0, many).Select(Nth).Select(from => new Span(from,
                counted.Where(c => c.From == from).ToDictionary(c => c.Name, c => c.Deadlines), counted.Where(c => c.From == from)
                    .Sum(c => c.Provisional)))]);
    }

    /// <summary>The table as one file: a line for each month or week and kind.</summary>
    public static string Csv(Answer answer)
    {
        var csv = new StringBuilder($"{(answer.ByWeek ? "week" : "month")},deadline,number\n");
        foreach (var span in answer.Spans)
        {
            foreach (var kind in answer.Kinds)
                csv.Append(CultureInfo.InvariantCulture, $"{Name(answer, span)},{kind},{span.Deadlines.GetValueOrDefault(kind)}\n");
            csv.Append(CultureInfo.InvariantCulture, $"{Name(answer, span)},provisional,{span.Provisional}\n");
        }
        return csv.ToString();
    }

    /// <summary>2026-12, or the Monday of the week.</summary>
    public static string Name(Answer answer, Span span)
        => span.From.ToString(answer.ByWeek ? "yyyy-MM-dd" : "yyyy-MM", CultureInfo.InvariantCulture);

    sealed record Count
    {
        public DateOnly From { get; init; }
        public string Name { get; init; } = "";
        public long Deadlines { get; init; }
        public long Provisional { get; init; }
    }
}
