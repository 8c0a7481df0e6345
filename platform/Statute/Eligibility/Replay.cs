using Alliance.Statute.Forms;
using Alliance.Statute.Policies;

namespace Alliance.Statute.Eligibility;

/// <summary>What is known of an application that was decided: enough to ask what another policy would have said.</summary>
public sealed record PastApplication
{
    /// <summary>Key or name, as the reader of the result knows it.</summary>
    public required string Name { get; init; }
    /// <summary>The form as it was judged.</summary>
    public required ApplicationForm Form { get; init; }
    /// <summary>What the officer found, by condition; it stands in for what only a person can judge.</summary>
    public IReadOnlyDictionary<string, bool> OfficerMet { get; init; } = new Dictionary<string, bool>();
    /// <summary>How many experts scored it; null when it did not come so far.</summary>
    public int? Experts { get; init; }
    /// <summary>Their average score.</summary>
    public decimal? AverageScore { get; init; }
    /// <summary>Matching that was proved, fen.</summary>
    public long? MatchingFen { get; init; }
    /// <summary>Score of the last assessment.</summary>
    public decimal? AssessmentScore { get; init; }
}

/// <summary>One step of the procedure that a policy's parameters decide.</summary>
public enum ReplayStage
{
    /// <summary>形式审查, Art. 8 and 10.</summary>
    FormalReview,
    /// <summary>专家评审, Art. 10.</summary>
    ExpertReview,
    /// <summary>配套, Art. 12.</summary>
    Matching,
    /// <summary>考核, Art. 14.</summary>
    Assessment,
}

/// <summary>A step that comes out differently, and why.</summary>
/// <param name="Stage">Which step.</param>
/// <param name="Before">Under the policy it was decided by.</param>
/// <param name="After">Under the other one.</param>
/// <param name="Reasons">The findings that differ, with the sentence of the other policy.</param>
public sealed record ChangedOutcome(ReplayStage Stage, Verdict Before, Verdict After, IReadOnlyList<Finding> Reasons);

/// <summary>What another policy would change for one application; nothing changed when there is no outcome.</summary>
/// <param name="Name">The application.</param>
/// <param name="Outcomes">Steps that come out differently.</param>
public sealed record ReplayedApplication(string Name, IReadOnlyList<ChangedOutcome> Outcomes);

/// <summary>
/// What a draft policy would have done with past applications. Nothing is decided: cases keep the version under which they were opened.
/// </summary>
public static class Replay
{
    /// <summary>Every application for which a step comes out differently under <paramref name="draft"/>.</summary>
    public static IReadOnlyList<ReplayedApplication> Under(IEnumerable<PastApplication> past, Policy policy, Policy draft)
        => [.. past.Select(a => new ReplayedApplication(a.Name, [.. Changes(a, policy, draft)])).Where(a => a.Outcomes.Count > 0)];

    static IEnumerable<ChangedOutcome> Changes(PastApplication application, Policy policy, Policy draft)
    {
        (ReplayStage Stage, Func<PastApplication, Policy, IReadOnlyList<Finding>> Judge)[] stages =
            [(ReplayStage.FormalReview, FormalReview), (ReplayStage.ExpertReview, ExpertReview), (ReplayStage.Matching, MatchingProof),
                (ReplayStage.Assessment, Assessment)];
        foreach (var (stage, judge) in stages)
        {
            var (before, after) = (judge(application, policy), judge(application, draft));
            var (was, now) = (Overall(before), Overall(after));
            if (was == now) continue;
            var held = before.ToDictionary(f => f.Code, f => f.Verdict);
            yield return new(stage, was, now, [.. after.Where(f => held.GetValueOrDefault(f.Code, Verdict.Met) != f.Verdict)]);
        }
    }

    static IReadOnlyList<Finding> FormalReview(PastApplication application, Policy policy)
        => [.. Conditions.Judge(application.Form, policy).Select(finding => Seen(finding, application))];

    // What only a person can judge was judged by a person then; the new policy would not make that person see it differently.
    static Finding Seen(Finding finding, PastApplication application)
        => finding.Verdict == Verdict.NeedsPerson && application.OfficerMet.TryGetValue(finding.Code, out var met)
            ? finding with { Verdict = met ? Verdict.Met : Verdict.NotMet } : finding;

    static IReadOnlyList<Finding> ExpertReview(PastApplication application, Policy policy)
    {
        if (application is not { Experts: { } experts, AverageScore: { } score }) return [];
        return
        [
            policy.Document.PanelMinimum is not { } minimum ? Unseen("panel", Articles.Review, "panelMinimum")
                : experts >= minimum ? new("panel", Verdict.Met, Articles.Review, $"专家 {experts} 名，不少于 {minimum} 名", "")
                : new("panel", Verdict.NotMet, Articles.Review, $"专家 {experts} 名，少于 {minimum} 名", ""),
            policy.Document.PanelPassScore is not { } pass ? Unseen("score", Articles.Review, "panelPassScore")
                : score >= pass ? new("score", Verdict.Met, Articles.Review, $"专家平均分 {score} 分，不低于 {pass} 分", "")
                : new("score", Verdict.NotMet, Articles.Review, $"专家平均分 {score} 分，低于 {pass} 分", ""),
        ];
    }

    static IReadOnlyList<Finding> MatchingProof(PastApplication application, Policy policy)
    {
        if (application.MatchingFen is not { } matching) return [];
        if (policy.Document.GrantFen is not { } grant) return [Unseen("matching", Articles.Funding, "grantFen")];
        if (policy.Document.MatchRatio is not { } ratio) return [Unseen("matching", Articles.Funding, "matchRatio")];
        return Matching.IsMet(matching, grant, ratio)
            ? [new("matching", Verdict.Met, Articles.Funding, $"配套经费 {Money.Yuan(matching)}，不低于引导经费的 {ratio} 倍", "")]
            : [new("matching", Verdict.NotMet, Articles.Funding,
                $"配套经费 {Money.Yuan(matching)}，低于引导经费的 {ratio} 倍即 {Money.Yuan(Matching.RequiredFen(grant, ratio))}", "")];
    }

    static IReadOnlyList<Finding> Assessment(PastApplication application, Policy policy)
    {
        if (application.AssessmentScore is not { } score) return [];
        if (policy.Document.AssessmentPassMark is not { } pass) return [Unseen("assessment", Articles.Operation, "assessmentPassMark")];
        return score >= pass
            ? [new("assessment", Verdict.Met, Articles.Operation, $"考核 {score} 分，不低于合格线 {pass} 分", "")]
            : [new("assessment", Verdict.NotMet, Articles.Operation, $"考核 {score} 分，低于合格线 {pass} 分", "")];
    }

    static Finding Unseen(string code, string article, string parameter)
        => new(code, Verdict.NeedsPerson, article, Conditions.Unseen(parameter), "");

    static Verdict Overall(IReadOnlyList<Finding> findings)
        => findings.Any(f => f.Verdict == Verdict.NotMet) ? Verdict.NotMet
            : findings.Any(f => f.Verdict == Verdict.NeedsPerson) ? Verdict.NeedsPerson : Verdict.Met;
}
