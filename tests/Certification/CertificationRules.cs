using Alliance.Certification.Alliances;
using Alliance.Certification.Determinations;
using Alliance.Certification.Instruments;
using Alliance.Certification.Notices;
using Alliance.Certification.Objections;
using Alliance.Certification.Plaques;
using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Xunit;
using CancelRecognition = Alliance.Certification.Alliances.CancelRecognition;
using ConfirmCancellation = Alliance.Certification.Alliances.ConfirmCancellation;
using IssueRecognition = Alliance.Certification.Alliances.IssueRecognition;

namespace Alliance.Certification.Tests;

/// <summary>Art. 11 and 14 as pure rules: proposing, announcing, objecting, issuing, handing over and taking back.</summary>
public sealed class CertificationRules
{
    static readonly Unit Lead = new("昆明测试钛业有限公司", CreditCode.Complete("91530102MA6NKY01"));
    static readonly ApplicationSummary Application =
        new("昆明测试产业技术创新战略联盟", "新材料", "research", Lead, [Lead], "KM-2024-0001", "kunming-2016.1");
    static readonly DateOnly Recognised = new(2024, 3, 20);

    static Determination OnTheTable(DeterminationState state = DeterminationState.Determination, bool recommended = true)
        => new() { State = state, Summary = Core.Text.Json.Write(Application), Recommended = recommended };

    static PublicNotice Notice(DateOnly publishedOn, NoticeOutcome? outcome = null, int openObjections = 0)
        => new PublicNotice
        {
            PublishedOn = publishedOn,
            Outcome = outcome,
            OpenObjections = openObjections,
            HoldingObjections = openObjections,
            Summary = Core.Text.Json.Write(Application)
        }.Known(WorkCalendar.StateCouncil);

    static RecognisedAlliance Alliance(AllianceStatus status = AllianceStatus.Valid, DateOnly? handedOver = null, DateOnly? ended = null)
        => new()
        {
            Status = status,
            RecognisedOn = Recognised,
            PlaqueHandedOverOn = handedOver,
            EndedOn = ended,
            Summary = Core.Text.Json.Write(Application)
        };

    static DateTimeOffset Beijing(int year, int month, int day, int hour = 0, int minute = 0)
        => new(year, month, day, hour, minute, 0, TimeSpan.FromHours(8));

    static string? Refused(Refusal? refusal) => refusal?.Sentence.Format;

    static LodgeObjection.Request Objection() => new("李晓明", ObjectorKind.Person, "lixm@example.test", "所列专利不属于成员单位。");

    [Fact]
    public void Only_what_the_panel_recommended_is_proposed_and_minutes_are_on_file()
    {
        Assert.Null(ProposeRecognition.WhyNot(OnTheTable(), new("局长办公会研究同意。")));
        Assert.Equal("请填写局长办公会纪要", Refused(ProposeRecognition.WhyNot(OnTheTable(), new(" "))));
        var refusal = ProposeRecognition.WhyNot(OnTheTable(recommended: false), new("局长办公会研究同意。"));
        Assert.Equal(("拟认定名单依据专家评审意见提出，专家组未推荐的不能拟认定", Articles.Notice), (Refused(refusal), refusal!.Article));
    }

    [Fact]
    public void A_running_notice_is_corrected_by_saying_what_was_wrong_and_under_a_name_of_the_template()
    {
        var notice = Notice(new(2024, 3, 11));
        Assert.Null(ReissueNotice.WhyNot(notice, new("名称有误，已更正。", "另一个名称")));
        // A correction that the new notice would contradict is none.
        Assert.Equal("correction", ReissueNotice.WhyNot(notice, new("牵头单位有误，应为另一家。"))!.Faults.Single().Field);
        Assert.Equal("请写明哪些内容有误、更正为什么", Refused(ReissueNotice.WhyNot(notice, new(" "))));
        var unfit = ReissueNotice.WhyNot(notice, new("名称有误。", "市测试"));
        Assert.Equal(("coreName", Articles.Notice), (unfit!.Faults[0].Field, unfit.Faults[0].Article));
        Assert.Equal(Articles.Notice, ReissueNotice.WhyNot(Notice(new(2024, 3, 11), NoticeOutcome.Recognised), new("更正。"))!.Article);
        Assert.Equal(Articles.Operation, ReissueNotice.WhyNot(notice with { Kind = PublicNoticeKind.Cancellation }, new("更正。"))!.Article);
    }

