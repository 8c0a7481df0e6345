using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Contracts;
using Alliance.Ui;
using Alliance.Web.Desk;

namespace Alliance.Monitoring.Reading;

/// <summary>The alliances under 动态管理: a lead unit's own, all of them for the bureau; newest first.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ListAlliances(Database database, StatutoryClock clock)
{
    public static readonly SqlList<Item> Table = new("alliances", "联盟")
    {
        Sql = $"""
            select a.id as alliance_id, a.name, a.lead_unit_name, a.key_industry, s.state, a.cycle, a.anchored_on, c.starts_on, c.ends_on,
              o.next_deadline, o.next_deadline_at, k.signed_for_cycle is not null as contract_signed,
              {Contract.StateSql} as contract, c.contract_due_on, v.open_compliance_cases,
              (select max(year) from annual_report r where r.alliance_id = a.id) as last_report_year
            from alliance a
            join operating_cycle c on c.alliance_id = a.id and c.cycle = a.cycle
            left join operation_case o on o.alliance_id = a.id
            left join contract k on k.alliance_id = a.id
            cross join lateral (select {AllianceState.Sql} as state) s
            cross join lateral (select count(*)::int as open_compliance_cases from compliance_case v
              where v.alliance_id = a.id and v.state = 'Open') v
            """,
        Counted = $"""
            from alliance a left join operation_case o on o.alliance_id = a.id
            cross join lateral (select {AllianceState.Sql} as state) s
            """,
        Key = "a.id",
        Order = "-recognised",
        Size = 50,
        Filters = ["q", "state", "contract", "report", "reportYear", "year", "industry", "district"],
        Columns =
        [
            new("alliance", "联盟", (i, _) => i.Name, "a.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnitName, "a.lead_unit_name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("industry", "所属“188”重点产业", (i, _) => i.KeyIndustry, "a.key_industry", ListValue.Name)
                { IsShown = false, IsAlwaysThere = true },
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<OperationState>("s.state"), ListValue.Place),
            new("recognised", "认定日期", (i, _) => i.AnchoredOn, "a.anchored_on", ListValue.Day)
                { IsShown = false, IsAlwaysThere = true },
            new("cycle", "运行周期", (i, words) => words["第 {0} 周期", i.Cycle], "c.starts_on", ListValue.Day) { IsAlwaysThere = true },
            new("ends", "周期届满", (i, _) => i.EndsOn, "c.ends_on", ListValue.Day) { IsShown = false, IsAlwaysThere = true },
            new("contract", "合同书", (i, words) => words[i.Contract.Word()], SqlList.InOrder<ContractState>(Contract.StateSql),
                ListValue.Place) { IsAlwaysThere = true },
            new("deadline", "下一个期限", (i, words) => i.NextDeadline is { } next
                ? $"{Deadlines.Name(words, next)} {BeijingTime.EndText(i.NextDeadlineAt)}".Trim() : null, "o.next_deadline_at",
                ListValue.Instant),
            new("compliance", "违规核查", (i, words) => i.OpenComplianceCases > 0 ? words["{0} 件待处理", i.OpenComplianceCases] : null,
                "v.open_compliance_cases", ListValue.Place) { IsAlwaysThere = true },
        ],
    };

    /// <param name="State">Only this state of the operation case.</param>
    /// <param name="Q">Part of the alliance's or the lead unit's name.</param>
    /// <param name="Report">Only those with a report of this kind; of any year where <paramref name="ReportYear"/> says none.</param>
    /// <param name="ReportYear">The year of that report.</param>
    /// <param name="Year">Only alliances recognised in this year.</param>
    /// <param name="Industry">Only this 重点产业.</param>
    /// <param name="District">Only lead units registered in this 行政区划代码.</param>
    /// <param name="Contract">Only those whose contract of the cycle stands so.</param>
    public sealed record Request(
        string? State = null, string? Q = null, ReportOutcome? Report = null, int? ReportYear = null, int? Year = null,
        string? Industry = null, string? District = null, ContractWanted? Contract = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said["state"], said["q"], said.Of<ReportOutcome>("report"),
            said.Whole("reportYear"), said.Whole("year"), said["industry"], said["district"], said.Of<ContractWanted>("contract"));
    }

    const string OfTheCycle = """
        select 1 from contract k join operating_cycle oc on oc.alliance_id = k.alliance_id
        where k.alliance_id = a.id and oc.cycle = a.cycle
        """;

    /// <summary>Which contracts of the cycle that runs.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<ContractWanted>))]
    public enum ContractWanted
    {
        /// <summary>The lead unit signed it.</summary>
        [State("已签订", StateColour.Green)] Signed,
        /// <summary>It was not signed for this cycle.</summary>
        [State("未签订", StateColour.Orange)] Missing,
        /// <summary>It was not signed, and its day passed.</summary>
        [State("逾期未签", StateColour.Red)] Overdue,
    }

    /// <summary>One line of the list.</summary>
    public sealed record Item
    {
        public Guid AllianceId { get; init; }
        public string Name { get; init; } = "";
        public string LeadUnitName { get; init; } = "";
        public string KeyIndustry { get; init; } = "";
        /// <summary>Operating, UnderAssessment, Cancelling, Cancelled or Revoked.</summary>
        public OperationState State { get; init; }
        public int Cycle { get; init; }
        /// <summary>The day of its recognition.</summary>
        public DateOnly AnchoredOn { get; init; }
        public DateOnly StartsOn { get; init; }
        public DateOnly EndsOn { get; init; }
        public string? NextDeadline { get; init; }
        public DateTimeOffset? NextDeadlineAt { get; init; }
        public bool ContractSigned { get; init; }
        /// <summary>Where the contract of the cycle that runs stands.</summary>
        public ContractState Contract { get; init; }
        /// <summary>The last day to sign it; null where the policy sets none.</summary>
        public DateOnly? ContractDueOn { get; init; }
        public int OpenComplianceCases { get; init; }
        public int? LastReportYear { get; init; }
    }

    public Task<ListPage<Item>> Handle(Request request, ListQuery query, Actor actor, CancellationToken ct) => Table.Read(database, query,
    [
        OperatingAlliance.SeesAll(actor) ? null : "a.lead_unit_credit_code = @creditCode",
        string.IsNullOrWhiteSpace(request.State) ? null : "s.state = @State",
        request.Report is { } report ? ReportedYears.With(report) : null,
        request.Contract switch
        {
            null => null,
            ContractWanted.Signed => $"exists ({OfTheCycle} and k.signed_for_cycle = a.cycle)",
            ContractWanted.Missing => $"a.closed_at is null and exists ({OfTheCycle} and k.signed_for_cycle is distinct from a.cycle)",
            _ => $"""
                a.closed_at is null
                  and exists ({OfTheCycle} and k.signed_for_cycle is distinct from a.cycle and oc.contract_due_on < @today)
                """,
        },
        CaseFilter.On("a"),
        SqlPattern.Contains(request.Q) is null ? null : "(typed_text(a.name) like @q or typed_text(a.lead_unit_name) like @q)",
    ], new
    {
        creditCode = actor.Unit?.CreditCode ?? "",
        q = SqlPattern.Contains(request.Q),
        today = clock.Today,
        request.State,
        request.ReportYear,
        request.Year,
        request.Industry,
        request.District,
    }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Item> Export(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, actor, ct));
}
