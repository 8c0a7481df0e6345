using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Web.Desk;
using static Alliance.Web.Desk.WorkKind;

namespace Alliance.Review;

/// <summary>What waits in the service, and for whom.</summary>
static class Work
{
    // Of a review that runs; of a seat that is taken.
    const string Case = "r.application_id as case_id, r.application->>'allianceName' as case_name";
    const string Seats = "review r join panel_member m on m.application_id = r.application_id and m.replaced_at is null";

    public static readonly IReadOnlyList<WorkKind> Kinds =
    [
        new("panel", "组建专家组", "组建", Articles.Review, $"""
            select r.application_id as id, {Case}, {Anybodys}, r.opened_at as since,
              {Undated}, '/review/reviews/' || r.application_id as link, {OnlyOne}
            from review r where r.state = 'AwaitingPanel' and r.application is not null
            """, Roles.ReviewSecretary),
        new("replacement", "更换回避的专家", "更换", Articles.Review, $"""
            select md5(r.application_id || m.account)::uuid as id, {Case}, null::text as account, null::text as unit, m.name as whose,
              m.recusal_at as since, {Undated}, '/review/reviews/' || r.application_id as link, {OnlyOne}
            from {Seats} where r.state = 'Scoring' and m.recusal = 'Conflict'
            """, Roles.ReviewSecretary),
        new("recusal", "声明是否需要回避", "声明", Articles.Review, $"""
            select md5(r.application_id || m.account)::uuid as id, {Case}, m.account, null::text as unit, m.name as whose,
              m.appointed_at as since, {Undated}, '/review/tasks/' || r.application_id as link, {OnlyOne}
            from {Seats} where r.state = 'Scoring' and m.recusal is null
            """, Roles.Expert) { SeenBy = [Roles.ReviewSecretary], SeenAt = "/review/reviews/{0}" },
        new("sheet", "独立评分", "评分", Articles.Review, $"""
            select md5(r.application_id || m.account)::uuid as id, {Case}, m.account, null::text as unit, m.name as whose,
              greatest(m.recusal_at, r.round_opened_at) as since, {Undated}, '/review/tasks/' || r.application_id as link, {OnlyOne}
            from {Seats} where r.state = 'Scoring' and m.recusal = 'None'
              and not exists (select 1 from score_sheet s where s.application_id = r.application_id and s.account = m.account)
            """, Roles.Expert) { SeenBy = [Roles.ReviewSecretary], SeenAt = "/review/reviews/{0}" },
        new("opinion", "提交专家组意见", "提交意见", Articles.Review, $"""
            select r.application_id as id, {Case}, m.account, null::text as unit, m.name as whose,
              coalesce((select max(s.confirmed_at) from score_sheet s where s.application_id = r.application_id), r.opened_at) as since,
              {Undated}, '/review/tasks/' || r.application_id as link, {OnlyOne}
            from {Seats} where r.state = 'AwaitingOpinion' and m.is_leader
            """, Roles.Expert) { SeenBy = [Roles.ReviewSecretary], SeenAt = "/review/reviews/{0}" },
    ];
}
