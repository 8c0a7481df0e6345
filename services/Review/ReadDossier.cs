using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Review.Reviews;
using Alliance.Web.Desk;

namespace Alliance.Review;

/// <summary>What this service holds of an application, for the whole-life dossier; sealed sheets stay sealed.</summary>
[ForReadingByStaff(Roles.Applicant)]
public sealed class ReadDossier(ReadReview reviews, DossierRecord record, TimeProvider clock)
{
    public async Task<Outcome<Dossier<ReadReview.View>>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        var outcome = await reviews.Handle(id, actor, ct);
        if (outcome.Value is not { } review) return outcome.Refusal!;
        return new Dossier<ReadReview.View>("review", id, null, clock.GetUtcNow(), review, await record.Of(actor, ct, id));
    }
}
