using Alliance.Statute;

namespace Alliance.Review.Reviews;

/// <summary>A condition of Art. 8 that a rule cannot decide: an expert answers yes or no.</summary>
/// <param name="Code">Its code among P0–P17.</param>
/// <param name="Article">Where it stands.</param>
/// <param name="Question">The question as the sheet asks it; key of its translation.</param>
public sealed record ExpertCondition(string Code, string Article, string Question);

/// <summary>The conformity questions of the sheet.</summary>
public static class ExpertConditions
{
    /// <summary>All of them, in the order of the statute.</summary>
    public static readonly IReadOnlyList<ExpertCondition> All =
    [
        new("P3", Articles.Members, "牵头单位在行业内是否具有影响力、成长性和凝聚力"),
        new("P13", Articles.Agreement, "成果和知识产权归属是否明确"),
        new("P15", Articles.Foundation, "是否具有稳定的研发团队"),
    ];
}
