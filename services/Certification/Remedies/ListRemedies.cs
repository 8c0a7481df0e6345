using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;

namespace Alliance.Certification.Remedies;

/// <summary>行政复议 and 行政诉讼 on record, the newest first; and the decisions that can be contested.</summary>
[ForReadingDeterminations]
public sealed class ListRemedies(Database database)
{
    public static readonly SqlList<Row> Table = new("remedies", "行政复议与行政诉讼")
    {
        Sql = """
            select r.id as remedy_id, r.case_id, r.application->>'allianceName' as alliance_name,
              r.application->'leadUnit'->>'name' as lead_unit, r.step, r.kind, r.authority, r.case_number, r.filed_on,
              r.recorded_at, r.outcome, r.outcome_on
            from remedy r
            """,
        Key = "r.id",
        Order = "-recorded",
        Size = 50,
        Filters = ["q", "kind", "open", "outcome"],
        Columns =
        [
            new("name", "联盟名称", (i, _) => i.AllianceName, "r.application->>'allianceName'", ListValue.Name) { Width = 40 },
            new("lead", "牵头单位", (i, _) => i.LeadUnit, "r.application->'leadUnit'->>'name'", ListValue.Name) { Width = 40, IsShown = false },
            new("step", "原决定", (i, words) => words[i.Step.Word()], SqlList.InOrder<DecidedStep>("r.step"), ListValue.Place)
                { IsAlwaysThere = true },
            new("kind", "途径", (i, words) => words[i.Kind.Word()], SqlList.InOrder<RemedyKind>("r.kind"), ListValue.Place)
                { IsAlwaysThere = true },
            new("authority", "复议机关或法院", (i, _) => i.Authority, "r.authority", ListValue.Name),
            new("number", "案号", (i, _) => i.CaseNumber, "r.case_number"),
            new("filed", "提起日期", (i, _) => i.FiledOn, "r.filed_on", ListValue.Day) { IsAlwaysThere = true },
            new("recorded", "登记时间", (i, _) => i.RecordedAt, "r.recorded_at", ListValue.Instant) { IsAlwaysThere = true, IsShown = false },
            new("outcome", "结果", (i, words) => i.Outcome is { } outcome ? words[outcome.Word()] : words["未结"], "r.outcome"),
        ],
    };

    /// <param name="Q">Part of the alliance's or lead unit's name, or of the number.</param>
    /// <param name="Kind">Only 复议, or only 诉讼.</param>
    /// <param name="Open">True: only those without a result; false: only those with one.</param>
    /// <param name="Outcome">Only those with this result.</param>
    public sealed record Request(string? Q = null, RemedyKind? Kind = null, bool? Open = null, RemedyOutcome? Outcome = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said)
            => new(said["q"], said.Of<RemedyKind>("kind"), said.Yes("open"), said.Of<RemedyOutcome>("outcome"));
    }

    public sealed record Row
    {
        public Guid RemedyId { get; init; }
        public Guid CaseId { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnit { get; init; } = "";
        public DecidedStep Step { get; init; }
        public RemedyKind Kind { get; init; }
        public string Authority { get; init; } = "";
        public string CaseNumber { get; init; } = "";
        public DateOnly FiledOn { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
        public RemedyOutcome? Outcome { get; init; }
        public DateOnly? OutcomeOn { get; init; }
    }

    public Task<ListPage<Row>> Handle(Request request, ListQuery query, CancellationToken ct) => Table.Read(database, query,
    [
        request.Kind is null ? null : "r.kind = @kind",
        request.Outcome is null ? null : "r.outcome = @outcome",
        request.Open is { } open ? $"r.outcome is {(open ? "" : "not ")}null" : null,
        SqlPattern.Contains(request.Q) is null ? null : "(typed_text(r.application->>'allianceName') like @q"
            + " or typed_text(r.application->'leadUnit'->>'name') like @q or typed_text(r.case_number) like @q)",
    ], new { kind = request.Kind?.ToString(), outcome = request.Outcome?.ToString(), q = SqlPattern.Contains(request.Q) }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));

    /// <summary>A decision that can be contested.</summary>
    public sealed record Decision
    {
        public Guid CaseId { get; init; }
        public DecidedStep Step { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnit { get; init; } = "";
        public string ReceiptNumber { get; init; } = "";
        public DateTimeOffset DecidedAt { get; init; }
        public string? DecisionNumber { get; init; }
    }

    /// <summary>As many decisions as are shown at once; who looks for an older one types its name.</summary>
    const int Most = 50;

    public Task<IReadOnlyList<Decision>> Decisions(string? q, CancellationToken ct) => database.Query<Decision>($"""
        select case_id, step, summary::jsonb->>'allianceName' as alliance_name, summary::jsonb->'leadUnit'->>'name' as lead_unit,
          summary::jsonb->>'receiptNumber' as receipt_number, decided_at, decision_number
        from ({ContestedDecision.Select}) one
        where @q::text is null or typed_text(summary::jsonb->>'allianceName') like @q
          or typed_text(summary::jsonb->'leadUnit'->>'name') like @q or typed_text(summary::jsonb->>'receiptNumber') like @q
        order by decided_at desc limit {Most}
        """, new { q = SqlPattern.Contains(q) }, ct);
}
