using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using MassTransit;

namespace Alliance.Monitoring.Delivery;

/// <summary>An instrument of this service was opened in the inbox of its unit: served (送达). The first time counts.</summary>
public sealed class HearService(Database database, ServiceName service, AfterService after) : IConsumer<InstrumentServed>
{
    public async Task Consume(ConsumeContext<InstrumentServed> context)
    {
        var served = context.Message;
        // Those of other services are none of its business.
        if (served.Service != service.Value) return;
        await using var work = await database.BeginAsSystem("intake", context.CancellationToken);
        var found = await work.Find<Delivered>(Delivered.Select + " where letter_id = @LetterId for update", served);
        if (found is { OpenedAt: null })
        {
            await work.Execute("update delivery set opened_at = @ServedAt where letter_id = @LetterId", served);
            await work.Record(found.AllianceId, nameof(HearService), new { served.LetterId, found.Title, served.ServedAt });
            // Served before by other means, what follows has begun already.
            if (found.Day is null) await after(work, found with { Day = StatutoryClock.DayOf(served.ServedAt) });
        }
        else await work.Ignore(served.CaseId, nameof(HearService), served, "文书已经送达，或者不需要登记送达");
        await work.Commit();
    }
}