    [Fact]
    public void A_reissued_notice_corrects_every_field_that_it_announces()
    {
        var notice = Notice(new(2024, 3, 11));
        var announced = notice.Application;
        var lead = new Alliance.Contracts.Unit("禄劝测试有限公司", CreditCode.Complete("91530128MA6NKYT1"));
        var request = new ReissueNotice.Request("牵头单位和成员有误。", LeadUnit: lead, Members: [lead, .. announced.Members.Skip(1)],
            KeyIndustry: notice.Policy.KeyIndustries[1]);

        Assert.Null(ReissueNotice.WhyNot(notice, request));
        var corrected = ReissueNotice.Apply(announced, request, notice.Policy);
        Assert.Equal((lead, lead, announced.AllianceName), (corrected.LeadUnit, corrected.Members[0], corrected.AllianceName));
        Assert.Equal(["牵头单位", "成员单位", "所属重点产业"], Corrected.Between(announced, corrected).Select(c => c.Field));
        // A lead unit is one of the members; one whose name alone was wrong is right among them too.
        Assert.Equal("members", ReissueNotice.WhyNot(notice, request with { Members = null, KeyIndustry = null })!.Faults.Single().Field);
        var renamed = announced.LeadUnit with { Name = "更正后的全称" };
        Assert.Equal(renamed, ReissueNotice.Apply(announced, new("名称有误。", LeadUnit: renamed), notice.Policy).Members
            .Single(m => m.CreditCode == renamed.CreditCode));
        Assert.Equal("members[1].creditCode",
            ReissueNotice.WhyNot(notice, new("成员有误。", Members: [announced.LeadUnit, new("乙", "123")]))!.Faults.Single().Field);
    }

    [Theory]
    [InlineData(DeterminationState.Proposed)]
    [InlineData(DeterminationState.PublicNotice)]
    [InlineData(DeterminationState.Recognised)]
    [InlineData(DeterminationState.Declined)]
    [InlineData(DeterminationState.Refused)]
    [InlineData(DeterminationState.Closed)]
    public void An_application_is_determined_once(DeterminationState state)
    {
        Assert.Equal(RefusalKind.Conflict, ProposeRecognition.WhyNot(OnTheTable(state), new("纪要"))!.Kind);
        Assert.Equal(RefusalKind.Conflict, DeclineRecognition.WhyNot(OnTheTable(state), new([new(Articles.Lead, "理由")]))!.Kind);
    }

    [Fact]
    public void Declining_names_a_reason_and_its_article()
    {
        Assert.Equal("不予认定须说明理由", Refused(DeclineRecognition.WhyNot(OnTheTable(), new([]))));
        Assert.Equal(["reasons[0].article", "reasons[1].sentence"],
            DeclineRecognition.WhyNot(OnTheTable(), new([new("", "理由"), new(Articles.Lead, "")]))!.Faults.Select(f => f.Field));
        Assert.Null(DeclineRecognition.WhyNot(OnTheTable(recommended: false), new([new(Articles.Members, "牵头单位影响力不足。")])));
    }

    [Fact]
    public void A_notice_that_would_end_in_the_spring_festival_stands_until_the_first_working_day()
    {
        // Published on 21 January 2025: seven days end on the 28th, New Year's Eve; the days off last until 4 February.
        var notice = Notice(new(2025, 1, 21));
        Assert.Equal((new DateOnly(2025, 2, 5), Beijing(2025, 2, 6)), (notice.LastDay, notice.ClosesAt));
        Assert.Contains("2025年1月21日至2025年2月5日", NoticeText.Body(notice), StringComparison.Ordinal);
    }

    [Fact]
    public void A_notice_whose_calendar_is_not_published_is_provisional_and_stays_open()
    {
        var notice = Notice(new(2031, 9, 25));
        Assert.Null(notice.ClosesAt);
        Assert.Null(notice.WhyClosed(Beijing(2032, 1, 1)));
        Assert.Contains("暂定", NoticeText.Body(notice), StringComparison.Ordinal);
    }

