using Alliance.Contracts.Desk;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Funding.Reading;

namespace Alliance.Funding;

/// <summary>What somebody finds here by a name or a unit; as far as the list of grants shows it to them.</summary>
[ForSignedIn]
public sealed class Find(ListGrants grants, Words words)
{
    public async Task<IReadOnlyList<Found>> Handle(string? q, Actor actor, CancellationToken ct)
        => string.IsNullOrWhiteSpace(q) || !Rights.Admits<ListGrants>(actor) ? []
        : [.. (await grants.Handle(new(Q: q), ListQuery.Few(Found.Most), actor, ct)).Items.Select(item => new Found(
            words["引导经费"], item.AllianceName,
            item.LeadUnitName, $"/funding/grants/{item.AllianceId}"))];
}
