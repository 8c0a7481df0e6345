using System.ComponentModel.DataAnnotations;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Funding.Grants;

/// <summary>
/// An officer records the voucher (凭证) of the payment: the money is with the lead unit. Its amount equals the grant to the fen.
/// A treasury that was asked in time can pay although the recognition ended meanwhile: then the voucher is recorded all the same, and
/// the record says that money left after the end.
/// </summary>
[For(Roles.FundingOfficer)]
public sealed class RecordVoucher(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="VoucherNumber">凭证号.</param>
    /// <param name="PaidOn">The day of payment.</param>
    /// <param name="AmountFen">As the voucher says, fen.</param>
    public sealed record Request([MaxLength(100)] string? VoucherNumber, DateOnly? PaidOn, long AmountFen);

    public async Task<Outcome> Handle(Guid allianceId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);

        var grant = await Grant.Lock(work, allianceId);
        if (WhyNot(grant, request, clock.Today) is { } refusal) return refusal;

        var voucherNumber = request.VoucherNumber!.Trim();
        // Two officers who record one voucher for two grants meet at this row; the second one waits and then finds it taken.
        var free = await work.Execute("insert into voucher(number_key, grant_id) values (@key, @Id) on conflict do nothing",
            new { key = TypedText.Letters(voucherNumber), grant!.Id });
        if (free == 0) return WhyTaken(voucherNumber, grant);

        var afterEnd = PaidAfterEnd(grant, request.PaidOn!.Value);
        var onHold = PaidOnHold(grant, request.PaidOn.Value);
        await work.Execute("""
            update guidance_grant set state = @state, voucher_number = @voucherNumber, paid_on = @PaidOn, voucher_recorded_at = @Now,
              paid_on_hold = @onHold
            where id = @Id
            """, new
        {
            grant.Id,
            voucherNumber,
            request.PaidOn,
            clock.Now,
            onHold,
            state = (afterEnd ? GrantState.PaidAfterEnd : GrantState.Disbursed).ToString()
        });
        await work.Publish(new GrantDisbursed(allianceId, grant.Id, grant.GrantFen, grant.Payee, voucherNumber, request.PaidOn.Value));
        if (afterEnd)
            await work.Publish(new PaidAfterSuspension(allianceId, grant.Id, grant.GrantFen, grant.Payee, request.PaidOn.Value,
                grant.RecognitionEndedOn!.Value, new(grant.RecognitionEndedArticle!, grant.RecognitionEndedSentence!)));
        var (amount, day) = (Money.Yuan(grant.GrantFen), request.PaidOn.Value);
        await letters.Tell(work, Audience.Unit(grant.PayeeCreditCode), allianceId, $"引导经费已拨付",
            $"{grant.AllianceName}的引导经费 {amount} 已于 {day:yyyy-MM-dd} 拨付，凭证号 {voucherNumber}。请单独核算，并报送配套证明。",
            $"/funding/grants/{allianceId}", Articles.Funding);
        if (onHold)
            await letters.Tell(work, [Audience.Office(Roles.FundingApprover), Audience.Office(Roles.MonitoringOfficer)], allianceId,
                $"引导经费在暂停拨付期间付出",
                $"{grant.AllianceName}的引导经费 {amount} 已于 {day:yyyy-MM-dd} 付出，凭证号 {voucherNumber}；撤销案件正在办理，是否追回随案件一并研究。",
                $"/funding/grants/{allianceId}", Articles.Revocation);
        await work.Record(allianceId, nameof(RecordVoucher),
            new { voucherNumber, request.PaidOn, request.AmountFen, grant.RecognitionEndedOn, afterEnd, onHold },
            Articles.Funding, grant.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Grant? grant, Request request, DateOnly today)
    {
        if (Grant.Missing(grant) is { } missing) return missing;
        if (grant!.State is GrantState.Disbursed or GrantState.PaidAfterEnd)
            return Refusal.Conflict($"引导经费已于 {grant.PaidOn:yyyy-MM-dd} 拨付，凭证号 {grant.VoucherNumber}", Articles.Funding,
                grant.PolicyVersion);
        // What was never asked for was never paid: a voucher for it belongs to something else.
        if (grant.PaymentRequestedAt is null && grant.Stopped is { } stopped) return stopped;
        if (grant.State is not (GrantState.PaymentRequested or GrantState.Suspended))
            return Refusal.Conflict($"申请拨付以后才能登记凭证", Articles.Funding, grant.PolicyVersion);

        var faults = new List<Fault>();
        if (TypedText.Letters(request.VoucherNumber).Length == 0) faults.Add(new($"请填写凭证号", Articles.Funding, "voucherNumber"));
        if (request.PaidOn is not { } paidOn) faults.Add(new($"请填写付款日期", Articles.Funding, "paidOn"));
        else if (paidOn > today) faults.Add(new($"付款日期不能晚于今天", Articles.Funding, "paidOn"));
        else if (paidOn < grant.RecognisedOn)
            faults.Add(new($"付款日期不能早于认定文件日期 {grant.RecognisedOn:yyyy-MM-dd}", Articles.Funding, "paidOn"));
        if (request.AmountFen != grant.GrantFen)
            faults.Add(new($"凭证金额 {Money.Yuan(request.AmountFen)} 与引导经费 {Money.Yuan(grant.GrantFen)} 不一致，须完全相同",
                Articles.Funding, "amountFen"));
        return faults.Count > 0 ? Refusal.Invalid(faults, grant.PolicyVersion) : null;
    }

    // Paid on the very day of the end: nothing shows that it was before it, so the question is asked.
    internal static bool PaidAfterEnd(Grant grant, DateOnly paidOn) => grant.RecognitionEndedOn is { } endedOn && paidOn >= endedOn;

    // The treasury had been asked before the case was opened.
    internal static bool PaidOnHold(Grant grant, DateOnly paidOn)
        => grant.HeldAt is { } held && paidOn >= Alliance.Statute.Periods.BeijingTime.DayOf(held);

    static Refusal WhyTaken(string voucherNumber, Grant grant) => Refusal.Invalid(
        $"凭证号 {voucherNumber} 已登记在另一笔引导经费，一张凭证只登记一次；请核对凭证号", Articles.Funding, "voucherNumber", grant.PolicyVersion);
}
