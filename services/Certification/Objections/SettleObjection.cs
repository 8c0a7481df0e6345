using Alliance.Certification.Instruments;
using Alliance.Certification.Notices;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Mail;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Text;

namespace Alliance.Certification.Objections;

/// <summary>
/// An officer settles an objection, or many of one notice at once, with a written answer: 成立 upheld or 不成立 dismissed (Art. 11). The case
/// goes on only when none is open any more; one upheld is enough to stop what was announced.
/// </summary>
[For(Roles.CertificationOfficer)]
public sealed class SettleObjection(Database database, StatutoryClock clock, LetterWriter letters, MailWriter mails)
{
    /// <param name="Upheld">成立.</param>
    /// <param name="Answer">The written answer.</param>
    /// <param name="AlsoSame">True when the answer is given to all open objections to this notice that say the same.</param>
    public sealed record Request(bool Upheld, [LongText] string Answer, bool AlsoSame = false);

    /// <summary>Many of one notice, with one answer.</summary>
    /// <param name="Upheld">成立.</param>
    /// <param name="Answer">The written answer.</param>
    /// <param name="Chosen">Which; those that are settled already are left out.</param>
    /// <param name="Group">All open ones that say the same as this one, instead.</param>
    /// <param name="All">True: all that are open, instead.</param>
    public sealed record Bundle(
        bool? Upheld, [LongText] string? Answer, IReadOnlyList<Guid>? Chosen = null, Guid? Group = null, bool All = false);

    /// <param name="SettledNow">How many were settled with the answer.</param>
    /// <param name="StillOpen">How many of the notice are still open.</param>
    public sealed record Settled(int SettledNow, int StillOpen);

    // Ticks of a page; whoever means more says so by group or all.
    internal const int MostChosen = 500;

