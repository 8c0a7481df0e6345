using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Alliances;

namespace Alliance.Monitoring.Delivery;

/// <summary>The receipt of an instrument that was served otherwise than in the inbox, for whoever reads the alliance.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class OpenReceipt(Database database, DocumentStore documents)
{
    public async Task<IResult> Handle(Guid letterId, Actor actor, CancellationToken ct)
    {
        var delivery = await database.Find<Delivered>(Delivered.Select + " where letter_id = @letterId", new { letterId }, ct);
        return delivery is { DocumentId: { } id } && (await OperatingAlliance.Find(database, delivery.AllianceId,
            ct))?.IsVisibleTo(actor) == true
            && await documents.Find(id, ct) is { } found
                ? documents.Download(found)
                : new Outcome(Refusal.NotFound($"没有这份送达回证"));
    }
}
