namespace Alliance.Review.Experts;

/// <summary>Somebody who can be asked to judge applications (评审专家).</summary>
public sealed record Expert
{
    /// <summary>The account the expert signs in with; the key.</summary>
    public string Account { get; init; } = "";
    /// <summary>姓名.</summary>
    public string Name { get; init; } = "";
    /// <summary>工作单位.</summary>
    public string Institution { get; init; } = "";
    /// <summary>统一社会信用代码 of the institution; by it an expert of a member unit is recognised.</summary>
    public string InstitutionCreditCode { get; init; } = "";
    /// <summary>专业领域.</summary>
    public string Field { get; init; } = "";
}
