using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Escalations;

/// <summary>What can be brought before a superior, as rows: work, about, alliance_id, since (a day), office (whose work it is),
/// link.</summary>
static class WaitingWork
{
    const string Day = "at time zone 'Asia/Shanghai'";

    /// <summary>Everything that waits, of alliances under this policy version: a as the alliance.</summary>
    public const string Sql = $"""
        select '{nameof(EscalatedWork.Compliance)}' as work, c.id as about, a.id as alliance_id, a.name, a.policy_version,
          (c.opened_at {Day})::date as since, 'monitoring-officer' as office, '/monitoring/compliance/' || c.id as link
        from compliance_case c join alliance a on a.id = c.alliance_id
        where c.state = 'Open' and a.closed_at is null
          and not exists (select 1 from rectification r where r.case_id = c.id and r.decided_at is null)
        union all
        select '{nameof(EscalatedWork.Rectification)}', r.id, a.id, a.name, a.policy_version, r.due_on, 'monitoring-officer',
          '/monitoring/compliance/' || c.id
        from rectification r join compliance_case c on c.id = r.case_id join alliance a on a.id = c.alliance_id
        where r.decided_at is null and c.state = 'Open' and a.closed_at is null
        union all
        select '{nameof(EscalatedWork.Assessment)}', s.id, a.id, a.name, a.policy_version, (s.opened_at {Day})::date, 'assessor',
          '/monitoring/alliances/' || a.id || '/assessments/' || s.cycle
        from assessment s join alliance a on a.id = s.alliance_id where s.concluded_at is null and a.closed_at is null
        """;

    /// <summary>What people call it.</summary>
    public static string Word(EscalatedWork work) => work switch
    {
        EscalatedWork.Compliance => "违规核查",
        EscalatedWork.Rectification => "整改核查",
        EscalatedWork.Assessment => "周期考核",
        _ => throw new InvalidOperationException($"Unknown work {work}."),
    };

    /// <summary>What people call a superior's office.</summary>
    public static string Office(string role) => role == Core.Security.Roles.DecisionMaker ? "局领导" : "监测人员";
}
