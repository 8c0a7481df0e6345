using Alliance.Certification.Notices;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Mail;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Objections.Handling;

/// <summary>An officer needs longer for an objection, or for all open ones that say the same, and says why; whoever objected and the unit
/// concerned are told (Art. 11).</summary>
[For(Roles.CertificationOfficer)]
public sealed class ExtendHandling(Database database, StatutoryClock clock, LetterWriter letters, MailWriter mails)
{
    /// <param name="DueOn">The new day until which it is answered.</param>
    /// <param name="Why">Why it takes longer; the objector reads it.</param>
    /// <param name="AlsoSame">True for all open ones that say the same.</param>
    public sealed record Request(DateOnly? DueOn, [LongText(1000)] string? Why, bool AlsoSame = false);

    public async Task<Outcome> Handle(Guid objectionId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var noticeId = await work.Find<Guid?>("select notice_id from objection where id = @objectionId", new { objectionId });
        var notice = noticeId is null ? null : await PublicNotice.LockInOrder(work, noticeId.Value);
        var objection = await Objection.Find(work, objectionId);
        if (WhyNot(objection, request, clock.Today) is { } refusal) return refusal;

        var (now, why) = (clock.Now, request.Why!.Trim());
        var extended = await work.Query<Guid>("""
            update objection set due_on = @DueOn, extended_at = @now, extended_why = @why
            where state = 'Open' and (id = @objectionId or (@AlsoSame and notice_id = @NoticeId and coalesce(group_id, id) = @GroupId))
            returning id
            """, new { objectionId, request.DueOn, request.AlsoSame, objection!.NoticeId, objection.GroupId, now, why });
        var name = notice!.Application.AllianceName;
        foreach (var one in await Objector.WithAddress(work, extended))
            await mails.Tell(work, one.Address, one.ObjectionId, $"异议办理延期",
                $"您对“{name}”公示的异议（收件编号 {one.Number}）办理期限延长至 {request.DueOn:yyyy-MM-dd}。原因：{why}", one.Link);
        await letters.Tell(work, Audience.Unit(notice.Application.LeadUnit.CreditCode), Objection.CaseOf(notice), $"异议办理延期",
            $"对“{name}”公示的异议，办理期限延长至 {request.DueOn:yyyy-MM-dd}。原因：{why}", $"/notices/{notice.Id}", Articles.Notice);
        await work.Record(Objection.CaseOf(notice), nameof(ExtendHandling),
            new { objectionId, objection.Number, before = objection.DueOn, request.DueOn, why, extended = extended.Count }, Articles.Notice,
            notice.Application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Objection? objection, Request request, DateOnly today)
    {
        if (objection is null) return Refusal.NotFound($"没有这项异议");
        if (objection.State != ObjectionState.Open) return Refusal.Conflict($"只有处理中的异议可以延期", Articles.Notice);
        var faults = new List<Fault>();
        if (request.DueOn is not { } due) faults.Add(new($"请填写新的办理期限", Articles.Notice, "dueOn"));
        else if (due <= today || due <= objection.DueOn) faults.Add(new($"新的办理期限须晚于今天和原来的期限", Articles.Notice, "dueOn"));
        else if (due > today.AddYears(1)) faults.Add(new($"延期不能超过一年", Articles.Notice, "dueOn"));
        if (string.IsNullOrWhiteSpace(request.Why)) faults.Add(new($"请写明延期的原因", Articles.Notice, "why"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults);
    }
}
