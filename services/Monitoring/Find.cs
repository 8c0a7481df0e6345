using Alliance.Contracts.Desk;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Following;
using Alliance.Monitoring.Reading;

namespace Alliance.Monitoring;

/// <summary>What somebody finds here by a name, a unit, its credit code or first letters; as far as the list of alliances, or of those they
/// follow, shows it to them.</summary>
[ForSignedIn]
public sealed class Find(ListAlliances alliances, ListFollowedAlliances followed, Words words)
{
    public async Task<IReadOnlyList<Found>> Handle(string? q, Actor actor, CancellationToken ct)
        => string.IsNullOrWhiteSpace(q) ? []
        : Rights.Admits<ListAlliances>(actor) ? [.. (await alliances.Handle(new(Q: q), ListQuery.Few(Found.Most), actor, ct)).Items
            .Select(item => One(item.Name, item.LeadUnitName, $"/monitoring/alliances/{item.AllianceId}"))]
        : Rights.Admits<ListFollowedAlliances>(actor) ? [.. (await followed.Handle(new(Q: q), ListQuery.Few(Found.Most), actor, ct)).Items
            .Select(item => One(item.Name, item.LeadUnitName, $"/monitoring/followed/{item.AllianceId}"))]
        : [];

    Found One(string name, string leadUnit, string link) => new(words["联盟"], name, leadUnit, link);
}
