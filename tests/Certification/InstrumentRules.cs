using Alliance.Certification.Instruments;
using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Xunit;
using Instrument = Alliance.Certification.Instruments.Instrument;

namespace Alliance.Certification.Tests;

/// <summary>What the bureau issues: who may do what to it, what stands in one, and how it is numbered.</summary>
public sealed class InstrumentRules
{
    static readonly Unit Lead = new("昆明测试钛业有限公司", CreditCode.Complete("91530102MA6NKY01"));

    static Matter Waiting(
        string name = "昆明测试产业技术创新战略联盟", InstrumentKind kind = InstrumentKind.RecognitionNotice, string policy = "kunming-2016.1")
        => new()
        {
            Id = Guid.NewGuid(),
            Kind = kind,
            Summary = Core.Text.Json.Write(new ApplicationSummary(name, "新材料", "research", Lead, [Lead], "KM-2024-0001", policy)),
        };

    static Actor Person(string account) => new(account, account, new HashSet<string>(), null, null);

    static Instrument In(InstrumentState state) => new() { State = state, DraftedBy = "drafter", Title = "标题", Body = "正文" };

    static string? Said(Refusal? refusal) => refusal?.Sentence.Format;

    [Fact]
    public void Whoever_drafted_it_neither_checks_nor_signs()
    {
        Assert.Equal(RefusalKind.Forbidden,
            CheckInstrument.WhyNot(In(InstrumentState.Draft), [Waiting()], new(true), Person("drafter"))!.Kind);
        Assert.Null(CheckInstrument.WhyNot(In(InstrumentState.Draft), [Waiting()], new(true), Person("checker")));
        Assert.Equal(RefusalKind.Forbidden, SignInstrument.WhyNot(In(InstrumentState.Checked), new(), Person("drafter"))!.Kind);
        Assert.Null(SignInstrument.WhyNot(In(InstrumentState.Checked), new(), Person("signer")));
    }

    [Fact]
    public void Nothing_is_signed_that_was_not_checked_and_what_is_signed_stands()
    {
        Assert.Equal("文书尚未核稿，不能签发", Said(SignInstrument.WhyNot(In(InstrumentState.Draft), new(), Person("signer"))));
        Assert.Equal("文书已经签发，不能更改", Said(SignInstrument.WhyNot(In(InstrumentState.Signed), new(), Person("signer"))));
        Assert.Equal("文书已经签发，不能更改", Said(AmendInstrument.WhyNot(In(InstrumentState.Signed))));
        Assert.Equal("文书已经撤下", Said(AmendInstrument.WhyNot(In(InstrumentState.Withdrawn))));
        Assert.Equal("请写明需要修改的内容", Said(CheckInstrument.WhyNot(In(InstrumentState.Draft), [], new(false, " "), Person("checker"))));
        Assert.Equal("文书中没有等待发文的事项，请撤下",
            Said(CheckInstrument.WhyNot(In(InstrumentState.Draft), [Waiting() with { State = MatterState.Dropped }], new(true),
                Person("checker"))));
    }

    [Fact]
    public void One_document_is_for_matters_of_one_kind_under_one_policy_that_stand_in_no_other()
    {
        Assert.Null(DraftInstrument.WhyNot(2, [Waiting("甲"), Waiting("乙")]));
        Assert.Equal("matters", DraftInstrument.WhyNot(0, [])!.Faults.Single().Field);
        Assert.Equal(RefusalKind.NotFound, DraftInstrument.WhyNot(2, [Waiting()])!.Kind);
        Assert.Equal("一份文书只办理同一种事项，请分别起草",
            Said(DraftInstrument.WhyNot(2, [Waiting(), Waiting(kind: InstrumentKind.Recognition)])));
        Assert.Equal("适用不同政策版本的事项须分别行文", Said(DraftInstrument.WhyNot(2, [Waiting(), Waiting(policy: "beijing-2016.1")])));
        Assert.Equal("“{0}”已经列入另一份文书", Said(DraftInstrument.WhyNot(1, [Waiting() with { InstrumentId = Guid.NewGuid() }])));
        Assert.Equal("“{0}”不再等待发文", Said(DraftInstrument.WhyNot(1, [Waiting() with { State = MatterState.Done }])));
        Assert.Equal("决定书送达当事单位，请逐件起草",
            Said(DraftInstrument.WhyNot(2, [Waiting(kind: InstrumentKind.Refusal), Waiting(kind: InstrumentKind.Refusal)])));
    }

    [Fact]
    public void Nothing_circulates_without_saying_who_may_read_it()
    {
        Assert.Null(AmendInstrument.WhyNotSay(InstrumentKind.Recognition, "标题", "正文", Disclosure.Open, null));
        Assert.Equal("disclosure",
            AmendInstrument.WhyNotSay(InstrumentKind.Recognition, "标题", "正文", null, null)!.Faults.Single().Field);
        Assert.Equal("disclosureWhy",
            AmendInstrument.WhyNotSay(InstrumentKind.Refusal, "标题", "正文", Disclosure.Closed, " ")!.Faults.Single().Field);
        Assert.Equal("公示须主动公开",
            Said(AmendInstrument.WhyNotSay(InstrumentKind.RecognitionNotice, "标题", "正文", Disclosure.OnRequest, "理由")));
        Assert.Equal(["title", "body"],
            AmendInstrument.WhyNotSay(InstrumentKind.Recognition, "", " ", Disclosure.Open, null)!.Faults.Select(fault => fault.Field));
    }

    [Fact]
    public void A_number_follows_the_last_one_or_says_why_not_and_is_given_once()
    {
        Assert.Null(NumberRegister.WhyNot(last: 4, ordinal: 5, taken: false, "昆科发〔2024〕5号", null));
        Assert.Equal("numberWhy", NumberRegister.WhyNot(4, 7, taken: false, "昆科发〔2024〕7号", " ")!.Faults.Single().Field);
        Assert.Null(NumberRegister.WhyNot(4, 7, taken: false, "昆科发〔2024〕7号", "5、6 号用于纸质文件"));
        Assert.Equal("文号 {0} 已经用过", Said(NumberRegister.WhyNot(4, 3, taken: true, "昆科发〔2024〕3号", "补发")));
        Assert.Null(NumberRegister.WhyNot(4, 3, taken: false, "昆科发〔2024〕3号", "登记簿上的空号"));
        Assert.Equal("number", NumberRegister.WhyNot(4, 0, taken: false, "昆科发〔2024〕0号", null)!.Faults.Single().Field);
    }

    [Fact]
    public void A_text_names_one_alliance_by_its_name_and_many_by_their_number()
    {
        InstrumentContent.Line one = InstrumentContent.Line.Of(Waiting("甲联盟")), other = InstrumentContent.Line.Of(Waiting("乙联盟"));

        Assert.Equal("拟认定甲联盟（昆明测试钛业有限公司，1家）", Template.Fill("拟认定{name}（{lead}，{members}家）", [one], "", ""));
        Assert.Equal("拟认定甲联盟等2个联盟，2023年1月1日", Template.Fill("拟认定{name}，{start}", [one, other], "2023年1月1日", ""));
    }
}
