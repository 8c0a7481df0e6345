using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;

namespace Alliance.Intake.Applications.Recommending;

/// <summary>Opens the 推荐函 of a recommendation for whoever reads of it (Art. 18).</summary>
[ForReadingByStaff(Roles.Applicant, Roles.Expert, Roles.Recommender)]
public sealed class OpenRecommendationLetter(DocumentStore documents, ReadRecommendations recommendations)
{
    public async Task<IResult> Handle(Guid applicationId, Guid recommendationId, Actor actor, CancellationToken ct)
    {
        var outcome = await recommendations.Handle(applicationId, actor, ct);
        if (outcome.Value is not { } view) return new Outcome(outcome.Refusal!);
        return view.Items.FirstOrDefault(r => r.RecommendationId == recommendationId) is { } one
            && await documents.Find(one.DocumentId, ct) is { } document
            ? documents.Download(document) : new Outcome(Refusal.NotFound($"没有这份推荐函"));
    }
}
