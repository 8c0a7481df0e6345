using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Faults;

/// <summary>What people do with an alliance once it is recognised: against some a case for revocation is opened, they are heard, it is
/// decided, the document is signed; others fail their assessment, or end themselves.</summary>
public sealed class Aftermath(Ground ground, IReadOnlyList<Plan> plans, Acts acts)
{
    readonly IReadOnlyList<Plan> _plans = [.. plans.Where(plan => plan.FinalState == "Recognised")];

    static readonly Reason Reason = new($"{Articles.Revocation}(3)", "驱动");

    DateTimeOffset Now => ground.Clock.GetUtcNow();

    DateOnly Today => BeijingTime.DayOf(Now);

    static Policy Policy => PolicyBook.Find("kunming-2016.1");

    /// <summary>Everything that can be done now, in the order of a case.</summary>
    public async Task Act(CancellationToken ct)
    {
        await Accuse(ct);
        await Hear(ct);
        await Decide(ct);
        await Sign(ct);
        await Assess(ct);
        await Cancel(ct);
        await Dissolve(ct);
    }

    async Task Accuse(CancellationToken ct)
    {
        await OnCase(nameof(RevocationCaseOpened), plan => plan.Course.IsAccused(),
            "select id from alliance where id = any(@keys) and closed_at is null", plan => plan.AllianceId,
            plan => new RevocationCaseOpened(plan.RevocationId, plan.AllianceId, plan.Application, 3, Reason, Now), $"""
            insert into revocation_case(id, alliance_id, policy_version, ground, facts, state, opened_at, opened_by, opened_by_name)
            select case_id, about, 'kunming-2016.1', 3, '驱动', 'Investigation', '{Now:O}', 'driver', '驱动' from given
            where case_id in (select case_id from acted)
            """, ct);
        var period = Policy.Hearing.Reckon(Today, WorkCalendar.StateCouncil);
        await OnCase(nameof(PriorNoticeServed), plan => plan.Course != Course.DroppedAtOnce, "state = 'Investigation'",
            plan => new PriorNoticeServed(plan.RevocationId, Today, period.ClosesAt, period.NominalLastDay, Now), $"""
            state = 'Statement', noticed_at = '{Now:O}', noticed_by_name = '驱动', statement_until = '{period.ClosesAt:O}'
            """, ct);
    }

    async Task Hear(CancellationToken ct)
    {
        await OnCase(nameof(StatementFiled), plan => plan.Id.ToByteArray()[0] % 2 == 0,
            "select id from revocation_case where id = any(@keys) and state in ('Statement', 'Hearing') and statement_until > @now",
            plan => plan.RevocationId, plan => new StatementFiled(plan.RevocationId, Now), $"""
            insert into revocation_statement(case_id, number, body, filed_at, filed_by, filed_by_name)
            select case_id, 1, '驱动', '{Now:O}', 'driver', '驱动' from acted
            """, ct);
        await OnCase(nameof(HearingRequested), plan => plan.Course.IsHeard(), "state = 'Statement' and statement_until > @now",
            plan => new HearingRequested(plan.RevocationId, Today, Now), $"""
            state = 'Hearing', hearing_asked_at = '{Now:O}', hearing_asked_on = '{Today:yyyy-MM-dd}', hearing_asked_by_name = '驱动'
            """, ct);
        foreach (var (course, when) in ((Course, string)[])[(Course.HeardAndRevoked, ""),
            (Course.HeardLateAndRevoked, " and statement_until <= @now")])
            await OnCase(nameof(HearingHeld), plan => plan.Course == course, $"state = 'Hearing'{when}",
                plan => new HearingHeld(plan.RevocationId, Today, true, Now), $"""
                state = case when statement_until <= '{Now:O}' then 'Decision' else 'Statement' end, hearing_at = '{Now:O}',
                  held_on = '{Today:yyyy-MM-dd}', attended = true, minutes = '驱动', held_at = '{Now:O}'
                """, ct);
    }

    async Task Decide(CancellationToken ct)
    {
        // As the service judges: the period is over, and no hearing is owed.
        const string heard = "state in ('Statement', 'Decision') and decided_at is null and statement_until <= @now";
        foreach (var (revoked, courses, when) in ((bool, Func<Course, bool>, string)[])
            [
                (false, course => course == Course.DroppedAtOnce, "state = 'Investigation'"),
                (false, course => course.IsDropped() && course != Course.DroppedAtOnce, heard),
                (true, course => course.IsRevoked() && course != Course.RevokedUnderAssessment, heard),
                (true, course => course == Course.RevokedUnderAssessment, $"""
                    {heard} and exists (select from assessment a where a.alliance_id = revocation_case.alliance_id and concluded_at is null)
                    """),
                (true, course => course == Course.CancelledBeforeTheDocument, $"""
                    {heard} and exists (select from assessment a where a.alliance_id = revocation_case.alliance_id and not passed)
                    """),
            ])
            await OnCase(nameof(RevocationDecided), plan => courses(plan.Course), when,
                plan => new RevocationDecided(plan.RevocationId, plan.AllianceId, revoked, Reason, Now,
                    revoked ? new(3, "驱动", "驱动", "驱动", FromRecognition: false) : null), $"""
                state = '{(revoked ? "Revoking" : "Dropped")}', decided_at = '{Now:O}', decided_by = 'driver', decided_by_name = '驱动',
                  revoked = {(revoked ? "true" : "false")}, reasons = '驱动', ended_at = {(revoked ? "null" : $"'{Now:O}'")}
                """, ct);
    }

