using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Monitoring.Reports;

/// <summary>Keeps what was paid of the 引导经费, so that a report spends and receives no more than that (Art. 12).</summary>
public sealed class HearPayment(Database database) : IConsumer<GrantDisbursed>
{
    public async Task Consume(ConsumeContext<GrantDisbursed> context)
    {
        var paid = context.Message;
        await using var work = await database.BeginAsSystem("funding", context.CancellationToken);
        await work.Execute("""
            insert into paid_grant(alliance_id, grant_fen, paid_on) values (@AllianceId, @GrantFen, @PaidOn)
            on conflict (alliance_id) do update set grant_fen = excluded.grant_fen, paid_on = excluded.paid_on
            """, paid);
        await work.Record(paid.AllianceId, nameof(HearPayment), new { paid.GrantFen, paid.PaidOn }, Articles.Funding);
        await work.Commit();
    }
}
