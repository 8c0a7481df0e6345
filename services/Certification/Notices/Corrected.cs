using Alliance.Contracts;

namespace Alliance.Certification.Notices;

/// <summary>One field of a notice that was wrong.</summary>
/// <param name="Field">What people call it; key of its translation.</param>
/// <param name="Before">What was announced.</param>
/// <param name="After">What is right.</param>
public sealed record Corrected(string Field, string Before, string After)
{
    /// <summary>Every field that both announcements say differently.</summary>
    public static IReadOnlyList<Corrected> Between(ApplicationSummary before, ApplicationSummary after)
    {
        Corrected[] fields =
        [
            new("联盟名称", before.AllianceName, after.AllianceName),
            new("牵头单位", Text(before.LeadUnit), Text(after.LeadUnit)),
            new("成员单位", string.Join('、', before.Members.Select(Text)), string.Join('、', after.Members.Select(Text))),
            new("所属重点产业", before.KeyIndustry, after.KeyIndustry),
        ];
        return [.. fields.Where(f => f.Before != f.After)];
    }

    static string Text(Unit unit) => $"{unit.Name}（{unit.CreditCode}）";
}
