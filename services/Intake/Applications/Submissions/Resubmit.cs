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
            select a.id, a.call_id, a.stage, a.form::text, a.policy_version, a.lead_credit_code, a.former_accounts, a.submissions,
              a.receipt_number, c.closes_at, c.recommend_until, a.recommender_id, a.district, a.key_industry
            from application a join call c on c.id = a.call_id where a.id = @applicationId for update of a
            """, new { applicationId });
        var correction = await work.Find<Correction>("""
            select items::text, requested_at, due_at, nominal_due_on, extended_to from correction where application_id = @applicationId
            """, new { applicationId });
        var dueAt = application is null ? null : correction?.ClosesAt(clock, application.Policy);
        var attachments = await Attachment.Of(work, applicationId);
        var confirmed = application is null ? new HashSet<string>()
            : await MemberConfirmation.Valid(work, applicationId, application.ReadForm());
        var asked = await Recommenders.For(work, application);
        if (WhyNot(application, dueAt, attachments, confirmed, applicant, clock.Now, asked.WhyNot) is { } refusal) return refusal;

        var now = clock.Now;
        var submission = await Submission.Freeze(work, application!, application!.ReceiptNumber!, attachments, now);
        // The office's time to decide begins anew with what came back.
        var decided = clock.Reckon(application.Policy.FormalReview);
        await work.Execute("""
            update application
            set stage = 'FormalReview', submissions = @Number, alliance_name = @AllianceName, lead_unit = @lead, review_due_at = @ClosesAt,
              review_nominal_due_on = @NominalLastDay, recommender_id = @Recommender
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
            Recommender = asked.Body?.Id,
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
        await asked.TellAgain(letters, work, submission, application);
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
        DateTimeOffset now,
        Fault? recommender = null)
    {
        if (Application.WhyNotOwner(application, applicant) is { } unknown) return unknown;
        var policyVersion = application!.PolicyVersion;
        if (application.Stage != Stage.Correction) return Refusal.Conflict($"只有补正中的申报书可以重新提交", Articles.Review, policyVersion);
        if (now >= dueAt) return Refusal.Conflict($"补正期限已于 {BeijingText.End(dueAt.Value)} 届满，不能再提交", Articles.Review, policyVersion);
        List<Fault> faults = [.. Submission.Faults(application.ReadForm(), application.Policy, applicant.Unit, attached, confirmed)];
        if (recommender is not null) faults.Add(recommender);
        return faults.Count > 0 ? Refusal.Invalid(faults, policyVersion) : null;
    }
}
