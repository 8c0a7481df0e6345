using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Text;
using Alliance.Intake.Applications;
using Alliance.Letters;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Intake.FormalReview;

/// <summary>The correction period is over and nothing came: the procedure closes the application (Art. 10). Late when the correction came
/// in after all.</summary>
public sealed class CloseUncorrected(Database database, LetterBox letters, StatutoryClock clock)
    : IConsumer<Alliance.Contracts.CloseUncorrected>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.CloseUncorrected> context)
    {
        var applicationId = context.Message.ApplicationId;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var application = await work.Find<Application>("""
            select id, call_id, stage, form::text, policy_version, receipt_number, lead_credit_code from application
            where id = @applicationId for update
            """, new { applicationId });
        if (application is { Stage: Stage.Correction })
        {
            var reasons = new[] { new Reason(Articles.Review, "补正期限届满，未提交补正材料") };
            await work.Execute("""
                update application set stage = 'Refused', refusal_reasons = @reasons, closed_at = @Now where id = @applicationId
                """, new { applicationId, reasons = Json.Of(reasons), clock.Now });
            if (await Submission.LastSummary(work, applicationId) is { } summary)
                await work.Publish(new ApplicationClosedUncorrected(applicationId, summary, clock.Now));
            await letters.Tell(work, Audience.Unit(application.LeadCreditCode), applicationId, $"补正逾期，申请终止",
                $"申报书 {application.ReceiptNumber} 的补正期限已届满，未收到补正材料，申请终止。", $"/intake/applications/{applicationId}", Articles.Review,
                new($"申报书 {application.ReceiptNumber} 经形式审查要求补正，补正期限届满时没有收到补正材料，申请终止。", reasons));
            await letters.Tell(work, application.OtherMembers, applicationId, $"贵单位参加的申报已终止",
                $"申报书 {application.ReceiptNumber} 逾期没有补正，申请终止，决定已送达牵头单位。", $"/intake/calls/{application.CallId}", Articles.Review);
            await work.Record(applicationId, nameof(CloseUncorrected), article: Articles.Review, policyVersion: application.PolicyVersion);
        }
        // The deadline and the resubmission crossed: what came in time counts.
        else await work.Ignore(applicationId, nameof(CloseUncorrected), context.Message, "补正材料已经提交，或者申请已经结束", Articles.Review,
            application?.PolicyVersion);
        await work.Commit();
    }
}
