using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Web.Desk;
using static Alliance.Web.Desk.WorkKind;

namespace Alliance.Certification.Desk;

/// <summary>What waits in the service, and for whom.</summary>
static class Work
{
    public static readonly IReadOnlyList<WorkKind> Kinds =
    [
        new("determination", "研究决定是否拟认定", "研究", Articles.Notice, $"""
            select d.application_id as id, d.application_id as case_id, d.application->>'allianceName' as case_name, {Anybodys},
              d.prepared_at as since, {Undated}, '/certification/determinations/' || d.application_id as link, {OnlyOne}
            from determination d where d.state = 'Determination' and d.application is not null
            """, Roles.DecisionMaker) { SeenBy = [Roles.CertificationOfficer] },
        new("meeting-minutes", "整理会议纪要", "整理", Articles.Notice, Meetings("m.minutes is null"), Roles.CertificationOfficer)
            { SeenBy = [Roles.DecisionMaker] },
        new("meeting-sign", "签署会议纪要", "签署纪要", Articles.Notice, Meetings("m.minutes is not null"), Roles.DecisionMaker)
            { SeenBy = [Roles.CertificationOfficer] },
        new("matter", "起草文书", "起草", Articles.Notice, $"""
            select m.id, coalesce(m.alliance_id, m.application_id) as case_id,
              coalesce(a.application, d.application)->>'allianceName' as case_name, {Anybodys}, m.since, {Undated},
              '/certification/matters?kind=' || m.kind as link, {OnlyOne}
            from matter m join determination d on d.application_id = m.application_id left join alliance a on a.id = m.alliance_id
            where m.state = 'Waiting' and m.instrument_id is null
            """, Roles.CertificationOfficer) { SeenBy = [Roles.DecisionMaker] },
        // Whoever drafted it does not check it; what was sent back waits for them.
        new("instrument-check", "核稿", "核稿", Articles.Notice,
            Instruments("i.state = 'Draft' and i.remarks is null and i.drafted_by <> @Account"), Roles.CertificationOfficer)
            { SeenBy = [Roles.DecisionMaker] },
        new("instrument-amend", "按核稿意见修改文书", "修改", Articles.Notice, Instruments("i.state = 'Draft' and i.remarks is not null",
            "i.drafted_by as account, null::text as unit, i.drafted_by_name as whose"), Roles.CertificationOfficer),
        new("instrument-sign", "签发文书", "签发", Articles.Notice, Instruments("i.state = 'Checked'"), Roles.DecisionMaker)
            { SeenBy = [Roles.CertificationOfficer] },
        // One of them for each notice: however many object to it, it is one matter.
        new("objection", "处理异议", "处理", Articles.Notice, $"""
            select n.id, n.application_id as case_id, max(d.application->>'allianceName') as case_name, {Anybodys},
              min(o.lodged_at) as since, (min(o.due_on) + 1)::timestamp at time zone 'Asia/Shanghai' as due_at,
              min(o.due_on) as due_on,
              case when count(*) = 1 then '/certification/objections/' || min(o.id::text)
                else '/certification/objections?notice=' || n.id end as link,
              case when count(*) > 1 then count(*)::text end as detail
            from objection o join notice n on n.id = o.notice_id join determination d on d.application_id = n.application_id
            where o.state = 'Open' group by n.id
            """, Roles.CertificationOfficer),
        new("objection-proof", "核实异议人的联系方式", "核实", Articles.Notice, $"""
            select n.id, n.application_id as case_id, max(d.application->>'allianceName') as case_name, {Anybodys},
              min(o.lodged_at) as since, {Undated},
              case when count(*) = 1 then '/certification/objections/' || min(o.id::text)
                else '/certification/objections?state=Unconfirmed&notice=' || n.id end as link,
              case when count(*) > 1 then count(*)::text end as detail
            from objection o join notice n on n.id = o.notice_id join determination d on d.application_id = n.application_id
            where o.state = 'Unconfirmed' and o.confirm_until is null group by n.id
            """, Roles.CertificationOfficer),
        new("inquiry", "就异议说明情况", "说明", Articles.Notice, $"""
            select i.id, n.application_id as case_id, d.application->>'allianceName' as case_name, null::text as account,
              i.unit_code as unit, i.unit_name as whose, i.asked_at as since,
              (i.due_on + 1)::timestamp at time zone 'Asia/Shanghai' as due_at, i.due_on,
              '/certification/inquiries/' || i.id as link, {OnlyOne}
            from inquiry i join objection o on o.id = i.objection_id join notice n on n.id = i.notice_id
              join determination d on d.application_id = n.application_id
            where i.answered_at is null and o.state = 'Open'
            """, Roles.Applicant) { SeenBy = [Roles.CertificationOfficer] },
        new("remedy", "登记行政复议或行政诉讼的结果", "登记", Articles.Reconsideration, $"""
            select r.id, r.case_id, r.application->>'allianceName' as case_name, {Anybodys}, r.recorded_at as since,
              {Undated}, '/certification/remedies/' || r.id as link, {OnlyOne}
            from remedy r where r.outcome is null
            """, Roles.CertificationOfficer) { SeenBy = [Roles.DecisionMaker] },
        new("upgrade", "登记上级对推荐升级的决定", "登记", Articles.Authority, $"""
            select u.id, a.id as case_id, a.name as case_name, {Anybodys}, u.recommended_at as since,
              {Undated}, '/certification/upgrades/' || u.id as link, {OnlyOne}
            from upgrade u join alliance a on a.id = u.alliance_id where u.state = 'Recommended'
            """, Roles.CertificationOfficer) { SeenBy = [Roles.DecisionMaker] },
        new("disclosure", "答复公开申请", "答复", Articles.DisclosureAnswer, $"""
            select r.id, r.id as case_id, r.number as case_name, {Anybodys}, r.lodged_at as since,
              (r.due_on + 1)::timestamp at time zone 'Asia/Shanghai' as due_at, r.due_on,
              '/certification/requests/' || r.id as link, {OnlyOne}
            from disclosure_request r where r.state = 'Open'
            """, Roles.CertificationOfficer) { SeenBy = [Roles.DecisionMaker] },
        new("disclosure-proof", "核实公开申请的申请人", "核实", Articles.DisclosureRequest, $"""
            select r.id, r.id as case_id, r.number as case_name, {Anybodys}, r.lodged_at as since, {Undated},
              '/certification/requests/' || r.id as link, {OnlyOne}
            from disclosure_request r where r.state = 'Unconfirmed' and r.confirm_until is null
            """, Roles.CertificationOfficer),
        new("credit-report", "报送双公示信息", "报送", Articles.CreditPublicity, $"""
            select c.id, coalesce(m.alliance_id, m.application_id) as case_id, d.application->>'allianceName' as case_name, {Anybodys},
              c.decided_on::timestamp at time zone 'Asia/Shanghai' as since,
              (c.due_on + 1)::timestamp at time zone 'Asia/Shanghai' as due_at, c.due_on,
              '/certification/credit-reports/' || c.id as link, {OnlyOne}
            from credit_report c join matter m on m.id = c.matter_id join determination d on d.application_id = m.application_id
            where c.reported_on is null
            """, Roles.CertificationOfficer) { SeenBy = [Roles.DecisionMaker] },
        new("plaque", "制作、授予牌匾并登记", "登记", Articles.Notice, $"""
            select a.id, a.id as case_id, a.name as case_name, {Anybodys}, a.recognised_on::timestamp at time zone 'Asia/Shanghai' as since,
              {Undated}, '/certification/alliances/' || a.id as link, {OnlyOne}
            from alliance a where a.status in ('Valid', 'Cancelling') and a.plaque_handed_over_on is null
            """, Roles.CertificationOfficer),
        new("plaque-recovery", "收回牌匾并登记", "登记", Articles.Revocation, $"""
            select a.id, a.id as case_id, a.name as case_name, {Anybodys}, a.ended_on::timestamp at time zone 'Asia/Shanghai' as since,
              {Undated}, '/certification/alliances/' || a.id as link, {OnlyOne}
            from alliance a where a.status in ('Cancelled', 'Revoked', 'Dissolved') and a.plaque_handed_over_on is not null
              and a.plaque_recovered_on is null
            """, Roles.CertificationOfficer),
    ];

