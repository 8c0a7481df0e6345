using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Files;

namespace Alliance.Monitoring.Revocations;

/// <summary>A file of the case, for whoever reads the case; what the unit has not filed yet for the unit alone.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class OpenRevocationFile(Database database, DocumentStore documents)
{
    public async Task<IResult> Handle(Guid id, Guid documentId, Actor actor, CancellationToken ct)
    {
        var found = await RevocationCase.Find(database, id, ct);
        var file = found?.IsVisibleTo(actor) == true ? await Attachment.Find(database, new(id), documentId, ct) : null;
        return file is not null && (!file.IsDraft || found!.IsTheirs(actor)) && await documents.Find(documentId, ct) is { } document
            ? documents.Download(document)
            : new Outcome(Refusal.NotFound($"没有这份文件"));
    }
}