    async Task Sign(CancellationToken ct)
    {
        await OnAlliance("certification", nameof(RecognitionRevoked), plan => plan.Course.IsRevoked(), Matters("Revocation"),
            plan => new RecognitionRevoked(plan.AllianceId, Reason, Today, plan.RevocationId, Now, Today), $"""
            update alliance set status = 'Revoked', ended_on = '{Today:yyyy-MM-dd}', end_article = 'Art. 17(3)', end_sentence = '驱动',
              end_document_number = '驱动撤1号', end_instrument_id = '{Driver.Paper}', plaque_handed_over_on = recognised_on
            where id in (select case_id from acted) returning 1),
            settled as (update matter set state = 'Done', instrument_id = '{Driver.Paper}', settled_at = now()
              where kind = 'Revocation' and state = 'Waiting' and alliance_id in (select case_id from acted)
            """, ct);
        // Every other plaque comes back; the others are asked for.
        var back = await Ready("certification", nameof(PlaqueRecovered),
            plan => plan.Course.IsRevoked() && plan.Id.ToByteArray()[1] % 2 == 0, plan => plan.RevocationId,
            "select id from alliance where id = any(@keys) and status = 'Revoked'", plan => plan.AllianceId, ct);
        await acts.Do("certification", nameof(PlaqueRecovered), back.Select(plan => new Deed(plan.RevocationId, plan.AllianceId,
            new PlaqueRecovered(plan.RevocationId, plan.AllianceId, Today, Now), LaneOf(plan, nameof(PlaqueRecovered)))), $"""
            update alliance set plaque_recovered_on = '{Today:yyyy-MM-dd}'
            where id in (select about from given where case_id in (select case_id from acted))
            """, ct);
    }

    async Task Assess(CancellationToken ct)
    {
        foreach (var passed in (bool[])[true, false])
            await OnAlliance("monitoring", nameof(AssessmentConcluded),
                plan => plan.Course.Fails() != passed && plan.Course != Course.RevokedUnderAssessment,
                "select alliance_id from assessment where alliance_id = any(@keys) and concluded_at is null",
                plan => new AssessmentConcluded(plan.AllianceId, 1, Acts.MessageId(plan.AllianceId, "Assessment"), passed, passed ? 80 : 40,
                    Reason, Now), $"""
                update assessment set passed = {(passed ? "true" : "false")}, grade = '–', score = 50, knockouts = '[]', scores = '[]',
                  opinion = '驱动', reason_article = 'Art. 14', reason_sentence = '驱动', concluded_at = '{Now:O}', concluded_by = 'driver',
                  concluded_by_name = '驱动'
                where concluded_at is null and alliance_id in (select case_id from acted)
                """, ct);
    }

