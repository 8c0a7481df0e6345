using System.Globalization;
using System.Text;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Workflows.Diagrams;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Wording;

namespace Alliance.Workflows.ServiceLevels;

/// <summary>How long cases stay in each state, how many come and go a month, how old those under way are, and why some were refused. No
/// case and no person is named.</summary>
public sealed class ReadServiceLevels(Database database, TimeProvider clock)
{
    /// <summary>How far back it looks.</summary>
    public const int Months = 12;

    /// <summary>Upper ends of the age groups, in days; the last group is open.</summary>
    public static readonly int[] Ages = [7, 30, 90, 365];

    /// <param name="State">The state.</param>
    /// <param name="Left">How many cases left it in the time looked at.</param>
    /// <param name="MeanDays">Mean stay.</param>
    /// <param name="MedianDays">Half stayed no longer, in whole days.</param>
    /// <param name="Days90">Nine of ten stayed no longer.</param>
    /// <param name="Target">The period the policy in force gives the state, null where it gives none.</param>
    public sealed record Stage(string State, long Left, double MeanDays, int MedianDays, int Days90, Period? Target);

    /// <param name="Month">First day of the month.</param>
    /// <param name="Opened">Cases opened.</param>
    /// <param name="Ended">Cases ended, by the state in which they rest.</param>
    public sealed record MonthFlow(DateOnly Month, long Opened, IReadOnlyDictionary<string, long> Ended);

    /// <param name="State">A state in which cases are under way.</param>
    /// <param name="Cases">How many, by age group.</param>
    public sealed record Ageing(string State, IReadOnlyList<long> Cases);

    /// <param name="Article">The article the refusal rests on.</param>
    /// <param name="Refusals">How often.</param>
    public sealed record RefusalReason(string Article, long Refusals);

    public sealed record Answer(
        string Kind,
        IReadOnlyList<Stage> Stages,
        IReadOnlyList<MonthFlow> Flow,
        IReadOnlyList<Ageing> Ageing,
        IReadOnlyList<RefusalReason> Reasons);

