using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Web.Desk;
using static Alliance.Web.Desk.WorkKind;

namespace Alliance.Intake;

/// <summary>What waits in the service, and for whom.</summary>
static class Work
{
    public static readonly IReadOnlyList<WorkKind> Kinds =
    [
        new("correction", "补正申报材料", "补正", Articles.Review, $"""
            select a.id, a.id as case_id, a.alliance_name as case_name, null::text as account, a.lead_credit_code as unit,
              a.lead_unit as whose, c.requested_at as since, c.due_at, c.nominal_due_on as due_on,
              '/intake/applications/' || a.id as link, {OnlyOne}
            from application a join correction c on c.application_id = a.id where a.stage = 'Correction'
            """, Roles.Applicant) { SeenBy = [Roles.IntakeOfficer] },
        new("draft", "填写并提交申报书", "继续填写", Articles.Applications, $"""
            select a.id, a.id as case_id, a.alliance_name as case_name, null::text as account, a.lead_credit_code as unit,
              a.lead_unit as whose, a.arrived_at as since, c.closes_at as due_at, null::date as due_on,
              '/intake/applications/' || a.id as link, {OnlyOne}
            from application a join call c on c.id = a.call_id where a.stage = 'Draft' and c.opens_at <= @Now and c.closes_at > @Now
            """, Roles.Applicant) { IsPrivate = true },
        new("confirmation", "确认参加联盟", "确认", Articles.Members, $"""
            select f.id, a.id as case_id, a.alliance_name as case_name, null::text as account, f.credit_code as unit,
              f.unit_name as whose, f.invited_at as since, case when a.stage = 'Draft' then c.closes_at end as due_at,
              null::date as due_on, '/intake/confirmations/' || f.id as link, {OnlyOne}
            from confirmation f join application a on a.id = f.application_id join call c on c.id = a.call_id
            where f.state = 'Invited' and (a.stage = 'Correction' or (a.stage = 'Draft' and c.closes_at > @Now))
            """, Roles.Member, Roles.Applicant) { IsPrivate = true },
        new("recommend", "推荐申报书", "填写推荐意见", Articles.Promotion, $"""
            select a.id, a.id as case_id, a.alliance_name as case_name, null::text as account, b.credit_code as unit, b.name as whose,
              a.submitted_at as since, case when a.recommendation_required then coalesce(c.recommend_until, c.closes_at) end as due_at,
              null::date as due_on, '/intake/applications/' || a.id || '#recommendation' as link, {OnlyOne}
            from application a join call c on c.id = a.call_id
            join recommending_body b on b.id = a.recommender_id and b.ended_at is null
            where a.stage in ('FormalReview', 'Correction')
              and not exists (select 1 from recommendation r where r.application_id = a.id and r.body_id = b.id and r.withdrawn_at is null)
            """, Roles.Recommender) { SeenBy = [Roles.IntakeOfficer], SeenAt = "/intake/applications/{0}/review#recommendation" },
        new("formal-review", "形式审查", "审查", Articles.Review, $"""
            select a.id, a.id as case_id, a.alliance_name as case_name, a.assigned_to as account, null::text as unit,
              a.assigned_to_name as whose, a.submitted_at as since, a.review_due_at as due_at, a.review_nominal_due_on as due_on,
              '/intake/applications/' || a.id || '/review' as link, {OnlyOne}
            from application a where a.stage = 'FormalReview'
              and not exists (select 1 from officer_recusal r where r.application_id = a.id and r.account = @Account)
            """, Roles.IntakeOfficer),
        new("question", "答复申报咨询", "答复", Articles.Applications, $"""
            select t.id, coalesce(t.application_id, t.call_id) as case_id,
              case when a.stage <> 'Draft' and a.alliance_name <> '' then a.alliance_name else c.title end as case_name,
              null::text as account, null::text as unit, t.unit_name as whose, t.waiting_since as since, {Undated},
              '/intake/questions/' || t.id as link, {OnlyOne}
            from question_thread t join call c on c.id = t.call_id left join application a on a.id = t.application_id
            where t.waiting_since is not null
              and not exists (select 1 from officer_recusal r where r.application_id = t.application_id and r.account = @Account)
            """, Roles.IntakeOfficer),
        new("mail", "处理未发出的邮件", "查看", null, $"""
            select m.id, n.case_id, coalesce(a.alliance_name, '') as case_name, null::text as account, null::text as unit,
              null::text as whose, n.sent_at as since, {Undated},
              '/intake/mail' as link, {OnlyOne}
            from letter_mail m join letter n on n.id = m.letter_id left join application a on a.id = n.case_id
            where m.failure is not null and m.sent_at is null and m.next_at is null
            """, Roles.IntakeOfficer),
    ];
}
