using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Intake.Applications;
using Alliance.Intake.Questions;
using Alliance.SystemTests;
using Xunit;

namespace Alliance.Intake.Tests;

/// <summary>Who may ask, answer and publish.</summary>
public sealed class QuestionRules
{
    static readonly string Code = TestApplicants.Accounts[0].Unit!.CreditCode;
    static readonly Actor Asker =
        new("qiye1", "经办人", new HashSet<string> { Roles.Applicant }, new Contracts.Unit("昆明测试企业1有限公司", Code), null);
    static readonly Actor Officer = new("shouli", "受理人", new HashSet<string> { Roles.IntakeOfficer }, null, null);
    static readonly QuestionThread Thread =
        new() { Id = Guid.NewGuid(), UnitCreditCode = Code, ApplicationId = Guid.NewGuid(), Messages = 1 };

    [Fact]
    public void A_unit_asks_about_its_own_application_or_about_any_call()
    {
        var own = new Application { LeadCreditCode = Code };
        Assert.Null(AskQuestion.WhyNot(new() { ApplicationId = Guid.NewGuid() }, own, true, "问", Asker));
        Assert.Null(AskQuestion.WhyNot(new() { CallId = Guid.NewGuid() }, null, true, "问", Asker));
        Assert.Equal(RefusalKind.NotFound, AskQuestion.WhyNot(new() { ApplicationId = Guid.NewGuid() }, null, true, "问", Asker)!.Kind);
        Assert.Equal(RefusalKind.NotFound, AskQuestion.WhyNot(new() { ApplicationId = Guid.NewGuid() },
            own with { FormerAccounts = ["qiye1"] }, true, "问", Asker)!.Kind);
        Assert.Equal("text", AskQuestion.WhyNot(new() { CallId = Guid.NewGuid() }, null, true, "", Asker)!.Faults.Single().Field);
    }

    [Fact]
    public void An_officer_who_keeps_away_neither_reads_nor_answers()
    {
        Assert.Null(AnswerQuestion.WhyNot(Thread, "答", Officer));
        Assert.Equal(RefusalKind.Forbidden, AnswerQuestion.WhyNot(Thread with { Recused = true }, "答", Officer)!.Kind);
        Assert.Equal(RefusalKind.Invalid, AnswerQuestion.WhyNot(Thread, "", Officer)!.Kind);
        Assert.Equal(RefusalKind.NotFound, AnswerQuestion.WhyNot(null, "答", Officer)!.Kind);
    }

    [Fact]
    public void Whoever_handed_the_application_over_reads_its_questions_no_more()
    {
        Assert.Null(QuestionThread.WhyNotReader(Thread, Asker));
        Assert.Equal(RefusalKind.NotFound, QuestionThread.WhyNotReader(Thread with { FormerAccounts = ["qiye1"] }, Asker)!.Kind);
    }

    [Fact]
    public void What_is_published_names_nobody_and_is_published_once()
    {
        Assert.Null(PublishAnswer.WhyNot(Thread, "谁出具公函？", "主管部门。", [], ["测试企业"], Officer));
        Assert.Equal("answer", PublishAnswer.WhyNot(Thread, "谁出具公函？", "测试企业的主管部门。", [], ["测试企业"], Officer)!.Faults.Single().Field);
        Assert.Equal(RefusalKind.Conflict, PublishAnswer.WhyNot(Thread, "谁出具公函？", "主管部门。", ["谁出具公函？"], [], Officer)!.Kind);
    }
}