    public async Task<Outcome> Handle(Guid objectionId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var noticeId = await work.Find<Guid?>("select notice_id from objection where id = @objectionId", new { objectionId });
        var notice = noticeId is null ? null : await PublicNotice.LockInOrder(work, noticeId.Value);
        var objection = await Objection.Find(work, objectionId);
        if (WhyNot(notice, objection, request) is { } refusal) return refusal;

        var ids = await work.Query<Guid>("""
            select id from objection
            where id = @objectionId
              or (@AlsoSame and notice_id = @NoticeId and state = 'Open' and coalesce(group_id, id) = @GroupId)
            """, new { objectionId, request.AlsoSame, objection!.NoticeId, objection.GroupId });
        var answer = request.Answer.Trim();
        if (await WhyNamed(work, ids, answer) is { } named) return named;
        await Settle(work, notice!, ids, request.Upheld, answer, officer);
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>Settles many objections to one notice with one answer.</summary>
    public async Task<Outcome<Settled>> Together(Guid noticeId, Bundle request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var notice = await PublicNotice.LockInOrder(work, noticeId);
        if (WhyNot(notice, request) is { } refusal) return refusal;

        var ids = await work.Query<Guid>("""
            select id from objection
            where notice_id = @noticeId and state = 'Open'
              and (@All or id = any(@chosen) or coalesce(group_id, id) = @Group)
            """, new { noticeId, request.All, chosen = (request.Chosen ?? []).ToArray(), request.Group });
        if (ids.Count == 0) return Refusal.Conflict($"所选异议都已经答复", Articles.Notice, notice!.Application.PolicyVersion);
        var answer = request.Answer!.Trim();
        if (await WhyNamed(work, ids, answer) is { } named) return named;
        await Settle(work, notice!, ids, request.Upheld!.Value, answer, officer);
        await work.Commit();
        return new Settled(ids.Count, notice!.HoldingObjections - ids.Count);
    }

    async Task Settle(UnitOfWork work, PublicNotice notice, IReadOnlyList<Guid> ids, bool isUpheld, string answer, Actor officer)
    {
        var now = clock.Now;
        var state = (isUpheld ? ObjectionState.Upheld : ObjectionState.Dismissed).ToString();
        var settled = await work.Execute(
            "update objection set state = @state, answer = @answer, settled_at = @now, settled_by = @Name where id = any(@ids)",
            new { ids = ids.ToArray(), state, answer, now, officer.Name });
        // Those that are settled in this step: the others were settled at another instant.
        foreach (var one in await Objector.WithAddress(work, notice.Id, now))
            await mails.Tell(work, one.Address, one.ObjectionId, $"异议答复",
                $"您对“{notice.Application.AllianceName}”公示的异议（收件编号 {one.Number}）已经处理。结论：{Said(isUpheld)}。答复：{answer} {Remedy}",
                one.Link);
        var (caseId, left) = (Objection.CaseOf(notice), notice.HoldingObjections - settled);
        if (left == 0)
        {
            var upheld = await work.Query<Objection>(
                $"select {Objection.Columns} from objection where notice_id = @Id and state = 'Upheld' order by settled_at",
                new { notice.Id });
            await Conclude(work, notice, upheld.Count > 0, upheld.Count > 0 ? upheld[^1].Answer! : answer, now);
            // An objection upheld against a recognition is the refusal, which the application's own service tells with its reasons.
            if (upheld.Count == 0 || notice.Kind == PublicNoticeKind.Cancellation)
                await letters.Tell(work, Audience.Unit(notice.Application.LeadUnit.CreditCode), caseId, $"异议处理完毕", upheld.Count == 0
                        ? (FormattableString)$"对“{notice.Application.AllianceName}”公示的异议不成立，程序继续。答复：{answer}"
                        : $"对取消“{notice.Application.AllianceName}”认定资格的异议成立，不予取消。答复：{upheld[^1].Answer!}",
                    $"/notices/{notice.Id}", Articles.Notice);
        }
        else
            await letters.Tell(work, Audience.Unit(notice.Application.LeadUnit.CreditCode), caseId, $"异议已经答复",
                $"对“{notice.Application.AllianceName}”公示的异议已答复 {settled} 件，另有 {left} 件在处理。结论：{Said(isUpheld)}。答复：{answer}",
                $"/notices/{notice.Id}", Articles.Notice);
        await work.Record(caseId, nameof(SettleObjection),
            new { objectionId = ids[0], Upheld = isUpheld, settled, objections = ids.Take(MostChosen) },
            Articles.Notice, notice.Application.PolicyVersion);
    }

    static FormattableString Remedy
        => $"认为答复侵犯您的合法权益的，可以自收到之日起六十日内申请行政复议，或者自收到之日起六个月内提起行政诉讼；收到之日不计入，最后一日是休息日的顺延。";

    static Word Said(bool upheld) => new((upheld ? ObjectionState.Upheld : ObjectionState.Dismissed).Word());

    internal static Refusal? WhyNot(PublicNotice? notice, Objection? objection, Request request) => objection switch
    {
        null => Refusal.NotFound($"没有这项异议"),
        { State: ObjectionState.Closed } => Refusal.Conflict($"公示已经终止，异议程序随之终止"),
        { State: ObjectionState.Unconfirmed or ObjectionState.Lapsed }
            => Refusal.Conflict($"异议人的联系方式尚未核实，先收下异议再答复", Articles.Notice),
        { State: not ObjectionState.Open } => Refusal.Conflict($"这项异议已经答复", Articles.Notice),
        _ when notice!.Outcome is not null => Refusal.Conflict($"公示已经终止，不再处理异议", Articles.Notice),
        _ when string.IsNullOrWhiteSpace(request.Answer) => Refusal.Invalid($"请填写书面答复", Articles.Notice, "answer"),
        _ => null,
    };

    internal static Refusal? WhyNot(PublicNotice? notice, Bundle request)
    {
        if (notice is null) return Refusal.NotFound($"没有这项公示");
        if (notice.Outcome is not null) return Refusal.Conflict($"公示已经终止，不再处理异议", Articles.Notice);
        var faults = new List<Fault>();
        if (request.Upheld is null) faults.Add(new($"请选择异议是否成立", Articles.Notice, "upheld"));
        if (string.IsNullOrWhiteSpace(request.Answer)) faults.Add(new($"请填写书面答复", Articles.Notice, "answer"));
        if (!request.All && request.Group is null && request.Chosen is not { Count: > 0 })
            faults.Add(new($"请选择要答复的异议", Articles.Notice, "chosen"));
        if (request.Chosen is { Count: > MostChosen }) faults.Add(new($"一次最多选择 {MostChosen} 件", Field: "chosen"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults, notice.Application.PolicyVersion);
    }

    // The answer is served to the unit concerned too.
    static async Task<Refusal?> WhyNamed(UnitOfWork work, IReadOnlyList<Guid> ids, string answer)
        => await work.Find<string>("""
            select name from objector where objection_id = any(@ids) and length(name) > 1 and position(name in @answer) > 0 limit 1
            """, new { ids = ids.ToArray(), answer }) is { } name
            ? Refusal.Invalid($"答复同时送达被异议的单位，不能写明提出人：“{name}”", Articles.Notice, "answer") : null;

    static async Task Conclude(UnitOfWork work, PublicNotice notice, bool upheld, string answer, DateTimeOffset now)
    {
        if (notice.Kind == PublicNoticeKind.Recognition)
        {
            if (upheld)
            {
                await Matter.Drop(work, notice.ApplicationId, "异议成立", now);
                await work.Execute("update notice set outcome = 'Refused', closed_at = @now where id = @Id", new { notice.Id, now });
                await work.Execute("update determination set state = 'Refused' where application_id = @ApplicationId",
                    new { notice.ApplicationId });
                await work.Execute(
                    "update reserved_name set released_at = @now where application_id = @ApplicationId and released_at is null",
                    new { notice.ApplicationId, now });
            }
            await work.Publish(new ObjectionsSettled(notice.ApplicationId, upheld, new Reason(Articles.Notice, answer), now));
        }
        else
        {
            var allianceId = notice.AllianceId!.Value;
            if (upheld)
            {
                await Matter.Drop(work, notice.ApplicationId, "异议成立", now);
                await work.Execute("update notice set outcome = 'Kept', closed_at = @now where id = @Id", new { notice.Id, now });
                await work.Execute("update alliance set status = 'Valid' where id = @allianceId", new { allianceId });
                await StatusEvent.Add(work, allianceId, StatusEventKind.CancellationDropped, BeijingTime.DayOf(now), now,
                    Articles.Operation);
            }
            await work.Publish(new CancellationObjectionsSettled(allianceId, upheld, new Reason(Articles.Operation, answer), now));
        }
    }
}
