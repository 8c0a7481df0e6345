using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Security;
using Alliance.Web.Desk;

namespace Alliance.Monitoring.Alliances;

/// <summary>The alliances under 动态管理: a lead unit's own, all of them for the bureau; newest first.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ListAlliances(Database database)
{
    const int PageSize = 50;

    /// <param name="State">Only this state of the operation case.</param>
    /// <param name="Q">Part of the alliance's or the lead unit's name.</param>
    /// <param name="After">The cursor of the page before.</param>
    /// <param name="Report">Only those with a report of this kind; of any year where <paramref name="ReportYear"/> says none.</param>
    /// <param name="ReportYear">The year of that report.</param>
    /// <param name="Year">Only alliances recognised in this year.</param>
    /// <param name="Industry">Only this 重点产业.</param>
    /// <param name="District">Only lead units registered in this 行政区划代码.</param>
    public sealed record Request(
        string? State = null, string? Q = null, Guid? After = null, ReportOutcome? Report = null, int? ReportYear = null,
        int? Year = null, string? Industry = null, string? District = null);

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
        public DateOnly StartsOn { get; init; }
        public DateOnly EndsOn { get; init; }
        public string? NextDeadline { get; init; }
        public DateTimeOffset? NextDeadlineAt { get; init; }
        public bool ContractSigned { get; init; }
        public int OpenComplianceCases { get; init; }
        public int? LastReportYear { get; init; }
    }

    public async Task<Page<Item>> Handle(Request request, Actor actor, CancellationToken ct)
    {
        var items = await database.Query<Item>($"""
            with listed as (
              select a.id as alliance_id, a.name, a.lead_unit_name, a.key_industry, {AllianceState.Sql} as state, a.cycle,
                c.starts_on, c.ends_on,
                o.next_deadline, o.next_deadline_at,
                exists (select 1 from contract k where k.alliance_id = a.id and k.signed_for_cycle is not null) as contract_signed,
                (select count(*) from compliance_case v where v.alliance_id = a.id and v.state = 'Open')::int as open_compliance_cases,
                (select max(year) from annual_report r where r.alliance_id = a.id) as last_report_year
              from alliance a
              join operating_cycle c on c.alliance_id = a.id and c.cycle = a.cycle
              left join operation_case o on o.alliance_id = a.id
              where (@all or a.lead_unit_credit_code = @creditCode)
                and (@q::text is null or typed_text(a.name) like @q or typed_text(a.lead_unit_name) like @q)
                and ({(request.Report is { } report ? ReportedYears.With(report) : "true")})
                and {CaseFilter.On("a")}
                and (@After::uuid is null or a.id < @After))
            select * from listed where @State::text is null or state = @State order by alliance_id desc limit {PageSize + 1}
            """, new
        {
            all = OperatingAlliance.SeesAll(actor),
            creditCode = actor.Unit?.CreditCode ?? "",
            q = SqlPattern.Contains(request.Q),
            State = string.IsNullOrWhiteSpace(request.State) ? null : request.State,
            request.After,
            request.ReportYear,
            request.Year,
            request.Industry,
            request.District,
        }, ct);
        return Page.Of(items, PageSize, item => item.AllianceId.ToString());
    }
}
