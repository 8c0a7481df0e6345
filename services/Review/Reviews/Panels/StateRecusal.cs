using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Review.Reviews.Panels;

/// <summary>An expert states, before anything is scored, whether there is a conflict of interest (回避声明). Said once.</summary>
[For(Roles.Expert)]
public sealed class StateRecusal(Database database, StatutoryClock clock, LetterWriter letters)
{
    public sealed record Request(bool Conflict, [LongText] string? Statement);

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor expert, CancellationToken ct)
    {
        await using var work = await database.Begin(this, expert, ct);
        var review = await ExpertReview.Lock(work, applicationId);
        var panel = await work.Query<PanelMember>(PanelMember.OfReview, new { applicationId });
        if (WhyNot(review, panel.FirstOrDefault(m => m.Account == expert.Account), request) is { } refusal) return refusal;

        var recusal = request.Conflict ? Recusal.Conflict : Recusal.None;
        await work.Execute("""
            update panel_member set recusal = @recusal, recusal_statement = @Statement, recusal_at = @now
            where application_id = @applicationId and account = @Account
            """, new
        {
            applicationId,
            expert.Account,
            recusal = recusal.ToString(),
            Statement = request.Statement?.Trim(),
            now = clock.Now
        });
        if (request.Conflict) await work.Publish(new PanelSeatLeft(applicationId, expert.Account, clock.Now));
        if (request.Conflict)
            await letters.Tell(work, Audience.Office(Roles.ReviewSecretary), applicationId, $"专家声明回避，请更换",
                $"{expert.Name}声明应当回避“{review!.Application.AllianceName}”的评审，请更换专家。", $"/review/reviews/{applicationId}", Articles.Review);
        await work.Record(applicationId, nameof(StateRecusal), request, Articles.Review, review!.Application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(ExpertReview? review, PanelMember? member, Request request) => (review, member) switch
    {
        (null, _) or (_, null) => Refusal.NotFound($"您不在这项评审的专家组中"),
        ({ State: ReviewState.Closed }, _) => Refusal.Conflict($"申报已撤回，评审已关闭"),
        ({ State: not ReviewState.Scoring }, _) => Refusal.Conflict($"评分已经结束"),
        (_, { Recusal: not null }) => Refusal.Conflict($"回避声明已经作出，不能更改", Articles.Review),
        _ when request.Conflict && string.IsNullOrWhiteSpace(request.Statement) =>
            Refusal.Invalid($"请说明应当回避的情形", Articles.Review, "statement"),
        _ => null,
    };
}
