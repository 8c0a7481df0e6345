using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Web.Desk;
using Alliance.Workflows.Cases;

namespace Alliance.Workflows;

/// <summary>What the console holds of a case of the procedure, for the whole-life dossier: for the people of the bureau, who read the
/// cases.</summary>
[ForReadingByStaff(Roles.Applicant)]
public sealed class ReadDossier(ReadCase cases, DossierRecord record, TimeProvider clock)
{
    public async Task<Outcome<Dossier<ReadCase.Answer>>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        if (!BriefWriting.IsOfTheBureau(actor)) return Refusal.NotFound($"没有这个案件");
        var outcome = await cases.Handle(id, ct);
        if (outcome.Value is not { } found) return outcome.Refusal!;
        var recognition = found.Kind == "Recognition";
        return new Dossier<ReadCase.Answer>("workflows", recognition ? id : null, recognition ? null : id, clock.GetUtcNow(), found,
            await record.Of(actor, ct, id));
    }
}
