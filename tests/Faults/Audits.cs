using System.Reflection;
using Alliance.Contracts;
using Alliance.Core.Audit;
using Alliance.Core.Data;
using Dapper;

namespace Alliance.Faults;

/// <summary>Something that must not be.</summary>
/// <param name="Kind">Lost, doubled or stuck; or broken, where the record itself is wrong.</param>
/// <param name="What">In a sentence.</param>
/// <param name="Count">How often.</param>
/// <param name="Example">One of them.</param>
public sealed record Finding(string Kind, string What, long Count, string? Example)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {What} ({Count}×, for example {Example})";
}

/// <summary>Reads from all databases what a run left behind, and finds what was lost, doubled or left standing.</summary>
public sealed class Audits(Ground ground, IReadOnlyList<Plan> plans, int poison)
{
    // Each is put on record under its own name, or as ignored.
    static readonly IReadOnlyList<(string Command, string Service)> Commands = [.. typeof(CommandForAttribute).Assembly.GetTypes()
        .Select(type => (type.Name, type.GetCustomAttribute<CommandForAttribute>()?.Service!)).Where(command => command.Item2 is not null)];

    // What each event of a service leaves in that service, so that events can be counted at both ends.
    static readonly (string Event, string Service, string Said)[] Events =
    [
        ("NoticePublished", "certification", "select application_id from notice"),
        ("AllianceRecognised", "certification", "select application_id from alliance"),
        ("OperatingCycleStarted", "monitoring", "select alliance_id from operating_cycle"),
    ];

    readonly List<Finding> _findings = [];
    readonly IReadOnlyList<Plan> _recognised = [.. plans.Where(plan => plan.FinalState == "Recognised")];

    /// <summary>Everything that is wrong; empty when nothing is.</summary>
    public async Task<IReadOnlyList<Finding>> All(CancellationToken ct)
    {
        Mappings.Register();
        await CasesStandWhereTheirEventsLead();
        await AlliancesStandWhereTheirCourseLeads();
        await EveryRevocationIsDecidedOnce();
        await EveryHoldEndsWithItsCase();
        await EveryDocumentIsAskedForOnce();
        await EveryMessageIsInTheJournalOnce();
        await EveryCommandWasAnsweredOnce();
        await EveryServiceEventWasHeard();
        await EveryDeadlineFiredOnce();
        await NothingIsLeftBehind();
        await TheRecordIsWhole(ct);
        return _findings;
    }

    async Task CasesStandWhereTheirEventsLead()
    {
        var states = (await Rows<(Guid Id, string State)>("workflows", "select id, state from process_case where kind = 'Recognition'"))
            .ToDictionary(c => c.Id, c => c.State);
        Find("Lost", "a submitted application has no case", plans.Where(p => !states.ContainsKey(p.Id)).Select(p => $"{p.Id} {p.Fate}"));
        Find("Stuck", "a case is not where its events lead",
            plans.Where(p => states.TryGetValue(p.Id, out var state) && state != p.FinalState)
            .Select(p => $"{p.Id} {p.Fate}: {states[p.Id]} instead of {p.FinalState}"));
        await Find("Broken", "a step does not begin where the one before ended", "workflows", """
            select case_id || ' ' || before || ' then ' || from_state from (
              select case_id, from_state, lag(to_state) over (partition by case_id, kind order by position) as before from journal
              where message <> 'RecomputeProvisionalDeadlines') j
            where before is not null and before <> from_state
            """);
    }

    async Task AlliancesStandWhereTheirCourseLeads()
    {
        var states = (await Rows<(Guid Id, string Kind, string State)>("workflows",
            "select id, kind, state from process_case where kind in ('Operation', 'Revocation')"))
                .ToDictionary(c => (c.Kind, c.Id), c => c.State);
        var monitored = (await Rows<(Guid Id, string State)>("monitoring", "select id, state from revocation_case"))
            .ToDictionary(c => c.Id, c => c.State);
        Find("Lost", "a recognised alliance has no operation",
            _recognised.Where(p => !states.ContainsKey(("Operation", p.AllianceId))).Select(p => $"{p.AllianceId} {p.Course}"));
        Find("Stuck", "an operation is not where its course leads", _recognised
            .Where(p => states.TryGetValue(("Operation", p.AllianceId), out var state) && state != p.Course.Operation())
            .Select(p => $"{p.AllianceId} {p.Course}: {states[("Operation", p.AllianceId)]} instead of {p.Course.Operation()}"));
        Find("Stuck", "a case for revocation is not where its course leads", _recognised
            .Where(p => states.GetValueOrDefault(("Revocation", p.RevocationId)) != p.Course.Revocation())
            .Select(p => $"{p.RevocationId} {p.Course}: {states.GetValueOrDefault(("Revocation", p.RevocationId)) ?? "nowhere"} instead " +
                $"of {p.Course.Revocation()}"));
        Find("Stuck", "Monitoring has a case for revocation elsewhere", _recognised
            .Where(p => monitored.GetValueOrDefault(p.RevocationId) != p.Course.Revocation())
            .Select(p => $"{p.RevocationId} {p.Course}: {monitored.GetValueOrDefault(p.RevocationId) ?? "nowhere"}"));
    }

