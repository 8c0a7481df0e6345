using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Review.Reviews.Sheets;

/// <summary>An expert hands in the score sheet (专家评分表), independently and for good. With the last one all are unsealed and the leader is
/// called.</summary>
[For(Roles.Expert)]
public sealed class SubmitSheet(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Conformity">Answer to every conformity question, by its code.</param>
    /// <param name="Scores">Points by criterion of the policy.</param>
    /// <param name="Recommend">推荐 or 不推荐.</param>
    /// <param name="Opinion">The expert's own words.</param>
    /// <param name="Confirmed">That the sheet was filled in independently; whoever posts it says so unless they say otherwise.</param>
    public sealed record Request(
        IReadOnlyDictionary<string, bool> Conformity, IReadOnlyDictionary<string, int> Scores, bool Recommend, [LongText] string Opinion,
        bool Confirmed = true);

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor expert, CancellationToken ct)
    {
        await using var work = await database.Begin(this, expert, ct);
        var review = await ExpertReview.Lock(work, applicationId);
        var panel = await work.Query<PanelMember>(PanelMember.OfReview, new { applicationId });
        if (WhyNot(review, panel.FirstOrDefault(m => m.Account == expert.Account), request) is { } refusal) return refusal;

        await work.Execute("""
            insert into score_sheet(application_id, account, conformity, scores, total, recommend, opinion, confirmed_at)
            values (@applicationId, @Account, @conformity, @scores, @total, @Recommend, @Opinion, @now)
            """, new
        {
            applicationId,
            expert.Account,
            conformity = Json.Of(request.Conformity),
            scores = Json.Of(request.Scores),
            total = request.Scores.Values.Sum(),
            request.Recommend,
            Opinion = request.Opinion.Trim(),
            now = clock.Now,
        });
        var isLast = panel.All(m => m.SheetIn || m.Account == expert.Account);
        if (isLast)
        {
            var sheets = await work.Query<ScoreSheet>(ScoreSheet.OfReview, new { applicationId });
            await work.Execute(
                "update review set state = 'AwaitingOpinion', average_score = @average where application_id = @applicationId",
                new { applicationId, average = ScoreSheet.Average(sheets.Select(s => s.Total)) });
        }
        if (isLast)
            await letters.Tell(work, panel.Where(m => m.IsLeader).Select(m => Audience.Account(m.Account)), applicationId, $"请提交专家组意见",
                $"“{review!.Application.AllianceName}”的评分表已经全部提交，请您作为组长汇总并提交专家组意见。", $"/review/tasks/{applicationId}", Articles.Review);
        // The record says that a sheet came, not what it says: it can be read while the others are sealed.
        await work.Record(applicationId, nameof(SubmitSheet), new { isLast }, Articles.Review, review!.Application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(ExpertReview? review, PanelMember? member, Request request)
    {
        if (review is null || member is null) return Refusal.NotFound($"您不在这项评审的专家组中");
        if (review.State == ReviewState.Closed) return Refusal.Conflict($"申报已撤回，评审已关闭");
        if (member.SheetIn) return Refusal.Conflict($"评分表已提交，不能更改", Articles.Review);
        if (review.State != ReviewState.Scoring) return Refusal.Conflict($"评分已经结束");
        if (member.Recusal is null) return Refusal.Conflict($"请先作出回避声明，再评分", Articles.Review);
        if (member.Recusal == Recusal.Conflict) return Refusal.Conflict($"您已声明回避，不能评分", Articles.Review);

        var faults = new List<Fault>();
        foreach (var condition in ExpertConditions.All)
            if (request.Conformity?.ContainsKey(condition.Code) != true)
                faults.Add(new($"请回答“{new Alliance.Statute.Text.Word(condition.Question)}”", condition.Article,
                    $"conformity[{condition.Code}]"));
        var criteria = review.Policy.ReviewCriteria;
        foreach (var criterion in criteria)
        {
            if (request.Scores?.TryGetValue(criterion.Id, out var points) != true)
                faults.Add(new($"请为“{new Alliance.Statute.Text.Word(criterion.Name)}”评分", Articles.Review, $"scores[{criterion.Id}]"));
            else if (points < 0 || points > criterion.Max)
                faults.Add(new($"“{new Alliance.Statute.Text.Word(criterion.Name)}”的分值应在 0 至 {criterion.Max} 之间", Articles.Review,
                    $"scores[{criterion.Id}]"));
        }
        foreach (var unknown in request.Scores?.Keys.Except(criteria.Select(c => c.Id)) ?? [])
            faults.Add(new($"评分标准中没有“{unknown}”", Articles.Review, $"scores[{unknown}]"));
        if (string.IsNullOrWhiteSpace(request.Opinion)) faults.Add(new($"请填写评审意见", Articles.Review, "opinion"));
        if (!request.Confirmed) faults.Add(new($"请确认评分表由本人独立填写", Articles.Review, "confirmed"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults, review.Application.PolicyVersion);
    }
}
