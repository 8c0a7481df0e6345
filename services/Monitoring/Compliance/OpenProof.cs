using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;

namespace Alliance.Monitoring.Compliance;

/// <summary>A file that proves a rectification, or that an officer put on file, for whoever reads the case.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class OpenProof(Database database, DocumentStore documents, ReadComplianceCase cases)
{
    public async Task<IResult> Handle(Guid id, Guid fileId, Actor actor, CancellationToken ct)
        => (await cases.Handle(id, actor, ct)).Value is { } view
            && (view.Files.Any(file => file.DocumentId == fileId) || await database.Find<Guid?>("""
                select w.document_id from rectification_answer w join rectification r on r.id = w.rectification_id
                where r.case_id = @id and w.document_id = @fileId
                """, new { id, fileId }, ct) is not null) && await documents.Find(fileId, ct) is { } found
            ? documents.Download(found) : new Outcome(Refusal.NotFound($"没有这份证明材料"));
}
