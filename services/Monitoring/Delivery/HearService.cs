using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using MassTransit;

namespace Alliance.Monitoring.Delivery;

/// <summary>An instrument of this service was opened in the inbox of its unit: served (送达). The first time counts.</summary>
public sealed class HearService(Database database, ServiceName service) : IConsumer<InstrumentServed>
{
    public async Task Consume(ConsumeContext<InstrumentServed> context)
    {
        var served = context.Message;
        // Those of other services are none of its business.
        if (served.Service != service.Value) return;
        await using var work = await database.BeginAsSystem("intake", context.CancellationToken);
        var kept = await work.Execute("update delivery set opened_at = @ServedAt where letter_id = @LetterId and opened_at is null",
            served);
        if (kept == 1) await work.Record(served.CaseId, nameof(HearService), new { served.LetterId, served.ServedAt });
        else await work.Ignore(served.CaseId, nameof(HearService), served, "文书已经送达，或者不需要登记送达");
        await work.Commit();
    }
}
