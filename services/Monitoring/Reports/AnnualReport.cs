using System.Text.Json.Serialization;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Reports;

/// <summary>总体进展.</summary>
public enum Progress
{
    /// <summary>超前.</summary>
    Ahead,
    /// <summary>按计划.</summary>
    OnPlan,
    /// <summary>推迟.</summary>
    Delayed,
    /// <summary>停滞.</summary>
    Stalled,
}

/// <summary>年度科技报告 as the lead unit fills it in (Art. 14). Also the JSON of the API.</summary>
public sealed record AnnualReport
{
    /// <summary>年度主要工作.</summary>
    [LongText(20_000)] public string? Work { get; init; }
    /// <summary>取得的成绩.</summary>
    [LongText(20_000)] public string? Achievements { get; init; }
    /// <summary>存在的问题.</summary>
    [LongText(20_000)] public string? Problems { get; init; }
    /// <summary>下年度设想.</summary>
    [LongText(20_000)] public string? Plans { get; init; }
    /// <summary>总体进展.</summary>
    public Progress? Progress { get; init; }
    /// <summary>原因, one of <see cref="Causes"/> or words of the lead unit's own; needed when the alliance is behind its plan.</summary>
    [LongText] public string? ProgressCause { get; init; }
    /// <summary>指标完成情况, under the indicator ids of the 合同书.</summary>
    public IReadOnlyList<Actual> Indicators { get; init; } = [];
    /// <summary>研发投入, fen.</summary>
    public long? RdInvestmentFen { get; init; }
    /// <summary>引导经费到位, fen.</summary>
    public long? GrantReceivedFen { get; init; }
    /// <summary>配套经费到位, fen.</summary>
    public long? MatchingReceivedFen { get; init; }
    /// <summary>经费管理情况: how the separate ledger is kept.</summary>
    [LongText(20_000)] public string? FundManagement { get; init; }
    /// <summary>经费使用情况 by the cost categories of Art. 12.</summary>
    public IReadOnlyList<Spending> Spending { get; init; } = [];
    /// <summary>人员, by professional title.</summary>
    public IReadOnlyList<StaffCount> Staff { get; init; } = [];
    /// <summary>自检自查 (Art. 6).</summary>
    [LongText(20_000)] public string? SelfInspection { get; init; }
    /// <summary>自检自查清单 (Art. 6), under the item ids of the policy; empty where it was told in words alone.</summary>
    public IReadOnlyList<Inspected> Inspection { get; init; } = [];
    /// <summary>重要事项变更 (Art. 15): described here, filed, not approved.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>True when the alliance is behind its plan.</summary>
    [JsonIgnore]
    public bool IsBehind => Progress is Reports.Progress.Delayed or Reports.Progress.Stalled;

    /// <summary>总体进展, code and Chinese word.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> Progresses =
        [(nameof(Reports.Progress.Ahead), "超前"), (nameof(Reports.Progress.OnPlan), "按计划"), (nameof(Reports.Progress.Delayed), "推迟"),
            (nameof(Reports.Progress.Stalled), "停滞")];

    /// <summary>推迟或停滞的原因, code and Chinese word.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> Causes =
        [("funding", "资金不到位"), ("technology", "技术难题"), ("market", "市场变化"), ("personnel", "人员变动"), ("cooperation", "成员协作"),
            ("policy", "政策调整"), ("other", "其他")];

    /// <summary>自检自查的结果, code and Chinese word.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> Results =
        [(nameof(InspectionResult.Met), "符合"), (nameof(InspectionResult.Finding), "有问题"),
            (nameof(InspectionResult.NotApplicable), "不涉及")];

    /// <summary>变更事项, code and Chinese word (Art. 15).</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> ChangeKinds =
        [("members", "成员"), ("institutions", "体制机制"), ("direction", "研究方向"), ("technicalRoute", "技术路线"), ("leadUnit", "牵头单位"),
            ("other", "其他")];

    /// <summary>职称, code and Chinese word.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> Titles =
        [("senior", "正高级"), ("associateSenior", "副高级"), ("intermediate", "中级"), ("junior", "初级"), ("other", "其他")];

    /// <summary>The Chinese word of a code; words of the lead unit's own stay as they are.</summary>
    public static string Word(IReadOnlyList<(string Code, string Chinese)> list, string? code)
        => list.FirstOrDefault(c => c.Code == code).Chinese ?? code ?? "";
}

/// <summary>What was reached of one target in the year.</summary>
/// <param name="IndicatorId">As in the 合同书.</param>
/// <param name="Value">实际完成, in the target's unit.</param>
public sealed record Actual(string IndicatorId, [property: JsonPropertyName("actual")] decimal? Value);

/// <summary>What was spent under one cost category (Art. 12).</summary>
/// <param name="Category">Id of the policy's category.</param>
/// <param name="GrantFen">From the 引导经费, fen.</param>
/// <param name="MatchingFen">From the 配套经费, fen.</param>
/// <param name="Why">What for; needed where Art. 12 covers the category only by “等”.</param>
public sealed record Spending(string Category, long GrantFen, long MatchingFen, [LongText] string? Why = null);

/// <summary>How many people of a professional title work for the alliance.</summary>
/// <param name="Title">Code of the title.</param>
/// <param name="Count">人数.</param>
public sealed record StaffCount(string Title, int Count);

/// <summary>What the lead unit found in one item of its 自检自查 (Art. 6).</summary>
/// <param name="Item">Id of the policy's item.</param>
/// <param name="Result">What was found.</param>
/// <param name="Finding">What is wrong; needed for a finding.</param>
/// <param name="FollowUp">What is done about it; needed for a finding.</param>
/// <param name="Until">Until when; needed for a finding.</param>
public sealed record Inspected(
    string Item, InspectionResult? Result, [LongText(2000)] string? Finding = null, [LongText(2000)] string? FollowUp = null,
    DateOnly? Until = null);

/// <summary>自检自查的结果.</summary>
public enum InspectionResult
{
    /// <summary>符合.</summary>
    Met,
    /// <summary>有问题.</summary>
    Finding,
    /// <summary>不涉及.</summary>
    NotApplicable,
}

/// <summary>One change of Art. 15.</summary>
/// <param name="Kind">Code of the kind.</param>
/// <param name="Description">What changed.</param>
public sealed record Change(string Kind, [LongText] string Description);
