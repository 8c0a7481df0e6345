using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Letters;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Intake.Applications.Progress;

/// <summary>A calendar that came later extended the notice of an application, or of the alliance that came of it: its units are told
/// (民法典 203).</summary>
public sealed class TellExtendedNotice(Database database, LetterBox letters) : IConsumer<NoticeExtended>
{
    public async Task Consume(ConsumeContext<NoticeExtended> context)
    {
        var extended = context.Message;
        var (before, until) = (BeijingText.End(extended.ClosedAt), BeijingText.End(extended.ClosesAt));
        await using var work = await database.BeginAsSystem("certification", context.CancellationToken);
        var application = await work.Find<Application>(
            "select id, form::text, policy_version, receipt_number, lead_credit_code from application where id = @ApplicationId", extended);
        if (application is not null)
            await letters.Tell(work, application.OtherMembers.Prepend(Audience.Unit(application.LeadCreditCode)), application.Id,
                $"公示期依法延长",
                $"申报书 {application.ReceiptNumber} 的公示原定 {before} 截止；放假安排（{extended.Calendar}）公布后，依法延至 {until}。",
                $"/notices/{extended.NoticeId}", Articles.HolidayRules);
        await work.Record(extended.ApplicationId, nameof(TellExtendedNotice),
            new { extended.NoticeId, extended.ClosesAt, Known = application is not null }, Articles.HolidayRules,
            application?.PolicyVersion);
        await work.Commit();
    }
}