    async Task EveryRevocationIsDecidedOnce() => await Find("Doubled", "a case for revocation was decided more than once", "workflows", """
        select case_id || ' ' || count(*) || ' times' from journal
        where kind = 'Revocation' and from_state <> to_state
        group by case_id having count(*) filter (where to_state in ('Revoking', 'Dropped')) > 1
          or count(*) filter (where to_state in ('Dropped', 'Overtaken', 'Revoked')) > 1
        """);

    async Task EveryHoldEndsWithItsCase()
    {
        var holds = (await Rows<(Guid Id, bool Released)>("funding",
            "select revocation_case_id, released_at is not null from funding_hold")).ToDictionary(hold => hold.Id, hold => hold.Released);
        var stopped = (await Rows<Guid>("funding", "select alliance_id from guidance_grant where state = 'Suspended'")).ToHashSet();
        var accused = _recognised.Where(p => p.Course.IsAccused()).ToList();
        Find("Lost", "a case for revocation held no money", accused.Where(p => !holds.ContainsKey(p.RevocationId))
            .Select(p => $"{p.RevocationId} {p.Course}"));
        Find("Stuck", "the case is over, and the money is still on hold", accused
            .Where(p => holds.TryGetValue(p.RevocationId, out var released) && !released && !p.Course.IsRevoked())
            .Select(p => $"{p.RevocationId} {p.Course}"));
        Find("Lost", "the recognition ended, and the grant is not stopped", _recognised
            .Where(p => p.Course.Operation() != "Operating" && !stopped.Contains(p.AllianceId)).Select(p => $"{p.AllianceId} {p.Course}"));
        Find("Doubled", "the recognition stands, and the grant is stopped", _recognised
            .Where(p => p.Course.Operation() == "Operating" && stopped.Contains(p.AllianceId)).Select(p => $"{p.AllianceId} {p.Course}"));
        Find("Doubled", "a revoked alliance got its money back", accused
            .Where(p => p.Course.IsRevoked() && holds.GetValueOrDefault(p.RevocationId)).Select(p => $"{p.RevocationId} {p.Course}"));
    }

    async Task EveryDocumentIsAskedForOnce()
    {
        await Find("Doubled", "a document was asked for more than once", "certification",
            "select kind || ' of ' || subject_id || ' ' || count(*) || ' times' from matter group by kind, subject_id having count(*) > 1");
        await Find("Stuck", "a document is waited for that nobody signs any more", "certification", """
            select m.kind || ' of ' || m.alliance_id from matter m join alliance a on a.id = m.alliance_id
            where m.state = 'Waiting' and m.kind <> 'RevocationAnnouncement' and a.status not in ('Valid', 'Cancelling')
            """);
    }

    async Task EveryMessageIsInTheJournalOnce()
    {
        await Find("Doubled", "a message moved its case more than once", "workflows",
            "select message || ' ' || message_id || ' of ' || (array_agg(case_id))[1] || ' ' || count(*) || ' times' from journal where " +
            "message_id is not null group by message, message_id, kind having count(*) > 1");
        var heard = (await Rows<Guid>("workflows", "select message_id from journal where message_id is not null")).ToHashSet();
        foreach (var service in Ground.Services)
            Find("Lost", $"the workflow host never heard what {service} said",
                (await Rows<(Guid CaseId, string Act, Guid MessageId)>(service, "select case_id, act, message_id from driver_act"))
                .Where(act => !heard.Contains(act.MessageId)).Select(act => $"{act.Act} of {act.CaseId}"));
    }

