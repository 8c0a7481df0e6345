using System.Globalization;
using Alliance.Certification.Instruments;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Operation;

namespace Alliance.Certification.Revocations;

/// <summary>撤销决定书, signed: the recognition ends, for fraud from its beginning where that was decided; the plaque is due, and the
/// announcement waits (Art. 17).</summary>
public sealed class SignedRevocation(StatutoryClock clock, LetterWriter letters, Subscribers subscribers) : ISigning
{
    /// <inheritdoc/>
    public InstrumentKind Kind => InstrumentKind.Revocation;

    /// <inheritdoc/>
    public string Article => Articles.Revocation;

    /// <inheritdoc/>
    public IReadOnlyList<string> About(Matter matter)
    {
        var decision = Json.Read<RevokeRecognition.Details>(matter.DetailsJson!).Decision;
        return
        [
            "一、查明的事实", decision.Facts,
            "二、告知和听取意见的情况", decision.Heard,
            "三、理由", decision.Reasons,
            "四、生效", decision.FromRecognition ? "认定资格自认定之日起撤销。" : "认定资格自本决定书印发之日起撤销。",
            "五、收回授牌", "请在规定期限内交回牌匾；本局将向社会公布。",
            "六、救济途径", "对本决定不服的，可以自收到之日起六十日内依法申请行政复议，或者自收到之日起六个月内依法提起行政诉讼。",
        ];
    }

    /// <inheritdoc/>
    public async Task<string?> WhyNot(UnitOfWork work, Matter matter)
        => RevokeRecognition.WhyIgnore(await RecognisedAlliance.Lock(work, matter.AllianceId!.Value));

    /// <inheritdoc/>
    public async Task<SignedLine> Sign(UnitOfWork work, Signature signature, Matter matter)
    {
        var alliance = (await RecognisedAlliance.Lock(work, matter.AllianceId!.Value))!;
        var (caseId, article, sentence, decision) = Json.Read<RevokeRecognition.Details>(matter.DetailsJson!);
        var (id, number, today) = (alliance.Id, signature.Number!, signature.On);
        var from = decision.FromRecognition ? alliance.RecognisedOn : today;
        var recovery = alliance.PlaqueHandedOverOn is null ? null : clock.Reckon(alliance.Policy.PlaqueRecovery, today);
        var due = recovery?.LastDay ?? recovery?.NominalLastDay;
        await work.Execute("""
            update alliance set status = 'Revoked', ended_on = @today, end_article = @article, end_sentence = @sentence,
              end_document_number = @number, end_instrument_id = @InstrumentId, revocation_case_id = @caseId, revoked_from = @from,
              plaque_due_on = @due
            where id = @id
            """, new { id, today, article, sentence, number, signature.InstrumentId, caseId, from, due });
        await StatusEvent.Add(work, id, StatusEventKind.Revoked, from, signature.At, article, number, sentence);
        // A cancellation that ran has nothing left to cancel.
        await work.Execute("""
            update objection o set state = 'Closed', settled_at = @At from notice n
            where n.id = o.notice_id and n.alliance_id = @id and n.kind = 'Cancellation' and n.outcome is null and o.state = 'Open';
            update notice set outcome = 'Withdrawn', closed_at = @At where alliance_id = @id and kind = 'Cancellation' and outcome is null
            """, new { id, signature.At });
        await matter.DropOthers(work, "认定资格已撤销", signature.At);
        await work.Execute("update reserved_name set released_at = @At where application_id = @ApplicationId and released_at is null",
            new { alliance.ApplicationId, signature.At });
        await work.Publish(new RecognitionRevoked(id, new(article, sentence), today, caseId, signature.At, from));
        // Nothing was handed over, so nothing has to come back.
        if (recovery is null) await work.Publish(new PlaqueRecovered(caseId, id, today, signature.At));
        await Matter.Wait(work, InstrumentKind.RevocationAnnouncement, alliance.ApplicationId, id, caseId, signature.At,
            new SignedAnnouncement.Details(number, today, ((RevocationGround)decision.Ground).Word()));

        var since = from == today ? $"{Day(today)}起" : $"认定之日（{Day(from)}）起";
        await letters.Tell(work, Parties.Of(alliance.Application), id, $"认定资格已撤销",
            $"“{alliance.Name}”的认定资格已撤销，文号 {number}。对决定不服的，可以依法申请行政复议或者提起行政诉讼。",
            $"/certification/published/{signature.InstrumentId}", article,
            new($"“{alliance.Name}”（文号 {alliance.DocumentNumber}，证书编号 {alliance.CertificateNumber}）的认定资格自{since}撤销，" +
                $"撤销文号 {number}。{decision.Heard}",
                [new(article, sentence)]));
        if (due is { } day)
        {
            await letters.Tell(work, Audience.Unit(alliance.Application.LeadUnit.CreditCode), id, $"请交回牌匾",
                $"“{alliance.Name}”的认定资格已撤销，请在 {day:yyyy-MM-dd} 前交回牌匾。", $"/verify/{alliance.CertificateNumber}", article);
            await letters.Tell(work, Audience.Office(Roles.CertificationOfficer), id, $"有牌匾等待收回",
                $"“{alliance.Name}”的认定资格已撤销，请在 {day:yyyy-MM-dd} 前收回牌匾，收回后登记。", $"/certification/alliances/{id}", article);
        }
        await subscribers.Tell(work, Subscribers.Subject.Registry, alliance.Application, $"认定资格已撤销：您订阅的内容",
            $"“{alliance.Name}”的认定资格已撤销，文号 {number}。", $"/verify/{alliance.CertificateNumber}");
        return new();
    }

    static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");
}
