using Alliance.Core.Hosting;
using Alliance.Workflows.Diagrams;
using Npgsql;

namespace Alliance.Workflows.Cases;

/// <summary>Adds the steps that cases took to the tallies the dashboards read. Until then they are counted one by one, so no reader misses
/// any.</summary>
public sealed class TallyKeeper(NpgsqlDataSource dataSource, ILogger<TallyKeeper> log) : Rounds(TimeSpan.FromSeconds(5), log)
{
    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        while (await Add(ct) > 0) { }
    }

    /// <summary>Adds up to 5,000 steps in one statement; answers with how many.</summary>
    public async Task<int> Add(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand("""
            with gone as (
              delete from step_change where id in (select id from step_change order by id limit 5000 for update skip locked) returning *),
            states as (
              insert into state_tally(kind, policy_version, state, cases)
              select kind, policy_version, state, sum(change) from (
                select kind, policy_version, to_state as state, 1 as change from gone
                union all select kind, coalesce(left_policy_version, policy_version), from_state, -1 from gone where from_state <> '') c
              group by kind, policy_version, state order by kind, policy_version, state
              on conflict (kind, policy_version, state) do update set cases = state_tally.cases + excluded.cases),
            -- The middle of the cases in a state moves with every case that comes or goes; of two keepers at work, the later look counts.
            medians as (
              insert into state_median(kind, state, since, reckoned_at)
              select moved.kind, moved.state, (select percentile_disc(.5) within group (order by entered_at) from process_case c
                where c.kind = moved.kind and c.state = moved.state), statement_timestamp()
              from (select kind, to_state as state from gone union select kind, from_state from gone) moved
              where state <> '' and state <> all($1) order by 1, 2
              on conflict (kind, state) do update set since = excluded.since, reckoned_at = excluded.reckoned_at
              where state_median.reckoned_at < excluded.reckoned_at),
            steps as (
              insert into step_tally(kind, day, from_state, to_state, policy_version, days, steps, seconds)
              select kind, day, from_state, to_state, policy_version, (seconds / 86400)::int as days, count(*), sum(seconds)
              from gone group by kind, day, from_state, to_state, policy_version, days order by 1, 2, 3, 4, 5, 6
              on conflict (kind, day, from_state, to_state, policy_version, days)
              do update set steps = step_tally.steps + excluded.steps, seconds = step_tally.seconds + excluded.seconds)
            select count(*) from gone
            """);
        command.Parameters.AddWithValue(Processes.Ends);
        return (int)(long)(await command.ExecuteScalarAsync(ct))!;
    }
}
