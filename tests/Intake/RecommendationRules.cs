using System.Collections.Frozen;
using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Intake.Applications;
using Alliance.Intake.Applications.Recommending;
using Alliance.Statute;
using Xunit;

namespace Alliance.Intake.Tests;

/// <summary>推荐 (Art. 18): whose area an application is in, what a body may say, and what follows from it.</summary>
public sealed class RecommendationRules
{
    const string Lead = "91530102MA6NKX0100", Wuhua = "530102";

    static readonly RecommendingBody Bureau = new()
    {
        Id = new("0e8f1b52-6d2a-7c10-9a44-5f0c2f7ad0b1"),
        CreditCode = "11530102015100110X",
        Name = "五华区科学技术局",
        Districts = [Wuhua],
    };
    static readonly RecommendingBody Association = new()
    {
        Id = new("0e8f1b52-6d2a-7c10-9a44-5f0c2f7ad0b2"),
        CreditCode = "51530100501000210X",
        Name = "装备制造行业协会",
        Kind = RecommendingKind.Association,
        Industries = ["装备制造"],
    };
    static readonly Application InReview = new()
    {
        Stage = Stage.FormalReview,
        Submissions = 1,
        PolicyVersion = "kunming-2016.1",
        LeadCreditCode = Lead,
        InArea = true,
    };
    static readonly Recommend.Request Yes = new() { Recommended = true, Opinion = "同意推荐" };
    static readonly Recommendation Said = new() { BodyId = Bureau.Id, BodyName = Bureau.Name, Recommended = true };

    [Fact]
    public void An_area_covers_what_is_of_its_district_its_industry_or_its_member()
    {
        Assert.True(Bureau.Covers(Wuhua, "新材料", Lead));
        Assert.False(Bureau.Covers("530103", "新材料", Lead));
        Assert.True(Association.Covers("530103", "装备制造", Lead));
        Assert.True((Association with { Industries = [], Members = [Lead] }).Covers("530103", "新材料", Lead));
    }

    [Fact]
    public void Who_recommends_reads_what_was_submitted_in_its_area_and_no_draft()
    {
        var recommender = new Actor("wuhua", "测试", new[] { Roles.Recommender }.ToFrozenSet(), Bureau.Unit, null);

        Assert.Equal(Access.Area, Reading.Of(InReview, recommender));
        Assert.Equal(Access.Area, Reading.Of(InReview with { Stage = Stage.Withdrawn }, recommender));
        Assert.Equal(Access.None, Reading.Of(InReview with { Stage = Stage.Draft }, recommender));
        Assert.Equal(Access.None, Reading.Of(InReview with { InArea = false }, recommender));
        Assert.Equal(Access.None, Reading.Of(InReview, recommender with { Roles = new[] { Roles.Member }.ToFrozenSet() }));
    }

    [Fact]
    public void An_application_goes_to_whom_its_lead_unit_named_else_to_the_one_bureau_of_its_district()
    {
        RecommendingBody[] both = [Bureau, Association];

        Assert.Equal(Association, RecommendingBody.For(both, Association.Id, Wuhua, Lead));
        Assert.Equal(Bureau, RecommendingBody.For(both, null, Wuhua, Lead));
        Assert.Null(RecommendingBody.For(both, null, "530103", Lead));
        Assert.Null(RecommendingBody.For([Bureau, Bureau with { Id = Guid.CreateVersion7() }], null, Wuhua, Lead));
        Assert.Null(RecommendingBody.For(both, null, Wuhua, Bureau.CreditCode));
    }

