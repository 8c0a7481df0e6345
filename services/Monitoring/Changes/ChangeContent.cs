using System.ComponentModel.DataAnnotations;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Changes;

/// <summary>What a lead unit fills in of a change (Art. 15). Which fields count, the kind says. Also the JSON of the API.</summary>
public sealed record ChangeContent
{
    /// <summary>变更原因.</summary>
    [LongText] public string? Reason { get; init; }
    /// <summary>生效日期.</summary>
    public DateOnly? EffectiveOn { get; init; }
    /// <summary>加入单位.</summary>
    public IReadOnlyList<JoiningUnit> Joining { get; init; } = [];
    /// <summary>退出单位, by their credit codes.</summary>
    public IReadOnlyList<string> Leaving { get; init; } = [];
    /// <summary>新牵头单位, a member, by its credit code.</summary>
    [MaxLength(18)] public string? NewLead { get; init; }
    /// <summary>True where the former lead unit leaves the alliance with the change.</summary>
    public bool FormerLeadLeaves { get; init; }
    /// <summary>The ×× of 昆明××产业技术创新战略联盟 (Art. 11).</summary>
    [MaxLength(100)] public string? NewName { get; init; }
    /// <summary>变更前, where it is told in words: rules, direction, technical route.</summary>
    [LongText] public string? Before { get; init; }
    /// <summary>变更后.</summary>
    [LongText] public string? After { get; init; }
}

/// <summary>A unit that joins.</summary>
/// <param name="Name">单位名称.</param>
/// <param name="CreditCode">统一社会信用代码.</param>
public sealed record JoiningUnit([property: MaxLength(200)] string? Name, [property: MaxLength(18)] string? CreditCode);
