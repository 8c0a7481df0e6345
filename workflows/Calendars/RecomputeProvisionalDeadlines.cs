using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Engine;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Wording;

namespace Alliance.Workflows.Calendars;

/// <summary>
/// A new calendar is there: deadlines that were provisional get their day, and running ones that end later by it are extended (民法典 203),
/// each explained and on record. None is ever shortened, for people were told it; none that was over when the calendar came is opened
/// again. One whose year is still not published stays provisional and does not fire.
/// </summary>
public sealed class RecomputeProvisionalDeadlines(
    Database database, WorkCalendar calendar, PublishedCalendars calendars, TimeProvider clock) : IReckonAgain
{
    const int Page = 1000;

    DateTimeOffset Since => calendars.Arrived?.PublishedAt ?? clock.GetUtcNow();
    string Calendar => calendars.Arrived?.Name ?? calendar.Edition;

    const string Columns = """
        select d.id, d.case_id, d.kind, d.name, d.article, d.due_at, d.explanation::text as explanation, d.rule::text as rule
        from deadline d
        """;
    const string StillRuns =
        "d.fired_at is null and d.cancelled_at is null and d.rule is not null and (d.due_at is null or d.due_at > @Since)";

    /// <summary>Goes through all of them; answers with how many have another day now.</summary>
    public async Task<int> Run(CancellationToken ct)
    {
        var (changed, last) = (0, 0L);
        while (true)
        {
            // Looked through without a lock: a calendar changes few of very many.
            var running = await database.Query<Running>($"{Columns} where {StillRuns} and d.id > @last order by d.id limit @Page",
                new { last, Page, Since }, ct);
            if (running.Count == 0) return changed;
            foreach (var deadline in running)
                if (Later(deadline) is not null && await Change(deadline, ct)) changed++;
            last = running[^1].Id;
        }
    }

    Reckoning? Later(Running deadline)
        => DeadlineRule.FromJson(deadline.Rule).Reckon(calendar) is { DueAt: { } dueAt } reckoning && !(dueAt <= deadline.DueAt)
            ? reckoning : null;

    async Task<bool> Change(Running seen, CancellationToken ct)
    {
        await using var work = await database.BeginAsSystem("workflows", ct);
        // The case before its deadline, as every message takes them.
        var @case = await work.Find<Found>(
            "select state, policy_version from process_case where id = @CaseId and kind = @Kind for update", seen);
        var deadline = await work.Find<Running>($"{Columns} where {StillRuns} and d.id = @Id for update", new { seen.Id, Since });
        if (@case is null || deadline is null || Later(deadline) is not { DueAt: { } dueAt } reckoning) return false;

        var extended = deadline.DueAt is not null;
        var explanation = reckoning.InChinese();
        if (deadline.DueAt is { } told)
            explanation = [.. explanation,
                DeadlineWords.Extends(Ui.BeijingTime.EndText(told), Calendar, Ui.BeijingTime.EndText(dueAt))];
        await work.Execute("update deadline set due_at = @dueAt, nominal_due_on = @NominalDueOn, explanation = @explanation where id = @Id",
            new { deadline.Id, dueAt, reckoning.NominalDueOn, explanation = Json.Of(explanation) });
        // The case knows the end of its notice, so that it can tell a former period's end from this one's.
        if (DeadlineRule.FromJson(deadline.Rule) is NoticePeriod { OfCancellation: false })
            await work.Execute("""
                update process_case
                set data = jsonb_set(data, '{noticeClosesAt}', to_jsonb(@dueAt::timestamptz))
                where id = @CaseId and kind = @Kind
                """, new { deadline.CaseId, deadline.Kind, dueAt });
        await work.Execute("""
            insert into journal(case_id, kind, at, from_state, to_state, message, message_body, outputs, note)
            values (@CaseId, @Kind, @now, @State, @State, @message, @body, '{}', @note)
            """, new
        {
            deadline.CaseId,
            deadline.Kind,
            now = clock.GetUtcNow(),
            @case.State,
            message = nameof(RecomputeProvisionalDeadlines),
            body = Json.Of(new { deadline.Name, before = deadline.DueAt, dueAt, Calendar }),
            note = extended ? Notes.CalendarExtends : Notes.CalendarPublished,
        });
        var next = await work.Find<NextDeadline>("""
            select name, due_at from deadline where case_id = @CaseId and fired_at is null and cancelled_at is null
            order by due_at nulls last, nominal_due_on limit 1
            """, deadline);
        await work.Publish(new CaseAdvanced(deadline.CaseId, deadline.Kind, @case.State, @case.State, nameof(RecomputeProvisionalDeadlines),
            clock.GetUtcNow(), next?.Name, next?.DueAt, await work.Query<CaseDeadline>(Deadlines.RunningOfCase, deadline)));
        await work.Record(deadline.CaseId, nameof(RecomputeProvisionalDeadlines),
            new { deadline.Name, before = deadline.DueAt, dueAt, Calendar },
            extended ? Articles.HolidayRules : deadline.Article, @case.PolicyVersion);
        await work.Commit();
        return true;
    }

    sealed record Found
    {
        public string State { get; init; } = "";
        public string PolicyVersion { get; init; } = "";
    }

    sealed record Running
    {
        public long Id { get; init; }
        public Guid CaseId { get; init; }
        public string Kind { get; init; } = "";
        public string Name { get; init; } = "";
        public string Article { get; init; } = "";
        public string Rule { get; init; } = "";
        public DateTimeOffset? DueAt { get; init; }
    }

    sealed record NextDeadline
    {
        public string Name { get; init; } = "";
        public DateTimeOffset? DueAt { get; init; }
    }
}
