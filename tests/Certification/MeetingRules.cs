using Alliance.Certification.Determinations;
using Alliance.Certification.Meetings;
using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Statute;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.Certification.Tests;

/// <summary>What a meeting of the bureau may decide, and when its minutes can be signed (Art. 11).</summary>
public sealed class MeetingRules
{
    static readonly Unit Lead = new("昆明测试钛业有限公司", CreditCode.Complete("91530102MA6NKY01"));
    static readonly DateOnly Today = new(2024, 3, 11);

    static Meeting Held(string? minutes = "同意。", MeetingState state = MeetingState.Open)
        => new() { HeldOn = Today, State = state, AttendeesJson = """["陈志强","王丽"]""", Number = "〔2024〕1号", Minutes = minutes };

    static AgendaItem Row(bool recommended = true, RowDecision? decision = null) => new()
    {
        ApplicationId = Guid.Parse("0199f000-0000-7000-8000-000000000001"),
        Recommended = recommended,
        Decision = decision,
        State = DeterminationState.Determination,
        Summary = Core.Text.Json.Write(new ApplicationSummary("昆明测试产业技术创新战略联盟", "新材料", "research", Lead, [Lead], "KM-2024-0001",
            "kunming-2016.1")),
    };

    static Refusal? Recording(AgendaItem item, RecordMeeting.Row row, string? number = null, string? minutes = null)
        => RecordMeeting.WhyNot(Held(), [item], new([row with { ApplicationId = item.ApplicationId }], number, minutes));

    static RecordMeeting.Row Says(RowDecision decision, Reason[]? reasons = null, string[]? recused = null)
        => new(Guid.Empty, decision, reasons, recused);

    [Fact]
    public void A_row_is_proposed_where_the_panel_recommends_and_declined_with_reasons()
    {
        Assert.Null(Recording(Row(), Says(RowDecision.Propose)));
        Assert.Equal("rows[0].decision", Recording(Row(recommended: false), Says(RowDecision.Propose))!.Faults.Single().Field);
        Assert.Equal("rows[0].reasons", Recording(Row(), Says(RowDecision.Decline))!.Faults.Single().Field);
        Assert.Equal("rows[0].reasons", Recording(Row(), Says(RowDecision.Decline, [new("", "理由")]))!.Faults.Single().Field);
        Assert.Null(Recording(Row(recommended: false), Says(RowDecision.Decline, [new(Articles.Review, "专家组不推荐")])));
    }

    [Fact]
    public void A_row_is_returned_to_the_experts_once_and_with_what_they_are_to_look_at_again()
    {
        Assert.Equal("rows[0].returnWhy", Recording(Row(), Says(RowDecision.Return))!.Faults.Single().Field);
        Assert.Null(Recording(Row(), Says(RowDecision.Return) with { ReturnWhy = "请核对分工" }));
        Assert.Equal("rows[0].decision", Recording(Row() with { ReturnedAt = DateTimeOffset.UnixEpoch },
            Says(RowDecision.Return) with { ReturnWhy = "再议" })!.Faults.Single().Field);
    }

    [Fact]
    public void Reasons_of_a_refusal_are_chosen_from_the_list_of_the_policy_and_come_back_to_the_form_as_they_were_chosen()
    {
        var policy = PolicyBook.Find("kunming-2016.1");
        var chosen = Grounds.Of(policy, [new() { Article = "members", Sentence = "只有一家企业" }, new(), new() { Sentence = "另有原因" }]);
        Assert.Equal([new(Articles.Members, "成员单位的构成或者影响力不足：只有一家企业"), new Reason("", "另有原因")], chosen);
        Assert.Equal([("members", "只有一家企业"), (null, "另有原因"), (null, null)],
            Grounds.Typed(policy, chosen).Select(line => (line.Article, line.Sentence)));
    }

    [Fact]
    public void Who_keeps_out_of_a_row_attends_the_meeting_and_somebody_is_left_to_decide_it()
    {
        Assert.Null(Recording(Row(), Says(RowDecision.Propose, recused: ["王丽"])));
        Assert.Equal("回避的人员不在参会人员之中",
            Recording(Row(), Says(RowDecision.Propose, recused: ["李明"]))!.Sentence.Format);
        Assert.Equal("参会人员不能全部回避",
            Recording(Row(), Says(RowDecision.Propose, recused: ["王丽", "陈志强"]))!.Sentence.Format);
    }

    [Fact]
    public void Minutes_have_a_number_and_are_signed_once_every_row_is_decided()
    {
        Assert.Equal("number", Recording(Row(), Says(RowDecision.Leave), minutes: "研究。")!.Faults.Single().Field);
        Assert.Null(SignMeeting.WhyNot(Held(), [Row(decision: RowDecision.Leave)], Today));
        Assert.Equal("“{0}”还没有填写决定", SignMeeting.WhyNot(Held(), [Row()], Today)!.Sentence.Format);
        Assert.Equal("纪要尚未整理，不能签署", SignMeeting.WhyNot(Held(minutes: null), [], Today)!.Sentence.Format);
        Assert.Equal("会议尚未召开，不能签署", SignMeeting.WhyNot(Held(), [], Today.AddDays(-1))!.Sentence.Format);
        Assert.Equal(RefusalKind.Conflict, SignMeeting.WhyNot(Held(state: MeetingState.Signed), [], Today)!.Kind);
    }

    [Fact]
    public void A_meeting_has_a_place_and_people()
        => Assert.Equal(["place", "attendees"], CallMeeting.WhyNot(new(Today, " ", [" "]))!.Faults.Select(fault => fault.Field));
}