    async Task EveryCommandWasAnsweredOnce()
    {
        var said = (await Rows<(Guid CaseId, string Command, long Times)>("workflows", """
            select case when j.kind = 'Recognition' and output in ('OpenGuidanceGrant', 'StartOperatingCycle')
              then (message_body->>'allianceId')::uuid
              when j.kind = 'Revocation' then (c.data->>'allianceId')::uuid else case_id end, output, count(*)
            from journal j join process_case c on c.id = j.case_id and c.kind = j.kind, unnest(outputs) as output group by 1, 2
            """)).ToDictionary(row => (row.CaseId, row.Command), row => row.Times);
        foreach (var (command, service) in Commands)
        {
            var answered = (await Rows<(Guid CaseId, long Times)>(service,
                "select case_id, count(*) from audit where what in (@command, 'Ignored' || @command) group by 1", new { command }))
                    .ToDictionary(row => row.CaseId, row => row.Times);
            var ofThis = said.Where(s => s.Key.Command == command).ToDictionary(s => s.Key.CaseId, s => s.Value);
            Find("Lost", $"{command} was said and not answered", ofThis.Where(s => answered.GetValueOrDefault(s.Key) < s.Value)
                .Select(s => s.Key.ToString()));
            Find("Doubled", $"{command} was answered more often than said", answered.Where(a => a.Value > ofThis.GetValueOrDefault(a.Key))
                .Select(a => $"{a.Key}: {a.Value} instead of {ofThis.GetValueOrDefault(a.Key)}"));
        }
        // What everybody is told: intake follows its applications.
        var steps = (await Rows<(Guid CaseId, long Times)>("workflows",
            "select case_id, count(*) from journal where kind = 'Recognition' group by 1"))
                .ToDictionary(row => row.CaseId, row => row.Times);
        var followed = (await Rows<(Guid CaseId, long Times)>("intake",
            "select case_id, count(*) from audit where what in ('FollowCase', 'IgnoredFollowCase') group by 1"))
                .ToDictionary(row => row.CaseId, row => row.Times);
        Find("Lost", "a step was not told to intake", steps.Where(s => followed.GetValueOrDefault(s.Key) < s.Value)
            .Select(s => s.Key.ToString()));
        Find("Doubled", "a step was told to intake more than once", followed.Where(f => f.Value > steps.GetValueOrDefault(f.Key))
            .Select(f => f.Key.ToString()));
    }

    async Task EveryServiceEventWasHeard()
    {
        foreach (var (name, service, sql) in Events)
        {
            var heard = (await Rows<Guid>("workflows", "select case_id from journal where message = @name", new { name })).ToHashSet();
            Find("Lost", $"{name} was never heard", (await Rows<Guid>(service, sql)).Where(id => !heard.Contains(id))
                .Select(id => id.ToString()));
        }
    }

    async Task EveryDeadlineFiredOnce()
    {
        await Find("Lost", "a deadline fired and was not heard", "workflows",
            "select name || ' of ' || case_id from deadline d where fired_at is not null and not exists (select from journal j where " +
            "j.message_id = d.message_id)");
        await using var connection = await ground.Databases["workflows"].OpenConnectionAsync();
        Find("Stuck", "a deadline is due and has not fired", (await connection.QueryAsync<string>(
            "select name || ' of ' || case_id from deadline where due_at <= @now and fired_at is null and cancelled_at is null",
            new { now = ground.Clock.GetUtcNow().UtcDateTime })).AsList());
        await Find("Stuck", "a case that ended still has a running deadline", "workflows", """
            select d.name || ' of ' || d.case_id from deadline d join process_case c on c.id = d.case_id and c.kind = d.kind
            where d.fired_at is null and d.cancelled_at is null and (c.state in ('Recognised', 'Refused', 'Declined', 'Withdrawn',
              'Cancelled', 'Dissolved', 'Dropped', 'Overtaken') or c.kind = 'Operation' and c.state = 'Revoked')
            """);
    }

    async Task NothingIsLeftBehind()
    {
        foreach (var service in Ground.Services)
            await Find("Stuck", $"a message is left in the outbox of {service}", service,
                "select destination || ' ' || message_id from outbox");
        await Find("Stuck", "a message waits for a case that nobody opens", "workflows",
            "select message_type || ' of ' || case_id from parked_message where settled_at is null and awaits_kind <> ''");
        var parked = await Rows<string>("workflows", """
            select queue || ' ' || message_type || ': ' || exception
            from parked_message
            where settled_at is null and awaits_kind = ''
            order by message_type desc
            """);
        if (parked.Count > poison)
            Find("Stuck", $"messages were parked beside the {poison} that the script poisoned", parked.Take(parked.Count - poison));
        if (parked.Count < poison) Find("Lost", "a poisoned message was not parked", Enumerable.Repeat("–", poison - parked.Count));
        foreach (var (queue, messages) in await Queues.Depths(ground.Broker))
            if (messages > 0) Find("Stuck", $"messages are left in the queue {queue}", [$"{messages}"]);
    }

    async Task TheRecordIsWhole(CancellationToken ct)
    {
        foreach (var service in Ground.Services)
        {
            await using var connection = await ground.Databases[service].OpenConnectionAsync(ct);
            var entries = await connection.QueryAsync<AuditEntry>("select * from audit order by case_id, position");
            Find("Broken", $"a chain of the record of {service} does not verify", entries.GroupBy(e => e.CaseId)
                .Where(chain => AuditTrail.FirstBroken(chain) is not null).Select(chain => chain.Key.ToString()));
        }
    }

    void Find(string kind, string what, IEnumerable<string> examples)
    {
        var found = examples.ToList();
        if (found.Count > 0) _findings.Add(new(kind, what, found.Count, found[0]));
    }

    async Task Find(string kind, string what, string service, string sql) => Find(kind, what, await Rows<string>(service, sql));

    async Task<IReadOnlyList<T>> Rows<T>(string service, string sql, object? parameters = null)
    {
        await using var connection = await ground.Databases[service].OpenConnectionAsync();
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }
}
