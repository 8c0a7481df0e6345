using Alliance.Core.Security;
using Alliance.Web.Desk;
using static Alliance.Web.Desk.WorkKind;

namespace Alliance.Workflows;

/// <summary>What waits in the console, and for whom.</summary>
static class Work
{
    public static readonly IReadOnlyList<WorkKind> Kinds =
    [
        new("intervention", "确认案件干预", "确认", null, $"""
            select i.id, i.case_id, c.name as case_name, {Anybodys}, i.proposed_at as since, {Undated},
              '/workflows/interventions/' || i.id as link, {OnlyOne}
            from intervention i join process_case c on c.id = i.case_id and c.kind = i.kind
            where i.state = 'Proposed' and i.proposed_by <> @Account
            """, Roles.Administrator),
        new("incident", "处理异常消息", "处理", null, $"""
            select m.id, coalesce(m.case_id, m.id) as case_id,
              coalesce((select c.name from process_case c where c.id = m.case_id limit 1), '') as case_name, {Anybodys},
              m.parked_at as since, {Undated}, '/workflows/incidents/' || m.id as link, {OnlyOne}
            from parked_message m where m.settled_at is null and (m.awaits_kind = '' or m.parked_at < now() - interval '1 minute')
            """, Roles.Administrator),
    ];
}
