using Alliance.Certification.Notices;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Periods;

namespace Alliance.Certification.Objections;

/// <summary>What follows when an objection begins to hold its case, and when the last one that might have is gone (Art. 11).</summary>
public sealed class HoldCase(StatutoryClock clock, LetterWriter letters, IConfiguration configuration)
{
    /// <summary>Within so many working days the office promises an answer.</summary>
    public int HandlingDays => configuration.GetValue("Objections:HandlingDays", 20);

    /// <summary>Until when an objection that begins to hold today is to be answered.</summary>
    public DateOnly Due()
    {
        var period = clock.Reckon(new Period(HandlingDays, PeriodUnit.WorkingDays));
        return period.LastDay ?? period.NominalLastDay;
    }

    /// <summary>The objection holds its case from now on; the row says so already, or is made so here.</summary>
    public async Task Hold(UnitOfWork work, PublicNotice notice, Guid objectionId, DateTimeOffset now)
    {
        await work.Execute("""
            update objection set state = 'Open', held_at = @now, due_on = @due, confirm_until = null, left_why = null, settled_at = null,
              settled_by = null
            where id = @objectionId
            """, new { objectionId, now, due = Due() });
        // The first one holds the case, and that is what is told; the others wait beside it on the same list. The instant is that from
        // which it holds, not that at which it came: one that came before others were answered has not been answered with them.
        if (notice.HoldingObjections > 0) return;
        if (notice.Kind == PublicNoticeKind.Recognition) await work.Publish(new ObjectionLodged(notice.ApplicationId, objectionId, now));
        else await work.Publish(new CancellationObjected(notice.AllianceId!.Value, objectionId, now));
        var caseId = Objection.CaseOf(notice);
        await letters.Tell(work, Audience.Office(Roles.CertificationOfficer), caseId, $"有异议等待处理",
            $"有人对“{notice.Application.AllianceName}”的公示提出异议，请处理。", $"/certification/objections/{objectionId}", Articles.Notice);
        await letters.Tell(work, Audience.Unit(notice.Application.LeadUnit.CreditCode), caseId, $"公示收到异议",
            $"有人对“{notice.Application.AllianceName}”的公示提出异议，处理完毕之前该事项暂停。", $"/notices/{notice.Id}", Articles.Notice);
    }

    /// <summary>
    /// One that might have held the case is gone. While it might have, nothing was issued; where the period is over meanwhile and nothing
    /// else is open, the case is told that it may go on.
    /// </summary>
    public static async Task Release(UnitOfWork work, PublicNotice notice, DateTimeOffset now)
    {
        var left = await work.Find<int>(
            "select count(*)::int from objection where notice_id = @Id and state in ('Open', 'Unconfirmed')", new { notice.Id });
        // The workflow host's clock may be a moment ahead and have asked already; said too early, it changes nothing.
        if (left > 0 || notice.Outcome is not null || !notice.IsOver(now.AddMinutes(1))) return;
        var article = notice.Kind == PublicNoticeKind.Recognition ? Articles.Notice : Articles.Operation;
        var reason = new Reason(article, "没有待处理的异议");
        if (notice.Kind == PublicNoticeKind.Recognition)
            await work.Publish(new ObjectionsSettled(notice.ApplicationId, false, reason, now));
        else await work.Publish(new CancellationObjectionsSettled(notice.AllianceId!.Value, false, reason, now));
    }
}
