using Alliance.Statute.Text;

namespace Alliance.Monitoring.Assessments;

/// <summary>一票否决: a fact that fails the assessment whatever the scores.</summary>
/// <param name="Kind">Code of the kind.</param>
/// <param name="Fact">What was found.</param>
public sealed record Knockout(string Kind, [LongText] string Fact)
{
    /// <summary>The kinds, code and Chinese word.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> Kinds =
        [("falsification", "虚假"), ("unauthorisedChange", "擅自变更"), ("unreported", "未报告")];

    /// <summary>The code of a kind given by code or by its Chinese word; null where there is no such kind.</summary>
    public static string? CodeOf(string? kind) => Kinds.FirstOrDefault(k => k.Code == kind || k.Chinese == kind).Code;

    /// <summary>The Chinese word of this one's kind.</summary>
    public string Chinese => Kinds.FirstOrDefault(k => k.Code == Kind).Chinese ?? Kind;
}
