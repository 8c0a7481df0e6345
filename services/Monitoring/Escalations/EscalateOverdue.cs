using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Letters;
using Alliance.Statute;
using Alliance.Statute.Policies;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Escalations;

/// <summary>
/// Brings what waits longer than the alliance's policy allows before the superior the policy names (督办): a letter, and a task until it is
/// done. Once for each step of the policy; it decides nothing.
/// </summary>
public sealed class EscalateOverdue(IServiceScopeFactory scopes, StatutoryClock clock, ILogger<EscalateOverdue> log)
    : Rounds(TimeSpan.FromSeconds(5), log)
{
    const int Most = 100;

    sealed record Late
    {
        public EscalatedWork Work { get; init; }
        public Guid About { get; init; }
        public Guid AllianceId { get; init; }
        public string Name { get; init; } = "";
        public string PolicyVersion { get; init; } = "";
        public DateOnly Since { get; init; }
        public string Office { get; init; } = "";
        public string Link { get; init; } = "";
        public int Step { get; init; }
    }

    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        var rules = PolicyBook.All.SelectMany(policy => Steps(policy)
            .Select(step => (policy.Version, step.Rule, step.Number, LastDay: LastDayOfWaiting(step.Rule.After)))).ToList();
        if (rules.Count == 0) return;
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<Database>();
        var letters = scope.ServiceProvider.GetRequiredService<LetterWriter>();
        foreach (var late in await database.Query<Late>($"""
            select k.*, v.step from ({WaitingWork.Sql}) k
            join unnest(@versions, @works, @steps, @days) v(version, work, step, day)
              on v.version = k.policy_version and v.work = k.work and k.since <= v.day
            where not exists (select 1 from escalation e where e.about = k.about and e.work = k.work and e.step = v.step)
            order by k.since, k.about limit {Most}
            """, new
        {
            versions = rules.Select(r => r.Version).ToArray(),
            works = rules.Select(r => r.Rule.Work.ToString()).ToArray(),
            steps = rules.Select(r => r.Number).ToArray(),
            days = rules.Select(r => r.LastDay).ToArray(),
        }, ct))
            await Escalate(database, letters, late, ct);
    }

    async Task Escalate(Database database, LetterWriter letters, Late late, CancellationToken ct)
    {
        var rule = Steps(PolicyBook.Find(late.PolicyVersion)).First(s => s.Rule.Work == late.Work && s.Number == late.Step).Rule;
        var due = LastDay(rule.After, late.Since);
        await using var work = await database.BeginAsSystem("monitoring", ct);
        // Another replica may have been quicker.
        if (await work.Execute("""
            insert into escalation(about, work, step, alliance_id, role, due_on, escalated_at)
            values (@About, @work, @Step, @AllianceId, @To, @due, @Now) on conflict do nothing
            """, new { late.About, work = late.Work.ToString(), late.Step, late.AllianceId, rule.To, due, clock.Now }) == 0) return;
        var what = new Word(WaitingWork.Word(late.Work));
        await letters.Tell(work, Audience.Office(rule.To), late.AllianceId, $"有逾期事项需要督办",
            $"{late.Name}的{what}应在 {due:yyyy-MM-dd} 前办结，至今没有办结，请督办。", late.Link, ArticleOf(late.Work));
        if (late.Office != rule.To)
            await letters.Tell(work, Audience.Office(late.Office), late.AllianceId, $"逾期事项已报上级督办",
                $"{late.Name}的{what}应在 {due:yyyy-MM-dd} 前办结，至今没有办结，已报{new Word(WaitingWork.Office(rule.To))}督办。", late.Link,
                ArticleOf(late.Work));
        await work.Record(late.AllianceId, nameof(EscalateOverdue), new { late.Work, late.About, late.Step, due, rule.To },
            ArticleOf(late.Work), late.PolicyVersion);
        await work.Commit();
    }

    static string ArticleOf(EscalatedWork work) => work == EscalatedWork.Assessment ? Articles.Operation : Articles.Revocation;

    // The steps of a policy for each work are numbered in the policy's order.
    static IEnumerable<(Escalation Rule, int Number)> Steps(Policy policy)
        => policy.Escalations.GroupBy(rule => rule.Work).SelectMany(of => of.Select((rule, number) => (rule, number)));

    DateOnly LastDay(Statute.Periods.Period after, DateOnly since)
    {
        var reckoned = clock.Reckon(after, since);
        return reckoned.LastDay ?? reckoned.NominalLastDay;
    }

    // Whatever waits since this day or longer is late today. Walked back from the length in calendar days, which no period undercuts.
    DateOnly LastDayOfWaiting(Statute.Periods.Period after)
    {
        var day = clock.Today.AddDays(-1);
        while (LastDay(after, day) >= clock.Today) day = day.AddDays(-1);
        return day;
    }
}
