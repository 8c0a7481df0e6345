using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;

namespace Alliance.Certification.Instruments;

/// <summary>The instruments of the office, the newest first: drafts and what was signed.</summary>
[ForReadingDeterminations]
public sealed class ListInstruments(Database database)
{
    public sealed record Row
    {
        public Guid InstrumentId { get; init; }
        public InstrumentKind Kind { get; init; }
        public InstrumentState State { get; init; }
        public string Title { get; init; } = "";
        public string? Number { get; init; }
        public int Lines { get; init; }
        public DateTimeOffset DraftedAt { get; init; }
        public string DraftedByName { get; init; } = "";
        public DateOnly? SignedOn { get; init; }
        public Disclosure Disclosure { get; init; }
    }

    public static readonly SqlList<Row> Table = new("instruments", "文书")
    {
        // A draft has places in its heading; what it is and about how many tells more.
        Sql = """
            select i.id as instrument_id, i.kind, i.state, coalesce(i.content::jsonb->>'title', '') as title, i.number,
              (select count(*)::int from matter m where m.instrument_id = i.id and m.state <> 'Dropped') as lines, i.drafted_at,
              i.drafted_by_name, i.signed_on, i.disclosure
            from instrument i
            """,
        Key = "i.id",
        Order = "-drafted",
        Size = 50,
        Filters = ["q", "kind", "state"],
        Columns =
        [
            new("kind", "文书种类", (i, words) => words[i.Kind.Word()], "i.kind") { IsAlwaysThere = true },
            new("title", "标题", (i, _) => i.Title, "coalesce(i.content::jsonb->>'title', '')", ListValue.Name) { Width = 60 },
            new("number", "文号", (i, _) => i.Number, "i.number"),
            new("lines", "事项数", (i, _) => i.Lines),
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<InstrumentState>("i.state"), ListValue.Place),
            new("disclosure", "公开属性", (i, words) => words[i.Disclosure.Word()], "i.disclosure") { IsShown = false },
            new("drafter", "起草人", (i, _) => i.DraftedByName, "i.drafted_by_name", ListValue.Name),
            new("drafted", "起草时间", (i, _) => i.DraftedAt, "i.drafted_at", ListValue.Instant) { IsAlwaysThere = true },
            new("signed", "签发日期", (i, _) => i.SignedOn, "i.signed_on", ListValue.Day),
        ],
    };

    /// <param name="Q">Words of the heading or the number.</param>
    /// <param name="Kind">Only this kind.</param>
    /// <param name="State">Only this state.</param>
    public sealed record Request(string? Q = null, InstrumentKind? Kind = null, InstrumentState? State = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said["q"], said.Of<InstrumentKind>("kind"), said.Of<InstrumentState>("state"));
    }

    public Task<ListPage<Row>> Handle(Request request, ListQuery query, CancellationToken ct) => Table.Read(database, query,
    [
        request.Kind is null ? null : "i.kind = @kind",
        request.State is null ? null : "i.state = @state",
        SqlPattern.Contains(request.Q) is null ? null
            : "(typed_text(i.content::jsonb->>'title') like @q or typed_text(i.number) like @q)",
    ], new { kind = request.Kind?.ToString(), state = request.State?.ToString(), q = SqlPattern.Contains(request.Q) }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));
}
