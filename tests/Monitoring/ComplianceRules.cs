using System.Collections.Frozen;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Compliance;
using Alliance.Monitoring.Delivery;
using Alliance.Monitoring.Escalations;
using Alliance.Statute;
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
        Article = Articles.LateReport,
        LeadUnitCreditCode = "915301000000000011",
        PolicyVersion = "kunming-2016.1",
    };

    static readonly Rectification Asked = new() { Number = 1, DueOn = Today.AddDays(10) };
    static readonly Rectification Answered = Asked with { Answers = [new()] };
    static readonly Delivered Written = new() { WrittenAt = new(2026, 3, 1, 2, 0, 0, TimeSpan.Zero), Role = Roles.MonitoringOfficer };
    static readonly Actor Officer = new("jiance", "赵敏", new[] { Roles.MonitoringOfficer }.ToFrozenSet(), null, null);
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
    public void Service_by_other_means_says_how_it_is_known_has_its_receipt_and_lies_after_the_instrument()
    {
        Assert.Null(RecordService.WhyNot(Written, new(DeliveryWay.InPerson, Today, null), hasFile: true, Today, Officer));
        Assert.Equal(["way", "servedOn", "file"],
            RecordService.WhyNot(Written, new(null, null, null), hasFile: false, Today, Officer)!.Faults.Select(f => f.Field));
        foreach (var way in (DeliveryWay[])[DeliveryWay.Post, DeliveryWay.LeftBehind, DeliveryWay.Announcement])
            Assert.Equal("note", RecordService.WhyNot(Written, new(way, Today, " "), true, Today, Officer)!.Faults.Single().Field);
        foreach (var day in (DateOnly[])[new(2026, 2, 28), Today.AddDays(1)])
            Assert.Equal("servedOn",
                RecordService.WhyNot(Written, new(DeliveryWay.InPerson, day, null), true, Today, Officer)!.Faults.Single().Field);
    }

    [Fact]
    public void What_was_served_is_not_served_again_and_the_office_that_wrote_it_says_how()
    {
        var request = new RecordService.Request(DeliveryWay.InPerson, Today, null);
        Assert.Equal(RefusalKind.Conflict, RecordService.WhyNot(Written with { Day = Today }, request, true, Today, Officer)!.Kind);
        Assert.Equal(RefusalKind.NotFound,
            RecordService.WhyNot(Written with { Role = Roles.Assessor }, request, true, Today, Officer)!.Kind);
        Assert.Equal(RefusalKind.NotFound, RecordService.WhyNot(null, request, true, Today, Officer)!.Kind);
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
