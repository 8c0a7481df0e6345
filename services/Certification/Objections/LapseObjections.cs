using Alliance.Certification.Notices;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Statute;

namespace Alliance.Certification.Objections;

/// <summary>
/// Objections that were not confirmed in time hold nothing and are not waited for any more. They stay on file and on the officers' list,
/// and an officer may admit them as long as the notice runs.
/// </summary>
public sealed class LapseObjections(IServiceScopeFactory scopes, StatutoryClock clock, ILogger<LapseObjections> log)
    : Rounds(TimeSpan.FromSeconds(5), log)
{
    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<Database>();
        foreach (var noticeId in await database.Query<Guid>("""
            select distinct n.id from objection o join notice n on n.id = o.notice_id
            where o.state = 'Unconfirmed' and (o.confirm_until <= @now or n.outcome is not null) limit 20
            """, new { now = clock.Now }, ct))
            await Lapse(database, noticeId, ct);
    }

    async Task Lapse(Database database, Guid noticeId, CancellationToken ct)
    {
        await using var work = await database.BeginAsSystem("certification", ct);
        // In this order and under this lock confirming, issuing and lapsing are one after the other.
        if ((await PublicNotice.Lock(work, noticeId))?.Known(clock.Calendar) is not { } notice) return;
        var now = clock.Now;
        var lapsed = await work.Execute($"""
            update objection set state = '{(notice.Outcome is null ? ObjectionState.Lapsed : ObjectionState.Closed)}', settled_at = @now
            where notice_id = @noticeId and state = 'Unconfirmed' {(notice.Outcome is null ? "and confirm_until <= @now" : "")}
            """, new { noticeId, now });
        if (lapsed == 0) return;
        await HoldCase.Release(work, notice, now);
        await work.Record(Objection.CaseOf(notice), nameof(LapseObjections), new { noticeId, lapsed }, Articles.Notice,
            notice.Application.PolicyVersion);
        await work.Commit();
    }
}
