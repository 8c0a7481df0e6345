using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Monitoring.Delivery;
using Alliance.Statute;

namespace Alliance.Monitoring.Revocations.Informing;

/// <summary>The prior notice was served, however it came about: the period of 陈述申辩 begins, and the procedure hears it (Art. 17).</summary>
public sealed class BeginStatement(StatutoryClock clock, LetterWriter letters)
{
    /// <summary>Where the instrument that was served is the prior notice of a case that waits for it.</summary>
    internal async Task Handle(UnitOfWork work, Delivered delivery)
    {
        if (await work.Find<Guid?>("select id from revocation_case where letter_id = @LetterId", delivery) is not { } id
            || await RevocationCase.Lock(work, id) is not { State: RevocationState.Investigation } found || delivery.Day is not { } on)
            return;
        var period = found.Policy.Hearing.Reckon(on, clock.Calendar);
        await work.Execute("update revocation_case set state = 'Statement', statement_until = @ClosesAt where id = @id",
            new { id, period.ClosesAt });
        await work.Publish(new PriorNoticeServed(id, on, period.ClosesAt, period.NominalLastDay, clock.Now));
        var until = period.LastDay ?? period.NominalLastDay;
        await letters.Tell(work, Audience.Unit(found.LeadUnitCreditCode), found.AllianceId, $"陈述申辩期限开始计算",
            $"撤销{found.AllianceName}认定资格的事先告知书已于 {on:yyyy-MM-dd} 送达，陈述申辩或者要求听证的期限至 {until:yyyy-MM-dd}。", found.Link, Articles.Revocation);
        await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), found.AllianceId, $"事先告知书已经送达",
            $"撤销{found.AllianceName}认定资格的事先告知书已于 {on:yyyy-MM-dd} 送达，陈述申辩期限至 {until:yyyy-MM-dd}，期满以前不作决定。", found.Link,
            Articles.Revocation);
        await work.Record(found.AllianceId, nameof(BeginStatement), new { id, on, period.ClosesAt }, Articles.Revocation,
            found.PolicyVersion);
    }
}
