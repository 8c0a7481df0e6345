using Alliance.Certification.Determinations;
using Alliance.Certification.Notices;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Alliances;

/// <summary>
/// The notice period ended without an open objection: the recognition document is issued, with number, certificate and plaque, and the
/// alliance stands in the public register (Art. 11). Repeated or untimely commands change nothing.
/// </summary>
public sealed class IssueRecognition(Database database, StatutoryClock clock, LetterWriter letters, Subscribers subscribers)
    : IConsumer<Alliance.Contracts.IssueRecognition>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.IssueRecognition> context)
    {
        var applicationId = context.Message.ApplicationId;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var determination = await Determination.Lock(work, applicationId);
        var notice = (await PublicNotice.LockRunning(work, applicationId, PublicNoticeKind.Recognition))?.Known(clock.Calendar);
        var now = clock.Now;
        if (WhyIgnore(determination, notice, context.Message.NoticeId, now) is { } why)
        {
            await work.Ignore(applicationId, nameof(IssueRecognition), context.Message, why, Articles.Notice,
                determination?.Application.PolicyVersion);
            await work.Commit();
            return;
        }

        var application = determination!.Application;
        var today = clock.Today;
        var allianceId = Guid.CreateVersion7();
        var number = await Numbers.Next(work, "certificate", today.Year);
        var certificateNumber = Numbers.Certificate(today.Year, number);
        var documentNumber = await Numbers.NextDocument(work, today);
        await work.Execute("""
            insert into alliance(id, application_id, application, name, document_number, certificate_number, plaque_number,
              recognised_on, status)
            values (@allianceId, @applicationId, @application, @AllianceName, @documentNumber, @certificateNumber,
              @plaqueNumber, @today, 'Valid')
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
        });
        await StatusEvent.Add(work, allianceId, StatusEventKind.Recognised, today, now, Articles.Notice, documentNumber);
        await work.Execute("update determination set state = 'Recognised' where application_id = @applicationId", new { applicationId });
        await work.Execute("update notice set outcome = 'Recognised', closed_at = @now where id = @Id", new { notice!.Id, now });
        await work.Publish(new AllianceRecognised(applicationId, allianceId, application, documentNumber, certificateNumber, today));
        await letters.Tell(work, Parties.Of(application), allianceId, $"联盟已获认定",
            $"“{application.AllianceName}”已获认定，文号 {documentNumber}，证书编号 {certificateNumber}。引导经费和合同书接着办理。",
            $"/verify/{certificateNumber}", Articles.Notice);
        await letters.Tell(work, Audience.Office(Roles.CertificationOfficer), allianceId, $"有牌匾等待授予",
            $"“{application.AllianceName}”已获认定，请制作并授予牌匾，授牌后登记。", $"/certification/alliances/{allianceId}", Articles.Notice);
        await subscribers.Tell(work, Subscribers.Subject.Registry, application, $"联盟已获认定：您订阅的内容",
            $"“{application.AllianceName}”已获认定，文号 {documentNumber}，证书编号 {certificateNumber}。", $"/verify/{certificateNumber}");
        await work.Record(applicationId, nameof(IssueRecognition), new { allianceId, documentNumber, certificateNumber },
            Articles.Notice, application.PolicyVersion);
        await work.Commit();
    }

    /// <summary>Why the command is not carried out; null when it is. For the record.</summary>
    internal static string? WhyIgnore(Determination? determination, PublicNotice? notice, Guid noticeId, DateTimeOffset now)
        => determination switch
        {
            null => "没有这项认定事项",
            { State: DeterminationState.Recognised } => "已经认定",
            { State: not DeterminationState.PublicNotice } => "不在公示阶段",
            _ when notice is null => "没有进行中的公示",
            _ when notice.Id != noticeId => "公示已更正并重新公示",
            _ when notice.OpenObjections > 0 => "尚有异议未处理",
            // The workflow host saw the period end; a clock a moment behind must not lose its command. Thrown, it is retried, and parked at
            // last.
            _ when !notice.IsOver(now) => throw new InvalidOperationException("公示期未满：本服务的时钟晚于流程，稍后重试"),
            _ => null,
        };
}
