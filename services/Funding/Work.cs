using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Web.Desk;
using static Alliance.Web.Desk.WorkKind;

namespace Alliance.Funding;

/// <summary>What waits in the service, and for whom.</summary>
static class Work
{
    const string Case = "g.alliance_id as case_id, g.alliance_name as case_name";
    const string OfTheLead = "null::text as account, g.lead_unit_credit_code as unit, g.lead_unit_name as whose";
    const string Rest = $"""
        {Undated}, '/funding/grants/' || g.alliance_id as link, {OnlyOne}
        """;

    public static readonly IReadOnlyList<WorkKind> Kinds =
    [
        new("pledge", "承诺配套经费", "承诺", Articles.Funding, $"""
            select g.id, {Case}, {OfTheLead}, g.opened_at as since, {Rest} from guidance_grant g where g.state = 'AwaitingPledge'
            """, Roles.Applicant) { SeenBy = [Roles.FundingOfficer] },
        new("matching", "报送配套证明", "报送", Articles.Funding, $"""
            select g.id, {Case}, {OfTheLead}, g.pledged_at as since, {Rest} from guidance_grant g
            where g.state in ('AwaitingApproval', 'Approved', 'PaymentRequested', 'Disbursed')
              and g.verified_matching_fen < g.grant_fen * g.match_ratio
              and not exists (select 1 from matching_proof p where p.grant_id = g.id and p.state = 'Pending')
            """, Roles.Applicant) { SeenBy = [Roles.FundingOfficer] },
        new("approval", "审批引导经费", "审批", Articles.Funding, $"""
            select g.id, {Case}, {Anybodys}, g.pledged_at as since, {Rest} from guidance_grant g where g.state = 'AwaitingApproval'
            """, Roles.FundingApprover) { SeenBy = [Roles.FundingOfficer] },
        new("payment", "申请拨付", "申请拨付", Articles.Funding, $"""
            select g.id, {Case}, {Anybodys}, g.approved_at as since, {Rest} from guidance_grant g
            where g.state = 'Approved' and g.approved_by <> @Account and not exists (
              select 1 from funding_hold h where h.alliance_id = g.alliance_id and h.released_at is null)
            """, Roles.FundingOfficer),
        new("voucher", "登记拨付凭证", "登记", Articles.Funding, $"""
            select g.id, {Case}, {Anybodys}, g.payment_requested_at as since, {Rest} from guidance_grant g
            where g.state = 'PaymentRequested'
            """, Roles.FundingOfficer),
        new("final-account", "报送引导经费决算", "报送", Articles.Funding, $"""
            select g.id, {Case}, {OfTheLead}, g.final_account_asked_at as since,
              (g.final_account_due_on + 1)::timestamp at time zone 'Asia/Shanghai' as due_at, null::date as due_on,
              '/funding/grants/' || g.alliance_id as link, {OnlyOne}
            from guidance_grant g where g.final_account_asked_at is not null and g.final_account_received_on is null
            """, Roles.Applicant) { SeenBy = [Roles.FundingOfficer] },
        new("final-account-record", "登记引导经费决算", "登记", Articles.Funding, $"""
            select g.id, {Case}, {Anybodys}, g.final_account_asked_at as since,
              (g.final_account_due_on + 1)::timestamp at time zone 'Asia/Shanghai' as due_at, null::date as due_on,
              '/funding/grants/' || g.alliance_id as link, {OnlyOne}
            from guidance_grant g where g.final_account_asked_at is not null and g.final_account_received_on is null
            """, Roles.FundingOfficer),
        new("proof", "核实配套证明", "核实", Articles.Funding, $"""
            select p.id, {Case}, {Anybodys}, p.filed_at as since, {Rest}
            from matching_proof p join guidance_grant g on g.id = p.grant_id
            where p.state = 'Pending' and g.state not in ('Suspended', 'PaidAfterEnd')
            """, Roles.FundingOfficer),
    ];
}
