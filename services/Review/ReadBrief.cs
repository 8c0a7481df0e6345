using Alliance.Contracts.Desk;
using Alliance.Core.Audit;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Review.Reviews;
using Alliance.Statute;
using Alliance.Ui;
using static Alliance.Web.Desk.BriefWriting;

namespace Alliance.Review;

/// <summary>What this service tells of an application: its panel and what that found; to whom the review itself is shown.</summary>
[ForSignedIn]
public sealed class ReadBrief(Database database, ReadReview reviews, AuditTrail trail, Words words)
{
    public async Task<Outcome<Brief>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        var outcome = await reviews.Handle(id, actor, ct);
        if (outcome.Value is not { } review) return outcome.Refusal!;
        var access = Reading.Of(review.State,
            await database.Find<OwnSeat>(OwnSeat.Of, new { applicationId = id, actor.Account }, ct), actor, review.Round);
        var link = access == Access.Bureau ? $"/review/reviews/{id}" : $"/review/tasks/{id}";
        return new Brief
        {
            ApplicationId = id,
            Name = review.AllianceName,
            LeadUnit = review.Application.LeadUnit.Name,
            Parts =
            [
                new("review", words["专家评审"], State(words, review.State), link)
                {
                    Facts = Facts(
                        Fact(words["评审轮次"], review.Round > 1 ? words["第二轮（退回评审）"] : null),
                        Fact(words["专家组组长"], review.Panel.FirstOrDefault(seat => seat.Leader)?.Name),
                        Fact(words["已交评分表"], review.Panel.Count == 0 ? null
                            : words["{0} / {1} 份", review.Panel.Count(seat => seat.SheetIn), review.Panel.Count]),
                        Fact(words["平均分"], review.AverageScore is { } score ? words["{0} 分", score] : null),
                        Fact(words["结论"], review.Recommended is { } recommended ? words[recommended ? "推荐" : "不推荐"] : null),
                        Fact(words["评审完成时间"], review.ConcludedAt is { } at ? BeijingTime.Text(at) : null)),
                },
            ],
            // Who did what on the panel is for the offices; its experts read what the panel works on.
            Timeline = access == Access.Bureau
                ? Events(words, await trail.Of(id, ct), entry => Vocabulary.Of(entry.What) is { } what ? words[what] : null, link, actor)
                : [.. Concluded(review, link), new(review.OpenedAt, words["转入专家评审"], null, link, Articles.Review)],
        };
    }

    IEnumerable<BriefEvent> Concluded(ReadReview.View review, string link)
    {
        if (review.ConcludedAt is { } at) yield return new(at, words["提交专家组意见"], null, link, Articles.Review);
    }
}
