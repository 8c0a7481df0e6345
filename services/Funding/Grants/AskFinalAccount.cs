using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Funding.Grants;

/// <summary>The alliance dissolved after its grant was paid: its lead unit owes the final account (经费决算), whatever it has spent (Art. 12,
/// 15). What was not paid is stopped by the procedure.</summary>
public sealed class AskFinalAccount(Database database, LetterWriter letters) : IConsumer<AllianceDissolved>
{
    /// <summary>Days to hand it in; the text names none.</summary>
    internal const int Days = 60;

    public async Task Consume(ConsumeContext<AllianceDissolved> context)
    {
        var said = context.Message;
        await using var work = await database.BeginAsSystem("monitoring", context.CancellationToken);
        if (await Grant.Lock(work, said.AllianceId) is not { VoucherRecordedAt: not null } grant)
        {
            await work.Ignore(said.AllianceId, nameof(AskFinalAccount), said, "引导经费没有拨付，不需决算", Articles.Changes);
            await work.Commit();
            return;
        }
        var dueOn = said.DissolvedOn.AddDays(Days);
        await work.Execute("""
            update guidance_grant set final_account_asked_at = @DissolvedAt, final_account_due_on = @dueOn
            where id = @Id and final_account_asked_at is null
            """, new { grant.Id, said.DissolvedAt, dueOn });
        await letters.Tell(work, Audience.Unit(grant.LeadUnitCreditCode), said.AllianceId, $"请报送引导经费决算",
            $"{grant.AllianceName}已自行解散（{said.Number}），请在 {dueOn:yyyy-MM-dd} 前报送引导经费 {Money.Yuan(grant.GrantFen)} 的决算。",
            $"/funding/grants/{said.AllianceId}", Articles.Funding);
        await letters.Tell(work, Audience.Office(Roles.FundingOfficer), said.AllianceId, $"解散的联盟须报送经费决算",
            $"{grant.AllianceName}已自行解散（{said.Number}），牵头单位须在 {dueOn:yyyy-MM-dd} 前报送决算，收到后请登记。",
            $"/funding/grants/{said.AllianceId}", Articles.Funding);
        await work.Record(said.AllianceId, nameof(AskFinalAccount), new { said.Number, dueOn }, Articles.Funding, grant.PolicyVersion);
        await work.Commit();
    }
}
