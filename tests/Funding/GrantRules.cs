using System.Collections.Frozen;
using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Funding.Grants;
using Alliance.Funding.Proofs;
using Alliance.Statute;
using Alliance.Statute.Text;
using Xunit;

namespace Alliance.Funding.Tests;

/// <summary>The rules of the guidance grant, without database or broker (Art. 12).</summary>
public sealed class GrantRules
{
    static readonly DateOnly Today = new(2024, 5, 6);
    static readonly Actor Lead = new("lead", "经办人", FrozenSet<string>.Empty, new Unit("牵头单位", "91530100A"), null);
    static readonly Actor Officer = new("officer", "经费", FrozenSet<string>.Empty, null, null);

    static Grant In(GrantState state) => new()
    {
        State = state,
        GrantFen = 10_000_000,
        MatchRatio = 3,
        PayeeCreditCode = "91530100A",
        LeadUnitCreditCode = "91530100A",
        RecognisedOn = new(2024, 3, 1),
        ApprovedBy = "approver",
        PolicyVersion = "kunming-2016.1",
    };

    [Theory]
    [InlineData(30_000_000, true)]
    [InlineData(29_999_999, false)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void The_pledge_is_at_least_grant_times_ratio(long amountFen, bool accepted)
        => Assert.Equal(accepted, PledgeMatching.WhyNot(In(GrantState.AwaitingPledge), new(amountFen), Lead) is null);

    [Fact]
    public void Only_the_lead_unit_pledges()
        => Assert.Equal(RefusalKind.NotFound, PledgeMatching.WhyNot(In(GrantState.AwaitingPledge), new(30_000_000), Officer)!.Kind);

    [Fact]
    public void What_was_approved_is_what_was_pledged()
        => Assert.Equal(RefusalKind.Conflict, PledgeMatching.WhyNot(In(GrantState.Approved), new(40_000_000), Lead)!.Kind);

    [Fact]
    public void Whoever_approved_does_not_request_the_payment()
    {
        Assert.Equal(RefusalKind.Forbidden, RequestPayment.WhyNot(In(GrantState.Approved), Officer with { Account = "approver" })!.Kind);
        Assert.Null(RequestPayment.WhyNot(In(GrantState.Approved), Officer));
    }

    [Theory]
    [InlineData(GrantState.PaymentRequested)]
    [InlineData(GrantState.Disbursed)]
    public void Payment_is_requested_once(GrantState state)
        => Assert.Equal(RefusalKind.Conflict, RequestPayment.WhyNot(In(state), Officer)!.Kind);

    [Fact]
    public void A_voucher_tells_all_its_faults_at_once()
    {
        var refusal = RecordVoucher.WhyNot(In(GrantState.PaymentRequested), new(" ", Today.AddDays(1), 1), Today)!;

        Assert.Equal(["voucherNumber", "paidOn", "amountFen"], refusal.Faults.Select(f => f.Field));
        Assert.All(refusal.Faults, f => Assert.Equal(Articles.Funding, f.Article));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_same_document_counts_once_over_all_grants(bool sameGrant)
    {
        var grant = In(GrantState.Approved) with { Id = Guid.NewGuid() };
        var before = new FileProof.FiledBefore { GrantId = sameGrant ? grant.Id : Guid.NewGuid() };

        Assert.Equal("documentNumber", FileProof.WhyNot(grant, new(1, "自筹", "回单-1", Today), before, Today, Lead)!.Faults.Single().Field);
    }

    [Theory]
    [InlineData("昆财支〔2024〕8号", "昆财支[2024] 8号")]
    [InlineData("记-2017-03-018", "记２０１７－０３－０１８")]
    [InlineData("AB12-7", "ab 12–7\u200b")]
    public void A_number_is_the_same_however_it_is_typed(string one, string other)
        => Assert.Equal(TypedText.Letters(one), TypedText.Letters(other));

    [Fact]
    public void Numbers_that_differ_in_a_digit_or_a_word_differ()
        => Assert.Equal(4, new[] { "昆财支8号", "昆财支9号", "昆财教8号", "昆财支80号" }.Select(TypedText.Letters).Distinct().Count());

    [Theory]
    [InlineData(2024, 2, 29, false)] // before the recognition
    [InlineData(1999, 1, 1, false)]
    [InlineData(2024, 3, 1, true)]
    [InlineData(2024, 5, 6, true)]
    [InlineData(2024, 5, 7, false)] // tomorrow
    public void A_proof_has_a_day_that_can_be_true(int year, int month, int day, bool accepted)
    {
        var refusal = FileProof.WhyNot(In(GrantState.Approved), new(1, "自筹", "回单-1", new(year, month, day)), null, Today, Lead);
        Assert.Equal(accepted ? null : "paidOn", refusal?.Faults.Single().Field);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1_000_000_000_001)]
    [InlineData(long.MaxValue)]
    public void An_amount_that_no_matching_has_is_refused_where_it_is_typed(long amountFen)
    {
        Assert.Equal("amountFen", PledgeMatching.WhyNot(In(GrantState.AwaitingPledge), new(amountFen), Lead)!.Faults.Single().Field);
        Assert.Equal("amountFen",
            FileProof.WhyNot(In(GrantState.Approved), new(amountFen, "自筹", "回单-1", Today), null, Today, Lead)!.Faults.Single().Field);
        Assert.DoesNotContain("-",
            FormattableString.Invariant(PledgeMatching.WhyNot(In(GrantState.AwaitingPledge), new(amountFen), Lead)!.Sentence),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_proof_is_accepted_with_its_paper_only_and_rejected_without()
    {
        var proof = new MatchingProof { State = ProofState.Pending };

        Assert.Equal(RefusalKind.Conflict, VerifyProof.WhyNot(In(GrantState.Approved), proof, new(true, "一致"))!.Kind);
        Assert.Null(VerifyProof.WhyNot(In(GrantState.Approved), proof, new(false, "没有单据")));
        Assert.Null(VerifyProof.WhyNot(In(GrantState.Approved), proof with { DocumentId = Guid.NewGuid() }, new(true, "一致")));
    }

    [Theory]
    [InlineData(2024, 5, 3, false)] // paid before the end, recorded after it
    [InlineData(2024, 5, 4, true)]
    [InlineData(2024, 5, 5, true)]
    public void Money_that_left_is_recorded_although_the_recognition_ended(int year, int month, int day, bool afterEnd)
    {
        var stopped = In(GrantState.Suspended) with
        {
            PaymentRequestedAt = DateTimeOffset.UnixEpoch,
            RecognitionEndedAt = new(2024, 5, 4, 10, 0, 0, TimeSpan.FromHours(8)),
            RecognitionEndedArticle = Articles.Operation,
        };

        Assert.Null(RecordVoucher.WhyNot(stopped, new("昆财支8号", new(year, month, day), 10_000_000), Today));
        Assert.Equal(afterEnd, RecordVoucher.PaidAfterEnd(stopped, new(year, month, day)));
    }

    [Fact]
    public void Nothing_goes_on_after_the_recognition_ended()
    {
        var stopped = In(GrantState.Suspended) with { RecognitionEndedArticle = Articles.Operation };

        Refusal?[] refusals =
        [
            PledgeMatching.WhyNot(stopped, new(30_000_000), Lead),
            ApproveGrant.WhyNot(stopped),
            RequestPayment.WhyNot(stopped, Officer),
            RecordVoucher.WhyNot(stopped, new("1", Today, 10_000_000), Today),
            FileProof.WhyNot(stopped, new(1, "自筹", "1", Today), null, Today, Lead),
            VerifyProof.WhyNot(stopped, new(), new(true, "")),
        ];

        Assert.All(refusals, refusal => Assert.Equal(Articles.Operation, refusal?.Article));
    }
}