    public async Task<Answer> Handle(Diagram diagram, CancellationToken ct)
    {
        var today = Ui.BeijingTime.Day(clock.GetUtcNow());
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months);
        var ends = diagram.States.Where(state => state.Ends).Select(state => state.Name).ToArray();
        var stays = await database.Query<Stay>("""
            select from_state as state, days, sum(steps)::bigint as steps, sum(seconds)::bigint as seconds from step_count
            where kind = @Kind and day >= @first and from_state <> '' and from_state <> all(@ends) group by from_state, days
            order by from_state, days
            """, new { diagram.Kind, first, ends }, ct);
        var flow = await database.Query<Flow>("""
            select date_trunc('month', day)::date as month, case when from_state = '' then ''
              else to_state end as state, sum(steps)::bigint as steps from step_count
            where kind = @Kind and day >= @first and (from_state = '' or to_state = any(@ends)) group by 1, 2
            """, new { diagram.Kind, first, ends }, ct);
        var ages = await database.Query<AgeGroup>("""
            select state, width_bucket(extract(epoch from @now - entered_at) / 86400, @Ages::numeric[]) as age, count(*) as cases
            from process_case where kind = @Kind and state = any(@running) group by 1, 2
            """, new
        {
            diagram.Kind,
            now = clock.GetUtcNow(),
            Ages,
            running = diagram.States.Where(state => !state.Ends)
                .Select(state => state.Name).ToArray()
        }, ct);
        IReadOnlyList<RefusalRow> reasons = diagram.Kind != "Recognition" ? [] : await database.Query<RefusalRow>("""
            select reason->>'article' as article, count(*) as refusals from journal, jsonb_array_elements(message_body->'reasons') reason
            where message in ('FormalReviewRefused', 'RecognitionDeclined') and at >= @first and from_state <> to_state
            group by 1 order by 2 desc, 1
            """, new { first }, ct);
        var policy = PolicyBook.InForce(today);
        return new(diagram.Kind,
            [.. diagram.States.Where(state => !state.Ends)
                .Select(state => StageOf(diagram, state.Name, [.. stays.Where(s => s.State == state.Name)], policy))],
            [.. Enumerable.Range(0, Months).Select(first.AddMonths).Select(month => new MonthFlow(month,
                flow.FirstOrDefault(f => f.Month == month && f.State.Length == 0)?.Steps ?? 0,
                ends.ToDictionary(end => end, end => flow.FirstOrDefault(f => f.Month == month && f.State == end)?.Steps ?? 0)))],
            [.. diagram.States.Where(state => !state.Ends).Select(state => new Ageing(state.Name,
                [.. Enumerable.Range(0, Ages.Length + 1)
                    .Select(age => ages.FirstOrDefault(a => a.State == state.Name && a.Age == age)?.Cases ?? 0)]))],
            [.. reasons.Select(r => new RefusalReason(r.Article, r.Refusals))]);
    }

    /// <summary>The tables as one file.</summary>
    public static string Csv(Answer answer)
    {
        var csv = new StringBuilder("table,item,figure,value\n");
        void Row(string table, string item, string figure, FormattableString value)
            => csv.Append(CultureInfo.InvariantCulture, $"{table},{item},{figure},")
                .Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        foreach (var stage in answer.Stages)
        {
            Row("stay", stage.State, "left", $"{stage.Left}");
            Row("stay", stage.State, "mean days", $"{stage.MeanDays:0.0}");
            Row("stay", stage.State, "median days", $"{stage.MedianDays}");
            Row("stay", stage.State, "90% within days", $"{stage.Days90}");
        }
        foreach (var month in answer.Flow)
        {
            Row("flow", month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), "opened", $"{month.Opened}");
            foreach (var (end, cases) in month.Ended) Row("flow", month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                end, $"{cases}");
        }
        foreach (var ageing in answer.Ageing)
            for (var i = 0; i < ageing.Cases.Count; i++)
                Row("ageing", ageing.State, i < Ages.Length ? $"up to {Ages[i]} days" : $"over {Ages[^1]} days", $"{ageing.Cases[i]}");
        foreach (var reason in answer.Reasons) Row("refusals", reason.Article, "refusals", $"{reason.Refusals}");
        return csv.ToString();
    }

    static Stage StageOf(Diagram diagram, string state, IReadOnlyList<Stay> stays, Policy policy)
    {
        var left = stays.Sum(s => s.Steps);
        // The period of a deadline that leads out of the state is the time the policy gives it.
        var target = diagram.Steps.Where(step => step.From == state && step.To != state && Sentences.IsDeadline(step.Message))
            .Select(step => DeadlineRule.Length(step.Message, policy)).FirstOrDefault(length => length is not null)
            // Formal review has a time too, which no deadline of the procedure watches: the bureau's own (Art. 10).
            ?? (state == nameof(ApplicationState.FormalReview) ? policy.FormalReview : null);
        return new(state, left, left == 0 ? 0 : stays.Sum(s => s.Seconds) / 86400d / left, Quantile(stays, left, .5),
            Quantile(stays, left, .9), target);
    }

    internal static int Quantile(IReadOnlyList<Stay> stays, long all, double share)
    {
        long seen = 0;
        foreach (var stay in stays)
        {
            seen += stay.Steps;
            if (seen >= all * share) return stay.Days;
        }
        return 0;
    }

    internal sealed record Stay
    {
        public string State { get; init; } = "";
        public int Days { get; init; }
        public long Steps { get; init; }
        public long Seconds { get; init; }
    }

    sealed record Flow
    {
        public DateOnly Month { get; init; }
        public string State { get; init; } = "";
        public long Steps { get; init; }
    }

    sealed record AgeGroup
    {
        public string State { get; init; } = "";
        public int Age { get; init; }
        public long Cases { get; init; }
    }

    sealed record RefusalRow
    {
        public string Article { get; init; } = "";
        public long Refusals { get; init; }
    }
}
