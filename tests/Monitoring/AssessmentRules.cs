using System.Collections.Frozen;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Assessments;
using Alliance.Monitoring.Questionnaires;
using Alliance.Statute.Operation;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.Monitoring.Tests;

/// <summary>The rules of an assessment in two hands (Art. 14).</summary>
public sealed class AssessmentRules
{
    static readonly DateOnly Today = new(2026, 3, 2);
    static readonly Policy Kunming = PolicyBook.Find("kunming-2016.1");

    static readonly OperatingAlliance Alliance = new()
    {
        PolicyVersion = Kunming.Version,
        Cycle = 1,
        LeadUnitCreditCode = "915301000000000011",
        AnchoredOn = new(2024, 3, 1),
        StartsOn = new(2024, 3, 1),
        EndsOn = new(2026, 3, 1)
    };

    static readonly ReadAssessment.Stored Open = new() { Attempt = 1 };
    static readonly Proposed Standing = new() { Number = 1, ProposedBy = "kaohe", StatementDueOn = Today };
    static readonly Proposed Stated = Standing with { StatedAt = DateTimeOffset.UnixEpoch };
    static readonly Actor Lead = new("qiye8", "张三", new[] { Roles.Applicant }.ToFrozenSet(), new("某公司", "915301000000000011"), null);
    static readonly Actor Second = new("juzhang", "陈志强", new[] { Roles.DecisionMaker }.ToFrozenSet(), null, null);

    [Fact]
    public void Nobody_concludes_what_they_proposed()
    {
        Assert.Equal(RefusalKind.Forbidden,
            ConcludeAssessment.WhyNot(Alliance, Open, Stated, 1, Today, Second with { Account = "kaohe" })!.Kind);
        Assert.Null(ConcludeAssessment.WhyNot(Alliance, Open, Stated, 1, Today, Second));
    }

    [Fact]
    public void The_lead_unit_has_its_day_before_the_result()
    {
        Assert.Equal(RefusalKind.Conflict, ConcludeAssessment.WhyNot(Alliance, Open, Standing, 1, Today, Second)!.Kind);
        Assert.Null(ConcludeAssessment.WhyNot(Alliance, Open, Standing, 1, Today.AddDays(1), Second));
        Assert.Null(StateOnAssessment.WhyNot(Alliance, Open, Standing, new("无意见"), Today, Lead));
        Assert.Equal(RefusalKind.Conflict, StateOnAssessment.WhyNot(Alliance, Open, Standing, new("无意见"), Today.AddDays(1), Lead)!.Kind);
        Assert.Equal(RefusalKind.Conflict, StateOnAssessment.WhyNot(Alliance, Open, Stated, new("无意见"), Today, Lead)!.Kind);
        Assert.Equal("statement", StateOnAssessment.WhyNot(Alliance, Open, Standing, new(" "), Today, Lead)!.Faults.Single().Field);
        Assert.Equal(RefusalKind.NotFound, StateOnAssessment.WhyNot(Alliance, Open, null, new("无意见"), Today, Lead)!.Kind);
    }

    [Fact]
    public void A_result_is_returned_with_reasons_and_proposed_once_at_a_time()
    {
        Assert.Equal(RefusalKind.Forbidden,
            ReturnAssessment.WhyNot(Alliance, Open, Stated, 1, new("请核实"), Today, Second with { Account = "kaohe" })!.Kind);
        Assert.Equal("why", ReturnAssessment.WhyNot(Alliance, Open, Stated, 1, new(""), Today, Second)!.Faults.Single().Field);
        Assert.Null(ReturnAssessment.WhyNot(Alliance, Open, Stated, 1, new("请核实研发投入"), Today, Second));
        Assert.Equal(RefusalKind.Conflict, ProposeAssessment.WhyNot(Alliance, Open, stands: true, 1, 0, [], new(null, null, "合格"))!.Kind);
        Assert.Null(ProposeAssessment.WhyNot(Alliance, Open, stands: false, 1, 0, [], new(null, null, "合格")));
    }

    [Fact]
    public void The_statute_knows_two_grades_and_a_policy_may_have_a_better_one()
    {
        Assert.Equal(("合格", "不合格", "不合格"),
            (Grading.Of(60, false, Kunming), Grading.Of(59.99m, false, Kunming), Grading.Of(100, true, Kunming)));
        var three = new Policy(Kunming.Document with { Grades = ["优秀", "合格", "不合格"], GradeMarks = [new("优秀", 85)] });
        Assert.Equal(("优秀", "合格", "不合格"), (Grading.Of(85, false, three), Grading.Of(84.99m, false, three), Grading.Of(99, true, three)));
    }

