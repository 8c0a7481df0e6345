using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Revocations.Statements;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Revocations.Hearings;

/// <summary>听证: the unit asks to be heard, within the period of its statement (Art. 17). Nothing is decided before it was.</summary>
[For(Roles.Applicant)]
public sealed class RequestHearing(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Why">What the unit wants to say or show there; may stay empty.</param>
    public sealed record Request([LongText(2000)] string? Why);

    public async Task<Outcome> Handle(Guid id, Request request, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var found = await RevocationCase.Lock(work, id);
        if (WhyNot(found, lead, clock.Now, clock.Calendar) is { } refusal) return refusal;

        var (now, today) = (clock.Now, clock.Today);
        var why = string.IsNullOrWhiteSpace(request.Why) ? null : request.Why.Trim();
        await work.Execute("""
            update revocation_case set state = 'Hearing', hearing_asked_at = @now, hearing_asked_on = @today,
              hearing_asked_by_name = @Name, hearing_why = @why
            where id = @id
            """, new { id, now, today, lead.Name, why });
        await work.Publish(new HearingRequested(id, today, now));
        var period = found!.Policy.HearingWithin.Reckon(today, clock.Calendar);
        var last = period.LastDay ?? period.NominalLastDay;
        await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), found.AllianceId, $"联盟要求听证",
            $"{found.AllianceName}对拟撤销认定资格要求听证，请在 {last:yyyy-MM-dd} 前举行，并提前 {InviteToHearing.DaysAhead} 日通知时间、地点。",
            found.Link, Articles.Revocation);
        await work.Record(found.AllianceId, nameof(RequestHearing), new { id, why }, Articles.Revocation, found.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(RevocationCase? found, Actor lead, DateTimeOffset now, WorkCalendar calendar)
        => FileStatement.WhyNotNow(found, lead, now, calendar)
            ?? (found!.HearingAskedAt is null ? null : Refusal.Conflict($"已经要求过听证", Articles.Revocation, found.PolicyVersion));
}
