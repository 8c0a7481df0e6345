using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Review.Experts;
using Alliance.Review.Reviews;
using Alliance.Review.Reviews.Panels;
using Alliance.Review.Reviews.Sheets;
using Alliance.Statute;
using Xunit;

namespace Alliance.Review.Tests;

/// <summary>Art. 10 as pure rules: who may sit on a panel, who may score, and when the leader may speak for it.</summary>
public sealed class ReviewRules
{
    static readonly Unit Lead = new("昆明测试钛业有限公司", CreditCode.Complete("91530102MA6NKY01"));
    static readonly Unit University = new("彩云大学", CreditCode.Complete("12530000MA6NKY02"));

    static readonly ApplicationSummary Application =
        new("昆明测试产业技术创新战略联盟", "新材料", "research", Lead, [Lead, University], "KM-2024-0001", "kunming-2016.1");

    static readonly Expert[] Pool =
    [
        new() { Account = "e1", Name = "甲", Institution = "评估中心", InstitutionCreditCode = CreditCode.Complete("12530102MA6NKY11") },
        new() { Account = "e2", Name = "乙", Institution = "研究院", InstitutionCreditCode = CreditCode.Complete("12530102MA6NKY12") },
        new() { Account = "e3", Name = "丙", Institution = "事务所", InstitutionCreditCode = CreditCode.Complete("91530102MA6NKY13") },
        new() { Account = "e4", Name = "丁", Institution = University.Name, InstitutionCreditCode = University.CreditCode },
    ];

    static ExpertReview Review(ReviewState state, decimal? average = null)
        => new() { State = state, Summary = Core.Text.Json.Write(Application), AverageScore = average };

    static PanelMember Member(Recusal? recusal = null, bool leader = false, bool sheetIn = false)
        => new() { Account = "e1", Name = "甲", Recusal = recusal, IsLeader = leader, SheetIn = sheetIn };

    static SubmitSheet.Request Sheet() => new(
        ExpertConditions.All.ToDictionary(c => c.Code, _ => true),
        Review(ReviewState.Scoring).Policy.ReviewCriteria.ToDictionary(c => c.Id, c => c.Max - 1), true, "同意推荐。");

    static string? Refused(Refusal? refusal) => refusal?.Sentence.Format;

    [Fact]
    public void A_panel_has_at_least_as_many_experts_as_the_policy_asks_for()
    {
        var refusal = AppointPanel.WhyNot(Review(ReviewState.AwaitingPanel), new(["e1", "e2", "e2"], "e1"), Pool, []);
        Assert.Equal(("专家组不少于 {0} 人，目前选择了 {1} 人", Articles.Review), (Refused(refusal), refusal!.Article));
        Assert.Null(AppointPanel.WhyNot(Review(ReviewState.AwaitingPanel), new(["e1", "e2", "e3"], "e1"), Pool, []));
    }

    [Fact]
    public void An_expert_of_a_member_unit_is_refused_by_name()
    {
        var refusal = AppointPanel.WhyNot(Review(ReviewState.AwaitingPanel), new(["e1", "e2", "e3", "e4"], "e1"), Pool, []);
        Assert.Equal("专家丁所在单位“彩云大学”是该联盟的成员单位，应当回避", FormattableString.Invariant(refusal!.Sentence));
    }

    [Fact]
    public void The_leader_is_one_of_the_panel()
        => Assert.Equal("请从专家组成员中指定一名组长",
            Refused(AppointPanel.WhyNot(Review(ReviewState.AwaitingPanel), new(["e1", "e2", "e3"], "e9"), Pool, [])));

    [Fact]
    public void A_panel_is_appointed_once()
        => Assert.Equal("专家组已经组建", Refused(AppointPanel.WhyNot(Review(ReviewState.Scoring), new(["e1", "e2", "e3"], "e1"), Pool, [])));

