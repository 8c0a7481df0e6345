using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Review.Reviews.Sheets;

/// <summary>All sheets are in: the panel leader writes the 专家组意见, and the review is concluded (Art. 10).</summary>
[For(Roles.Expert)]
public sealed class ConcludeReview(Database database, StatutoryClock clock, LetterWriter letters)
{
    public sealed record Request(bool Recommended, [LongText] string Opinion);

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor leader, CancellationToken ct)
    {
        await using var work = await database.Begin(this, leader, ct);
        var review = await ExpertReview.Lock(work, applicationId);
        var panel = await work.Query<PanelMember>(PanelMember.OfReview, new { applicationId });
        if (WhyNot(review, panel.FirstOrDefault(m => m.Account == leader.Account), request) is { } refusal) return refusal;

        var opinion = request.Opinion.Trim();
        var now = clock.Now;
        await work.Execute("""
            update review set state = 'Concluded', recommended = @Recommended, opinion = @opinion, concluded_at = @now
            where application_id = @applicationId
            """, new { applicationId, request.Recommended, opinion, now });
        await work.Publish(new ExpertReviewConcluded(applicationId, request.Recommended, review!.AverageScore!.Value,
            panel.Count, opinion, now, review.Round));
        // That it is concluded, not what: the opinion is for who determines.
        await letters.Tell(work, Audience.Unit(review.Application.LeadUnit.CreditCode), applicationId, $"专家评审已经结束",
            $"“{review.Application.AllianceName}”的专家评审已经结束，接下来由本局研究决定。", $"/intake/applications/{applicationId}", Articles.Review);
        await letters.Tell(work, Offices.Determining.Select(Audience.Office), applicationId, $"有申报等待研究决定",
            $"“{review.Application.AllianceName}”的专家组意见已经提交，请研究决定。", $"/certification/determinations/{applicationId}", Articles.Notice);
        await work.Record(applicationId, nameof(ConcludeReview), new { request.Recommended, review.AverageScore, review.Round },
            Articles.Review,
            review.Application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(ExpertReview? review, PanelMember? member, Request request)
    {
        if (review is null || member is null) return Refusal.NotFound($"您不在这项评审的专家组中");
        if (!member.IsLeader) return Refusal.Forbidden($"专家组意见由组长填写", Articles.Review);
        if (review.State == ReviewState.Scoring) return Refusal.Conflict($"评分表尚未全部提交，不能填写专家组意见", Articles.Review);
        if (review.State == ReviewState.Closed) return Refusal.Conflict($"申报已撤回，评审已关闭");
        if (review.State != ReviewState.AwaitingOpinion) return Refusal.Conflict($"专家组意见已经提交", Articles.Review);
        if (string.IsNullOrWhiteSpace(request.Opinion)) return Refusal.Invalid($"请填写专家组意见", Articles.Review, "opinion");
        return request.Recommended && review.AverageScore < review.Policy.PanelPassScore
            ? Refusal.Invalid($"平均分 {review.AverageScore} 低于合格线 {review.Policy.PanelPassScore}，不能推荐", Articles.Review, "recommended",
                review.Application.PolicyVersion)
            : null;
    }
}
