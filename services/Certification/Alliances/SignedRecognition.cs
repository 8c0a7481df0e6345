using Alliance.Certification.Determinations;
using Alliance.Certification.Instruments;
using Alliance.Certification.Notices;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Certification.Alliances;

/// <summary>认定文件, signed: each alliance of its list is recognised by this one document, with certificate and plaque of its own, and stands
/// in the public register (Art. 11).</summary>
public sealed class SignedRecognition(StatutoryClock clock, LetterWriter letters, Subscribers subscribers) : ISigning
{
    /// <inheritdoc/>
    public InstrumentKind Kind => InstrumentKind.Recognition;

    /// <inheritdoc/>
    public string Article => Articles.Notice;

    /// <inheritdoc/>
    public string? Column => "证书编号";

    /// <inheritdoc/>
    public IReadOnlyList<string> Standing(Policy policy) =>
    [
        "一、依据",
        $"《{policy.Title}》（{string.Join("、", policy.Document.DocumentNumbers ?? [])}）；{string.Join("、", policy.LegalBasis)}。",
        "二、期限",
        "首个运行周期自{start}起至{end}止，期满考核合格的进入下一周期。",
        "三、义务",
        NoticeText.Duties(policy),
        "四、动态管理",
        "运行周期期满，对照申报书和合同书进行考核，不合格的取消资格并公示；不接受监督管理、每年不按时报送年度科技报告、弄虚作假或者有其他应当撤销情形的，撤销资格，收回授牌，并向社会公布。",
    ];

    /// <inheritdoc/>
    public (string Start, string End) Days(Policy policy, DateOnly on)
    {
        var cycle = Cycles.Of(on, 1, policy.CycleMonths);
        return (NoticeText.Day(cycle.StartsOn), NoticeText.Day(cycle.EndsOn));
    }

    /// <inheritdoc/>
    public async Task<string?> WhyNot(UnitOfWork work, Matter matter)
    {
        var determination = await Determination.Lock(work, matter.ApplicationId);
        var notice = (await PublicNotice.LockRunning(work, matter.ApplicationId, PublicNoticeKind.Recognition))?.Known(clock.Calendar);
        return IssueRecognition.WhyIgnore(determination, notice, notice?.Id ?? Guid.Empty, clock.Now);
    }

    /// <inheritdoc/>
    public async Task<SignedLine> Sign(UnitOfWork work, Signature signature, Matter matter)
    {
        var (applicationId, application) = (matter.ApplicationId, matter.Application);
        var (documentNumber, today) = (signature.Number!, signature.On);
        var allianceId = Guid.CreateVersion7();
        var number = await Numbers.Next(work, "certificate", today.Year);
        var certificateNumber = Numbers.Certificate(today.Year, number);
        await work.Execute("""
            insert into alliance(id, application_id, application, name, document_number, certificate_number, plaque_number,
              recognised_on, status, instrument_id)
            values (@allianceId, @applicationId, @application, @AllianceName, @documentNumber, @certificateNumber,
              @plaqueNumber, @today, 'Valid', @InstrumentId)
            """, new
        {
            allianceId,
            applicationId,
            application = Json.Of(application),
            application.AllianceName,
            documentNumber,
            certificateNumber,
            plaqueNumber = Numbers.Plaque(today.Year, number),
            today,
            signature.InstrumentId,
        });
        await StatusEvent.Add(work, allianceId, StatusEventKind.Recognised, today, signature.At, Articles.Notice, documentNumber);
        await work.Execute("update determination set state = 'Recognised' where application_id = @applicationId", new { applicationId });
        var noticeId = await work.Find<Guid>("""
            update notice set outcome = 'Recognised', closed_at = @At
            where application_id = @applicationId and kind = 'Recognition' and outcome is null returning id
            """, new { applicationId, signature.At });
        await work.Publish(new AllianceRecognised(applicationId, allianceId, application, documentNumber, certificateNumber, today));
        await letters.Tell(work, Parties.Of(application), allianceId, $"联盟已获认定",
            $"“{application.AllianceName}”已获认定，文号 {documentNumber}，证书编号 {certificateNumber}。引导经费和合同书接着办理。",
            $"/verify/{certificateNumber}", Articles.Notice);
        await letters.Tell(work, Audience.Office(Roles.CertificationOfficer), allianceId, $"有牌匾等待授予",
            $"“{application.AllianceName}”已获认定，请制作并授予牌匾，授牌后登记。", $"/certification/alliances/{allianceId}", Articles.Notice);
        await subscribers.Tell(work, Subscribers.Subject.Registry, application, $"联盟已获认定：您订阅的内容",
            $"“{application.AllianceName}”已获认定，文号 {documentNumber}，证书编号 {certificateNumber}。", $"/verify/{certificateNumber}");
        return new(certificateNumber, noticeId);
    }
}
