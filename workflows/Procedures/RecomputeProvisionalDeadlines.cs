using Alliance.Contracts;
using Alliance.Platform.Calendars;
using Alliance.Platform.Data;
using Alliance.Statute.Periods;

namespace Alliance.Workflows.Procedures;

/// <summary>
/// A new calendar is there: deadlines that were provisional get their day. One whose year is still not published stays
/// provisional and does not fire.
/// </summary>
public sealed class RecomputeProvisionalDeadlines(Database database, WorkCalendar calendar, TimeProvider clock) : IReckonAgain
{
    const int Page = 200;

    /// <summary>Goes through all of them; answers with how many are certain now.</summary>
    public async Task<int> Run(CancellationToken ct)
    {
        var (settled, last) = (0, 0L);
        while (true)
        {
            await using var work = await database.BeginAsSystem("workflows", ct);
            var provisional = await work.Query<Provisional>("""
                select d.id, d.case_id, d.kind, d.name, d.article, d.rule::text as rule, c.state, c.policy_version
                from deadline d join process_case c on c.id = d.case_id and c.kind = d.kind
                where d.due_at is null and d.fired_at is null and d.cancelled_at is null and d.id > @last
                order by d.id limit @Page for update of d skip locked
                """, new { last, Page });
            if (provisional.Count == 0) return settled;
            foreach (var deadline in provisional)
                if (DeadlineRule.FromJson(deadline.Rule).Reckon(calendar) is { DueAt: { } dueAt } reckoning)
                {
                    await Settle(work, deadline, reckoning, dueAt);
                    settled++;
                }
            await work.Commit();
            last = provisional[^1].Id;
        }
    }

    async Task Settle(UnitOfWork work, Provisional deadline, Reckoning reckoning, DateTimeOffset dueAt)
    {
        await work.Execute("update deadline set due_at = @dueAt, nominal_due_on = @NominalDueOn, explanation = @explanation where id = @Id",
            new { deadline.Id, dueAt, reckoning.NominalDueOn, explanation = Json.Of(reckoning.InChinese()) });
        await work.Execute("""
            insert into journal(case_id, kind, at, from_state, to_state, message, message_body, outputs, note)
            values (@CaseId, @Kind, @now, @State, @State, @message, @body, '{}', @note)
            """, new
        {
            deadline.CaseId,
            deadline.Kind,
            now = clock.GetUtcNow(),
            deadline.State,
            message = nameof(RecomputeProvisionalDeadlines),
            body = Json.Of(new { deadline.Name, dueAt }),
            note = Notes.CalendarPublished,
        });
        var next = await work.Find<NextDeadline>("""
            select name, due_at from deadline where case_id = @CaseId and fired_at is null and cancelled_at is null
            order by due_at nulls last, nominal_due_on limit 1
            """, deadline);
        await work.Publish(new CaseAdvanced(deadline.CaseId, deadline.Kind, deadline.State, deadline.State, nameof(RecomputeProvisionalDeadlines),
            clock.GetUtcNow(), next?.Name, next?.DueAt));
        await work.Record(deadline.CaseId, nameof(RecomputeProvisionalDeadlines), new { deadline.Name, dueAt }, deadline.Article, deadline.PolicyVersion);
    }

    sealed record Provisional
    {
        public long Id { get; init; }
        public Guid CaseId { get; init; }
        public string Kind { get; init; } = "";
        public string Name { get; init; } = "";
        public string Article { get; init; } = "";
        public string Rule { get; init; } = "";
        public string State { get; init; } = "";
        public string PolicyVersion { get; init; } = "";
    }

    sealed record NextDeadline
    {
        public string Name { get; init; } = "";
        public DateTimeOffset? DueAt { get; init; }
    }
}
