using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Intake.Applications;
using Alliance.Intake.Applications.Recommending;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Statute.Eligibility;

namespace Alliance.Intake.FormalReview;

/// <summary>Every condition of Art. 8 is met in an officer's judgement, and where the policy asks for a recommendation there is one: the
/// application goes on to the experts (Art. 10, 18).</summary>
[For(Roles.IntakeOfficer)]
public sealed class PassFormalReview(Database database, LetterBox letters, StatutoryClock clock)
{
    public async Task<Outcome> Handle(Guid applicationId, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var application = await work.Find<Application>("""
            select a.id, a.call_id, a.stage, a.form::text, a.policy_version, a.submissions, a.receipt_number, a.lead_credit_code,
              a.recommender_id, a.recommendation_required,
              exists(select 1 from officer_recusal r where r.application_id = a.id and r.account = @Account) as recused,
                   exists(select 1 from judgement j where j.application_id = a.id and j.submission = a.submissions
                     and j.judged_by = @Account) as judged_by_actor,
                   exists(select 1 from judgement j where j.application_id = a.id and j.submission = a.submissions
                     and j.judged_by <> @Account) as judged_by_other
            from application a where a.id = @applicationId for update
            """, new { applicationId, officer.Account });
        var met = await work.Query<string>("""
            select j.code from judgement j join application a on a.id = j.application_id and a.submissions = j.submission
            where j.application_id = @applicationId and j.met
            """, new { applicationId });
        var asked = await work.Find<string>(
            "select b.name from application a join recommending_body b on b.id = a.recommender_id where a.id = @applicationId",
            new { applicationId });
        if ((WhyNot(application, met.ToHashSet())
            ?? Recommendation.WhyNotPass(application!, await Recommendation.Standing(work, applicationId), asked)) is { } refusal)
            return refusal;

        await work.Execute(
            "update application set stage = 'Passed', reached = greatest(reached, 1), closed_at = @Now where id = @applicationId",
            new { applicationId, clock.Now });
        await work.Publish(new FormalReviewPassed(applicationId, clock.Now, application!.Submissions));
        await letters.Tell(work, Audience.Unit(application.LeadCreditCode), applicationId, $"申报书通过形式审查",
            $"申报书 {application.ReceiptNumber} 已通过形式审查，转入专家评审。", $"/intake/applications/{applicationId}", Articles.Review);
        await letters.Tell(work, application.OtherMembers, applicationId, $"贵单位参加的申报通过形式审查",
            $"申报书 {application.ReceiptNumber} 已通过形式审查，转入专家评审。", $"/intake/calls/{application.CallId}", Articles.Review);
        await work.Record(applicationId, nameof(PassFormalReview), article: Articles.Review, policyVersion: application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Application? application, IReadOnlySet<string> met)
    {
        if (application is null || application.Stage == Stage.Draft) return Application.Unknown;
        if (application.Stage != Stage.FormalReview)
            return Refusal.Conflict($"只有形式审查中的申请可以通过审查", Articles.Review, application.PolicyVersion);
        if ((Officers.WhyNot(application) ?? Officers.WhyNotDecide(application, application.Policy.FormalReviewFourEyes)) is { } notTheirs)
            return notTheirs;
        List<Fault> faults = [.. Conditions.Judge(application.ReadForm(), application.Policy).Where(f => !met.Contains(f.Code))
            .Select(f => new Fault($"条件 {f.Code} 尚未认定为符合，不能通过", f.Article, f.Code))];
        return faults.Count > 0 ? Refusal.Invalid(faults, application.PolicyVersion) : null;
    }
}