    [Fact]
    public void Where_the_policy_asks_for_a_recommendation_nothing_is_submitted_that_nobody_can_recommend()
    {
        Assert.Null(RecommendingBody.WhyNotSubmit(required: false, null, 0));
        Assert.Null(RecommendingBody.WhyNotSubmit(required: true, Bureau, 1));
        Assert.Contains("先选择", FormattableString.Invariant(RecommendingBody.WhyNotSubmit(required: true, null, 1)!.Sentence),
            StringComparison.Ordinal);
        Assert.Contains("还没有登记", FormattableString.Invariant(RecommendingBody.WhyNotSubmit(required: true, null, 0)!.Sentence),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_recommends_once_in_its_area_and_while_the_review_runs_and_never_what_it_leads()
    {
        Assert.Null(Recommend.WhyNot(InReview, Bureau, [], Yes, hasLetter: true));
        Assert.Null(Recommend.WhyNot(InReview with { Stage = Stage.Correction }, Bureau, [], Yes, hasLetter: true));
        Assert.Equal(RefusalKind.NotFound, Recommend.WhyNot(InReview with { InArea = false }, Bureau, [], Yes, true)!.Kind);
        Assert.Equal(RefusalKind.NotFound, Recommend.WhyNot(InReview with { Stage = Stage.Draft }, Bureau, [], Yes, true)!.Kind);
        Assert.Equal(Articles.Promotion, Recommend.WhyNot(InReview with { Stage = Stage.Passed }, Bureau, [], Yes, true)!.Article);
        Assert.Equal(RefusalKind.Conflict, Recommend.WhyNot(InReview, Bureau, [Said], Yes, true)!.Kind);
        Assert.Null(Recommend.WhyNot(InReview, Association, [Said], Yes, true));
        Assert.Equal(RefusalKind.Conflict,
            Recommend.WhyNot(InReview with { LeadCreditCode = Bureau.CreditCode }, Bureau, [], Yes, true)!.Kind);
    }

    [Fact]
    public void An_opinion_says_which_why_and_with_what_letter_and_every_fault_is_told_at_its_field()
        => Assert.Equal(["recommended", "opinion", "file"],
            Recommend.WhyNot(InReview, Bureau, [], new() { Opinion = " " }, hasLetter: false)!.Faults.Select(fault => fault.Field));

    [Fact]
    public void A_recommendation_is_withdrawn_until_the_review_begins_and_its_refusal_until_it_is_decided()
    {
        WithdrawRecommendation.Request why = new("材料有误");
        var refused = Said with { Recommended = false };

        Assert.Null(WithdrawRecommendation.WhyNot(InReview, Said, why));
        Assert.Equal("why", WithdrawRecommendation.WhyNot(InReview, Said, new(" "))!.Faults.Single().Field);
        Assert.Equal(RefusalKind.Conflict, WithdrawRecommendation.WhyNot(InReview, null, why)!.Kind);
        Assert.Equal(Articles.Promotion, WithdrawRecommendation.WhyNot(InReview with { ReviewBegan = true }, Said, why)!.Article);
        Assert.NotNull(WithdrawRecommendation.WhyNot(InReview with { Stage = Stage.Correction }, Said, why));
        Assert.Null(WithdrawRecommendation.WhyNot(InReview with { ReviewBegan = true }, refused, why));
        Assert.Null(WithdrawRecommendation.WhyNot(InReview with { Stage = Stage.Correction, ReviewBegan = true }, refused, why));
        Assert.NotNull(WithdrawRecommendation.WhyNot(InReview with { Stage = Stage.Passed }, refused, why));
    }

    [Fact]
    public void A_recommendation_stops_the_review_only_where_the_policy_asks_for_one()
    {
        var asked = InReview with { RecommendationRequired = true, RecommenderId = Bureau.Id };

        Assert.Null(Recommendation.WhyNotPass(InReview, [], null));
        Assert.Null(Recommendation.WhyNotPass(InReview, [Said with { Recommended = false }], null));
        Assert.Null(Recommendation.WhyNotPass(asked, [Said], Bureau.Name));
        var none = Recommendation.WhyNotPass(asked, [], Bureau.Name)!;
        Assert.Equal((RefusalKind.Conflict, Articles.Promotion, "kunming-2016.1"), (none.Kind, none.Article, none.PolicyVersion));
        Assert.Contains("尚未推荐", FormattableString.Invariant(none.Sentence), StringComparison.Ordinal);
        Assert.Contains("不予推荐",
            FormattableString.Invariant(Recommendation.WhyNotPass(asked, [Said with { Recommended = false }], Bureau.Name)!.Sentence),
            StringComparison.Ordinal);
        // What another body says does not stand for the one that was asked.
        Assert.NotNull(Recommendation.WhyNotPass(asked, [Said with { BodyId = Association.Id }], Bureau.Name));
        Assert.Null(Recommendation.WhyNotPass(asked with { RecommenderId = null }, [Said with { BodyId = Association.Id }], null));
    }

    [Fact]
    public void Who_is_asked_is_changed_while_the_unit_works_on_the_application_only()
    {
        var lead = new Actor("qiye1", "经办人", new[] { Roles.Applicant }.ToFrozenSet(), new Unit("单位", Lead), null);
        NameRecommender.Request bureau = new(Bureau.Id);

        Assert.Null(NameRecommender.WhyNot(InReview with { Stage = Stage.Draft }, bureau, Bureau, lead));
        Assert.Null(NameRecommender.WhyNot(InReview with { Stage = Stage.Correction }, new(null), null, lead));
        Assert.Equal(RefusalKind.Conflict, NameRecommender.WhyNot(InReview, bureau, Bureau, lead)!.Kind);
        Assert.Equal("bodyId", NameRecommender.WhyNot(InReview with { Stage = Stage.Draft }, bureau, null, lead)!.Faults.Single().Field);
        Assert.NotNull(NameRecommender.WhyNot(InReview with { Stage = Stage.Draft }, bureau, Bureau with { CreditCode = Lead }, lead));
    }

    [Fact]
    public void An_entry_of_the_register_has_an_area_and_codes_that_exist()
    {
        KeepRecommendingBody.Request entry = new()
        {
            Name = "五华区科学技术局",
            CreditCode = CreditCode.Complete("1153010201510011"),
            Kind = RecommendingKind.District,
            Districts = [Wuhua],
        };

        Assert.Null(KeepRecommendingBody.WhyNot(entry));
        Assert.Equal("districts", KeepRecommendingBody.WhyNot(entry with { Districts = [] })!.Faults.Single().Field);
        Assert.Equal("districts", KeepRecommendingBody.WhyNot(entry with { Districts = ["530199"] })!.Faults.Single().Field);
        Assert.Equal("members", KeepRecommendingBody.WhyNot(entry with { Members = ["123"] })!.Faults.Single().Field);
        Assert.Equal("industries",
            KeepRecommendingBody.WhyNot(entry with { Kind = RecommendingKind.Association, Districts = [] })!.Faults.Single().Field);
    }
}