    [Fact]
    public void An_objection_is_in_time_until_the_last_midnight_and_not_a_moment_longer()
    {
        var notice = Notice(new(2024, 3, 11));
        Assert.Equal(Beijing(2024, 3, 19), notice.ClosesAt);
        Assert.Null(LodgeObjection.WhyNot(notice, Objection(), notice.ClosesAt!.Value.AddTicks(-1)));
        var refusal = LodgeObjection.WhyNot(notice, Objection(), notice.ClosesAt.Value);
        Assert.Equal(("公示期已于 2024-03-18 届满，不再受理异议", Articles.Notice), (FormattableString.Invariant(refusal!.Sentence), refusal.Article));
    }

    [Fact]
    public void An_objection_is_made_under_a_real_name_with_facts()
        => Assert.Equal(["objectorKind", "objectorName", "contact", "facts"],
            LodgeObjection.WhyNot(Notice(new(2024, 3, 11)), new(" ", null, "", null), Beijing(2024, 3, 12))!.Faults.Select(f => f.Field));

    [Theory]
    [InlineData(NoticeOutcome.Withdrawn, "申报单位已撤回申报，公示终止，不再受理异议")]
    [InlineData(NoticeOutcome.Refused, "已有异议成立，公示终止，不再受理异议")]
    [InlineData(NoticeOutcome.Recognised, "公示期已满并已作出决定，不再受理异议")]
    public void A_closed_notice_says_why_it_takes_no_objection(NoticeOutcome outcome, string sentence)
        => Assert.Equal(sentence, Refused(LodgeObjection.WhyNot(Notice(new(2024, 3, 11), outcome), Objection(), Beijing(2024, 3, 12))));

    [Fact]
    public void A_notice_is_held_while_an_objection_is_open_even_after_its_last_day()
    {
        Assert.Equal(NoticeState.Held, Notice(new(2024, 3, 11), openObjections: 1).State(Beijing(2024, 4, 1)));
        Assert.Equal(NoticeState.Open, Notice(new(2024, 3, 11)).State(Beijing(2024, 3, 12)));
        Assert.Equal(NoticeState.Ended, Notice(new(2024, 3, 11)).State(Beijing(2024, 3, 19)));
    }

    [Fact]
    public void An_objection_is_settled_once_with_a_written_answer()
    {
        var open = new Objection { State = ObjectionState.Open };
        Assert.Equal("请填写书面答复", Refused(SettleObjection.WhyNot(Notice(new(2024, 3, 11)), open, new(false, ""))));
        Assert.Equal("这项异议已经答复",
            Refused(SettleObjection.WhyNot(Notice(new(2024, 3, 11)), open with { State = ObjectionState.Dismissed },
                new(false, "经查不属实。"))));
        Assert.Null(SettleObjection.WhyNot(Notice(new(2024, 3, 11)), open, new(false, "经查不属实。")));
    }

    [Fact]
    public void Recognition_is_issued_only_when_the_period_is_over_and_no_objection_is_open()
    {
        var over = Beijing(2024, 3, 19);
        Assert.Null(IssueRecognition.WhyIgnore(OnTheTable(DeterminationState.PublicNotice), Notice(new(2024, 3, 11)), Guid.Empty, over));
        Assert.Throws<InvalidOperationException>(() =>
            IssueRecognition.WhyIgnore(OnTheTable(DeterminationState.PublicNotice), Notice(new(2024, 3, 11)), Guid.Empty,
                over.AddTicks(-1)));
        Assert.Equal("公示已更正并重新公示",
            IssueRecognition.WhyIgnore(OnTheTable(DeterminationState.PublicNotice), Notice(new(2024, 3, 11)), Guid.NewGuid(), over));
        Assert.Equal("尚有异议未处理",
            IssueRecognition.WhyIgnore(OnTheTable(DeterminationState.PublicNotice), Notice(new(2024, 3, 11), openObjections: 1),
                Guid.Empty, over));
        Assert.Equal("已经认定", IssueRecognition.WhyIgnore(OnTheTable(DeterminationState.Recognised), null, Guid.Empty, over));
        Assert.Equal("不在公示阶段", IssueRecognition.WhyIgnore(OnTheTable(DeterminationState.Closed), null, Guid.Empty, over));
    }

