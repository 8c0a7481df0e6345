using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Files;

namespace Alliance.Monitoring.Changes.Filing;

/// <summary>A file of a filing, or the paper on which a unit agreed, for whoever reads the filing (Art. 15).</summary>
[ForReadingInOperation(Roles.Applicant, Roles.Member)]
public sealed class OpenChangeFile(Database database, DocumentStore documents)
{
    public async Task<IResult> Handle(Guid filingId, Guid fileId, Actor actor, CancellationToken ct)
    {
        var (alliance, filing) = await ChangeFiling.Find(database, filingId, ct);
        if (alliance is null || !filing!.IsVisibleTo(actor, alliance, await ChangeConsent.Of(database, filingId, ct)))
            return new Outcome(Refusal.NotFound($"没有这份附件"));
        // What is not submitted yet the lead unit sees alone.
        var isTheirs = await Attachment.Find(database, new(filingId), fileId, ct) is { } file
            ? !file.IsDraft || actor.BelongsTo(alliance.LeadUnitCreditCode)
            : await database.Scalar<bool>("""
                select exists (select 1 from change_consent where filing_id = @filingId and document_id = @fileId)
                """, new { filingId, fileId }, ct);
        return isTheirs && await documents.Find(fileId, ct) is { } found ? documents.Download(found)
            : new Outcome(Refusal.NotFound($"没有这份附件"));
    }
}
