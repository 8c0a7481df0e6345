using System.Globalization;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Operation;
using Alliance.Statute.Periods;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Revocations.Deciding;

/// <summary>
/// The decision maker revokes, or drops the case, with reasons (Art. 17); never whoever opened it. Nothing is revoked before the unit had
/// its say: its period is over, and a hearing it asked for was held. The document follows at Certification.
/// </summary>
[For(Roles.DecisionMaker)]
public sealed class DecideRevocation(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Revoked">True to revoke, false to drop the case.</param>
    /// <param name="Reasons">Why.</param>
    /// <param name="FromRecognition">True when it takes effect from the recognition on; for fraud only.</param>
    public sealed record Request(bool? Revoked, [LongText] string? Reasons, bool FromRecognition = false);

    public async Task<Outcome> Handle(Guid id, Request request, Actor decider, CancellationToken ct)
    {
        await using var work = await database.Begin(this, decider, ct);
        var found = await RevocationCase.Lock(work, id);
        if (WhyNot(found, request, decider, clock.Now, clock.Calendar) is { } refusal) return refusal;

        var (now, reasons, revoked) = (clock.Now, request.Reasons!.Trim(), request.Revoked!.Value);
        var article = RevocationCase.ArticleOf(found!.Ground);
        var statements = await work.Query<DateTimeOffset>("select filed_at from revocation_statement where case_id = @id order by number",
            new { id });
        await work.Execute("""
            update revocation_case set state = @state, decided_at = @now, decided_by = @Account, decided_by_name = @Name,
              revoked = @revoked, reasons = @reasons, from_recognition = @FromRecognition, ended_at = @ended
            where id = @id
            """, new
        {
            id,
            state = (revoked ? RevocationState.Revoking : RevocationState.Dropped).ToString(),
            now,
            decider.Account,
            decider.Name,
            revoked,
            reasons,
            request.FromRecognition,
            ended = revoked ? (DateTimeOffset?)null : now,
        });
        await work.Publish(new RevocationDecided(id, found.AllianceId, revoked, new(article, reasons), now, revoked
            ? new((int)found.Ground, found.Facts, Heard(found, statements), reasons, request.FromRecognition) : null));
        await letters.Tell(work, Audience.Account(found.OpenedBy), found.AllianceId, $"撤销案件已作出决定",
            $"{found.AllianceName}的撤销案件：{new Word(revoked ? "决定撤销" : "不予撤销")}。理由：{reasons.TrimEnd('。')}。", found.Link, article);
        // Of a case that was dropped before it was told of the unit hears nothing. A revocation is told by its document.
        if (!revoked && found.NoticedAt is not null)
            await letters.Tell(work, Audience.Unit(found.LeadUnitCreditCode), found.AllianceId, $"不予撤销认定资格",
                $"经审查，决定不撤销{found.AllianceName}的认定资格，案件办结，暂停的拨付随之恢复。理由：{reasons.TrimEnd('。')}。", found.Link, article);
        await work.Record(found.AllianceId, nameof(DecideRevocation), new { id, revoked, reasons, request.FromRecognition }, article,
            found.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    // In Chinese only: it stands in the document.
    internal static string Heard(RevocationCase found, IReadOnlyList<DateTimeOffset> statements) => string.Concat(
        $"事先告知书于{Day(found.ServedOn!.Value)}送达",
        statements.Count == 0 ? "，当事人在期限内未提交陈述申辩意见"
            : $"，当事人于{string.Join('、', statements.Select(at => Day(BeijingTime.DayOf(at))).Distinct())}提交陈述申辩意见",
        found switch
        {
            { HeldOn: { } on, Attended: true } => $"，并于{Day(on)}举行听证",
            { HeldOn: { } on } => $"，要求听证而无正当理由未出席{Day(on)}的听证",
            _ => "，未要求听证",
        }, "。");

    static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    internal static Refusal? WhyNot(RevocationCase? found, Request request, Actor decider, DateTimeOffset now, WorkCalendar calendar)
    {
        if (RevocationCase.Missing(found) is { } missing) return missing;
        var version = found!.PolicyVersion;
        if (!found.IsOpen || found.State == RevocationState.Revoking)
            return Refusal.Conflict($"案件已经作出决定", Articles.Revocation, version);
        // Separation of duties: whoever investigates does not decide.
        if (found.OpenedBy == decider.Account)
            return Refusal.Forbidden($"立案与决定须由不同的人办理，您已办理本案立案", Articles.Revocation);
        if (request.Revoked is not { } revoked) return Refusal.Invalid($"请选择决定", Articles.Revocation, "revoked", version);
        if (string.IsNullOrWhiteSpace(request.Reasons))
            return Refusal.Invalid($"请写明作出决定的理由", Articles.Revocation, "reasons", version);
        if (!revoked) return null;
        if (request.FromRecognition && !Revocation.MayReachBack(found.Ground))
            return Refusal.Invalid($"只有弄虚作假的，撤销才可以自认定之日起生效", Articles.Revocation, "fromRecognition", version);
        return Revocation.WhyNot(found.Ground, found.IsHeard(now, calendar), request.Reasons, found.LegalAgrees == true) is { } why
            ? Refusal.Conflict(why, Articles.Revocation, version) : null;
    }
}