    async Task Cancel(CancellationToken ct)
    {
        var period = Policy.Notice.Reckon(Today, WorkCalendar.StateCouncil);
        // The notice has the key of the message by which it is told.
        await OnAlliance("certification", nameof(CancellationNoticePublished), plan => plan.Course.Fails(), Matters("CancellationNotice"),
            plan => new CancellationNoticePublished(plan.AllianceId, Acts.MessageId(plan.AllianceId, nameof(CancellationNoticePublished)),
                Today, period.ClosesAt, period.NominalLastDay, Now), $"""
            insert into notice(id, kind, application_id, alliance_id, title, published_on, published_at, nominal_last_day, last_day,
              closes_at, instrument_id)
            select given.message_id, 'Cancellation', a.application_id, a.id, '–', '{Today:yyyy-MM-dd}', '{Now:O}',
              '{period.NominalLastDay:yyyy-MM-dd}', '{period.LastDay:yyyy-MM-dd}', '{period.ClosesAt:O}', '{Driver.Paper}'
            from given join alliance a on a.id = given.case_id where given.case_id in (select case_id from acted) returning 1),
            decided as (insert into cancellation(notice_id, alliance_id, cycle, attempt, article, sentence, decided_at)
              select message_id, case_id, 1, 1, 'Art. 14', '驱动', '{Now:O}' from given where case_id in (select case_id from acted)
              returning 1),
            announced as (update alliance set status = 'Cancelling' where id in (select case_id from acted) returning 1),
            settled as (update matter set state = 'Done', instrument_id = '{Driver.Paper}', settled_at = now()
              where kind = 'CancellationNotice' and state = 'Waiting' and alliance_id in (select case_id from acted)
            """, ct);
        await OnAlliance("certification", nameof(RecognitionCancelled), plan => plan.Course.Fails(), Matters("Cancellation"),
            plan => new RecognitionCancelled(plan.AllianceId, new(Articles.Operation, "驱动"), Today, Now), $"""
            update alliance set status = 'Cancelled', ended_on = '{Today:yyyy-MM-dd}', end_article = 'Art. 14', end_sentence = '驱动',
              end_document_number = '驱动取1号', end_instrument_id = '{Driver.Paper}'
            where id in (select case_id from acted) returning 1),
            closed as (update notice set outcome = 'Cancelled', closed_at = '{Now:O}'
              where kind = 'Cancellation' and outcome is null and alliance_id in (select case_id from acted) returning 1),
            dropped as (update matter set state = 'Dropped', dropped_why = '驱动', settled_at = now()
              where kind = 'Revocation' and state = 'Waiting' and alliance_id in (select case_id from acted) returning 1),
            settled as (update matter set state = 'Done', instrument_id = '{Driver.Paper}', settled_at = now()
              where kind = 'Cancellation' and state = 'Waiting' and alliance_id in (select case_id from acted)
            """, ct);
    }

    Task Dissolve(CancellationToken ct) => OnAlliance("monitoring", nameof(AllianceDissolved),
        plan => plan.Course == Course.DroppedAndDissolved, """
        select a.id from alliance a join revocation_case r on r.alliance_id = a.id
        where a.id = any(@keys) and a.closed_at is null and r.state = 'Dropped'
        """, plan => new AllianceDissolved(plan.AllianceId, Guid.CreateVersion7(), "驱动备1号", new(Articles.Changes, "驱动"), Today, Now), $"""
        update alliance set closed_at = '{Now:O}', closed_article = 'Art. 15', closed_sentence = '驱动'
        where id in (select case_id from acted)
        """, ct);

    static string Matters(string kind)
        => $"select alliance_id from matter where alliance_id = any(@keys) and state = 'Waiting' and kind = '{kind}'";

    // A step of Monitoring on the row of a case.
    Task OnCase(string name, Func<Plan, bool> of, string when, Func<Plan, object> eventOf, string set, CancellationToken ct)
        => OnCase(name, of, $"select id from revocation_case where id = any(@keys) and {when}", plan => plan.RevocationId, eventOf,
            $"update revocation_case set {set} where id in (select case_id from acted)", ct);

    async Task OnCase(string name, Func<Plan, bool> of, string ready, Func<Plan, Guid> row, Func<Plan, object> eventOf, string rows,
        CancellationToken ct)
        => await acts.Do("monitoring", name,
            (await Ready("monitoring", name, plan => plan.Course.IsAccused() && of(plan), plan => plan.RevocationId, ready, row, ct))
                .Select(plan => new Deed(plan.RevocationId, plan.AllianceId, eventOf(plan), LaneOf(plan, name))), rows, ct);

    async Task OnAlliance(string service, string name, Func<Plan, bool> of, string ready, Func<Plan, object> eventOf, string rows,
        CancellationToken ct)
        => await acts.Do(service, name,
            (await Ready(service, name, of, plan => plan.AllianceId, ready, plan => plan.AllianceId, ct))
                .Select(plan => new Deed(plan.AllianceId, plan.AllianceId, eventOf(plan), LaneOf(plan, name))), rows, ct);

    // Where events leave in any order, each has a lane of its own.
    static short LaneOf(Plan plan, string name)
        => Deed.LaneOf(plan.InAnyOrder ? Acts.MessageId(plan.Id, name) : plan.AllianceId);

    async Task<IReadOnlyList<Plan>> Ready(string service, string name, Func<Plan, bool> of, Func<Plan, Guid> key, string sql,
        Func<Plan, Guid> row, CancellationToken ct)
    {
        var wanted = _plans.Where(plan => of(plan) && !acts.Done(key(plan), name)).ToDictionary(row);
        if (wanted.Count == 0) return [];
        await using var command = ground.Databases[service].CreateCommand(sql);
        command.Parameters.AddWithValue("keys", wanted.Keys.ToArray());
        if (sql.Contains("@now", StringComparison.Ordinal)) command.Parameters.AddWithValue("now", Now.ToUniversalTime());
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ready = new List<Plan>();
        while (await reader.ReadAsync(ct)) ready.Add(wanted[reader.GetGuid(0)]);
        return ready;
    }
}
