using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Alliances;

namespace Alliance.Monitoring.Contracts;

/// <summary>The contract that both signed, as it was put on file last, for whoever reads the alliance (Art. 14).</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class OpenContractFile(Database database, DocumentStore documents)
{
    public async Task<IResult> Handle(Guid allianceId, Actor actor, CancellationToken ct)
    {
        var alliance = await OperatingAlliance.Find(database, allianceId, ct);
        var contract = alliance?.IsVisibleTo(actor) == true ? await database.Find<Contract>(Contract.Select, new { allianceId }, ct) : null;
        return contract?.DocumentId is { } id && await documents.Find(id, ct) is { } found ? documents.Download(found)
            : new Outcome(Refusal.NotFound($"没有存档的合同书"));
    }
}
