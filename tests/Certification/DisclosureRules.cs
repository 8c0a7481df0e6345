using Alliance.Certification.CreditReports;
using Alliance.Certification.Instruments;
using Alliance.Certification.Redactions;
using Alliance.Certification.Requests;
using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Statute;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.Certification.Tests;

/// <summary>What is given to whoever asks, what is taken out of it, and what is reported for 双公示.</summary>
public sealed class DisclosureRules
{
    static readonly DateOnly Today = new(2024, 3, 12);
    static readonly Unit Lead = new("昆明测试钛业有限公司", CreditCode.Complete("91530102MA6NKY01"));
    static readonly DisclosureRequest Open = new() { State = RequestState.Open, ReceivedOn = Today, DueOn = Today };

    [Fact]
    public void What_is_taken_out_of_a_copy_is_gone_from_every_text_and_a_unit_loses_its_code_with_its_name()
    {
        var content = new InstrumentContent(null, "昆科发〔2024〕1号", "决定书", ["配方为甲，甲的含量保密。"],
            [new("昆明测试联盟", Lead.Name, [Lead], "配方为甲")], "理由", "昆明市科学技术局", Today);

        var copy = RedactedCopy.Without(content, ["配方为甲", "测试钛业"]);

        Assert.DoesNotContain(RedactedCopy.Texts(copy), text => text.Contains("配方为甲", StringComparison.Ordinal)
            || text.Contains("测试钛业", StringComparison.Ordinal) || text.Contains(Lead.CreditCode, StringComparison.Ordinal));
        Assert.Equal("昆科发〔2024〕1号", copy.Number);
    }

    [Fact]
    public void A_closed_document_is_not_given_whole_and_a_part_of_one_only_as_a_redacted_copy()
    {
        AnswerRequest.Request whole = new(RequestState.Granted, "昆科发〔2024〕1号", null, "答复"), part = whole with
        {
            Decision = RequestState.PartlyGranted,
        };
        Assert.Null(AnswerRequest.WhyNot(Open, whole, true, Disclosure.OnRequest, false));
        Assert.Equal("decision", AnswerRequest.WhyNot(Open, whole, true, Disclosure.Closed, true)!.Faults.Single().Field);
        Assert.Equal("instrumentNumber", AnswerRequest.WhyNot(Open, part, true, Disclosure.Closed, false)!.Faults.Single().Field);
        Assert.Null(AnswerRequest.WhyNot(Open, part, true, Disclosure.Closed, true));
        Assert.Equal(["ground", "answer"], AnswerRequest.WhyNot(Open, new(RequestState.Refused, null, null, " "), false, null, false)!
            .Faults.Select(fault => fault.Field));
        Assert.Equal(RefusalKind.Conflict, AnswerRequest.WhyNot(Open with { State = RequestState.Unconfirmed }, whole, true,
            Disclosure.Open, false)!.Kind);
    }

    [Fact]
    public void The_time_to_answer_is_extended_once_and_while_it_runs()
    {
        Assert.Null(ExtendRequest.WhyNot(Open, new("征求意见"), Today));
        var extended = Open with { ExtendedAt = DateTimeOffset.UnixEpoch };
        Assert.Equal(RefusalKind.Conflict, ExtendRequest.WhyNot(extended, new("再延"), Today)!.Kind);
        Assert.Equal(RefusalKind.Conflict, ExtendRequest.WhyNot(Open, new("征求意见"), Today.AddDays(1))!.Kind);
        Assert.Equal("why", ExtendRequest.WhyNot(Open, new(" "), Today)!.Faults.Single().Field);
    }

    [Fact]
    public void A_report_has_every_field_of_its_form_before_its_receipt()
    {
        var license = new CreditReport
        {
            Number = "昆科发〔2024〕1号",
            SubjectCode = Lead.CreditCode,
            Content = "认定",
            DecidedOn = Today,
            LegalPerson = "赵文博",
            ValidFrom = Today,
            ValidTo = Today.AddYears(2),
            PolicyVersion = "kunming-2016.1",
        };
        RecordCreditReceipt.Request receipt = new(Today, "SGS-1");
        Assert.Null(RecordCreditReceipt.WhyNot(license, receipt, true, Today));
        Assert.Equal(RefusalKind.Conflict, RecordCreditReceipt.WhyNot(license with { LegalPerson = null }, receipt, true, Today)!.Kind);
        Assert.Equal(["facts", "basis"], (license with { Form = CreditForm.Penalty }).Faults.Select(fault => fault.Field));
        Assert.Equal(["reportedOn", "receiptNumber", "receipt"],
            RecordCreditReceipt.WhyNot(license, new(Today.AddDays(1), ""), false, Today)!.Faults.Select(fault => fault.Field));
        Assert.Equal(CreditReportState.Reported, (license with { ReportedOn = Today }).State);
    }
}
