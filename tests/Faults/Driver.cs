using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Npgsql;

namespace Alliance.Faults;

/// <summary>
/// Stands for the people in the services. What a person does there is a transaction that changes the service's rows and leaves an event in
/// its outbox; the driver writes exactly that into the same databases, and the services' own replicas carry it on. Every act is done once,
/// whatever happens to the connection on the way: its mark is in the same transaction.
/// </summary>
public sealed class Driver(Ground ground, IReadOnlyList<Plan> plans)
{
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(150);

    readonly Dictionary<Guid, Plan> _plans = plans.ToDictionary(plan => plan.Id);
    readonly Acts _acts = new(ground);

    /// <summary>Acts that are done.</summary>
    public int Done => _acts.Count;

    /// <summary>The marks of what was done, in each database.</summary>
    public async Task Prepare(CancellationToken ct)
    {
        await _acts.Prepare(ct);
        // An application needs a call.
        await using var call = ground.Databases["intake"].CreateCommand($"""
            insert into call(id, year, title, body, opens_at, closes_at, policy_version, published_at, published_by)
            values ('{Paper}', 2023, 'fire', '', now() - interval '10 years', now() + interval '10 years', 'kunming-2016.1', now(),
              'driver')
            """);
        await call.ExecuteNonQueryAsync(ct);
        // What the office issues stands in a document that was signed.
        await using var signed = ground.Databases["certification"].CreateCommand($"""
            insert into instrument(id, kind, state, policy_version, title, body, disclosure, drafted_at, drafted_by, drafted_by_name,
              signed_at, signed_on, content, sha256)
            values ('{Paper}', 'Recognition', 'Signed', 'kunming-2016.1', '–', '–', 'Open', now(), 'driver', 'driver', now(), current_date,
              '', '')
            """);
        await signed.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The call, and the document in which everything stands.</summary>
    public static readonly Guid Paper = new("0199f000-0000-7000-8000-000000000001");

    /// <summary>Acts as the plans say, until the token ends it. Time runs by the script's own watch.</summary>
    public async Task Run(Func<double> seconds, CancellationToken ct)
    {
        var aftermath = new Aftermath(ground, plans, _acts);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Intake(seconds(), ct);
                await Reviews(ct);
                await Determinations(ct);
                await Documents(ct);
                await Objections(ct);
                await aftermath.Act(ct);
                await Task.Delay(Tick, ct);
            }
            // What a table does not have is no outage: the driver is wrong, and says so.
            catch (Exception e) when (e is not PostgresException { SqlState: ['4', '2', ..] }
                && (Outage.Is(e) || e is NpgsqlException or InvalidOperationException or IOException))
            {
                // The database is away; whatever was not committed is done in the next round.
                await Task.Delay(TimeSpan.FromMilliseconds(300), CancellationToken.None);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>True when intake has said all it has to say.</summary>
    public bool IntakeIsThrough => _plans.Values.All(plan => plan.IntakeActs.All(act => _acts.Done(plan.Id, act.Name)));

    async Task Intake(double now, CancellationToken ct)
    {
        var due = _plans.Values
            .SelectMany(plan => plan.IntakeActs.Select(act => (plan, act)))
            .Where(x => x.plan.ArrivesAt + x.act.After <= now && !_acts.Done(x.plan.Id, x.act.Name))
            .OrderBy(x => x.plan.ArrivesAt + x.act.After).Take(500).ToList();
        foreach (var (name, group) in due.GroupBy(x => x.act.Name).Select(g => (g.Key, g.ToList())))
        {
            // In the order in which they leave: an act of a case waits for the one before it.
            var ready = group.Where(x => x.plan.IntakeActs.TakeWhile(act => act != x.act)
                .All(before => _acts.Done(x.plan.Id, before.Name))).ToList();
            await Act("intake", name, ready.Select(x => x.plan), plan => EventOf(plan, name), name == nameof(CorrectionRequested) ? """
                insert into application(id, call_id, year, policy_version, stage, form, version, alliance_name, lead_unit,
                  lead_credit_code, key_industry, receipt_number, arrived_at, saved_at, saved_by, search)
                select case_id, '0199f000-0000-7000-8000-000000000001', 2023, 'kunming-2016.1', 'Correction', '{}', 1, case_id::text, '',
                  '', '', case_id::text, now(), now(), 'driver', '' from acted
                """ : null, ct);
        }
    }

    async Task Reviews(CancellationToken ct)
    {
        var open = await Waiting("review", """
            select application_id
            from review r
            where state = 'AwaitingPanel' and not exists (select
            from driver_act a
            where a.case_id = r.application_id) limit 500
            """, ct);
        await Act("review", nameof(ExpertReviewConcluded), open.Where(p => p.Fate != Fate.WithdrawnInReview),
            plan => EventOf(plan, nameof(ExpertReviewConcluded)),
            "update review set state = 'Concluded', concluded_at = now() where application_id in (select case_id from acted)", ct);
        // The lead unit withdraws while the experts read: intake says so.
        await Act("intake", nameof(ApplicationWithdrawn),
            open.Where(p => p.Fate == Fate.WithdrawnInReview && !_acts.Done(p.Id, nameof(ApplicationWithdrawn))),
            plan => EventOf(plan, nameof(ApplicationWithdrawn)), null, ct);
    }

    async Task Determinations(CancellationToken ct)
    {
        var open = await Waiting("certification", "select application_id from determination where state = 'Determination' limit 500", ct);
        await Act("certification", nameof(RecognitionProposed), open.Where(p => p.Fate != Fate.Declined),
            plan => EventOf(plan, nameof(RecognitionProposed)),
            "update determination set state = 'Proposed', decided_at = now(), decided_by = 'driver', minutes = '–' where application_id " +
            "in (select case_id from acted)",
            ct);
        await Act("certification", nameof(RecognitionDeclined), open.Where(p => p.Fate == Fate.Declined),
            plan => EventOf(plan, nameof(RecognitionDeclined)),
            "update determination set state = 'Declined', decided_at = now(), decided_by = 'driver', reasons = '[]' where application_id " +
            "in (select case_id from acted)",
            ct);
    }

    // Drafted, checked and signed: the notice and the recognition document, each of one case.
    async Task Documents(CancellationToken ct)
    {
        var (today, notice) = (Today, Notice);
        await Act("certification", nameof(NoticePublished), await Waiting("certification", Matters("RecognitionNotice"), ct),
            plan => EventOf(plan, nameof(NoticePublished)), $"""
            insert into notice(id, kind, application_id, title, published_on, published_at, nominal_last_day, last_day, closes_at,
              instrument_id)
            select given.message_id, 'Recognition', given.case_id, '–', '{today:yyyy-MM-dd}', '{ground.Clock.GetUtcNow():O}',
              '{notice.NominalLastDay:yyyy-MM-dd}', '{notice.LastDay:yyyy-MM-dd}', '{notice.ClosesAt:O}', '{Paper}'
            from given where given.case_id in (select case_id from acted) returning 1),
            determined as (update determination set state = 'PublicNotice' where application_id in (select case_id from acted) returning 1),
            settled as (update matter set state = 'Done', instrument_id = '{Paper}', settled_at = now()
              where kind = 'RecognitionNotice' and application_id in (select case_id from acted)
            """, ct);
        await Act("certification", nameof(AllianceRecognised), await Waiting("certification", Matters("Recognition"), ct),
            plan => EventOf(plan, nameof(AllianceRecognised)), $"""
            insert into alliance(id, application_id, application, name, document_number, certificate_number, plaque_number, recognised_on,
              status, instrument_id)
            select given.message_id, given.case_id, d.application, d.application->>'allianceName', '驱动1号', given.case_id::text,
              given.case_id::text, '{today:yyyy-MM-dd}', 'Valid', '{Paper}'
            from given join determination d on d.application_id = given.case_id
            where given.case_id in (select case_id from acted) returning 1),
            determined as (update determination set state = 'Recognised' where application_id in (select case_id from acted) returning 1),
            closed as (update notice set outcome = 'Recognised', closed_at = now()
              where outcome is null and application_id in (select case_id from acted) returning 1),
            settled as (update matter set state = 'Done', instrument_id = '{Paper}', settled_at = now()
              where kind = 'Recognition' and application_id in (select case_id from acted)
            """, ct);
    }

    static string Matters(string kind)
        => $"select application_id from matter where state = 'Waiting' and kind = '{kind}' limit 500";

    DateOnly Today => BeijingTime.DayOf(ground.Clock.GetUtcNow());

    ReckonedPeriod Notice => PolicyBook.Find("kunming-2016.1").Notice.Reckon(Today, WorkCalendar.StateCouncil);

    async Task Objections(CancellationToken ct)
    {
        var noticed = await Waiting("certification", $"""
            select n.application_id from notice n
            where n.outcome is null
              and n.application_id =
                any(array[{string.Join(',', _plans.Values.Where(p => p.Fate == Fate.Objected).Select(p => $"'{p.Id}'"))}]::uuid[])
              and not exists (select from driver_act a where a.case_id = n.application_id and a.act = 'ObjectionsSettled')
            """, ct);
        foreach (var name in (string[])[nameof(ObjectionLodged), nameof(ObjectionsSettled)])
            await Act("certification", name, noticed, plan => EventOf(plan, name), null, ct);
    }

    async Task<IReadOnlyList<Plan>> Waiting(string service, string sql, CancellationToken ct)
    {
        await using var command = ground.Databases[service].CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<Plan>();
        while (await reader.ReadAsync(ct))
            if (_plans.TryGetValue(reader.GetGuid(0), out var plan)) found.Add(plan);
        return found;
    }

    Task Act(string service, string name, IEnumerable<Plan> plans, Func<Plan, object> eventOf, string? rows, CancellationToken ct)
        => _acts.Do(service, name, plans.Select(plan => new Deed(plan.Id, plan.Id, eventOf(plan), Deed.LaneOf(plan.Id))), rows, ct);

    object EventOf(Plan plan, string name)
    {
        var now = ground.Clock.GetUtcNow();
        var reason = new Reason("Art. 10", "驱动");
        return name switch
        {
            nameof(ApplicationSubmitted) => new ApplicationSubmitted(plan.Id, plan.Application, now),
            nameof(CorrectionRequested) =>
                new CorrectionRequested(plan.Id, [reason], now.AddDays(5), DateOnly.FromDateTime(now.UtcDateTime).AddDays(5), now),
            nameof(ApplicationResubmitted) => new ApplicationResubmitted(plan.Id, plan.Application, now),
            nameof(FormalReviewPassed) => new FormalReviewPassed(plan.Id, now),
            nameof(FormalReviewRefused) => new FormalReviewRefused(plan.Id, [reason], now),
            nameof(ApplicationWithdrawn) => new ApplicationWithdrawn(plan.Id, "驱动", now),
            nameof(ExpertReviewConcluded) => new ExpertReviewConcluded(plan.Id, true, 80m, 3, "同意推荐", now),
            nameof(RecognitionProposed) => new RecognitionProposed(plan.Id, now),
            nameof(RecognitionDeclined) => new RecognitionDeclined(plan.Id, [reason], now),
            nameof(NoticePublished) => new NoticePublished(plan.Id, Acts.MessageId(plan.Id, name), Today, Notice.ClosesAt,
                Notice.NominalLastDay),
            nameof(AllianceRecognised) => new AllianceRecognised(plan.Id, Acts.MessageId(plan.Id, name), plan.Application, "驱动1号",
                plan.Id.ToString(), Today),
            nameof(ObjectionLodged) => new ObjectionLodged(plan.Id, Guid.CreateVersion7(), now),
            nameof(ObjectionsSettled) => new ObjectionsSettled(plan.Id, false, reason, now.AddTicks(10)),
            _ => throw new InvalidOperationException($"Nobody says {name}."),
        };
    }
}
