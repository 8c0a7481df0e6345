using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Letters;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Intake.Applications.Progress;

/// <summary>
/// Reconsideration or court annulled a decision on this application: what Intake had decided is undecided again, a correction that was
/// missed has a new period, and what another office had decided no longer stands on the lead unit's page.
/// </summary>
public sealed class ReopenApplication(Database database, LetterBox letters) : IConsumer<Alliance.Contracts.ReopenApplication>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.ReopenApplication> context)
    {
        var (id, step, why, nominalDueOn, dueAt) = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var application = await work.Find<Application>(
            "select id, stage, policy_version, receipt_number, lead_credit_code from application where id = @id for update", new { id });
        var reopened = (step, application?.Stage) switch
        {
            (ApplicationState.FormalReview, Stage.Refused) => await Open(work, id, Stage.FormalReview),
            (ApplicationState.Correction, Stage.Refused) => await Open(work, id, Stage.Correction),
            (ApplicationState.Determination or ApplicationState.ObjectionHandling, Stage.Passed) => await work.Execute(
                "update application set decision_reasons = null where id = @id", new { id }) == 1,
            _ => false,
        };
        if (!reopened)
        {
            await work.Ignore(id, nameof(ReopenApplication), context.Message, "没有可以恢复的决定", Articles.Review, application?.PolicyVersion);
            await work.Commit();
            return;
        }
        if (step == ApplicationState.Correction)
        {
            await work.Execute("""
                update correction set due_at = @dueAt, nominal_due_on = @nominalDueOn, extended_to = null, first_due_at = null,
                  extended_by = null
                where application_id = @id
                """, new { id, dueAt, nominalDueOn });
            var until = dueAt is { } closes ? BeijingText.End(closes) : nominalDueOn?.ToString("yyyy-MM-dd",
                System.Globalization.CultureInfo.InvariantCulture);
            await letters.Tell(work, Audience.Unit(application!.LeadCreditCode), id, $"恢复补正",
                $"申报书 {application.ReceiptNumber} 逾期未补正的终止已被撤销（{why}），请在 {until} 前修改并重新提交。", $"/intake/applications/{id}",
                Articles.Review);
        }
        if (step == ApplicationState.FormalReview)
            await letters.Tell(work, Audience.Office(Roles.IntakeOfficer), id, $"原决定被撤销，请重新审查",
                $"申报书 {application!.ReceiptNumber} 形式审查不予通过的决定已被撤销（{why}），请重新审查。", $"/intake/applications/{id}/review",
                Articles.Review);
        await work.Record(id, nameof(ReopenApplication), new { step, why, dueAt }, Articles.Review, application!.PolicyVersion);
        await work.Commit();
    }

    static async Task<bool> Open(UnitOfWork work, Guid id, Stage stage) => await work.Execute(
        "update application set stage = @stage, refusal_reasons = null, closed_at = null where id = @id",
        new { id, stage = stage.ToString() }) == 1;
}
