using Alliance.Statute.Eligibility;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.Statute.Tests.Policies;

[Article("19")]
public sealed class ReplayTests
{
    static readonly Policy Kunming = PolicyBook.Find("kunming-2016.1");
    static readonly PastApplication Past = new()
    {
        Name = "钛材料",
        Form = Forms.Complete(),
        OfficerMet = new Dictionary<string, bool> { ["P3"] = true, ["P14"] = true },
        Experts = 3,
        AverageScore = 72.5m,
        MatchingFen = 30_000_000,
        AssessmentScore = 61,
    };

    [Fact]
    public void The_same_policy_changes_nothing() => Assert.Empty(Replay.Under([Past], Kunming, Kunming));

    [Fact]
    public void A_draft_that_asks_for_more_members_refuses_and_says_why()
    {
        var replayed = Assert.Single(Replay.Under([Past], Kunming, new Policy(Kunming.Document with { MinMembers = 6 })));

        var outcome = Assert.Single(replayed.Outcomes);
        Assert.Equal((ReplayStage.FormalReview, Verdict.Met, Verdict.NotMet), (outcome.Stage, outcome.Before, outcome.After));
        Assert.Equal("P1", Assert.Single(outcome.Reasons).Code);
    }

    [Fact]
    public void Scores_matching_and_assessment_are_asked_again()
    {
        var draft = new Policy(Kunming.Document with { PanelPassScore = 75, MatchRatio = 4, AssessmentPassMark = 65 });

        var stages = Assert.Single(Replay.Under([Past], Kunming, draft)).Outcomes.Select(o => o.Stage);
        Assert.Equal([ReplayStage.ExpertReview, ReplayStage.Matching, ReplayStage.Assessment], stages);
    }

    [Fact]
    public void A_policy_with_gaps_leaves_to_a_person_what_it_does_not_say()
    {
        var outcomes = Assert.Single(Replay.Under([Past], Kunming, PolicyBook.Find("hebei.1"))).Outcomes;

        Assert.All(outcomes, o => Assert.Equal(Verdict.NeedsPerson, o.After));
        Assert.Contains(outcomes[0].Reasons, f => f.Code == "P1");
        Assert.Contains(outcomes[0].Reasons, f => f.Code == "Q5");
    }

    [Fact]
    public void Jiangxi_would_refuse_for_ten_members() => Assert.Contains(
        Assert.Single(Replay.Under([Past], Kunming, PolicyBook.Find("jiangxi-2023.1"))).Outcomes[0].Reasons,
        f => f is { Code: "P1", Verdict: Verdict.NotMet });
}
