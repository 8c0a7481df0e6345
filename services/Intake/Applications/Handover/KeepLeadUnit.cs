using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Intake.Applications.Handover;

/// <summary>Another unit leads the alliance and answers for it (Art. 15): it reads the application that the alliance came of.</summary>
public sealed class KeepLeadUnit(Database database) : IConsumer<LeadUnitChanged>
{
    public async Task Consume(ConsumeContext<LeadUnitChanged> context)
    {
        var heard = context.Message;
        await using var work = await database.BeginAsSystem("monitoring", context.CancellationToken);
        var kept = await work.Execute("""
            insert into living_alliance(alliance_id, lead_credit_code, lead_noted_at) values (@AllianceId, @CreditCode, @NotedAt)
            on conflict (alliance_id) do update set lead_credit_code = excluded.lead_credit_code, lead_noted_at = excluded.lead_noted_at
            where living_alliance.lead_noted_at is null or living_alliance.lead_noted_at < excluded.lead_noted_at
            """, new { heard.AllianceId, heard.LeadUnit.CreditCode, heard.NotedAt });
        if (kept == 1)
            await work.Record(heard.AllianceId, nameof(KeepLeadUnit), new { heard.Number, heard.LeadUnit, heard.EffectiveOn },
                Articles.Changes);
        else await work.Ignore(heard.AllianceId, nameof(KeepLeadUnit), heard, "之后的变更已经登记", Articles.Changes);
        await work.Commit();
    }
}
