using System.ComponentModel.DataAnnotations;
using Alliance.Certification.Instruments;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;

namespace Alliance.Certification.NumberRegisters;

/// <summary>What became of a number.</summary>
public enum NumberUse
{
    /// <summary>An instrument bears it.</summary>
    [State("已用", StateColour.Green)] Used,
    /// <summary>It was left out, with a reason.</summary>
    [State("空号", StateColour.Orange)] LeftOut,
}

/// <summary>发文登记簿: every number of every series in its order, with the instrument that bears it; a number that was left out says
/// why.</summary>
[ForReadingDeterminations]
public sealed class ListNumbers(Database database)
{
    public sealed record Row
    {
        public string Key { get; init; } = "";
        public string Number { get; init; } = "";
        public int Year { get; init; }
        public int Ordinal { get; init; }
        public NumberUse Use { get; init; }
        public Guid? InstrumentId { get; init; }
        public InstrumentKind? Kind { get; init; }
        /// <summary>The heading of its instrument, or the alliance of a document that was issued before there were instruments.</summary>
        public string? Title { get; init; }
        public DateOnly? SignedOn { get; init; }
        public string? SignedByName { get; init; }
        /// <summary>Why it was left out, or why it leaves others out.</summary>
        public string? Why { get; init; }
    }

    public static readonly SqlList<Row> Table = new("numbers", "发文登记簿")
    {
        // A number that nothing bears was left out by whoever first took a greater one, who had to say why.
        Sql = """
            select n.* from (
              select s.kind || '|' || s.year || '|' || o.ordinal as key, said.number, s.year, o.ordinal,
                case when i.id is null and a.id is null then 'LeftOut' else 'Used' end as use, i.id as instrument_id, i.kind,
                coalesce(i.content::jsonb->>'title', a.name) as title, coalesce(i.signed_on, a.on_day) as signed_on, i.signed_by_name,
                coalesce(i.number_why, later.number_why) as why
              from number_sequence s cross join lateral generate_series(1, s.last) o(ordinal)
              cross join lateral (select replace(replace(s.kind, '{year}', s.year::text), '{number}', o.ordinal::text) as number) said
              left join instrument i on i.series = s.kind and i.year = s.year and i.ordinal = o.ordinal
              left join lateral (select a.id, a.name, case when a.document_number = said.number then a.recognised_on else a.ended_on end
                as on_day from alliance a where i.id is null and said.number in (a.document_number, a.end_document_number) limit 1) a
                on true
              left join lateral (select l.number_why from instrument l where i.id is null and a.id is null and l.series = s.kind
                and l.year = s.year and l.ordinal > o.ordinal order by l.signed_at limit 1) later on true
              where s.kind like '%{number}%') n
            """,
        Key = "n.key",
        KeyIs = ListValue.Text,
        Order = "-ordinal",
        Size = 50,
        Filters = ["q", "year", "use"],
        Columns =
        [
            new("number", "文号", (i, _) => i.Number, "n.number") { IsAlwaysThere = true },
            new("use", "使用情况", (i, words) => words[i.Use.Word()], SqlList.InOrder<NumberUse>("n.use"), ListValue.Place),
            new("kind", "文书种类", (i, words) => i.Kind is { } kind ? words[kind.Word()] : null, "n.kind"),
            new("title", "标题", (i, _) => i.Title, "n.title", ListValue.Name) { Width = 60 },
            new("signed", "签发日期", (i, _) => i.SignedOn, "n.signed_on", ListValue.Day),
            new("signer", "签发人", (i, _) => i.SignedByName, "n.signed_by_name", ListValue.Name),
            new("why", "说明", (i, _) => i.Why) { Width = 40 },
            new("ordinal", "年度和顺序号", (i, _) => $"{i.Year}-{i.Ordinal}", "n.year * 100000 + n.ordinal", ListValue.Whole)
                { IsAlwaysThere = true, IsShown = false },
        ],
    };

    /// <param name="Q">Part of the number or of the heading.</param>
    /// <param name="Year">Only this year.</param>
    /// <param name="Use">Only those that are used, or that were left out.</param>
    public sealed record Request([property: MaxLength(200)] string? Q = null, int? Year = null, NumberUse? Use = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said["q"], said.Whole("year"), said.Of<NumberUse>("use"));
    }

    public Task<ListPage<Row>> Handle(Request request, ListQuery query, CancellationToken ct) => Table.Read(database, query,
    [
        SqlPattern.Contains(request.Q) is null ? null : "(typed_text(n.title) like @q or typed_text(n.number) like @q)",
        request.Year is null ? null : "n.year = @Year",
        request.Use is null ? null : "n.use = @use",
    ], new { q = SqlPattern.Contains(request.Q), request.Year, use = request.Use?.ToString() }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));
}
