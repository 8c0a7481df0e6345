using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;

namespace Alliance.Monitoring.Registers;

/// <summary>What stands in the registers (Art. 5, 6, 16): of a lead unit's own alliances, of all for the bureau; what changed last
/// first.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ListEntries(Database database)
{
    public static readonly SqlList<Entry> Table = new("registers", "登记簿")
    {
        Sql = Entry.Select,
        Key = "e.id",
        Order = "-changed",
        Size = 50,
        Filters = ["q", "kind", "alliance", "year"],
        Columns =
        [
            new("kind", "登记簿", (i, words) => words[i.Kind.Word()], SqlList.InOrder<EntryKind>("e.kind"),
                ListValue.Place) { IsAlwaysThere = true },
            new("title", "名称", (i, _) => i.Title, "e.title", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("number", "编号", (i, _) => i.Number, "e.number", ListValue.Text),
            new("owner", "单位", (i, _) => i.OwnerName, "e.owner_name", ListValue.Name) { Width = 30 },
            new("starts", "日期", (i, _) => i.StartsOn, "e.starts_on", ListValue.Day),
            new("ends", "终止日期", (i, _) => i.EndsOn, "e.ends_on", ListValue.Day) { IsShown = false },
            new("amount", "金额", (i, _) => i.AmountFen is { } fen ? Money.Yuan(fen) : null, "e.amount_fen",
                ListValue.Whole) { IsShown = false },
            new("details", "其他", (i, words) => Said(words, i)) { IsShown = false, Width = 60 },
            new("source", "来源", (i, words) => words[i.Source.Word()], SqlList.InOrder<EntrySource>("e.source"), ListValue.Place)
                { IsShown = false, IsAlwaysThere = true },
            new("alliance", "联盟", (i, _) => i.AllianceName, "a.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("changed", "最近修改", (i, _) => i.ChangedAt, "e.changed_at", ListValue.Instant) { IsAlwaysThere = true },
        ],
    };

    /// <param name="Kind">Only this register.</param>
    /// <param name="Alliance">Only of this alliance.</param>
    /// <param name="Year">Only of this year, by its day.</param>
    /// <param name="Q">Part of the title, number, unit or alliance.</param>
    public sealed record Request(EntryKind? Kind = null, Guid? Alliance = null, int? Year = null, string? Q = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said.Of<EntryKind>("kind"),
            Guid.TryParse(said["alliance"], out var alliance) ? alliance : null, said.Whole("year"), said["q"]);
    }

    /// <summary>What its kind has besides, in a line.</summary>
    internal static string? Said(Core.Text.Words words, Entry entry)
    {
        var said = from field in EntryShape.Of(entry.Kind).Details
                   let value = entry.Details.GetValueOrDefault(field.Key)
                   where value is { Length: > 0 }
                   select $"{words[field.Label]}：{(field.Choices is null ? value : words[value])}";
        return string.Join("；", said) is { Length: > 0 } all ? all : null;
    }

    public Task<ListPage<Entry>> Handle(Request request, ListQuery query, Actor actor, CancellationToken ct) => Table.Read(database, query,
    [
        "e.removed_at is null",
        OperatingAlliance.SeesAll(actor) ? null : "a.lead_unit_credit_code = @creditCode",
        request.Kind is null ? null : "e.kind = @kind",
        request.Alliance is null ? null : "e.alliance_id = @Alliance",
        request.Year is null ? null : "e.counted_year = @Year",
        SqlPattern.Contains(request.Q) is null ? null
            : """
            (typed_text(e.title) like @q or typed_text(e.number) like @q or typed_text(e.owner_name) like @q or typed_text(a.name) like @q)
            """,
    ], new
    {
        creditCode = actor.Unit?.CreditCode ?? "",
        kind = request.Kind?.ToString(),
        request.Alliance,
        request.Year,
        q = SqlPattern.Contains(request.Q),
    }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Entry> Export(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, actor, ct));
}
