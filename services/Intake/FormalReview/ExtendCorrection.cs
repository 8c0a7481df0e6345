using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Intake.Applications;
using Alliance.Letters;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Intake.FormalReview;

/// <summary>The bureau extended the correction period (Art. 10, policy): the later closing instant counts, and the lead unit is told. A
/// period is never shortened.</summary>
public sealed class ExtendCorrection(Database database, LetterBox letters) : IConsumer<Alliance.Contracts.ExtendCorrection>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.ExtendCorrection> context)
    {
        var (applicationId, until, dueAt, why) = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var application = await work.Find<Application>(
            "select id, stage, policy_version, receipt_number, lead_credit_code from application where id = @applicationId for update",
            new { applicationId });
        var extended = application is not { Stage: Stage.Correction } ? 0 : await work.Execute("""
            update correction set due_at = @dueAt, nominal_due_on = @until, extended_to = @until, first_due_at = null, extended_by = null
            where application_id = @applicationId and resubmitted_at is null and (due_at is null or due_at < @dueAt)
            """, new { applicationId, until, dueAt });
        if (extended == 1)
        {
            await letters.Tell(work, Audience.Unit(application!.LeadCreditCode), applicationId, $"补正期限延长",
                $"申报书 {application.ReceiptNumber} 的补正期限已延长至 {BeijingText.End(dueAt)}，请在此之前修改并重新提交。",
                $"/intake/applications/{applicationId}", Articles.Review,
                new($"申报书 {application.ReceiptNumber} 的补正期限延长至 {BeijingText.End(dueAt)}。", [new(Articles.Review, why)], Appealable: false));
            await work.Record(applicationId, nameof(ExtendCorrection), new { until, dueAt, why }, Articles.Review,
                application.PolicyVersion);
        }
        // Said twice, or the correction came in meanwhile.
        else await work.Ignore(applicationId, nameof(ExtendCorrection), context.Message, "期限已经延长，或者补正已经结束", Articles.Review,
            application?.PolicyVersion);
        await work.Commit();
    }
}
