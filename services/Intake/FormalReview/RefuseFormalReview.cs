using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Intake.Applications;
using Alliance.Letters;
using Alliance.Statute;

namespace Alliance.Intake.FormalReview;

/// <summary>A condition of Art. 8 is not met: an officer refuses, with every reason and the article it rests on (Art. 10).</summary>
[For(Roles.IntakeOfficer)]
public sealed class RefuseFormalReview(Database database, LetterBox letters, StatutoryClock clock)
{
    /// <summary>The reasons.</summary>
    public sealed record Request
    {
        public IReadOnlyList<Reason> Reasons { get; init; } = [];
    }

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var application = await work.Find<Application>("""
            select a.id, a.call_id, a.stage, a.form::text, a.policy_version, a.receipt_number, a.lead_credit_code, a.submissions,
              exists(select 1 from officer_recusal r where r.application_id = a.id and r.account = @Account) as recused,
                   exists(select 1 from judgement j where j.application_id = a.id and j.submission = a.submissions
                     and j.judged_by = @Account) as judged_by_actor,
                   exists(select 1 from judgement j where j.application_id = a.id and j.submission = a.submissions
                     and j.judged_by <> @Account) as judged_by_other
            from application a where a.id = @applicationId for update
            """, new { applicationId, officer.Account });
        if (WhyNot(application, request) is { } refusal) return refusal;

        await work.Execute("""
            update application set stage = 'Refused', refusal_reasons = @reasons, closed_at = @Now where id = @applicationId
            """, new { applicationId, reasons = Json.Of(request.Reasons), clock.Now });
        await work.Publish(new FormalReviewRefused(applicationId, request.Reasons, clock.Now,
            await Submission.LastSummary(work, applicationId), application!.Submissions));
        await letters.Tell(work, Audience.Unit(application.LeadCreditCode), applicationId, $"申报书未通过形式审查",
            $"申报书 {application.ReceiptNumber} 未通过形式审查，理由和救济途径见申报书页面。", $"/intake/applications/{applicationId}", request.Reasons[0].Article,
            new($"申报书 {application.ReceiptNumber} 经形式审查，不符合认定条件，不予通过。", request.Reasons));
        await letters.Tell(work, application.OtherMembers, applicationId, $"贵单位参加的申报未通过形式审查",
            $"申报书 {application.ReceiptNumber} 未通过形式审查，决定已送达牵头单位。", $"/intake/calls/{application.CallId}", Articles.Review);
        await work.Record(applicationId, nameof(RefuseFormalReview), request, request.Reasons[0].Article, application!.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Application? application, Request request)
    {
        if (application is null || application.Stage == Stage.Draft) return Application.Unknown;
        if (application.Stage != Stage.FormalReview)
            return Refusal.Conflict($"只有形式审查中的申请可以不予通过", Articles.Review, application.PolicyVersion);
        if ((Officers.WhyNot(application) ?? Officers.WhyNotDecide(application, application.Policy.FormalReviewFourEyes)) is { } notTheirs)
            return notTheirs;
        if (request.Reasons.Count == 0) return Refusal.Invalid($"请写明不予通过的理由和依据的条款", Articles.Review, "reasons", application.PolicyVersion);

        List<Fault> faults = [];
        for (var i = 0; i < request.Reasons.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(request.Reasons[i].Sentence))
                faults.Add(new($"请写明理由", Articles.Review, $"reasons[{i}].sentence"));
            if (string.IsNullOrWhiteSpace(request.Reasons[i].Article))
                faults.Add(new($"请写明理由依据的条款", Articles.Review, $"reasons[{i}].article"));
        }
        return faults.Count > 0 ? Refusal.Invalid(faults, application.PolicyVersion) : null;
    }
}
