using Alliance.Certification.Notices;
using Alliance.Certification.Objections;
using Alliance.Certification.Objections.Handling;
using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Xunit;

namespace Alliance.Certification.Tests;

/// <summary>Objections as pure rules: their numbers, their likeness, who proves what, and how long it may take (Art. 11).</summary>
public sealed class ObjectionRules
{
    static readonly DateOnly Today = new(2024, 3, 12);

    static readonly PublicNotice Running = new PublicNotice
    {
        PublishedOn = new(2024, 3, 11),
        PublishedAt = new(2024, 3, 11, 9, 0, 0, TimeSpan.FromHours(8)),
        Summary = Core.Text.Json.Write(new ApplicationSummary("昆明测试产业技术创新战略联盟", "新材料", "research",
            new("昆明测试钛业有限公司", CreditCode.Complete("91530102MA6NKY01")), [], "KM-2024-0001", "kunming-2016.1")),
    }.Known(WorkCalendar.StateCouncil);

    static Objection In(ObjectionState state, DateTimeOffset? confirmUntil = null)
        => new() { State = state, ConfirmUntil = confirmUntil, DueOn = Today.AddDays(10) };

    static string? Refused(Refusal? refusal) => refusal?.Sentence.Format;

    [Theory]
    [InlineData("YY2026-000123-45")]
    [InlineData("YY2026-000001-00")]
    public void A_slip_of_the_finger_makes_no_other_number(string shape)
    {
        var number = ObjectionNumber.Of(2026, shape.Contains("123", StringComparison.Ordinal) ? 123 : 1);
        Assert.Equal(number, ObjectionNumber.Read(number));
        Assert.Equal(number, ObjectionNumber.Read($" {number.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal)} "));
        Assert.Equal(number, ObjectionNumber.Read(number.Replace('-', '－').Replace('Y', 'Ｙ')));
        // Every digit changed, and every two neighbours exchanged.
        for (var i = 2; i < number.Length; i++)
        {
            if (number[i] == '-') continue;
            for (var digit = '0'; digit <= '9'; digit++)
                if (digit != number[i]) Assert.Null(ObjectionNumber.Read($"{number[..i]}{digit}{number[(i + 1)..]}"));
            if (i + 1 < number.Length && number[i + 1] != '-' && number[i + 1] != number[i])
                Assert.Null(ObjectionNumber.Read($"{number[..i]}{number[i + 1]}{number[i]}{number[(i + 2)..]}"));
        }
    }

    [Fact]
    public void What_says_the_same_in_other_words_and_signs_is_like_and_what_says_something_else_is_not()
    {
        const string Facts = "牵头单位申报材料中所列的三项发明专利，经查询国家知识产权局公告，均不属于成员单位，而属于外地企业。";
        var first = new Likeness(Facts);
        foreach (var same in (string[])[Facts.Replace("，", ", ", StringComparison.Ordinal), $"我认为{Facts}请核实。",
            Facts.Replace("三项", "3项", StringComparison.Ordinal)])
        {
            Assert.True(first.To(new(same)) >= Likeness.Like, same);
            Assert.Contains(new Likeness(same).Keys(), key => first.Keys().Contains(key));
        }
        Assert.True(first.To(new("成员单位昆明某研究院已经注销，不再具备法人资格，其盖章的联盟协议无效，请予核实处理。")) < Likeness.Like);
        Assert.Equal(1, new Likeness("x").To(new("Ｘ！")));
    }

    [Fact]
    public void An_objection_brought_on_paper_counts_by_the_day_on_which_it_came()
    {
        var now = Running.ClosesAt!.Value.AddHours(10);
        LodgeObjection.Brought Came(DateTimeOffset? at, ObjectionChannel? by = ObjectionChannel.Paper)
            => new(by, at, "李晓明", ObjectorKind.Person, "昆明市某路 1 号", "所列专利不属于成员单位。");

        // Handed in on the last day, put on file on the next morning.
        Assert.Null(LodgeObjection.WhyNotBrought(Running, Came(Running.ClosesAt.Value.AddMinutes(-1)), now));
        Assert.Equal("收到异议的时间不在公示期内，公示期内收到的才作异议处理", Refused(LodgeObjection.WhyNotBrought(Running, Came(Running.ClosesAt), now)));
        Assert.Equal("收到异议的时间不能晚于现在", Refused(LodgeObjection.WhyNotBrought(Running, Came(now.AddMinutes(1)), now)));
        Assert.Equal("received",
            LodgeObjection.WhyNotBrought(Running, Came(Running.PublishedAt, ObjectionChannel.Web), now)!.Faults.Single().Field);
        Assert.Equal(RefusalKind.Conflict,
            LodgeObjection.WhyNotBrought(Running with { Outcome = NoticeOutcome.Recognised }, Came(Running.PublishedAt), now)!.Kind);
    }

