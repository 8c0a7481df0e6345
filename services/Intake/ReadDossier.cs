using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Intake.Applications;
using Alliance.Web.Desk;

namespace Alliance.Intake;

/// <summary>What this service holds of an application, for the whole-life dossier; every submission and attachment stands in the
/// application's own dossier beside it.</summary>
[ForReadingByStaff(Roles.Applicant)]
public sealed class ReadDossier(Database database, ReadApplication applications, DossierRecord record, TimeProvider clock)
{
    public async Task<Outcome<Dossier<ReadApplication.Answer>>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        var keys = await ReadBrief.Find(database, id, ct);
        var outcome = await applications.Handle(keys.ApplicationId, actor, ct);
        if (outcome.Value is not { } application) return outcome.Refusal!;
        return new Dossier<ReadApplication.Answer>("intake", keys.ApplicationId, keys.AllianceId, clock.GetUtcNow(), application,
            await record.Of(actor, ct, keys.ApplicationId, keys.AllianceId));
    }
}
