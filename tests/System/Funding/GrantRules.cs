using System.Collections.Frozen;
using Alliance.Contracts;
using Alliance.Funding.Grants;
using Alliance.Funding.Proofs;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;
using Xunit;

namespace Alliance.SystemTests.Funding;

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
    public void Payment_is_requested_once(GrantState state) => Assert.Equal(RefusalKind.Conflict, RequestPayment.WhyNot(In(state), Officer)!.Kind);

    [Fact]
    public void A_voucher_tells_all_its_faults_at_once()
    {
        var refusal = RecordVoucher.WhyNot(In(GrantState.PaymentRequested), new(" ", Today.AddDays(1), 1), Today)!;

        Assert.Equal(["voucherNumber", "paidOn", "amountFen"], refusal.Faults.Select(f => f.Field));
        Assert.All(refusal.Faults, f => Assert.Equal("Art. 12", f.Article));
    }

    [Fact]
    public void The_same_document_counts_once()
        => Assert.Equal("documentNumber", FileProof.WhyNot(In(GrantState.Approved), new(1, "自筹", "回单-1", Today), DateTimeOffset.UnixEpoch, Today, Lead)!.Faults.Single().Field);

    [Fact]
    public void Nothing_goes_on_after_the_recognition_ended()
    {
        var stopped = In(GrantState.Suspended) with { RecognitionEndedArticle = "Art. 14" };

        Refusal?[] refusals =
        [
            PledgeMatching.WhyNot(stopped, new(30_000_000), Lead),
            ApproveGrant.WhyNot(stopped),
            RequestPayment.WhyNot(stopped, Officer),
            RecordVoucher.WhyNot(stopped, new("1", Today, 10_000_000), Today),
            FileProof.WhyNot(stopped, new(1, "自筹", "1", Today), null, Today, Lead),
            VerifyProof.WhyNot(stopped, new(), new(true, "")),
        ];

        Assert.All(refusals, refusal => Assert.Equal("Art. 14", refusal?.Article));
    }
}
