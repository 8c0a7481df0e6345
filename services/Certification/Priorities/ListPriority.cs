using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Statute;
using Alliance.Web.Desk;

namespace Alliance.Certification.Priorities;

/// <summary>Which alliances come first under equal conditions (Art. 13): those whose recognition stood on a day. What happened after that
/// day changes nothing of it.</summary>
[ForEveryone]
public sealed class ListPriority(Database database, StatutoryClock clock)
{
    public sealed record Row
    {
        public string Name { get; init; } = "";
        public string LeadUnit { get; init; } = "";
        public string LeadCreditCode { get; init; } = "";
        public string CertificateNumber { get; init; } = "";
        public string DocumentNumber { get; init; } = "";
        public DateOnly RecognisedOn { get; init; }
        /// <summary>When the recognition ended, after the day that was asked for.</summary>
        public DateOnly? EndedOn { get; init; }
        public string Industry { get; init; } = "";
        public string District { get; init; } = "";
    }

    /// <summary>Alive on @on: recognised by then, and not ended by then. The day of the decision that ends it is not one any
    /// more.</summary>
    internal const string Alive = "a.recognised_on <= @on and (a.ended_on is null or a.ended_on > @on)";

    public static readonly SqlList<Row> Table = new("priority", "优先支持名单")
    {
        Sql = """
            select a.name, a.application->'leadUnit'->>'name' as lead_unit, a.application->'leadUnit'->>'creditCode' as lead_credit_code,
              a.certificate_number, a.document_number, a.recognised_on, a.ended_on, a.industry, a.district
            from alliance a
            """,
        Key = "a.id",
        Named = "a.certificate_number",
        Order = "name",
        Size = 100,
        Filters = ["on", "q", "industry", "district"],
        Columns =
        [
            new("name", "联盟名称", (i, _) => i.Name, "a.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnit, "a.application->'leadUnit'->>'name'", ListValue.Name) { Width = 40 },
            new("code", "统一社会信用代码", (i, _) => i.LeadCreditCode, "a.application->'leadUnit'->>'creditCode'"),
            new("certificate", "证书编号", (i, _) => i.CertificateNumber, "a.certificate_number") { IsAlwaysThere = true },
            new("document", "文号", (i, _) => i.DocumentNumber, "a.document_number") { IsAlwaysThere = true },
            new("recognised", "认定日期", (i, _) => i.RecognisedOn, "a.recognised_on", ListValue.Day) { IsAlwaysThere = true },
            new("industry", "重点产业", (i, words) => FigureRows.Industry(words, i.Industry), "a.industry", ListValue.Name),
            new("district", "县（市、区）", (i, words) => FigureRows.District(words, i.District), "a.district"),
            new("ended", "此后终止", (i, _) => i.EndedOn, "a.ended_on", ListValue.Day) { IsShown = false },
        ],
    };

    /// <param name="On">The day; today where none is said.</param>
    /// <param name="Q">Words in the name of the alliance or its lead unit, or a number.</param>
    /// <param name="Industry">Only this 重点产业.</param>
    /// <param name="District">Only lead units registered in this 行政区划代码.</param>
    public sealed record Request(
        DateOnly? On = null, [property: MaxLength(200)] string? Q = null, [property: MaxLength(200)] string? Industry = null,
        [property: MaxLength(20)] string? District = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said.Day("on"), said["q"], said["industry"], said["district"]);
    }

    public async Task<Outcome<ListPage<Row>>> Handle(Request request, ListQuery query, CancellationToken ct)
    {
        if (WhyNot(request.On, clock.Today) is { } refusal) return refusal;
        return await Read(request, query, ct);
    }

    /// <summary>The list as a file.</summary>
    public IResult Export(Request request, ListQuery query, CancellationToken ct)
        => WhyNot(request.On, clock.Today) is { } refusal ? new Outcome(refusal)
            : new ListFile<Row>(Table, query, page => Read(request, page, ct));

    internal static Refusal? WhyNot(DateOnly? on, DateOnly today)
        => on > today ? Refusal.Invalid($"今天以后的日期还不能确定哪些联盟有效，请选择 {today:yyyy-MM-dd} 或以前的日期", Articles.Priority, "on") : null;

    Task<ListPage<Row>> Read(Request request, ListQuery query, CancellationToken ct) => Table.Read(database, query,
    [
        Alive,
        CaseFilter.InAnyYear("a"),
        SqlPattern.Contains(request.Q) is null ? null : "a.search like @q",
    ], new { on = request.On ?? clock.Today, q = SqlPattern.Contains(request.Q), request.Industry, request.District }, ct);
}
