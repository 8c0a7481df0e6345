using Alliance.Statute.Forms;
using Alliance.Statute.Policies;
using static Alliance.Statute.Eligibility.Verdict;

namespace Alliance.Statute.Eligibility;

/// <summary>Conditions that Kunming does not have but other places do, judged only where a policy asks for them.</summary>
public static class OtherCities
{
    /// <summary>A recommendation is asked for (Art. 18).</summary>
    public const string Recommendation = "Q5";

    internal static void Judge(ApplicationForm form, MemberCount members, PolicyDocument rules, List<Finding> findings)
    {
        if (rules.MinResearchOrgs is > 0 and var min)
        {
            var units = members.Units.Where(m => m.Kind is UnitKind.University or UnitKind.ResearchInstitute).ToList();
            var evidence = Conditions.Lines(units, static (text, m) => text.Append(m.Name).Append(' ').Append(m.CreditCode));
            findings.Add(units.Count >= min
                ? new("Q1", Met, Articles.Members, $"高校和科研院所 {units.Count} 家，不少于 {min} 家", evidence)
                : new("Q1", NotMet, Articles.Members, $"高校和科研院所 {units.Count} 家，少于 {min} 家", evidence));
        }
        if (rules.MinLocalCoreMemberPercent is > 0 and var percent)
            findings.Add(new("Q2", NeedsPerson, Articles.Members, $"本地核心成员应不少于 {percent}%，申报书不区分核心成员，由人工判断", ""));
        if (rules.FullTimeSecretariat == true)
            findings.Add(new("Q3", NeedsPerson, Articles.Agreement, $"应设有专职人员的秘书处，由人工判断", form.Governance.ExecutiveBody));
        if (rules.SecretaryLocal == true)
            findings.Add(new("Q4", NeedsPerson, Articles.Agreement, $"秘书长应在本地工作，由人工判断", ""));
        if (rules.RecommendationRequired == true)
            findings.Add(new(Recommendation, NeedsPerson, Articles.Promotion, $"应有推荐单位的推荐，由人工核对推荐函", ""));
    }
}
