using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Funding.Grants;

/// <summary>
/// Keeps who leads the alliance and what it is called, as Monitoring took note of it (Art. 15): from then on the new lead unit acts for the
/// grant. It is paid to the new one while the payment has not been asked for; what was asked for or paid stays with the unit that it was
/// asked for (Art. 12). A pledge stands: the new lead unit agreed to take it over.
/// </summary>
public sealed class KeepChanges(Database database, LetterWriter letters) : IConsumer<LeadUnitChanged>, IConsumer<AllianceRenamed>
{
    public async Task Consume(ConsumeContext<LeadUnitChanged> context)
    {
        var said = context.Message;
        await using var work = await database.BeginAsSystem("monitoring", context.CancellationToken);
        if (await Grant.Lock(work, said.AllianceId) is not { } grant)
        {
            await work.Ignore(said.AllianceId, nameof(KeepChanges), said, "没有设立引导经费", Articles.Changes);
            await work.Commit();
            return;
        }
        var isPaidToNew = IsPaidToNew(grant);
        await work.Execute("""
            update guidance_grant set lead_unit_name = @Name, lead_unit_credit_code = @CreditCode,
              payee_name = case when @isPaidToNew then @Name else payee_name end,
              payee_credit_code = case when @isPaidToNew then @CreditCode else payee_credit_code end,
              district = substr(@CreditCode, 3, 6)
            where id = @Id
            """, new { grant.Id, said.LeadUnit.Name, said.LeadUnit.CreditCode, isPaidToNew });
        var payee = isPaidToNew ? said.LeadUnit : grant.Payee;
        Audience[] told =
            [Audience.Unit(said.LeadUnit.CreditCode), Audience.Unit(said.Former.CreditCode), Audience.Office(Roles.FundingOfficer)];
        await letters.Tell(work, told, said.AllianceId, $"引导经费的牵头单位已变更",
            $"{grant.AllianceName}的牵头单位由{said.Former.Name}变更为{said.LeadUnit.Name}（{said.Number}），引导经费今后由其办理，收款单位为{payee.Name}。",
            $"/funding/grants/{said.AllianceId}", Articles.Funding);
        await work.Record(said.AllianceId, nameof(KeepChanges), new { said.Former, said.LeadUnit, payee, said.Number }, Articles.Changes,
            grant.PolicyVersion);
        await work.Commit();
    }

    public async Task Consume(ConsumeContext<AllianceRenamed> context)
    {
        var said = context.Message;
        await using var work = await database.BeginAsSystem("monitoring", context.CancellationToken);
        await work.Execute("update guidance_grant set alliance_name = @Name where alliance_id = @AllianceId", said);
        await work.Record(said.AllianceId, nameof(KeepChanges), new { said.Former, said.Name, said.Number }, Articles.Changes);
        await work.Commit();
    }

    /// <summary>True while the payment has not been asked for.</summary>
    internal static bool IsPaidToNew(Grant grant) => grant.PaymentRequestedAt is null;
}