    [Fact]
    public void What_members_say_is_compared_with_what_the_lead_reported()
    {
        var lead = new ReportedByLead(100_000_00, 2, 3, 100, 0, 10_000_00);
        Answers fine = new()
        {
            TakesPart = true,
            RdInvestmentFen = 10_000_00,
            JointProjects = 2,
            Meetings = 3,
            GrantReceivedFen = 0,
            BenefitSharing = BenefitSharing.Fulfilled,
            Satisfaction = 5,
        };
        Assert.Empty(Difference.Of([Said(fine), Said(fine)], lead));
        Assert.Single(Difference.Of([Said(fine with { TakesPart = false }), Said(fine)], lead));
        Assert.Single(Difference.Of([Said(fine with { RdInvestmentFen = 90_000_01 }), Said(fine)], lead));
        Assert.Single(Difference.Of([Said(fine with { Meetings = 4 }), Said(fine)], lead));
        Assert.Single(Difference.Of([Said(fine with { GrantReceivedFen = 10_000_01 })], lead));
        Assert.Single(Difference.Of([Said(fine with { BenefitSharing = BenefitSharing.Partly })], lead));
        // That nobody took part is said only once everybody answered.
        var absent = fine with { Meetings = 0 };
        Assert.Single(Difference.Of([Said(absent), Said(absent)], lead));
        Assert.Empty(Difference.Of([Said(absent), new Questionnaire { UnitName = "未填单位" }], lead));
    }

    [Fact]
    public void A_questionnaire_is_answered_whole_and_until_a_result_is_proposed()
    {
        var open = new AnswerQuestionnaire.Open { IsOpen = true, PolicyVersion = Kunming.Version };
        Assert.Equal(7, AnswerQuestionnaire.WhyNot(open, new())!.Faults.Count);
        Assert.Equal(RefusalKind.NotFound, AnswerQuestionnaire.WhyNot(null, new())!.Kind);
        Assert.Equal(RefusalKind.Conflict, AnswerQuestionnaire.WhyNot(open with { IsOpen = false }, new())!.Kind);
    }

    [Fact]
    public void A_visit_has_its_day_people_findings_and_minutes()
    {
        Assert.Null(RecordVisit.WhyNot(new(Today, "沈一帆、蒋雯", "中试线已建成"), hasFile: true, Today));
        Assert.Equal(["visitedOn", "participants", "findings", "file"],
            RecordVisit.WhyNot(new(Today.AddDays(1), "", " "), hasFile: false, Today)!.Faults.Select(f => f.Field));
    }

    [Fact]
    public void Experts_are_heard_with_a_score_or_an_opinion_and_never_of_a_member_unit()
    {
        var alliance = Alliance with { LeadUnitName = "某公司" };
        PanelExpert one = new("沈一帆", "某研究院", "研究员", 82.5m, null), other = one with { Score = null, Opinion = "建议合格" };
        Assert.Null(RecordPanel.WhyNot(new(Today, [one, other], "建议合格"), alliance, hasFile: true, Today));
        Assert.Equal(["metOn", "experts", "opinion", "file"],
            RecordPanel.WhyNot(new(Today.AddDays(1), [], " "), alliance, hasFile: false, Today)!.Faults.Select(f => f.Field));
        Assert.Equal(["experts[0].unit"], Fields(one with { Unit = "某公司" }));
        Assert.Equal(["experts[0].score"], Fields(one with { Score = 100.5m }));
        Assert.Equal(["experts[0].score"], Fields(one with { Score = null }));
        Assert.Equal(["experts[0].name", "experts[0].unit"], Fields(one with { Name = "", Unit = null }));

        string?[] Fields(PanelExpert expert)
            => [.. RecordPanel.WhyNot(new(Today, [expert], "建议合格"), alliance, true, Today)!.Faults.Select(f => f.Field)];
    }

    [Fact]
    public void Experts_are_heard_before_a_result_is_proposed_and_where_the_policy_says_so_enough_of_them()
    {
        Assert.Null(RecordPanel.WhyNot(Alliance, Open, stands: false, 1, 0));
        Assert.Equal(RefusalKind.Conflict, RecordPanel.WhyNot(Alliance, Open, stands: true, 1, 0)!.Kind);
        Assert.Equal(RefusalKind.Conflict, RecordPanel.WhyNot(Alliance, Open, stands: false, 1, RecordPanel.Most)!.Kind);
        Assert.Equal(RefusalKind.NotFound, RecordPanel.WhyNot(Alliance, null, stands: false, 1, 0)!.Kind);
        // Kunming leaves it to the assessor.
        Assert.Null(ProposeAssessment.WhyNot(Alliance, Open, false, 1, heard: 0, [], new(null, null, "合格")));
        Assert.Null(Kunming.AssessmentExperts);
        Assert.Equal(1, AssessmentPanel.Heard([Met("甲", "乙"), Met("甲", "乙")]));
        Assert.Equal(81, (Met("甲", "乙") with
        {
            Body = global::Alliance.Core.Text.Json.Write(
            new PanelExpert[] { new("甲", "乙", null, 80, null), new("丙", "丁", null, 82, null), new("戊", "己", null, null, "合格") })
        }).Mean);

        static AssessmentPanel Met(string name, string unit)
            => new() { Body = global::Alliance.Core.Text.Json.Write(new PanelExpert[] { new(name, unit, null, 80, null) }) };
    }

    static Questionnaire Said(Answers answers) => new() { UnitName = "某大学", Body = global::Alliance.Core.Text.Json.Write(answers) };
}
