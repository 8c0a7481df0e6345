using System.Collections.Frozen;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Compliance;
using Alliance.Monitoring.Delivery;
using Alliance.Monitoring.Escalations;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.Monitoring.Tests;

/// <summary>The rules of compliance cases: rectification, service and supervision (Art. 17).</summary>
public sealed class ComplianceRules
{
    static readonly DateOnly Today = new(2026, 3, 2);

    static readonly ComplianceCase Opened = new()
    {
        Year = 2025,
        Article = "Art. 17(2)",
        LeadUnitCreditCode = "915301000000000011",
        PolicyVersion = "kunming-2016.1",
    };

    static readonly Rectification Asked = new() { Number = 1, DueOn = Today.AddDays(10) };
    static readonly Rectification Answered = Asked with { Answers = [new()] };
    static readonly Actor Lead = new("qiye8", "张三", new[] { Roles.Applicant }.ToFrozenSet(), new("某公司", "915301000000000011"), null);

    [Fact]
    public void A_case_is_closed_only_after_the_rectification_it_asked_for_was_checked()
    {
        Assert.Null(CloseComplianceCase.WhyNot(Opened, new(Decision.Warned, "逾期")));
        foreach (var state in (RectificationState[])[RectificationState.Ordered, RectificationState.Answered])
            Assert.Equal(RefusalKind.Conflict,
                CloseComplianceCase.WhyNot(Opened with { Rectification = state }, new(Decision.Warned, "逾期"))!.Kind);
        Assert.Null(CloseComplianceCase.WhyNot(Opened with { Rectification = RectificationState.Rejected }, new(Decision.Warned, "逾期")));
    }

    [Fact]
    public void A_rectification_is_asked_for_one_at_a_time_with_a_day_ahead()
    {
        Assert.Null(OrderRectification.WhyNot(Opened, new("补报", Today.AddDays(1)), Today));
        Assert.Equal(["demand", "dueOn"], OrderRectification.WhyNot(Opened, new(" ", Today), Today)!.Faults.Select(f => f.Field));
        Assert.Equal("dueOn", OrderRectification.WhyNot(Opened, new("补报", Today.AddDays(OrderRectification.LongestDays + 1)), Today)!
            .Faults.Single().Field);
        Assert.Equal(RefusalKind.Conflict, OrderRectification.WhyNot(Opened with { Rectification = RectificationState.Ordered },
            new("补报", Today.AddDays(1)), Today)!.Kind);
        Assert.Equal(RefusalKind.Conflict, OrderRectification.WhyNot(Opened with { Ended = true }, new("补报", Today.AddDays(1)),
            Today)!.Kind);
    }

    [Fact]
    public void Only_the_lead_unit_answers_and_never_without_a_proof()
    {
        Assert.Null(AnswerRectification.WhyNot(Opened, true, 0, new("已整改"), hasFile: true, Lead));
        Assert.Equal(["body", "file"], AnswerRectification.WhyNot(Opened, true, 0, new(""), hasFile: false, Lead)!.Faults.Select(f
            => f.Field));
        Assert.Equal(RefusalKind.NotFound,
            AnswerRectification.WhyNot(Opened with { LeadUnitCreditCode = "other" }, true, 0, new("已整改"), true, Lead)!.Kind);
        Assert.Equal(RefusalKind.Conflict, AnswerRectification.WhyNot(Opened, false, 0, new("已整改"), true, Lead)!.Kind);
    }

    [Fact]
    public void Nobody_decides_before_the_unit_answered_or_its_day_passed()
    {
        var no = new DecideRectification.Request(false, "未见整改", null);
        Assert.Equal(RefusalKind.Conflict, DecideRectification.WhyNot(Opened, Asked, no, Asked.DueOn)!.Kind);
        Assert.Null(DecideRectification.WhyNot(Opened, Asked, no, Asked.DueOn.AddDays(1)));
        Assert.Null(DecideRectification.WhyNot(Opened, Answered, no, Today));
    }

    [Fact]
    public void Enough_takes_an_answer_and_the_report_itself()
    {
        var yes = new DecideRectification.Request(true, "已落实", null);
        Assert.Equal("accepted", DecideRectification.WhyNot(Opened, Answered, yes, Today)!.Faults.Single().Field);
        Assert.Null(DecideRectification.WhyNot(Opened with { ReportFiledAt = DateTimeOffset.UnixEpoch }, Answered, yes, Today));
    }

    [Fact]
    public void Service_by_other_means_says_how_it_is_known_and_lies_after_the_instrument()
    {
        var written = new Delivered { WrittenAt = new(2026, 3, 1, 2, 0, 0, TimeSpan.Zero) };
        Assert.Null(RecordService.WhyNot(written, new(DeliveryWay.InPerson, Today, null), Today));
        Assert.Equal("note", RecordService.WhyNot(written, new(DeliveryWay.Post, Today, " "), Today)!.Faults.Single().Field);
        Assert.Equal("servedOn", RecordService.WhyNot(written, new(DeliveryWay.InPerson, new(2026, 2, 28), null),
            Today)!.Faults.Single().Field);
        Assert.Equal(RefusalKind.Conflict,
            RecordService.WhyNot(written with { Way = DeliveryWay.Post }, new(DeliveryWay.InPerson, Today, null), Today)!.Kind);
    }

    [Fact]
    public void Whichever_way_came_first_is_the_day_of_the_service()
    {
        var both = new Delivered { OpenedAt = new(2026, 3, 4, 2, 0, 0, TimeSpan.Zero), ServedOn = new(2026, 3, 3) };
        Assert.Equal(new DateOnly(2026, 3, 3), both.Day);
        Assert.Equal(new DateOnly(2026, 3, 4), (both with { ServedOn = null }).Day);
        Assert.Null(new Delivered().Day);
    }

    [Fact]
    public void A_superior_is_asked_only_for_what_still_waits()
    {
        var late = new Escalated { Work = EscalatedWork.Assessment };
        Assert.Null(InstructOffice.WhyNot(late, true, new("请抓紧", Today.AddDays(5)), Today));
        Assert.Equal(RefusalKind.Conflict, InstructOffice.WhyNot(late, false, new("请抓紧", Today.AddDays(5)), Today)!.Kind);
        Assert.Equal(["instruction", "untilOn"], InstructOffice.WhyNot(late, true, new("", Today), Today)!.Faults.Select(f => f.Field));
    }
}
