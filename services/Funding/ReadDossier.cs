using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Funding.Reading;
using Alliance.Web.Desk;

namespace Alliance.Funding;

/// <summary>What this service holds of an alliance, for the whole-life dossier.</summary>
[ForReadingByStaff(Roles.Applicant)]
public sealed class ReadDossier(ReadGrant grants, DossierRecord record, TimeProvider clock)
{
    public async Task<Outcome<Dossier<ReadGrant.View>>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        var outcome = await grants.Handle(id, actor, ct);
        if (outcome.Value is not { } grant) return outcome.Refusal!;
        return new Dossier<ReadGrant.View>("funding", null, id, clock.GetUtcNow(), grant, await record.Of(actor, ct, id));
    }
}
