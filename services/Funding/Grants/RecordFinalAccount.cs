using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Funding.Grants;

/// <summary>An officer records the final account (经费决算) that was asked for (Art. 12).</summary>
[For(Roles.FundingOfficer)]
public sealed class RecordFinalAccount(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="ReceivedOn">When it came.</param>
    /// <param name="SpentFen">What of the grant was spent, fen.</param>
    /// <param name="Remark">What becomes of the rest, and what else there is to say.</param>
    public sealed record Request(DateOnly? ReceivedOn, long? SpentFen, [LongText(1000)] string? Remark = null);

    public async Task<Outcome> Handle(Guid allianceId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var grant = await Grant.Lock(work, allianceId);
        if (WhyNot(grant, request, clock.Today) is { } refusal) return refusal;

        var spent = request.SpentFen!.Value;
        await work.Execute("""
            update guidance_grant set final_account_received_on = @ReceivedOn, final_account_spent_fen = @SpentFen,
              final_account_remark = @remark, final_account_by_name = @Name
            where id = @Id
            """, new { grant!.Id, request.ReceivedOn, request.SpentFen, remark = request.Remark?.Trim(), officer.Name });
        await letters.Tell(work, Audience.Unit(grant.LeadUnitCreditCode), allianceId, $"引导经费决算已登记",
            $"{grant.AllianceName}的引导经费决算已登记：支出 {Money.Yuan(spent)}，结余 {Money.Yuan(grant.GrantFen - spent)}。",
            $"/funding/grants/{allianceId}", Articles.Funding);
        await work.Record(allianceId, nameof(RecordFinalAccount), request, Articles.Funding, grant.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Grant? grant, Request request, DateOnly today)
    {
        if (Grant.Missing(grant) is { } missing) return missing;
        if (grant!.FinalAccountDueOn is null) return Refusal.Conflict($"没有要求报送决算", Articles.Funding, grant.PolicyVersion);
        if (grant.FinalAccountReceivedOn is not null) return Refusal.Conflict($"决算已经登记", Articles.Funding, grant.PolicyVersion);
        var faults = new List<Fault>();
        if (request.ReceivedOn is not { } on) faults.Add(new($"请填写收到决算的日期", Articles.Funding, "receivedOn"));
        else if (on > today) faults.Add(new($"不能登记将来的日期", Articles.Funding, "receivedOn"));
        if (request.SpentFen is not { } spent || spent < 0 || spent > grant.GrantFen)
            faults.Add(new($"请填写引导经费的支出，不超过 {Money.Yuan(grant.GrantFen)}", Articles.Funding, "spentFen"));
        else if (spent < grant.GrantFen && string.IsNullOrWhiteSpace(request.Remark))
            faults.Add(new($"有结余的，请写明怎样处理", Articles.Funding, "remark"));
        return faults.Count > 0 ? Refusal.Invalid(faults, grant.PolicyVersion) : null;
    }
}
