namespace Alliance.Statute.Eligibility;

/// <summary>What a condition comes to.</summary>
public enum Verdict
{
    /// <summary>符合.</summary>
    Met,
    /// <summary>不符合.</summary>
    NotMet,
    /// <summary>需人工判断: the statute asks for a judgement that only a person can make.</summary>
    NeedsPerson,
}

/// <summary>How one condition stands for one application.</summary>
/// <param name="Code">P0 … P17; Q1 … for conditions that only other cities' policies have.</param>
/// <param name="Verdict">Met, not met, or for a person to judge.</param>
/// <param name="Article">Where the condition stands.</param>
/// <param name="Sentence">The reason in words; its format is the key of the translation.</param>
/// <param name="Evidence">What was looked at, as the form has it.</param>
public sealed record Finding(string Code, Verdict Verdict, string Article, FormattableString Sentence, string Evidence)
{
    /// <summary>True where an officer who finds it met says why: something speaks against it that only a look at the papers can
    /// settle.</summary>
    public bool TakesReason { get; init; }
}
