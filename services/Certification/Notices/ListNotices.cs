using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Security;

namespace Alliance.Certification.Notices;

/// <summary>Notices for everybody, the newest first.</summary>
[ForEveryone]
public sealed class ListNotices(Database database, StatutoryClock clock)
{
    public sealed record Row(
        Guid NoticeId, PublicNoticeKind Kind, Guid? ApplicationId, Guid? AllianceId, string Title, DateOnly PublishedOn,
        DateOnly? LastDay, DateOnly NominalLastDay,
        DateTimeOffset? ClosesAt, bool Provisional, NoticeState State);

    const int PageSize = 50;

    /// <param name="current">True: only those that run or wait for an objection to be settled.</param>
    /// <param name="after">The last notice of the page before.</param>
    /// <param name="actor">Who asks; the keys of application and alliance are for the office.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<Row>> Handle(bool? current, string? after, Actor actor, CancellationToken ct)
    {
        var notices = await database.Query<PublicNotice>($"""
            {PublicNotice.Select}
            where (not @current or n.outcome is null)
              and (@cursor::uuid is null or (n.published_at, n.id) < (select published_at, id from notice where id = @cursor))
            order by n.published_at desc, n.id desc limit @limit
            """, new { current = current == true, cursor = Guid.TryParse(after, out var id) ? id : (Guid?)null, limit = PageSize }, ct);
        var (now, keys) = (clock.Now, PublicKeys.AreNotEnough(actor));
        return [.. notices.Select(n => n.Known(clock.Calendar)).Select(n => new Row(
            n.Id, n.Kind, keys ? n.ApplicationId : null, keys ? n.AllianceId : null, n.Title, n.PublishedOn, n.LastDay, n.NominalLastDay,
            n.ClosesAt, n.ClosesAt is null, n.State(now)))];
    }

    /// <summary>The cursor of the next page; null on the last.</summary>
    public static string? Next(IReadOnlyList<Row> rows) => rows.Count == PageSize ? rows[^1].NoticeId.ToString() : null;
}
