using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Letters;
using Alliance.Statute;

namespace Alliance.Intake.Applications.Submissions;

/// <summary>The lead unit hands in the corrected application while the period runs (Art. 10). Content is frozen again; the number
/// stays.</summary>
[For(Roles.Applicant)]
public sealed class Resubmit(Database database, LetterBox letters, StatutoryClock clock)
{
    public async Task<Outcome<Submit.Answer>> Handle(Guid applicationId, Actor applicant, CancellationToken ct)
    {
        await using var work = await database.Begin(this, applicant, ct);
        var application = await work.Find<Application>("""
            select id, call_id, stage, form::text, policy_version, lead_credit_code, former_accounts, submissions, receipt_number
            from application where id = @applicationId for update
            """, new { applicationId });
        var correction = await work.Find<Correction>("""
            select items::text, requested_at, due_at, nominal_due_on, extended_to from correction where application_id = @applicationId
            """, new { applicationId });
        var dueAt = application is null ? null : correction?.ClosesAt(clock, application.Policy);
        var attachments = await Attachment.Of(work, applicationId);
        var confirmed = application is null ? new HashSet<string>()
            : await MemberConfirmation.Valid(work, applicationId, application.ReadForm());
        if (WhyNot(application, dueAt, attachments, confirmed, applicant, clock.Now) is { } refusal) return refusal;

        var now = clock.Now;
        var submission = await Submission.Freeze(work, application!, application!.ReceiptNumber!, attachments, now);
        // The office's time to decide begins anew with what came back.
        var decided = clock.Reckon(application.Policy.FormalReview);
        await work.Execute("""
            update application
            set stage = 'FormalReview', submissions = @Number, alliance_name = @AllianceName, lead_unit = @lead, review_due_at = @ClosesAt,
              review_nominal_due_on = @NominalLastDay
            where id = @applicationId;
            update correction set resubmitted_at = @now where application_id = @applicationId
            """, new
        {
            applicationId,
            submission.Number,
            submission.AllianceName,
            lead = submission.LeadUnit.Name,
            decided.ClosesAt,
            decided.NominalLastDay,
            now
        });
        await work.Publish(new ApplicationResubmitted(applicationId, submission.Summary, now));
        await work.Publish(new ApplicantsNamed(applicationId, Submission.People(submission.Form), now));
        await letters.Tell(work, Audience.Unit(application.LeadCreditCode), applicationId, $"补正材料已收到",
            $"申报书 {application.ReceiptNumber} 的补正材料已于 {BeijingText.Of(now)} 提交，重新进入形式审查。", $"/intake/applications/{applicationId}",
            Articles.Review);
        var officer = await work.Find<string>("select assigned_to from application where id = @applicationId", new { applicationId });
        await letters.Tell(work, officer is null ? Audience.Office(Roles.IntakeOfficer) : Audience.Account(officer), applicationId,
            $"补正后的申报书等待审查", $"申报书 {application.ReceiptNumber} 已补正提交，请审查。", $"/intake/applications/{applicationId}/review", Articles.Review);
        await work.Record(applicationId, nameof(Resubmit), new { submission.Number }, Articles.Review, application.PolicyVersion);
        await work.Commit();
        return new Submit.Answer(application.ReceiptNumber!);
    }

    internal static Refusal? WhyNot(
        Application? application,
        DateTimeOffset? dueAt,
        IReadOnlyCollection<Attachment> attached,
        IReadOnlySet<string> confirmed,
        Actor applicant,
        DateTimeOffset now)
    {
        if (Application.WhyNotOwner(application, applicant) is { } unknown) return unknown;
        var policyVersion = application!.PolicyVersion;
        if (application.Stage != Stage.Correction) return Refusal.Conflict($"只有补正中的申报书可以重新提交", Articles.Review, policyVersion);
        if (now >= dueAt) return Refusal.Conflict($"补正期限已于 {BeijingText.End(dueAt.Value)} 届满，不能再提交", Articles.Review, policyVersion);
        var faults = Submission.Faults(application.ReadForm(), application.Policy, applicant.Unit, attached, confirmed);
        return faults.Count > 0 ? Refusal.Invalid(faults, policyVersion) : null;
    }
}
