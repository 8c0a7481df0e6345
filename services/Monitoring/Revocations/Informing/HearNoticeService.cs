using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Monitoring.Revocations.Informing;

/// <summary>Somebody of the unit opened the prior notice in the inbox: it is served (Art. 17). Served before by other means, that day
/// counts.</summary>
public sealed class HearNoticeService(Database database, PriorNotice notice) : IConsumer<InstrumentServed>
{
    public async Task Consume(ConsumeContext<InstrumentServed> context)
    {
        var opened = context.Message;
        await using var work = await database.BeginAsSystem("intake", context.CancellationToken);
        if (await work.Find<Guid?>("select id from revocation_case where letter_id = @LetterId", opened) is not { } id) return;
        var found = (await RevocationCase.Lock(work, id))!;
        if (found is { ServedOn: null, IsOpen: true })
        {
            await notice.Serve(work, found, StatutoryClock.DayOf(opened.ServedAt), ServedHow.Inbox, null);
            await work.Record(found.AllianceId, nameof(HearNoticeService), new { id, opened.ServedAt }, Articles.Revocation,
                found.PolicyVersion);
        }
        else await work.Ignore(found.AllianceId, nameof(HearNoticeService), opened, "已经送达，或者案件已经办结", Articles.Revocation,
            found.PolicyVersion);
        await work.Commit();
    }
}