    [Fact]
    public void Nobody_scores_before_the_recusal_statement()
    {
        Assert.Equal("请先作出回避声明，再评分", Refused(SubmitSheet.WhyNot(Review(ReviewState.Scoring), Member(), Sheet())));
        Assert.Equal("您已声明回避，不能评分", Refused(SubmitSheet.WhyNot(Review(ReviewState.Scoring), Member(Recusal.Conflict), Sheet())));
        Assert.Null(SubmitSheet.WhyNot(Review(ReviewState.Scoring), Member(Recusal.None), Sheet()));
    }

    [Fact]
    public void A_conflict_is_described_and_stated_once()
    {
        Assert.Equal("请说明应当回避的情形", Refused(StateRecusal.WhyNot(Review(ReviewState.Scoring), Member(), new(true, " "))));
        Assert.Equal("回避声明已经作出，不能更改", Refused(StateRecusal.WhyNot(Review(ReviewState.Scoring), Member(Recusal.None), new(true, "同事"))));
    }

    [Fact]
    public void A_sheet_answers_every_question_and_keeps_within_every_maximum()
    {
        var sheet = Sheet();
        var scores = sheet.Scores.ToDictionary();
        var first = scores.Keys.First();
        scores[first] = 101;
        scores["fame"] = 5;
        var refusal = SubmitSheet.WhyNot(Review(ReviewState.Scoring), Member(Recusal.None),
            sheet with { Conformity = new Dictionary<string, bool> { ["P3"] = true }, Scores = scores, Opinion = "" });
        Assert.Equal(
            ["conformity[P13]", "conformity[P15]", $"scores[{first}]", "scores[fame]", "opinion"],
            refusal!.Faults.Select(f => f.Field));
    }

    [Fact]
    public void A_sheet_is_handed_in_for_good()
        => Assert.Equal("评分表已提交，不能更改",
            Refused(SubmitSheet.WhyNot(Review(ReviewState.Scoring), Member(Recusal.None, sheetIn: true), Sheet())));

    [Fact]
    public void The_average_has_two_decimals()
        => Assert.Equal(83.67m, ScoreSheet.Average([84, 83, 84]));

    [Fact]
    public void The_leader_speaks_for_the_panel_once_all_sheets_are_in()
    {
        Assert.Equal("专家组意见由组长填写",
            Refused(ConcludeReview.WhyNot(Review(ReviewState.AwaitingOpinion, 80), Member(Recusal.None), new(true, "推荐"))));
        Assert.Equal("评分表尚未全部提交，不能填写专家组意见",
            Refused(ConcludeReview.WhyNot(Review(ReviewState.Scoring), Member(Recusal.None, leader: true), new(true, "推荐"))));
        Assert.Null(ConcludeReview.WhyNot(Review(ReviewState.AwaitingOpinion, 80), Member(Recusal.None, leader: true), new(true, "推荐")));
    }

    [Fact]
    public void What_scores_below_the_pass_mark_is_not_recommended()
    {
        Assert.Equal("平均分 {0} 低于合格线 {1}，不能推荐",
            Refused(ConcludeReview.WhyNot(Review(ReviewState.AwaitingOpinion, 59.99m), Member(leader: true), new(true, "推荐"))));
        Assert.Null(ConcludeReview.WhyNot(Review(ReviewState.AwaitingOpinion, 59.99m), Member(leader: true), new(false, "不推荐")));
    }

    [Fact]
    public void An_expert_without_a_conflict_is_replaced_for_a_reason_only()
    {
        var seated = new[] { Member(Recusal.None), new PanelMember { Account = "e2", Name = "乙" } };
        Assert.Equal("专家{0}没有声明回避，更换须说明原因",
            Refused(ReplaceExpert.WhyNot(Review(ReviewState.Scoring), seated, new("e1", "e3"), Pool[2], wasReplaced: false, [], [])));
        Assert.Null(ReplaceExpert.WhyNot(Review(ReviewState.Scoring), seated, new("e1", "e3", "因病不能参加"), Pool[2],
            wasReplaced: false, [], []));
        Assert.Null(ReplaceExpert.WhyNot(Review(ReviewState.Scoring), [Member(Recusal.Conflict)], new("e1", "e3"), Pool[2],
            wasReplaced: false, [], []));
    }

