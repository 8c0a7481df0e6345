using System.Diagnostics;
using System.Globalization;
using Alliance.Core.Data;
using Npgsql;

namespace Alliance.Faults;

/// <summary>What a run came to.</summary>
public sealed record Result(
    int Seed,
    int Cases,
    long Steps,
    long Commands,
    long Deadlines,
    int Redelivered,
    long Early,
    int Poison,
    double Seconds,
    double DrainSeconds,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>How many findings of this kind.</summary>
    public long Of(string kind) => Findings.Where(f => f.Kind == kind).Sum(f => f.Count);
}

/// <summary>One run of one seed: the system starts, cases arrive, the script is carried out, everything drains, the audits read what is
/// left.</summary>
public sealed class Run(Script script, Action<string> say) : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly Ground _ground = new(script.Extent, say);
    readonly IReadOnlyList<Plan> _plans = Plan.Of(script);
    readonly Stopwatch _watch = new();
    int _redelivered;
    int _poison;

    /// <summary>Where it runs.</summary>
    public Ground Ground => _ground;

    /// <summary>Carries out the script and audits what it left behind.</summary>
    public async Task<Result> Carry(CancellationToken ct)
    {
        var driver = new Driver(_ground, _plans);
        await _ground.Start(ct);
        await Until("everything is ready", () => _ground.AllReady(ct), ct);
        await driver.Prepare(ct);
        await Queues.KeepCopies(_ground.Broker, ct);

        say(
            $"seed {script.Seed}: {script.Extent.Cases} cases within {script.Extent.Seconds} s, {Ground.Services.Count} services, " +
            $"{script.Extent.Replicas} replicas of each and 2 of the workflow host");
        _watch.Start();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var driving = driver.Run(() => _watch.Elapsed.TotalSeconds, ending.Token);
        await Task.WhenAll(script.Lines.Select((line, number) => Carry(line, new Random(HashCode.Combine(script.Seed, number)), ct)));
        await Until("all cases have arrived", () => Task.FromResult(driver.IntakeIsThrough), ct);
        var drained = await Quiet(ct);

        // What still waits, waits for time. Every period of a notice or a correction is over after ten days, the first annual report is due
        // in December.
        for (var i = 0; i < (script.Extent.Seconds < Extent.Long.Seconds / 2 ? 1 : 2); i++)
        {
            MoveClock(TimeSpan.FromDays(10));
            await Quiet(ct);
        }
        _ground.Clock.MoveTo(new DateTimeOffset(2023, 12, 20, 1, 0, 0, TimeSpan.Zero));
        await Quiet(ct);
        // The first cycles end in the autumn two years later; whoever is cancelled then is so after another notice.
        _ground.Clock.MoveTo(new DateTimeOffset(2025, 11, 20, 1, 0, 0, TimeSpan.Zero));
        await Quiet(ct);
        MoveClock(TimeSpan.FromDays(10));
        await Quiet(ct);
        await ending.CancelAsync();
        await driving;

        var findings = await new Audits(_ground, _plans, _poison).All(ct);
        say($"         {await Ends(ct)}");
        foreach (var death in _ground.Deaths) say($"         {death}");
        return new(script.Seed, script.Extent.Cases, await Count("select count(*) from journal"),
            await Count("select coalesce(sum(cardinality(outputs)), 0) from journal"),
            await Count("select count(*) from deadline where fired_at is not null"), _redelivered,
            await Count("select coalesce(sum(times), 0) from parked_message where awaits_kind <> ''"), _poison,
            _watch.Elapsed.TotalSeconds, drained.TotalSeconds, findings);
    }

    /// <summary>Takes the inbox away and delivers again what was handled: what the inbox is for. The audits must notice.</summary>
    public async Task<IReadOnlyList<Finding>> WithoutInbox(CancellationToken ct)
    {
        foreach (var database in _ground.Databases.Values)
        {
            await using var command = database.CreateCommand("delete from inbox");
            await command.ExecuteNonQueryAsync(ct);
        }
        await Queues.Redeliver(_ground.Broker, 200, ct);
        await Quiet(ct);
        return await new Audits(_ground, _plans, _poison).All(ct);
    }

    async Task Carry(ScriptLine line, Random random, CancellationToken ct)
    {
        var wait = TimeSpan.FromSeconds(line.At) - _watch.Elapsed;
        if (wait > TimeSpan.Zero) await Task.Delay(wait, ct);
        say(
            $"{_watch.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),6} s  {line.Fault} " +
            $"{line.Target}{(line.Lasts > 0 ? FormattableString.Invariant($" for {line.Lasts:0.0} s") : "")}");
        var lasting = TimeSpan.FromSeconds(line.Lasts);
        switch (line.Fault)
        {
            case Fault.KillReplica: await _ground.Replace(line.Target!, random, kill: true, ct); break;
            case Fault.StopReplica: await _ground.Replace(line.Target!, random, kill: false, ct); break;
            case Fault.FreezeReplica: await _ground.Freeze(line.Target!, random, lasting, ct); break;
            case Fault.KillBroker: await _ground.KillBroker(lasting, ct); break;
            case Fault.KillDatabase: await _ground.KillDatabase(lasting, ct); break;
            case Fault.FillDisk when _ground.HasDiskOfItsOwn: await _ground.FillDisk(lasting, ct); break;
            case Fault.FillDisk: say("         left out: only root may have a disk of its own to fill"); break;
            case Fault.MoveClock: MoveClock(TimeSpan.FromDays(10)); break;
            case Fault.Redeliver:
                await WithBroker(async () =>
                Interlocked.Add(ref _redelivered, await Queues.Redeliver(_ground.Broker, 150, ct)), ct); break;
            case Fault.Poison:
                await WithBroker(() => Queues.Poison(_ground.Broker, line.Target!, random.Next(2) == 0, ct), ct);
                _poison++;
                break;
            default: throw new InvalidOperationException($"Nobody knows how to do {line.Fault}.");
        }
    }

    void MoveClock(TimeSpan by) => _ground.Clock.MoveTo(_ground.Clock.GetUtcNow() + by);

    // The broker may be down at that moment; then the script comes back to it.
    static async Task WithBroker(Func<Task> act, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await act();
                return;
            }
            catch (Exception e) when (e is RabbitMQ.Client.Exceptions.RabbitMQClientException or IOException or ObjectDisposedException)
            {
                await Task.Delay(500, ct);
            }
        }
    }

    /// <summary>Waits until nothing moves any more: outboxes and queues empty, nothing due, and the journal as long as two seconds
    /// before.</summary>
    async Task<TimeSpan> Quiet(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        (string State, long Since) last = ("", 0);
        await Until("everything has drained", async () =>
        {
            var state = await Movement(ct);
            if (state is null || state != last.State) last = (state ?? "", Stopwatch.GetTimestamp());
            return state is not null && Stopwatch.GetElapsedTime(last.Since) > TimeSpan.FromSeconds(2);
        }, ct, mayFail: true);
        say(string.Create(CultureInfo.InvariantCulture,
            $"{_watch.Elapsed.TotalSeconds,6:0.0} s  drained within {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s"));
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Null while something is on its way; else how far everybody is.</summary>
    async Task<string?> Movement(CancellationToken ct)
    {
        if (!await _ground.AllReady(ct)) return null;
        var lengths = new List<long>();
        foreach (var service in Ground.Services)
        {
            if (await Scalar(service, "select count(*) from outbox") > 0) return null;
            lengths.Add(await Scalar(service, "select coalesce(max(position), 0) from audit"));
        }
        if ((await Queues.Depths(_ground.Broker, ct)).Any(queue => queue.Messages > 0)) return null;
        lengths.Add(await Count("select coalesce(max(position), 0) from journal"));
        return string.Join(',', lengths);
    }

    /// <summary>How many cases of each kind ended, or stand, where.</summary>
    async Task<string> Ends(CancellationToken ct)
    {
        await using var command = _ground.Databases["workflows"].CreateCommand("""
            select string_agg(kind || ' ' || state || ' ' || count, ', ' order by kind, state)
            from (select kind, state, count(*) from process_case group by kind, state) c
            """);
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }

    Task<long> Count(string sql) => Scalar("workflows", sql);

    async Task<long> Scalar(string service, string sql)
    {
        await using var command = _ground.Databases[service].CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    // A run that does not drain is not an exception but a finding: the audits say what is stuck.
    async Task Until(string what, Func<Task<bool>> condition, CancellationToken ct, bool mayFail = false)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Patience)
        {
            try
            {
                if (await condition()) return;
            }
            catch (Exception e) when (Outage.Is(e)
                || e is NpgsqlException or IOException or RabbitMQ.Client.Exceptions.RabbitMQClientException)
            {
                // Something is down at the moment; the next look decides.
            }
            await Task.Delay(250, ct);
        }
        if (!mayFail) throw new TimeoutException($"Waited {Patience.TotalMinutes} minutes until {what}. Logs: {_ground.Logs}");
        say($"         not within {Patience.TotalMinutes} minutes: {what}");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _ground.DisposeAsync();
}
