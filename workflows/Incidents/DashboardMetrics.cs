using System.Diagnostics.Metrics;
using Alliance.Core.Hosting;
using Npgsql;

namespace Alliance.Workflows.Incidents;

/// <summary>
/// What an alert rule needs to know of the procedure: incidents by queue, deadlines overdue, cases by kind and state. Read every 15
/// seconds, so that being scraped asks nothing of the database.
/// </summary>
public sealed class DashboardMetrics(NpgsqlDataSource dataSource, TimeProvider clock, ILogger<DashboardMetrics> log)
    : Rounds(TimeSpan.FromSeconds(15), log)
{
    static readonly Meter Meter = new("Alliance");

    volatile Measurement<long>[] _incidents = [];
    volatile Measurement<long>[] _cases = [];
    long _overdue;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Meter.CreateObservableGauge("alliance.incidents", () => _incidents, description: "Messages that wait for a person, by queue.");
        Meter.CreateObservableGauge("alliance.cases", () => _cases, description: "Cases by kind and state.");
        Meter.CreateObservableGauge("alliance.deadlines.overdue", () => Interlocked.Read(ref _overdue),
            description: "Deadlines that should have fired a minute ago and did not.");
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        _incidents = await Measure(connection, """
            select q.queue, '', count(m.id)
            from unnest(array['intake', 'review', 'certification', 'funding', 'monitoring', 'workflows']) q(queue)
            left join parked_message m on m.queue = q.queue and m.settled_at is null
              and (m.awaits_kind = '' or m.parked_at < now() - interval '1 minute') group by q.queue
            """, "queue", null, ct);
        _cases = await Measure(connection, "select kind, state, sum(cases)::bigint from state_count group by kind, state",
            "kind", "state", ct);
        await using var overdue = new NpgsqlCommand("""
            select count(*)
            from (select
            from deadline
            where fired_at is null and cancelled_at is null and not paused and due_at < $1 limit 10000) d
            """, connection)
        {
            Parameters = { new() { Value = clock.GetUtcNow().AddMinutes(-1) } },
        };
        Interlocked.Exchange(ref _overdue, (long)(await overdue.ExecuteScalarAsync(ct))!);
    }

    static async Task<Measurement<long>[]> Measure(
        NpgsqlConnection connection, string sql, string first, string? second, CancellationToken ct)
    {
        var found = new List<Measurement<long>>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            KeyValuePair<string, object?> one = new(first, rows.GetString(0));
            found.Add(second is null ? new(rows.GetInt64(2), one)
                : new(rows.GetInt64(2), one, new KeyValuePair<string, object?>(second, rows.GetString(1))));
        }
        return [.. found];
    }
}
