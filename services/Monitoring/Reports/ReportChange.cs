using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;

namespace Alliance.Monitoring.Reports;

/// <summary>What one version of a report says otherwise than another, as people read it.</summary>
/// <param name="Where">The field, and in a table its row.</param>
/// <param name="Before">Empty where nothing stood there.</param>
/// <param name="After">Empty where nothing stands there any more.</param>
sealed record ReportChange(string Where, string Before, string After)
{
    /// <summary>All of them, in the order of the form.</summary>
    public static IReadOnlyList<ReportChange> Between(Words words, ReadReport.View view, AnnualReport before, AnnualReport after)
        => [.. Lines(words, view, before, after).Where(change => change.Before != change.After)];

    static IEnumerable<ReportChange> Lines(Words words, ReadReport.View view, AnnualReport before, AnnualReport after)
    {
        yield return Of("年度主要工作", r => r.Work);
        yield return Of("取得的成绩", r => r.Achievements);
        yield return Of("存在的问题", r => r.Problems);
        yield return Of("下年度设想", r => r.Plans);
        yield return Of("总体进展", r => r.Progress is { } p ? words[AnnualReport.Word(AnnualReport.Progresses, p.ToString())] : null);
        yield return Of("推迟或停滞的原因", r => r.ProgressCause is { } cause ? words[AnnualReport.Word(AnnualReport.Causes, cause)] : null);
        foreach (var target in view.Targets)
            yield return Row("指标完成情况", Figures.Said(words, target.Family, target.Name),
                r => r.Indicators.FirstOrDefault(i => i.IndicatorId == target.IndicatorId)?.Value is { } value
                    ? Figures.Text(value) : null);
        yield return Of("研发投入", r => Yuan(r.RdInvestmentFen));
        yield return Of("引导经费到位", r => Yuan(r.GrantReceivedFen));
        yield return Of("配套经费到位", r => Yuan(r.MatchingReceivedFen));
        yield return Of("经费管理情况", r => r.FundManagement);
        foreach (var category in before.Spending.Concat(after.Spending).Select(s => s.Category).Distinct().ToList())
            yield return Row("经费使用情况", words[view.CategoryName(category)],
                r => r.Spending.FirstOrDefault(s => s.Category == category) is { } s
                ? words["引导经费 {0}，配套经费 {1} {2}", Money.Yuan(s.GrantFen), Money.Yuan(s.MatchingFen), s.Why ?? ""].Trim() : null);
        foreach (var (code, chinese) in AnnualReport.Titles)
            yield return Row("人员", words[chinese],
                r => r.Staff.FirstOrDefault(s => s.Title == code) is { } s ? words["{0} 人", s.Count] : null);
        yield return Of("自检自查", r => r.SelfInspection);
        foreach (var item in view.Policy.SelfInspection)
            yield return Row("自检自查清单", words[item.Name],
                r => r.Inspection.FirstOrDefault(i => i.Item == item.Id) is { Result: { } result } i
                ? $"{words[AnnualReport.Word(AnnualReport.Results, result.ToString())]} {i.Finding} {i.FollowUp}".Trim() : null);
        yield return Of("重要事项变更（备案）", r => string.Join('\n',
            r.Changes.Select(c => $"{words[AnnualReport.Word(AnnualReport.ChangeKinds, c.Kind)]}：{c.Description}")));

        ReportChange Of(string label, Func<AnnualReport, string?> said) => new(words[label], said(before) ?? "", said(after) ?? "");
        ReportChange Row(string table, string row, Func<AnnualReport, string?> said)
            => new($"{words[table]} · {row}", said(before) ?? "", said(after) ?? "");
    }

    static string? Yuan(long? fen) => fen is { } known ? Money.Yuan(known) : null;
}
