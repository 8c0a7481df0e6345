using System.Globalization;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Lists;
using Alliance.Ui;

namespace Alliance.Intake.Calls;

/// <summary>The calls, latest window first; for everyone (Art. 9).</summary>
public sealed class ListCalls(Database database, StatutoryClock clock)
{
    public static readonly SqlList<Item> Table = new("calls", "申报通知")
    {
        Sql = "select id as call_id, year, title, opens_at, closes_at from call",
        Key = "id",
        Named = "id",
        Order = "-closes",
        Size = 50,
        Columns =
        [
            new("title", "标题", (i, _) => i.Title, "title", ListValue.Name) { Width = 60, IsAlwaysThere = true },
            new("year", "年度", (i, _) => i.Year.ToString(CultureInfo.InvariantCulture), "year", ListValue.Place) { IsAlwaysThere = true },
            new("opens", "开始时间", (i, _) => i.OpensAt, "opens_at", ListValue.Instant) { IsAlwaysThere = true },
            new("closes", "截止时间", (i, _) => BeijingTime.EndText(i.ClosesAt), "closes_at", ListValue.Instant) { IsAlwaysThere = true },
            new("state", "状态", (i, words) => i.Open ? words["受理中"] : words["未在受理"]),
        ],
    };

    /// <summary>One call of the list.</summary>
    public sealed record Item(Guid CallId, int Year, string Title, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, bool Open);

    public Task<ListPage<Item>> Handle(ListQuery query, CancellationToken ct) => Table.Read<Call>(database, query, [], new { },
        c => new(c.CallId, c.Year, c.Title, c.OpensAt, c.ClosesAt, c.IsOpenAt(clock.Now)), ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Item> Export(ListQuery query, CancellationToken ct) => new(Table, query, page => Handle(page, ct));
}
