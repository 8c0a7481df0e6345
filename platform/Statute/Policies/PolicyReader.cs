using System.Globalization;
using Alliance.Statute.Data;

namespace Alliance.Statute.Policies;

/// <summary>Reads policy documents: first the published JSON Schema, then what a schema cannot say. Every fault is told at once, with its
/// path; a faulty document is not loaded.</summary>
public static class PolicyReader
{
    /// <summary>The published JSON Schema of policy documents.</summary>
    public static string Schema { get; } = EmbeddedFiles.Read("schemas/policy.schema.json");

    static readonly SchemaCheck Check = new(Schema);

    /// <summary>How many characters a document may have; one is some tens of thousands.</summary>
    public const int LongestDocument = 200_000;

    /// <summary>The policy of a document, or its faults.</summary>
    public static Reading<Policy> Read(string json)
    {
        if (json.Length > LongestDocument) return new(null, [Fault("$", $"政策文本超过 {LongestDocument / 1000} KB")]);
        var reading = Check.Read<PolicyDocument>(json);
        if (reading.Value is not { } document) return new(null, reading.Faults);
        var faults = Faults(document).ToList();
        return faults.Count == 0 ? new(new Policy(document), []) : new(null, faults);
    }

    static IEnumerable<DataFault> Faults(PolicyDocument policy)
    {
        if (policy.Version[..policy.Version.LastIndexOf('.')] != policy.Id)
            yield return Fault("$.version", $"$.version：版本号「{policy.Version}」应以「{policy.Id}.」开头");
        if (policy.EffectiveTo < policy.EffectiveFrom) yield return Fault("$.effectiveTo", $"$.effectiveTo：失效日期早于施行日期");
        if (policy.MinEnterprises > policy.MinMembers)
            yield return Fault("$.minEnterprises", $"$.minEnterprises：企业最低数 {policy.MinEnterprises} 大于成员单位最低数 {policy.MinMembers}");
        if (policy.LeadLocal == true && policy.RegionPrefix is null)
            yield return Fault("$.regionPrefix", $"$.regionPrefix：要求牵头单位在本地注册时须写明");

        foreach (var fault in Sums("$.reviewCriteria", policy.ReviewCriteria?.Select(c => c.Max))) yield return fault;
        foreach (var fault in Sums("$.indicators", policy.Indicators?.Select(i => i.Weight))) yield return fault;
        foreach (var fault in Unique("$.reviewCriteria", "id", policy.ReviewCriteria?.Select(c => c.Id))) yield return fault;
        foreach (var fault in Unique("$.indicators", "id", policy.Indicators?.Select(i => i.Id))) yield return fault;
        foreach (var fault in Unique("$.costCategories", "id", policy.CostCategories?.Select(c => c.Id))) yield return fault;
        foreach (var fault in Unique("$.awardLevels", "level", policy.AwardLevels?.Select(a => a.Level))) yield return fault;
        foreach (var fault in Unique("$.refusalReasons", "id", policy.RefusalReasons?.Select(r => r.Id))) yield return fault;
        foreach (var fault in Unique("$.creditPublicity.acts", "id", policy.CreditPublicity?.Acts.Select(a => a.Id))) yield return fault;
        if (policy.CreditPublicity?.AuthorityCode is { } code && CreditCode.WhyNot(code) is not null)
            yield return Fault("$.creditPublicity.authorityCode", $"$.creditPublicity.authorityCode：不是统一社会信用代码");
        foreach (var fault in Unique("$.documentTexts", "id", policy.DocumentTexts?.Select(t => t.Id))) yield return fault;

        if (policy.AnnualReport?.Due is { } due && due.Day > DateTime.DaysInMonth(2000, due.Month))
            yield return Fault("$.annualReport.due.day", $"$.annualReport.due.day：{due.Month} 月没有 {due.Day} 日");

        if (policy.Status != PolicyStatus.InForce) yield break;
        foreach (var missing in PolicyParameters.Missing(policy)) yield return Fault($"$.{missing}", $"$.{missing}：施行中的政策不能缺少");
    }

    static IEnumerable<DataFault> Sums(string path, IEnumerable<int>? parts)
    {
        if (parts?.Sum() is { } sum && sum != 100) yield return Fault(path, $"{path}：合计应为 100，现为 {sum}");
    }

    static IEnumerable<DataFault> Unique(string path, string key, IEnumerable<string>? keys)
    {
        var (index, seen) = (0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var value in keys ?? [])
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}].{key}");
            if (!seen.Add(value)) yield return Fault(at, $"{at}：「{value}」重复");
        }
    }

    static DataFault Fault(string path, FormattableString sentence) => new(path, sentence);
}