    [Fact]
    public void Who_comes_in_is_asked_the_same_questions()
    {
        Assert.Equal(Articles.Review,
            ReplaceExpert.WhyNot(Review(ReviewState.Scoring), [Member(Recusal.Conflict)], new("e1", "e4"), Pool[3], wasReplaced: false,
                [], [])!.Article);
        Assert.Equal("专家{0}已退出本次评审，不能再次选用",
            Refused(ReplaceExpert.WhyNot(Review(ReviewState.Scoring), [Member(Recusal.Conflict)], new("e1", "e3"), Pool[2],
                wasReplaced: true, [], [])));
    }

    [Theory]
    [InlineData(ReviewState.Scoring, null)]
    [InlineData(ReviewState.AwaitingOpinion, null)]
    [InlineData(ReviewState.Concluded, "专家组意见已经提交，不能再更换专家")]
    [InlineData(ReviewState.Closed, "申报已撤回，评审已关闭")]
    public void A_leader_is_replaced_at_every_stage_until_the_opinion_is_written(ReviewState state, string? refused)
    {
        PanelMember[] seated = [Member(Recusal.None, leader: true, sheetIn: state != ReviewState.Scoring),
            new() { Account = "e2", Name = "乙" }];
        Assert.Equal(refused, Refused(
            ReplaceExpert.WhyNot(Review(state), seated, new("e1", "e3", "因病不能参加"), Pool[2], wasReplaced: false, [], [])));
    }

    [Fact]
    public void An_expert_whose_name_the_application_bears_is_appointed_for_a_stated_reason_only()
    {
        NamedPerson[] people = [new(" 甲 ", "研发团队成员", Lead.Name)];
        var refusal = AppointPanel.WhyNot(Review(ReviewState.AwaitingPanel), new(["e1", "e2", "e3"], "e1"), Pool, people)!;

        Assert.Equal(("why", Articles.Review), (refusal.Faults.Single().Field, refusal.Article));
        Assert.Contains("专家甲与申报书所列的研发团队成员（昆明测试钛业有限公司）同名", FormattableString.Invariant(refusal.Sentence), StringComparison.Ordinal);
        Assert.Null(AppointPanel.WhyNot(Review(ReviewState.AwaitingPanel), new(["e1", "e2", "e3"], "e1", "已核对身份证件，不是同一人"), Pool, people));
        Assert.Equal("why", ReplaceExpert.WhyNot(Review(ReviewState.Scoring), [new() { Account = "e2", Recusal = Recusal.Conflict }],
            new("e2", "e1"), Pool[0], wasReplaced: false, people, [])!.Faults.Single().Field);
    }

    [Fact]
    public void Two_experts_of_one_institution_are_appointed_for_a_stated_reason_only()
    {
        var colleague = Pool[0] with { Account = "e5", Name = "戊", Institution = "另写的名称" };

        Assert.Equal(2, AppointPanel.WhyNot(Review(ReviewState.AwaitingPanel), new(["e1", "e5", "e3"], "e1"), [.. Pool, colleague],
            [])!.Faults.Count);
        Assert.Null(AppointPanel.WhyNot(Review(ReviewState.AwaitingPanel), new(["e1", "e5", "e3"], "e1", "该领域专家有限"),
            [.. Pool, colleague], []));
    }

    [Theory]
    [InlineData("彩云 大学", "")]
    [InlineData("别的名称", "12530000ma6nky02")]
    public void An_institution_is_a_member_unit_however_it_is_written(string institution, string code)
    {
        var expert = new Expert
        {
            Account = "e6",
            Name = "己",
            Institution = institution,
            InstitutionCreditCode = code.Length > 0
            ? University.CreditCode.ToLowerInvariant() : ""
        };
        Assert.NotNull(AppointPanel.WhyIneligible(expert, Application));
    }
}
