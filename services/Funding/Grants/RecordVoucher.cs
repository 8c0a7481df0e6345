using Alliance.Contracts;
using Alliance.Platform.Data;
using Alliance.Platform.Hosting;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;
using Alliance.Statute;

namespace Alliance.Funding.Grants;

/// <summary>An officer records the voucher (凭证) of the payment: the money is with the lead unit. Its amount equals the grant to the fen.</summary>
public sealed class RecordVoucher(Database database, StatutoryClock clock)
{
    /// <param name="VoucherNumber">凭证号.</param>
    /// <param name="PaidOn">The day of payment.</param>
    /// <param name="AmountFen">As the voucher says, fen.</param>
    public sealed record Request(string? VoucherNumber, DateOnly? PaidOn, long AmountFen);

    public async Task<Outcome> Handle(Guid allianceId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(officer, ct);

        var grant = await Grant.Lock(work, allianceId);
        if (WhyNot(grant, request, clock.Today) is { } refusal) return refusal;

        var voucherNumber = request.VoucherNumber!.Trim();
        await work.Execute("""
            update guidance_grant set state = 'Disbursed', voucher_number = @voucherNumber, paid_on = @PaidOn, voucher_recorded_at = @Now
            where id = @Id
            """, new { grant!.Id, voucherNumber, request.PaidOn, clock.Now });
        await work.Publish(new GrantDisbursed(allianceId, grant.Id, grant.GrantFen, grant.Payee, voucherNumber, request.PaidOn!.Value));
        await work.Record(allianceId, nameof(RecordVoucher), new { voucherNumber, request.PaidOn, request.AmountFen }, Articles.Funding, grant.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Grant? grant, Request request, DateOnly today)
    {
        if (Grant.Missing(grant) is { } missing) return missing;
        if (grant!.Stopped is { } stopped) return stopped;
        if (grant.State == GrantState.Disbursed) return Refusal.Conflict($"引导经费已于 {grant.PaidOn:yyyy-MM-dd} 拨付，凭证号 {grant.VoucherNumber}", Articles.Funding, grant.PolicyVersion);
        if (grant.State != GrantState.PaymentRequested) return Refusal.Conflict($"申请拨付以后才能登记凭证", Articles.Funding, grant.PolicyVersion);

        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(request.VoucherNumber)) faults.Add(new($"请填写凭证号", Articles.Funding, "voucherNumber"));
        if (request.PaidOn is not { } paidOn) faults.Add(new($"请填写付款日期", Articles.Funding, "paidOn"));
        else if (paidOn > today) faults.Add(new($"付款日期不能晚于今天", Articles.Funding, "paidOn"));
        else if (paidOn < grant.RecognisedOn) faults.Add(new($"付款日期不能早于认定文件日期 {grant.RecognisedOn:yyyy-MM-dd}", Articles.Funding, "paidOn"));
        if (request.AmountFen != grant.GrantFen)
            faults.Add(new($"凭证金额 {Money.Yuan(request.AmountFen)} 与引导经费 {Money.Yuan(grant.GrantFen)} 不一致，须完全相同", Articles.Funding, "amountFen"));
        return faults.Count > 0 ? Refusal.Invalid(faults, grant.PolicyVersion) : null;
    }
}
