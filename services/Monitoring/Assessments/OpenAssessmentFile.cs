using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;

namespace Alliance.Monitoring.Assessments;

/// <summary>The minutes of a visit, for who assesses and after the conclusion for whoever reads it; or the file of the lead unit's
/// statement, for itself too.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class OpenAssessmentFile(DocumentStore documents, ReadAssessment assessments)
{
    public async Task<IResult> Handle(Guid allianceId, int cycle, Guid fileId, Actor actor, CancellationToken ct)
    {
        var view = (await assessments.Handle(allianceId, cycle, actor, ct)).Value;
        return view is not null
            && (view.Visits.Any(visit => visit.DocumentId == fileId) || view.Proposals.Any(one => one.StatementDocumentId == fileId)
                || view.Panels.Any(panel => panel.DocumentId == fileId))
            && await documents.Find(fileId, ct) is { } found
                ? documents.Download(found) : new Outcome(Refusal.NotFound($"没有这份附件"));
    }
}
