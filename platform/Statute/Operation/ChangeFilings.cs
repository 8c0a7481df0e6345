using Alliance.Statute.Eligibility;
using Alliance.Statute.Forms;
using Alliance.Statute.Policies;

namespace Alliance.Statute.Operation;

/// <summary>重要事项变更, described in the annual report and filed 备案, not approved (Art. 15).</summary>
[RestsOn("15")]
public enum ChangeKind
{
    /// <summary>成员变更.</summary>
    Members,
    /// <summary>机构和制度变更.</summary>
    Institutions,
    /// <summary>研究方向变更.</summary>
    Direction,
    /// <summary>技术路线变更.</summary>
    TechnicalRoute,
    /// <summary>牵头单位变更: not in the article, but liability and money go with it.</summary>
    Lead,
    /// <summary>其他.</summary>
    Other,
}

/// <summary>What the filing of a change makes an officer look at (Art. 15). Nothing here ends a recognition.</summary>
[RestsOn("15")]
public static class ChangeFilings
{
    static readonly IReadOnlyList<string> MemberCodes = ["P1", "P2"];

    /// <summary>Conditions that the alliance, as changed, no longer meets: a warning. A change of the lead is checked against all of Art.
    /// 8, others against the member numbers.</summary>
    public static IReadOnlyList<Finding> Warnings(ChangeKind kind, ApplicationForm changed, Policy policy) => kind switch
    {
        ChangeKind.Lead => [.. Conditions.Judge(changed, policy).Where(f => f.Verdict == Verdict.NotMet)],
        ChangeKind.Members => [.. Conditions.Judge(changed, policy)
            .Where(f => f.Verdict == Verdict.NotMet && MemberCodes.Contains(f.Code))],
        _ => [],
    };
}
