using Alliance.Contracts.Desk;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Review.Reviews;

namespace Alliance.Review;

/// <summary>What somebody finds here by a name, a unit, a number or first letters; as far as the list of reviews shows it to
/// them.</summary>
[ForSignedIn]
public sealed class Find(ListReviews reviews, Words words)
{
    public async Task<IReadOnlyList<Found>> Handle(string? q, Actor actor, CancellationToken ct)
        => string.IsNullOrWhiteSpace(q) || !Rights.Admits<ListReviews>(actor) ? []
        : [.. (await reviews.Handle(new(Q: q), ListQuery.Few(Found.Most), actor, ct)).Items.Select(row => new Found(words["专家评审"],
            row.AllianceName, $"{row.ReceiptNumber} {row.LeadUnit}",
            row.Leader is null ? $"/review/reviews/{row.ApplicationId}" : $"/review/tasks/{row.ApplicationId}"))];
}
