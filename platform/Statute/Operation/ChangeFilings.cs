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

    // What Art. 8 asks of the lead itself and of the members. Agreement, plan and team are what was applied with: a filing does not repeat
    // them.
    static readonly IReadOnlyList<string> LeadCodes = ["P0", .. MemberCodes];

    /// <summary>The alliance as changed, as far as names and codes tell: whoever the market regulator registers, under 9 (GB 32100), is an
    /// enterprise, and a unit is at home where its code was given.</summary>
    public static ApplicationForm Changed(IEnumerable<(string Name, string CreditCode)> members, string leadCreditCode) => new()
    {
        Members = [.. members.Select(unit => new MemberUnit
        {
            Name = unit.Name,
            CreditCode = unit.CreditCode,
            IsLead = unit.CreditCode == leadCreditCode,
            Kind = unit.CreditCode.StartsWith('9') ? UnitKind.Enterprise : UnitKind.Other,
            RegionCode = CreditCode.IsValid(unit.CreditCode) ? unit.CreditCode[2..8] : "",
        })],
    };

    /// <summary>Conditions that the alliance, as changed, no longer meets: a warning. A change of the lead is checked against what Art. 8
    /// asks of the lead too, others against the member numbers.</summary>
    public static IReadOnlyList<Finding> Warnings(ChangeKind kind, ApplicationForm changed, Policy policy) => kind switch
    {
        ChangeKind.Lead => [.. Conditions.Judge(changed, policy)
            .Where(f => f.Verdict == Verdict.NotMet && LeadCodes.Contains(f.Code))],
        ChangeKind.Members => [.. Conditions.Judge(changed, policy)
            .Where(f => f.Verdict == Verdict.NotMet && MemberCodes.Contains(f.Code))],
        _ => [],
    };
}
