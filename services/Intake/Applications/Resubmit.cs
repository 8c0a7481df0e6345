using Alliance.Contracts;
using Alliance.Platform.Data;
using Alliance.Platform.Hosting;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;

namespace Alliance.Intake.Applications;

/// <summary>The lead unit hands in the corrected application while the period runs (Art. 10). Content is frozen again; the number stays.</summary>
public sealed class Resubmit(Database database, StatutoryClock clock)
{
    public async Task<Outcome<Submit.Answer>> Handle(Guid applicationId, Actor applicant, CancellationToken ct)
    {
        await using var work = await database.Begin(applicant, ct);
        var application = await work.Find<Application>("""
            select id, call_id, stage, form::text, policy_version, lead_credit_code, submissions, receipt_number
            from applications where id = @applicationId for update
            """, new { applicationId });
        var correction = await work.Find<Correction>("""
            select items::text, requested_at, due_at, nominal_due_on from corrections where application_id = @applicationId
            """, new { applicationId });
        var dueAt = application is null ? null : correction?.ClosesAt(clock, application.Policy);
        var attachments = await Attachment.Of(work, applicationId);
        if (WhyNot(application, dueAt, [.. attachments.Select(a => a.Kind)], applicant, clock.Now) is { } refusal) return refusal;

        var now = clock.Now;
        var submission = await Submission.Freeze(work, application!, application!.ReceiptNumber!, attachments, now);
        await work.Execute("""
            update applications set stage = 'FormalReview', submissions = @Number, alliance_name = @AllianceName, lead_unit = @lead where id = @applicationId;
            update corrections set resubmitted_at = @now where application_id = @applicationId
            """, new { applicationId, submission.Number, submission.AllianceName, lead = submission.LeadUnit.Name, now });
        await work.Publish(new ApplicationResubmitted(applicationId, submission.Summary, now));
        await work.Record(applicationId, nameof(Resubmit), new { submission.Number }, "Art. 10", application.PolicyVersion);
        await work.Commit();
        return new Submit.Answer(application.ReceiptNumber!);
    }

    internal static Refusal? WhyNot(Application? application, DateTimeOffset? dueAt, IReadOnlyCollection<AttachmentKind> attached, Actor applicant, DateTimeOffset now)
    {
        if (Application.WhyNotOwner(application, applicant) is { } unknown) return unknown;
        var policyVersion = application!.PolicyVersion;
        if (application.Stage != Stage.Correction) return Refusal.Conflict($"只有补正中的申报书可以重新提交", "Art. 10", policyVersion);
        if (now >= dueAt) return Refusal.Conflict($"补正期限已于 {BeijingText.Of(dueAt.Value)} 届满，不能再提交", "Art. 10", policyVersion);
        var faults = Submission.Faults(application.ReadForm(), application.Policy, applicant.Unit, attached);
        return faults.Count > 0 ? Refusal.Invalid(faults, policyVersion) : null;
    }
}
