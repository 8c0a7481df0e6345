using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Text;
using Alliance.Letters;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Intake.Applications.Progress;

/// <summary>The bureau declined, or an objection was upheld: the lead unit reads why on its own application, and in a letter (Art.
/// 11).</summary>
public sealed class KeepDecision(Database database, LetterBox letters) : IConsumer<RecognitionDeclined>, IConsumer<ObjectionsSettled>
{
    public Task Consume(ConsumeContext<RecognitionDeclined> context)
        => Keep(context.Message.ApplicationId, context.Message.Reasons, "经专家评审和局长办公会研究", context.CancellationToken);

    public Task Consume(ConsumeContext<ObjectionsSettled> context) => context.Message is { Upheld: true } settled
        ? Keep(settled.ApplicationId, [settled.Reason], "公示期间收到异议，经核实异议成立", context.CancellationToken)
        : Task.CompletedTask;

    async Task Keep(Guid applicationId, IReadOnlyList<Reason> reasons, string how, CancellationToken ct)
    {
        await using var work = await database.BeginAsSystem("certification", ct);
        var application = await work.Find<Application>("""
            select id, call_id, form::text, lead_credit_code, receipt_number, policy_version from application
            where id = @applicationId for update
            """, new { applicationId });
        var kept = await work.Execute(
            "update application set decision_reasons = @reasons where id = @applicationId and decision_reasons is null",
            new { applicationId, reasons = Json.Of(reasons) });
        if (kept == 1)
        {
            var why = string.Join('；', reasons.Select(r => r.Sentence));
            await letters.Tell(work, Audience.Unit(application!.LeadCreditCode), applicationId, $"不予认定",
                $"申报书 {application.ReceiptNumber} 经研究不予认定。理由：{why}。对决定不服的，可以依法申请行政复议或者提起行政诉讼。", $"/intake/applications/{applicationId}",
                Articles.Notice, new($"申报书 {application.ReceiptNumber} {how}，不予认定。", reasons));
            await letters.Tell(work, application.OtherMembers, applicationId, $"贵单位参加的申报不予认定",
                $"申报书 {application.ReceiptNumber} 经研究不予认定，决定已送达牵头单位。", $"/intake/calls/{application.CallId}", Articles.Notice);
        }
        await work.Record(applicationId, nameof(KeepDecision), new { reasons, kept }, Articles.Notice, application?.PolicyVersion);
        await work.Commit();
    }
}
