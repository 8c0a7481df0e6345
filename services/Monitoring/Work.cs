using Alliance.Core.Security;
using Alliance.Monitoring.Escalations;
using Alliance.Monitoring.Reports;
using Alliance.Statute;
using Alliance.Web.Desk;
using static Alliance.Web.Desk.WorkKind;

namespace Alliance.Monitoring;

/// <summary>What waits in the service, and for whom.</summary>
static class Work
{
    const string Case = "a.id as case_id, a.name as case_name";
    const string OfTheLead = "null::text as account, a.lead_unit_credit_code as unit, a.lead_unit_name as whose";
    const string NotFiled = "not exists (select 1 from annual_report r where r.alliance_id = a.id and r.year = m.year)";
    // The last instant of a report's day.
    const string Due = "(m.due_on + 1)::timestamp at time zone 'Asia/Shanghai' as due_at, null::date as due_on";
    const string Report = "'/monitoring/alliances/' || a.id || '/reports/' || m.year as link, m.year::text as detail";

    static string Revocations(string which, string whose, string since, string due) => $"""
        select r.id, {Case}, {whose}, {since} as since, {due}, '/monitoring/revocations/' || r.id as link, {OnlyOne}
        from revocation_case r join alliance a on a.id = r.alliance_id left join delivery d on d.letter_id = r.letter_id where {which}
        """;

    const string ContractDue = """
        (o.contract_due_on + 1)::timestamp at time zone 'Asia/Shanghai' as due_at, null::date as due_on
        """;
    const string OfTheCycle = """
        contract c join alliance a on a.id = c.alliance_id join operating_cycle o on o.alliance_id = a.id and o.cycle = a.cycle
        """;
    const string NothingProposed = "not exists (select 1 from contract_proposal p where p.alliance_id = a.id and p.state = 'Proposed')";
    // The report of the part's year can still be written.
    const string NotFiledOrReturned = """
        not exists (select 1 from annual_report r where r.alliance_id = p.alliance_id and r.year = p.year and r.state <> 'Returned')
        """;

    const string OpenRectification = """
        rectification r join compliance_case c on c.id = r.case_id join alliance a on a.id = c.alliance_id
        where r.decided_at is null and a.closed_at is null
        """;
    const string Answered = "exists (select 1 from rectification_answer w where w.rectification_id = r.id)";
    const string RectifyBy = """
        (r.due_on + 1)::timestamp at time zone 'Asia/Shanghai' as due_at, null::date as due_on,
          '/monitoring/compliance/' || c.id as link, c.year::text as detail
        """;

    const string Today = "(@Now at time zone 'Asia/Shanghai')::date";
    const string Assessment = """
        '/monitoring/alliances/' || a.id || '/assessments/' || s.cycle as link, null::text as detail
        from assessment s join alliance a on a.id = s.alliance_id
        join assessment_proposal p on p.assessment_id = s.id and p.returned_at is null
        where s.concluded_at is null and a.closed_at is null
        """;

    // What was brought before this office, until it says what is to be done, and again after the day that it named.
    static WorkKind Escalation(string key, string role) => new(key, "督办逾期事项", "提出督办意见", null, $"""
        select md5(e.about || e.work || e.step)::uuid as id, k.alliance_id as case_id, k.name as case_name, {Anybodys},
          e.escalated_at as since, {Undated}, k.link, {OnlyOne}
        from ({WaitingWork.Sql}) k join escalation e on e.about = k.about and e.work = k.work and e.role = '{role}'
        where e.instructed_at is null or e.until_on < (@Now at time zone 'Asia/Shanghai')::date
        """, role);