    // A meeting is the task of all its cases; it bears the name of the first.
    static string Meetings(string which) => $"""
        select m.id, first.case_id, first.case_name, {Anybodys}, coalesce(m.minuted_at, m.called_at) as since, {Undated},
          '/certification/meetings/' || m.id as link, nullif(first.others, 0)::text as detail
        from meeting m cross join lateral (
          select i.application_id as case_id, d.application->>'allianceName' as case_name, (count(*) over () - 1) as others
          from meeting_item i join determination d on d.application_id = i.application_id
          where i.meeting_id = m.id order by i.position limit 1) first
        where m.state = 'Open' and {which}
        """;

    // An instrument is the task of all its cases; it bears the name of the first.
    static string Instruments(string which, string whose = Anybodys) => $"""
        select i.id, first.case_id, first.case_name, {whose}, coalesce(i.checked_at, i.drafted_at) as since, {Undated},
          '/certification/instruments/' || i.id as link, nullif(first.others, 0)::text as detail
        from instrument i cross join lateral (
          select coalesce(m.alliance_id, m.application_id) as case_id,
            coalesce(a.application, d.application)->>'allianceName' as case_name, (count(*) over () - 1) as others
          from matter m join determination d on d.application_id = m.application_id left join alliance a on a.id = m.alliance_id
          where m.instrument_id = i.id order by m.since, m.id limit 1) first
        where {which}
        """;
}
