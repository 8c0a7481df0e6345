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
/// An officer settles an objection with a written answer: 成立 upheld or 不成立 dismissed (Art. 11). The case goes on only when none is open
/// any more; one upheld is enough to stop what was announced.
/// </summary>
[For(Roles.CertificationOfficer)]
public sealed class SettleObjection(Database database, StatutoryClock clock, LetterWriter letters, MailWriter mails)
{
    /// <param name="Upheld">成立.</param>
    /// <param name="Answer">The written answer.</param>
    /// <param name="AlsoSame">True when the answer is given to all open objections to this notice in the same words.</param>
    public sealed record Request(bool Upheld, [LongText] string Answer, bool AlsoSame = false);

    public async Task<Outcome> Handle(Guid objectionId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var noticeId = await work.Find<Guid?>("select notice_id from objection where id = @objectionId", new { objectionId });
        var notice = noticeId is null ? null : await PublicNotice.LockInOrder(work, noticeId.Value);
        var objection = await work.Find<Objection>($"select {Objection.Columns} from objection where id = @objectionId",
            new { objectionId });
        if (WhyNot(notice, objection, request) is { } refusal) return refusal;

        var now = clock.Now;
        var answer = request.Answer.Trim();
        var settled = await work.Execute("""
            update objection set state = @state, answer = @answer, settled_at = @now, settled_by = @Name
            where id = @objectionId or (@AlsoSame and notice_id = @NoticeId and state = 'Open' and facts = @Facts)
            """, new
        {
            objectionId,
            state = (request.Upheld ? ObjectionState.Upheld : ObjectionState.Dismissed).ToString(),
            answer,
            now,
            officer.Name,
            request.AlsoSame,
            objection!.NoticeId,
            objection.Facts,
        });
        // Those that are settled in this step: the others were settled at another instant.
        foreach (var one in await Objector.WithAddress(work, objection.NoticeId, now))
            await mails.Tell(work, one.Address, one.ObjectionId, $"异议答复",
                $"您对“{notice!.Application.AllianceName}”公示的异议（收件编号 {one.ObjectionId}）已经处理。结论：{Said(request.Upheld)}。答复：{answer} {Remedy}",
                $"/notices/{notice.Id}");
        if (notice!.OpenObjections == settled)
        {
            var upheld = await work.Query<Objection>(
                $"select {Objection.Columns} from objection where notice_id = @Id and state = 'Upheld' order by settled_at",
                new { notice.Id });
            await Conclude(work, notice, upheld.Count > 0, upheld.Count > 0 ? upheld[^1].Answer! : answer, now);
            // An objection upheld against a recognition is the refusal, which the application's own service tells with its reasons.
            if (upheld.Count == 0 || notice.Kind == PublicNoticeKind.Cancellation)
                await letters.Tell(work, Audience.Unit(notice.Application.LeadUnit.CreditCode), notice.AllianceId ?? notice.ApplicationId,
                    $"异议处理完毕", upheld.Count == 0
                        ? (FormattableString)$"对“{notice.Application.AllianceName}”公示的异议不成立，程序继续。"
                        : $"对取消“{notice.Application.AllianceName}”认定资格的异议成立，不予取消。", $"/notices/{notice.Id}", Articles.Notice);
        }
        await work.Record(notice.AllianceId ?? notice.ApplicationId, nameof(SettleObjection), new { objectionId, request.Upheld, settled },
            Articles.Notice, notice.Application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    static FormattableString Remedy
        => $"认为答复侵犯您的合法权益的，可以自收到之日起六十日内申请行政复议，或者自收到之日起六个月内提起行政诉讼；收到之日不计入，最后一日是休息日的顺延。";

    static Word Said(bool upheld) => new((upheld ? ObjectionState.Upheld : ObjectionState.Dismissed).Word());

    internal static Refusal? WhyNot(PublicNotice? notice, Objection? objection, Request request) => objection switch
    {
        null => Refusal.NotFound($"没有这项异议"),
        { State: ObjectionState.Closed } => Refusal.Conflict($"申报已撤回，异议程序已终止"),
        { State: not ObjectionState.Open } => Refusal.Conflict($"这项异议已经答复", Articles.Notice),
        _ when notice!.Outcome is not null => Refusal.Conflict($"公示已经终止，不再处理异议", Articles.Notice),
        _ when string.IsNullOrWhiteSpace(request.Answer) => Refusal.Invalid($"请填写书面答复", Articles.Notice, "answer"),
        _ => null,
    };

    static async Task Conclude(UnitOfWork work, PublicNotice notice, bool upheld, string answer, DateTimeOffset now)
    {
        if (notice.Kind == PublicNoticeKind.Recognition)
        {
            if (upheld)
            {
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
                await work.Execute("update notice set outcome = 'Kept', closed_at = @now where id = @Id", new { notice.Id, now });
                await work.Execute("update alliance set status = 'Valid' where id = @allianceId", new { allianceId });
                await StatusEvent.Add(work, allianceId, StatusEventKind.CancellationDropped, BeijingTime.DayOf(now), now,
                    Articles.Operation);
            }
            await work.Publish(new CancellationObjectionsSettled(allianceId, upheld, new Reason(Articles.Operation, answer), now));
        }
    }
}
