using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;

namespace Alliance.Monitoring.Revocations.Informing;

/// <summary>送达 of the prior notice, however it came about: the period begins, and the procedure hears it.</summary>
public sealed class PriorNotice(StatutoryClock clock, LetterWriter letters)
{
    /// <summary>Puts it on record; the case is locked.</summary>
    internal async Task Serve(UnitOfWork work, RevocationCase found, DateOnly on, ServedHow how, string? proof)
    {
        var period = found.Policy.Hearing.Reckon(on, clock.Calendar);
        await work.Execute("""
            update revocation_case set state = 'Statement', served_on = @on, served_at = @Now, served_how = @how, served_proof = @proof,
              statement_until = @ClosesAt
            where id = @Id
            """, new { found.Id, on, clock.Now, how = how.ToString(), proof, period.ClosesAt });
        await work.Publish(new PriorNoticeServed(found.Id, on, period.ClosesAt, period.NominalLastDay, clock.Now));
        var until = period.LastDay ?? period.NominalLastDay;
        await letters.Tell(work, Audience.Unit(found.LeadUnitCreditCode), found.AllianceId, $"陈述申辩期限开始计算",
            $"撤销{found.AllianceName}认定资格的事先告知书已于 {on:yyyy-MM-dd} 送达，陈述申辩或者要求听证的期限至 {until:yyyy-MM-dd}。", found.Link, Articles.Revocation);
        await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), found.AllianceId, $"事先告知书已经送达",
            $"撤销{found.AllianceName}认定资格的事先告知书已于 {on:yyyy-MM-dd} 送达，陈述申辩期限至 {until:yyyy-MM-dd}，期满以前不作决定。", found.Link,
            Articles.Revocation);
    }
}
