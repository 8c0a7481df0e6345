using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications.Recommending;

/// <summary>A 推荐单位 takes back what it said, with a reason: a recommendation until the formal review has begun, a 不予推荐 until it is
/// decided (Art. 18).</summary>
[For(Roles.Recommender)]
public sealed class WithdrawRecommendation(Database database, LetterBox letters, StatutoryClock clock)
{
    /// <param name="Why">Why it is taken back.</param>
    public sealed record Request([LongText(1000)] string? Why);

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor recommender, CancellationToken ct)
    {
        if (await RecommendingBody.Of(database, recommender, ct) is not { } body) return Recommend.NoBody;
        await using var work = await database.Begin(this, recommender, ct);
        var application = await Recommend.Find(work, applicationId, body, locks: true);
        var standing = (await Recommendation.Standing(work, applicationId)).FirstOrDefault(r => r.BodyId == body.Id);
        if (WhyNot(application, standing, request) is { } refusal) return refusal;

        var (now, why) = (clock.Now, request.Why!.Trim());
        await work.Execute("update recommendation set withdrawn_at = @now, withdrawn_why = @why where id = @RecommendationId",
            new { standing!.RecommendationId, now, why });
        await work.Publish(new RecommendationWithdrawn(applicationId, body.Unit, now));
        await letters.Tell(work, Audience.Unit(application!.LeadCreditCode), applicationId, $"推荐意见已撤回",
            $"{body.Name}撤回了对申报书 {application.ReceiptNumber} 的推荐意见。理由：{why}", $"/intake/applications/{applicationId}#recommendation",
            Articles.Promotion);
        await letters.Tell(work, application.AssignedTo is { } officer ? Audience.Account(officer) : Audience.Office(Roles.IntakeOfficer),
            applicationId, $"推荐意见已撤回", $"{body.Name}撤回了对申报书 {application.ReceiptNumber} 的推荐意见。理由：{why}",
            $"/intake/applications/{applicationId}/review#recommendation", Articles.Promotion);
        await work.Record(applicationId, nameof(WithdrawRecommendation), new { body = body.Name, standing.RecommendationId, why },
            Articles.Promotion, application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Application? application, Recommendation? standing, Request request)
    {
        if (application is null or { Stage: Stage.Draft } or { InArea: false }) return Application.Unknown;
        var version = application.PolicyVersion;
        if (standing is null) return Refusal.Conflict($"贵单位没有可以撤回的推荐意见", Articles.Promotion, version);
        if (WhyNotAnyMore(application, standing.Recommended) is { } late) return late;
        return string.IsNullOrWhiteSpace(request.Why)
            ? Refusal.Invalid($"请写明撤回的理由", Articles.Promotion, "why", version) : null;
    }

    /// <summary>Why it stands for good; null while it can be taken back. The office relies on a recommendation once it has begun to judge;
    /// a 不予推荐 may be made good for as long as that helps the unit.</summary>
    internal static Refusal? WhyNotAnyMore(Application application, bool recommended) => application switch
    {
        { Stage: not (Stage.FormalReview or Stage.Correction) }
            => Refusal.Conflict($"形式审查已经结束，推荐意见不能再撤回", Articles.Promotion, application.PolicyVersion),
        { Stage: Stage.Correction } or { ReviewBegan: true } when recommended
            => Refusal.Conflict($"形式审查已经开始，推荐不能再撤回", Articles.Promotion, application.PolicyVersion),
        _ => null,
    };
}
