using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Ui;

namespace Alliance.Certification.Notices;

/// <summary>Notices for everybody, the newest first.</summary>
[ForEveryone]
public sealed class ListNotices(Database database, StatutoryClock clock)
{
    public sealed record Row(
        Guid NoticeId, PublicNoticeKind Kind, Guid? ApplicationId, Guid? AllianceId, string Title, DateOnly PublishedOn,
        DateOnly? LastDay, DateOnly NominalLastDay,
        DateTimeOffset? ClosesAt, bool Provisional, NoticeState State);

    public static readonly SqlList<Row> Table = new("notices", "公示")
    {
        Sql = PublicNotice.Select,
        Key = "n.id",
        Named = "n.id",
        Order = "-published",
        Size = 50,
        Filters = ["current"],
        Columns =
        [
            new("title", "标题", (i, _) => i.Title, "n.title", ListValue.Name) { Width = 60, IsAlwaysThere = true },
            new("state", "状态", (i, words) => words[i.State.Word()]),
            new("published", "发布日期", (i, _) => i.PublishedOn, "n.published_at", ListValue.Instant) { IsAlwaysThere = true },
            new("closes", "公示截止", (i, _) => BeijingTime.EndText(i.ClosesAt, i.NominalLastDay), "n.closes_at", ListValue.Instant),
        ],
    };

    /// <param name="current">True: only those that run or wait for an objection to be settled.</param>
    /// <param name="query">Which page.</param>
    /// <param name="actor">Who asks; the keys of application and alliance are for the office.</param>
    /// <param name="ct">Cancels.</param>
    public Task<ListPage<Row>> Handle(bool? current, ListQuery query, Actor actor, CancellationToken ct)
    {
        var (now, keys) = (clock.Now, PublicKeys.AreNotEnough(actor));
        return Table.Read<PublicNotice>(database, query, [current == true ? "n.outcome is null" : null], new { }, notice =>
        {
            var n = notice.Known(clock.Calendar);
            return new Row(n.Id, n.Kind, keys ? n.ApplicationId : null, keys ? n.AllianceId : null, n.Title, n.PublishedOn, n.LastDay,
                n.NominalLastDay, n.ClosesAt, n.ClosesAt is null, n.State(now));
        }, ct);
    }

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(bool? current, ListQuery query, Actor actor, CancellationToken ct)
        => new(Table, query, page => Handle(current, page, actor, ct));
}