    [Fact]
    public void What_is_not_confirmed_is_admitted_before_it_is_answered_as_long_as_the_notice_runs()
    {
        foreach (var state in (ObjectionState[])[ObjectionState.Unconfirmed, ObjectionState.Lapsed])
        {
            Assert.Equal("异议人的联系方式尚未核实，先收下异议再答复", Refused(SettleObjection.WhyNot(Running, In(state), new(false, "不属实。"))));
            Assert.Null(AdmitObjection.WhyNot(Running, In(state), new("已电话核实。")));
            Assert.Equal("公示已经终止，不再处理异议",
                Refused(AdmitObjection.WhyNot(Running with { Outcome = NoticeOutcome.Refused }, In(state), new("已电话核实。"))));
        }
        Assert.Equal("请写明怎样核实了提出人", Refused(AdmitObjection.WhyNot(Running, In(ObjectionState.Unconfirmed), new(" "))));
        Assert.Equal(RefusalKind.Conflict, AdmitObjection.WhyNot(Running, In(ObjectionState.Dismissed), new("已电话核实。"))!.Kind);
    }

    [Fact]
    public void Nobody_takes_the_time_to_confirm_from_whoever_objects()
    {
        Assert.Equal("提出人仍可以自行确认，逾期未确认的自动作罢",
            Refused(AdmitObjection.WhyNotLeave(In(ObjectionState.Unconfirmed, DateTimeOffset.UnixEpoch), new("联系不上。"))));
        Assert.Null(AdmitObjection.WhyNotLeave(In(ObjectionState.Unconfirmed), new("三次致电均为空号。")));
        Assert.Equal("why", AdmitObjection.WhyNotLeave(In(ObjectionState.Unconfirmed), new(null))!.Faults.Single().Field);
    }

    [Fact]
    public void Many_are_answered_together_with_a_result_and_an_answer_and_by_choice()
    {
        Assert.Equal(["upheld", "answer", "chosen"],
            SettleObjection.WhyNot(Running, new SettleObjection.Bundle(null, " "))!.Faults.Select(f => f.Field));
        Assert.Null(SettleObjection.WhyNot(Running, new SettleObjection.Bundle(false, "不属实。", All: true)));
        Assert.Null(SettleObjection.WhyNot(Running, new SettleObjection.Bundle(false, "不属实。", Group: Guid.NewGuid())));
        Assert.Equal(RefusalKind.Conflict, SettleObjection.WhyNot(Running with { Outcome = NoticeOutcome.Refused },
            new SettleObjection.Bundle(false, "不属实。", All: true))!.Kind);
    }

    [Fact]
    public void The_answer_is_put_off_to_a_later_day_with_a_reason()
    {
        Assert.Null(ExtendHandling.WhyNot(In(ObjectionState.Open), new(Today.AddDays(30), "需要向外地核实。"), Today));
        Assert.Equal(["dueOn", "why"],
            ExtendHandling.WhyNot(In(ObjectionState.Open), new(Today.AddDays(10), ""), Today)!.Faults.Select(f => f.Field));
        Assert.Equal(RefusalKind.Conflict, ExtendHandling.WhyNot(In(ObjectionState.Dismissed), new(Today.AddDays(30), "x"), Today)!.Kind);
    }

    [Fact]
    public void A_unit_is_asked_without_being_told_who_objects_and_answers_once()
    {
        var open = In(ObjectionState.Open);
        Assert.Null(AskUnit.WhyNot(open, new("请说明三项专利的权属。", Today.AddDays(7)), "李晓明", Today));
        Assert.Equal("question", AskUnit.WhyNot(open, new("李晓明反映专利不属于成员单位。", Today.AddDays(7)), "李晓明", Today)!.Faults.Single().Field);
        Assert.Equal("dueOn", AskUnit.WhyNot(open, new("请说明。", Today), "李晓明", Today)!.Faults.Single().Field);

        var asked = new Inquiry { UnitCode = "A" };
        var lead = new Actor("qiye2", "企业", new HashSet<string> { Roles.Applicant }, new Unit("单位", "A"), null);
        Assert.Null(AnswerInquiry.WhyNot(asked, ObjectionState.Open, lead));
        Assert.Equal(RefusalKind.NotFound,
            AnswerInquiry.WhyNot(asked, ObjectionState.Open, lead with { Unit = new("别家", "B") })!.Kind);
        Assert.Equal(RefusalKind.Conflict,
            AnswerInquiry.WhyNot(asked with { AnsweredAt = DateTimeOffset.UnixEpoch }, ObjectionState.Open, lead)!.Kind);
        Assert.Equal(RefusalKind.Conflict, AnswerInquiry.WhyNot(asked, ObjectionState.Dismissed, lead)!.Kind);
    }
}
