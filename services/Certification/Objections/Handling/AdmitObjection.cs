using Alliance.Certification.Notices;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Mail;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Objections.Handling;

/// <summary>
/// An officer has reached whoever objects, by telephone or otherwise, and admits the objection: from then on it holds its case, also one
/// that was not confirmed in time. Or leaves aside, with a reason, one whose objector could not be reached (Art. 11).
/// </summary>
[For(Roles.CertificationOfficer)]
public sealed class AdmitObjection(Database database, StatutoryClock clock, HoldCase holding, MailWriter mails)
{
    /// <param name="Why">How the objector was reached.</param>
    public sealed record Request([LongText(1000)] string? Why);

    public async Task<Outcome> Handle(Guid objectionId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var (notice, objection) = await Lock(work, objectionId);
        if (WhyNot(notice, objection, request) is { } refusal) return refusal;

        var now = clock.Now;
        await holding.Hold(work, notice!, objectionId, now);
        await work.Execute("update objector set proved_at = coalesce(proved_at, @now) where objection_id = @objectionId",
            new { objectionId, now });
        foreach (var one in await Objector.WithAddress(work, [objectionId]))
            await mails.Tell(work, one.Address, objectionId, $"异议已核实收下",
                $"您对“{notice!.Application.AllianceName}”公示的异议（收件编号 {one.Number}）已核实收下，处理完毕之前该事项暂停。", one.Link);
        await work.Record(Objection.CaseOf(notice!), nameof(AdmitObjection),
            new { objectionId, objection!.Number, why = request.Why!.Trim() }, Articles.Notice, notice!.Application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>Leaves it aside: nobody could be reached, so that nobody is known to object.</summary>
    public async Task<Outcome> Leave(Guid objectionId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var (notice, objection) = await Lock(work, objectionId);
        if (WhyNotLeave(objection, request) is { } refusal) return refusal;

        var (now, why) = (clock.Now, request.Why!.Trim());
        await work.Execute("""
            update objection set state = 'Lapsed', left_why = @why, settled_at = @now, settled_by = @Name where id = @objectionId
            """, new { objectionId, why, now, officer.Name });
        await HoldCase.Release(work, notice!, now);
        await work.Record(Objection.CaseOf(notice!), "LeaveObjection", new { objectionId, objection!.Number, why }, Articles.Notice,
            notice!.Application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    async Task<(PublicNotice?, Objection?)> Lock(UnitOfWork work, Guid objectionId)
    {
        var noticeId = await work.Find<Guid?>("select notice_id from objection where id = @objectionId", new { objectionId });
        var notice = noticeId is null ? null : (await PublicNotice.LockInOrder(work, noticeId.Value))?.Known(clock.Calendar);
        return (notice, await Objection.Find(work, objectionId));
    }

    internal static Refusal? WhyNot(PublicNotice? notice, Objection? objection, Request request) => objection switch
    {
        null => Refusal.NotFound($"没有这项异议"),
        { State: not (ObjectionState.Unconfirmed or ObjectionState.Lapsed) } => Refusal.Conflict($"这项异议已经收下或者办结", Articles.Notice),
        _ when notice!.Outcome is not null => Refusal.Conflict($"公示已经终止，不再处理异议", Articles.Notice),
        _ when string.IsNullOrWhiteSpace(request.Why) => Refusal.Invalid($"请写明怎样核实了提出人", Articles.Notice, "why"),
        _ => null,
    };

    internal static Refusal? WhyNotLeave(Objection? objection, Request request) => objection switch
    {
        null => Refusal.NotFound($"没有这项异议"),
        { State: not ObjectionState.Unconfirmed } => Refusal.Conflict($"这项异议已经收下或者办结", Articles.Notice),
        // The objector has until then to answer for themselves.
        { ConfirmUntil: not null } => Refusal.Conflict($"提出人仍可以自行确认，逾期未确认的自动作罢", Articles.Notice),
        _ when string.IsNullOrWhiteSpace(request.Why) => Refusal.Invalid($"请写明怎样核实、为什么不收下", Articles.Notice, "why"),
        _ => null,
    };
}