    public static readonly IReadOnlyList<WorkKind> Kinds =
    [
        new("missed-report", "补报年度科技报告", "补报", Articles.LateReport, $"""
            select md5(a.id || '/' || m.year)::uuid as id, {Case}, {OfTheLead}, m.recorded_at as since, {Due}, {Report}
            from missed_report m join alliance a on a.id = m.alliance_id where a.closed_at is null and {NotFiled}
            """, Roles.Applicant) { SeenBy = [Roles.MonitoringOfficer] },
        new("report", "报送年度科技报告", "填写", Articles.Operation, $"""
            select md5(a.id || '/' || m.year)::uuid as id, {Case}, {OfTheLead}, m.reminded_at as since, {Due}, {Report}
            from (select alliance_id, year, max(due_on) as due_on, min(reminded_at) as reminded_at
              from report_reminder group by alliance_id, year) m
            join alliance a on a.id = m.alliance_id where a.closed_at is null and {NotFiled}
              and not exists (select 1 from missed_report x where x.alliance_id = a.id and x.year = m.year)
            """, Roles.Applicant) { SeenBy = [Roles.MonitoringOfficer] },
        new("report-amendment", "修改退回的年度科技报告", "修改", Articles.Operation, $"""
            select r.id, {Case}, {OfTheLead}, r.decided_at as since,
              (r.returned_until + 1)::timestamp at time zone 'Asia/Shanghai' as due_at, null::date as due_on,
              '/monitoring/alliances/' || a.id || '/reports/' || r.year as link, r.year::text as detail
            from annual_report r join alliance a on a.id = r.alliance_id where r.state = 'Returned' and a.closed_at is null
            """, Roles.Applicant) { SeenBy = [Roles.MonitoringOfficer] },
        new("report-part", "填写年度科技报告中本单位的部分", "填写", Articles.Operation, $"""
            select p.id, {Case}, null::text as account, p.unit_credit_code as unit, p.unit_name as whose, p.asked_at as since,
              (p.due_on + 1)::timestamp at time zone 'Asia/Shanghai' as due_at, null::date as due_on,
              '/monitoring/report-parts/' || p.id as link, p.year::text as detail
            from report_part p join alliance a on a.id = p.alliance_id
            where p.state = 'Asked' and a.closed_at is null and {NotFiledOrReturned}
            """, Roles.Applicant, Roles.Member),
        new("report-part-review", "核对成员填报", "核对", Articles.Operation, $"""
            select p.id, {Case}, {OfTheLead}, p.handed_at as since, {Undated},
              '/monitoring/report-parts/' || p.id as link, p.unit_name as detail
            from report_part p join alliance a on a.id = p.alliance_id
            where p.state = 'HandedIn' and a.closed_at is null and {NotFiledOrReturned}
            """, Roles.Applicant),
        new("inspection-finding", "整改自检自查发现的问题", "整改", Articles.LeadDuties, $"""
            select md5(a.id || '/' || r.year || '/' || (i->>'item'))::uuid as id, {Case}, {OfTheLead},
              coalesce(r.amended_at, r.filed_at) as since,
              ((i->>'until')::date + 1)::timestamp at time zone 'Asia/Shanghai' as due_at, null::date as due_on,
              '/monitoring/alliances/' || a.id || '/reports/' || r.year || '#findings' as link, r.year::text as detail
            {InspectionFinding.From} where {InspectionFinding.IsOne} and m.said is null and a.closed_at is null
            """, Roles.Applicant) { SeenBy = [Roles.MonitoringOfficer] },
        new("report-review", "审阅年度科技报告", "审阅", Articles.Operation, $"""
            select r.id, {Case}, {Anybodys}, coalesce(r.amended_at, r.filed_at) as since, {Undated},
              '/monitoring/alliances/' || a.id || '/reports/' || r.year as link, r.year::text as detail
            from annual_report r join alliance a on a.id = r.alliance_id where r.state = 'Filed' and a.closed_at is null
            """, Roles.MonitoringOfficer),
        new("contract-signature", "签订合同书", "签订", Articles.Operation, $"""
            select c.id, {Case}, {OfTheLead}, c.set_at as since, {ContractDue},
              '/monitoring/alliances/' || a.id || '/contract' as link, {OnlyOne}
            from {OfTheCycle}
            where a.closed_at is null and c.set_at is not null and c.signed_for_cycle is null and {NothingProposed}
            """, Roles.Applicant) { SeenBy = [Roles.MonitoringOfficer] },
        new("contract", "拟定合同书指标", "拟定", Articles.Operation, $"""
            select c.id, {Case}, {Anybodys}, o.started_at as since, {ContractDue},
              '/monitoring/alliances/' || a.id || '/contract' as link, {OnlyOne}
            from {OfTheCycle}
            where a.closed_at is null and c.set_at is null and c.signed_for_cycle is null and {NothingProposed}
            """, Roles.MonitoringOfficer),
        new("contract-proposal", "商定合同书指标", "商定", Articles.Operation, $"""
            select p.id, {Case}, {Anybodys}, p.proposed_at as since, {ContractDue},
              '/monitoring/alliances/' || a.id || '/contract' as link, {OnlyOne}
            from contract_proposal p join alliance a on a.id = p.alliance_id
            join operating_cycle o on o.alliance_id = a.id and o.cycle = a.cycle
            where p.state = 'Proposed' and a.closed_at is null
            """, Roles.MonitoringOfficer),
        new("contract-paper", "存档双方签订的合同书", "存档", Articles.Operation, $"""
            select c.id, {Case}, {Anybodys}, c.signed_at as since, {Undated},
              '/monitoring/alliances/' || a.id || '/contract' as link, {OnlyOne}
            from {OfTheCycle}
            where a.closed_at is null and c.signed_for_cycle = a.cycle
              and (c.countersigned_cycle, c.countersigned_version) is distinct from (a.cycle, c.version)
            """, Roles.MonitoringOfficer),
        new("contract-overdue", "督促签订合同书", "督促", Articles.Operation, $"""
            select c.id, {Case}, {Anybodys}, o.contract_overdue_at as since, {ContractDue},
              '/monitoring/alliances/' || a.id || '/contract' as link, {OnlyOne}
            from {OfTheCycle}
            where a.closed_at is null and o.contract_overdue_at is not null and c.signed_for_cycle is distinct from a.cycle
            """, Roles.DecisionMaker) { SeenBy = [Roles.MonitoringOfficer] },
        new("change-consent", "就联盟变更表示意见", "表示意见", Articles.Changes, $"""
            select md5(f.id || '/' || c.credit_code)::uuid as id, {Case}, null::text as account, c.credit_code as unit,
              c.unit_name as whose, c.asked_at as since, {Undated}, '/monitoring/changes/' || f.id as link, {OnlyOne}
            from change_consent c join change_filing f on f.id = c.filing_id join alliance a on a.id = f.alliance_id
            where f.state = 'Consenting' and c.answer is null and a.closed_at is null
            """, Roles.Applicant, Roles.Member) { SeenBy = [Roles.MonitoringOfficer] },
        new("change-completion", "补充变更备案", "补充", Articles.Changes, $"""
            select f.id, {Case}, {OfTheLead}, f.decided_at as since,
              (f.returned_until + 1)::timestamp at time zone 'Asia/Shanghai' as due_at, null::date as due_on,
              '/monitoring/changes/' || f.id as link, {OnlyOne}
            from change_filing f join alliance a on a.id = f.alliance_id where f.state = 'Returned' and a.closed_at is null
            """, Roles.Applicant) { SeenBy = [Roles.MonitoringOfficer] },
        new("change-note", "办理变更备案", "备案", Articles.Changes, $"""
            select f.id, {Case}, {Anybodys}, f.filed_at as since, {Undated}, '/monitoring/changes/' || f.id as link, {OnlyOne}
            from change_filing f join alliance a on a.id = f.alliance_id where f.state = 'Filed' and a.closed_at is null
            """, Roles.MonitoringOfficer),
        new("members-short", "补足成员单位", "补足", Articles.Members, $"""
            select a.id, {Case}, {OfTheLead}, a.short_since as since, {Undated}, '/monitoring/alliances/' || a.id as link, {OnlyOne}
            from alliance a where a.short_since is not null and a.closed_at is null
            """, Roles.Applicant) { SeenBy = [Roles.MonitoringOfficer] },
        new("members-short-followed", "督促补足成员单位", "督促", Articles.Members, $"""
            select a.id, {Case}, {Anybodys}, a.short_since as since, {Undated}, '/monitoring/alliances/' || a.id as link, {OnlyOne}
            from alliance a where a.short_since is not null and a.closed_at is null
            """, Roles.MonitoringOfficer),
        new("compliance", "违规核查", "核查", Articles.Revocation, $"""
            select c.id, {Case}, {Anybodys}, c.opened_at as since, {Undated},
              '/monitoring/compliance/' || c.id as link, c.year::text as detail
            from compliance_case c join alliance a on a.id = c.alliance_id where c.state = 'Open'
              and not exists (select 1 from rectification r where r.case_id = c.id and r.decided_at is null)
            """, Roles.MonitoringOfficer),
        new("revocation-evidence", "办理撤销案件：取证、告知", "办理", Articles.Revocation, Revocations(
            "r.state = 'Investigation' and r.noticed_at is null", Anybodys, "r.opened_at", Undated), Roles.MonitoringOfficer)
            { SeenBy = [Roles.DecisionMaker] },
        new("revocation-service", "登记事先告知书送达", "登记", Articles.Revocation, Revocations(
            "r.state = 'Investigation' and r.noticed_at is not null", Anybodys, "r.noticed_at", Undated), Roles.MonitoringOfficer),
        new("revocation-statement", "陈述申辩或者要求听证", "陈述申辩", Articles.Revocation, Revocations(
            "r.state = 'Statement' and r.held_on is null", OfTheLead, "coalesce(d.recorded_at, d.opened_at)",
            "r.statement_until as due_at, null::date as due_on"), Roles.Applicant)
            { SeenBy = [Roles.MonitoringOfficer] },
        new("revocation-hearing", "举行听证", "办理", Articles.Revocation, Revocations("r.state = 'Hearing'",
            Anybodys, "r.hearing_asked_at", "r.hearing_at as due_at, null::date as due_on"), Roles.MonitoringOfficer)
            { SeenBy = [Roles.DecisionMaker] },
        new("revocation-decision", "对撤销案件作出决定", "决定", Articles.Revocation, Revocations(
            "r.state = 'Decision' and r.opened_by <> @Account", Anybodys,
            "coalesce(r.annulled_at, greatest(r.held_at, r.statement_until))", Undated), Roles.DecisionMaker)
            { SeenBy = [Roles.MonitoringOfficer] },
        new("rectification", "限期整改", "整改", Articles.Revocation, $"""
            select r.id, {Case}, {OfTheLead}, r.ordered_at as since, {RectifyBy} from {OpenRectification} and not {Answered}
            """, Roles.Applicant) { SeenBy = [Roles.MonitoringOfficer] },
        new("rectification-review", "核查整改", "核查", Articles.Revocation, $"""
            select r.id, {Case}, {Anybodys}, r.ordered_at as since, {RectifyBy} from {OpenRectification}
              and ({Answered} or r.due_on < (@Now at time zone 'Asia/Shanghai')::date)
            """, Roles.MonitoringOfficer),
        Escalation("escalation", Roles.DecisionMaker),
        Escalation("escalation-office", Roles.MonitoringOfficer),
        new("assessment", "周期考核", "考核", Articles.Operation, $"""
            select s.id, {Case}, {Anybodys}, s.opened_at as since, {Undated},
              '/monitoring/alliances/' || a.id || '/assessments/' || s.cycle as link, {OnlyOne}
            from assessment s join alliance a on a.id = s.alliance_id where s.concluded_at is null and a.closed_at is null
              and not exists (select 1 from assessment_proposal p where p.assessment_id = s.id and p.returned_at is null)
            """, Roles.Assessor),
        new("assessment-statement", "对拟定的考核结果陈述意见", "陈述", Articles.Operation, $"""
            select s.id, {Case}, {OfTheLead}, p.proposed_at as since,
              (p.statement_due_on + 1)::timestamp at time zone 'Asia/Shanghai' as due_at, null::date as due_on, {Assessment}
              and p.stated_at is null and p.statement_due_on >= {Today}
            """, Roles.Applicant) { SeenBy = [Roles.Assessor] },
        new("assessment-confirmation", "复核考核结果", "复核", Articles.Operation, $"""
            select s.id, {Case}, {Anybodys}, coalesce(p.stated_at, p.proposed_at) as since, {Undated}, {Assessment}
              and (p.stated_at is not null or p.statement_due_on is null or p.statement_due_on < {Today}) and p.proposed_by <> @Account
            """, Roles.Assessor, Roles.DecisionMaker),
        new("questionnaire", "填写成员单位问卷", "填写", Articles.Operation, $"""
            select md5(q.assessment_id || q.unit_credit_code)::uuid as id, {Case}, null::text as account, q.unit_credit_code as unit,
              q.unit_name as whose, q.asked_at as since, (q.due_on + 1)::timestamp at time zone 'Asia/Shanghai' as due_at,
              null::date as due_on, '/monitoring/questionnaires/' || q.assessment_id as link, {OnlyOne}
            from questionnaire q join assessment s on s.id = q.assessment_id join alliance a on a.id = s.alliance_id
            where q.answered_at is null and s.concluded_at is null and a.closed_at is null
              and not exists (select 1 from assessment_proposal p where p.assessment_id = s.id and p.returned_at is null)
            """, Roles.Member, Roles.Applicant) { IsPrivate = true },
    ];
}
