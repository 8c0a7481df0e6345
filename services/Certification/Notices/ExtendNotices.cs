using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Statute;

namespace Alliance.Certification.Notices;

/// <summary>
/// A calendar was published after a notice and gives it a later last day (民法典 203): the period is extended, whoever objects on the added
/// days is heard, and the notice says so. What was announced is never shortened, and a period that was over when the calendar came is not
/// opened again.
/// </summary>
public sealed class ExtendNotices(Database database, StatutoryClock clock, PublishedCalendars calendars) : IReckonAgain
{
    public async Task<int> Run(CancellationToken ct)
    {
        var since = calendars.Arrived?.PublishedAt ?? clock.Now;
        var calendar = calendars.Arrived?.Name ?? clock.Calendar.Edition;
        var extended = 0;
        // Few run at a time; each is a step of its own.
        foreach (var id in await database.Query<Guid>("select id from notice where outcome is null and closes_at > @since order by id",
            new { since }, ct))
            if (await Extend(id, since, calendar, ct)) extended++;
        return extended;
    }

    async Task<bool> Extend(Guid id, DateTimeOffset since, string calendar, CancellationToken ct)
    {
        await using var work = await database.BeginAsSystem("certification", ct);
        if (await PublicNotice.Lock(work, id) is not { } notice || Later(notice, since) is not { } period) return false;
        await work.Execute("""
            update notice set first_closes_at = coalesce(first_closes_at, closes_at), closes_at = @ClosesAt, last_day = @LastDay,
              nominal_last_day = @NominalLastDay, extended_by = @calendar
            where id = @id
            """, new { id, period.ClosesAt, period.LastDay, period.NominalLastDay, calendar });
        await work.Publish(new NoticeExtended(notice.ApplicationId, id, notice.ClosesAt!.Value, period.ClosesAt!.Value, calendar));
        await work.Record(notice.AllianceId ?? notice.ApplicationId, nameof(ExtendNotices),
            new { noticeId = id, before = notice.ClosesAt, after = period.ClosesAt, calendar },
            Articles.HolidayRules, notice.Policy.Version);
        await work.Commit();
        return true;
    }

    Statute.Periods.ReckonedPeriod? Later(PublicNotice notice, DateTimeOffset since)
        => notice is { Outcome: null, ClosesAt: { } closes } && closes > since
            && notice.Reckon(clock.Calendar) is { ClosesAt: { } lawful } period && lawful > closes ? period : null;
}
