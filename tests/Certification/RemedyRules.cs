using Alliance.Certification.Determinations;
using Alliance.Certification.Remedies;
using Alliance.Certification.Upgrades;
using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Xunit;

namespace Alliance.Certification.Tests;

/// <summary>What may turn a decision back, and what may raise an alliance, as pure rules (Art. 7, 11).</summary>
public sealed class RemedyRules
{
    static readonly Unit Lead = new("昆明测试钛业有限公司", CreditCode.Complete("91530102MA6NKY01"));
    static readonly ApplicationSummary Application =
        new("昆明测试产业技术创新战略联盟", "新材料", "research", Lead, [Lead], "KM-2024-0001", "kunming-2016.1");
    static readonly string Summary = Core.Text.Json.Write(Application);
    static readonly DateTimeOffset Decided = new(2024, 3, 1, 10, 0, 0, BeijingTime.Offset);
    static readonly DateOnly Today = new(2024, 6, 3);

    static Determination OnTheTable(DateTimeOffset? returnedAt = null) => new()
    {
        State = DeterminationState.Determination,
        Summary = Summary,
        Recommended = true,
        ReturnedAt = returnedAt,
    };

    [Fact]
    public void A_review_is_returned_with_reasons_and_once()
    {
        Assert.Null(ReturnToReview.WhyNot(OnTheTable(), new("请核对")));
        Assert.Equal("reasons", ReturnToReview.WhyNot(OnTheTable(), new(" "))!.Faults.Single().Field);
        Assert.Equal((RefusalKind.Conflict, Articles.Notice), KindOf(ReturnToReview.WhyNot(OnTheTable(Decided), new("再议"))));
        Assert.Equal(RefusalKind.Conflict,
            ReturnToReview.WhyNot(OnTheTable() with { State = DeterminationState.Proposed }, new("请核对"))!.Kind);
        Assert.Equal(RefusalKind.Conflict, ProposeRecognition.WhyNot(
            OnTheTable(Decided) with { State = DeterminationState.Returned }, new("纪要"))!.Kind);
    }

    static ContestedDecision Declined => new() { Step = DecidedStep.Determination, Summary = Summary, DecidedAt = Decided };

    [Fact]
    public void A_remedy_is_filed_against_a_decision_that_stands_and_not_before_it()
    {
        var request = new RecordRemedy.Request(Guid.Empty, RemedyKind.Court, "春城法院", "（2024）云01行初1号", new(2024, 3, 1));
        Assert.Null(RecordRemedy.WhyNot(Declined, request, Today));
        Assert.Equal(RefusalKind.NotFound, RecordRemedy.WhyNot(null, request, Today)!.Kind);
        Assert.Equal("filedOn", RecordRemedy.WhyNot(Declined, request with { FiledOn = new(2024, 2, 29) }, Today)!.Faults.Single().Field);
        Assert.Equal("filedOn", RecordRemedy.WhyNot(Declined, request with { FiledOn = Today.AddDays(1) }, Today)!.Faults.Single().Field);
        Assert.Equal(["kind", "authority", "caseNumber", "filedOn"],
            RecordRemedy.WhyNot(Declined, new(Guid.Empty, null, " ", "—", null), Today)!.Faults.Select(f => f.Field));
    }

    [Fact]
    public void An_annulment_needs_its_document_and_a_decision_that_still_stands()
    {
        var remedy = new Remedy
        {
            Step = DecidedStep.Determination,
            Summary = Summary,
            DecidedAt = Decided,
            Kind = RemedyKind.Court,
            FiledOn = new(2024, 4, 1),
            Documents = 1,
        };
        var request = new RecordRemedyOutcome.Request(RemedyOutcome.Annulled, "（2024）云01行初1号", new(2024, 6, 1), "认定事实不清。");
        Assert.Null(RecordRemedyOutcome.WhyNot(remedy, Declined, request, Today));
        Assert.Equal(RefusalKind.Conflict, RecordRemedyOutcome.WhyNot(remedy with { Documents = 0 }, Declined, request, Today)!.Kind);
        Assert.Equal(RefusalKind.Conflict, RecordRemedyOutcome.WhyNot(remedy, null, request, Today)!.Kind);
        Assert.Equal(RefusalKind.Conflict,
            RecordRemedyOutcome.WhyNot(remedy, Declined with { DecidedAt = Decided.AddDays(9) }, request, Today)!.Kind);
        Assert.Null(RecordRemedyOutcome.WhyNot(remedy, null, request with { Outcome = RemedyOutcome.Withdrawn, Number = null }, Today));
        Assert.Equal("decidedOn",
            RecordRemedyOutcome.WhyNot(remedy, Declined, request with { DecidedOn = new(2024, 3, 31) }, Today)!.Faults.Single().Field);
        Assert.Equal(RefusalKind.Conflict,
            RecordRemedyOutcome.WhyNot(remedy with { Outcome = RemedyOutcome.Upheld }, Declined, request, Today)!.Kind);
    }

    [Fact]
    public void A_level_of_the_policy_is_recommended_once_unless_it_was_declined()
    {
        var alliance = new RecognisedAlliance { Name = Application.AllianceName, Summary = Summary, Status = AllianceStatus.Valid };
        var request = new RecommendUpgrade.Request(Guid.Empty, "省级", "云南省科学技术厅", "成果居前列。");
        Upgrade Earlier(UpgradeState state) => new() { Level = "省级", State = state };

        Assert.Null(RecommendUpgrade.WhyNot(alliance, request, []));
        Assert.Null(RecommendUpgrade.WhyNot(alliance, request, [Earlier(UpgradeState.Closed)]));
        Assert.Equal((RefusalKind.Conflict, Articles.Authority),
            KindOf(RecommendUpgrade.WhyNot(alliance, request, [Earlier(UpgradeState.Confirmed)])));
        Assert.Equal(RefusalKind.Conflict, RecommendUpgrade.WhyNot(alliance, request, [Earlier(UpgradeState.Recommended)])!.Kind);
        Assert.Equal("level", RecommendUpgrade.WhyNot(alliance, request with { Level = "市级" }, [])!.Faults.Single().Field);
        Assert.Equal(RefusalKind.Conflict,
            RecommendUpgrade.WhyNot(alliance with { Status = AllianceStatus.Cancelled }, request, [])!.Kind);
        // Kunming's text of 2016 asks for no order.
        Assert.Null(RecommendUpgrade.WhyNot(alliance, request with { Level = "国家级" }, []));
    }

    static (RefusalKind, string?) KindOf(Refusal? refusal) => (refusal!.Kind, refusal.Article);
}