    [Fact]
    public void A_cancellation_takes_effect_only_when_its_period_is_over_and_no_objection_is_open()
    {
        var over = Beijing(2024, 3, 19);
        Assert.Null(ConfirmCancellation.WhyIgnore(Alliance(AllianceStatus.Cancelling), Notice(new(2024, 3, 11)), over));
        Assert.Equal("尚有异议未处理",
            ConfirmCancellation.WhyIgnore(Alliance(AllianceStatus.Cancelling), Notice(new(2024, 3, 11), openObjections: 1), over));
        Assert.Equal("没有进行中的取消程序", ConfirmCancellation.WhyIgnore(Alliance(), null, over));
        Assert.Equal("资格已经终止", ConfirmCancellation.WhyIgnore(Alliance(AllianceStatus.Cancelled), null, over));
    }

    [Fact]
    public void A_plaque_is_handed_over_once_and_not_before_recognition()
    {
        Assert.Null(RecordPlaque.WhyNot(Alliance(), new(HandedOverOn: Recognised), Recognised));
        Assert.Equal("授牌日期不能早于认定日期 {0:yyyy-MM-dd}",
            Refused(RecordPlaque.WhyNot(Alliance(), new(HandedOverOn: Recognised.AddDays(-1)), Recognised)));
        Assert.Equal("不能登记将来的日期", Refused(RecordPlaque.WhyNot(Alliance(), new(HandedOverOn: Recognised.AddDays(1)), Recognised)));
        Assert.Equal("授牌日期已经登记", Refused(RecordPlaque.WhyNot(Alliance(handedOver: Recognised), new(HandedOverOn: Recognised), Recognised)));
    }

    [Fact]
    public void A_plaque_is_recovered_only_after_the_recognition_ended()
    {
        var ended = Recognised.AddYears(2);
        Assert.Equal("认定资格有效，不能收回授牌", Refused(RecordPlaque.WhyNot(Alliance(handedOver: Recognised), new(RecoveredOn: ended), ended)));
        Assert.Null(RecordPlaque.WhyNot(Alliance(AllianceStatus.Cancelled, Recognised, ended), new(RecoveredOn: ended, Proof: "收条"),
            ended));
        Assert.Equal("尚未授牌，无须收回",
            Refused(RecordPlaque.WhyNot(Alliance(AllianceStatus.Cancelled, null, ended), new(RecoveredOn: ended), ended)));
    }

    [Fact]
    public void After_a_cancellation_the_plaque_comes_back_by_practice_after_a_revocation_by_law()
    {
        Assert.Equal(PlaqueRecovery.ByPractice, Registry.RecoveryOf(Alliance(AllianceStatus.Cancelled)));
        Assert.Equal(PlaqueRecovery.Required, Registry.RecoveryOf(Alliance(AllianceStatus.Revoked)));
        Assert.Equal(PlaqueRecovery.None, Registry.RecoveryOf(Alliance()));
    }

    [Fact]
    public void Numbers_read_as_the_bureau_writes_them()
        => Assert.Equal(("昆科发〔2016〕1号", "KMCL-2016-0001", "KMCL-P-2016-0001"),
            (NumberRegister.Say("昆科发〔{year}〕{number}号", 2016, 1), Numbers.Certificate(2016, 1), Numbers.Plaque(2016, 1)));

    [Fact]
    public void A_cancellation_is_announced_once_for_an_assessment_and_only_of_a_recognition_that_stands()
    {
        Assert.Null(CancelRecognition.WhyIgnore(Alliance(), announced: false));
        Assert.NotNull(CancelRecognition.WhyIgnore(Alliance(), announced: true));
        Assert.NotNull(CancelRecognition.WhyIgnore(Alliance(AllianceStatus.Cancelling), announced: false));
        Assert.NotNull(CancelRecognition.WhyIgnore(null, announced: false));
    }
}
