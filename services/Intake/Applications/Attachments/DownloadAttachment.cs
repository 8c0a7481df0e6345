using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;

namespace Alliance.Intake.Applications.Attachments;

/// <summary>Opens a file of an application for whoever may read the application.</summary>
[ForReadingByStaff(Roles.Applicant, Roles.Expert, Roles.Recommender)]
public sealed class DownloadAttachment(Database database, DocumentStore documents)
{
    public async Task<IResult> Handle(Guid applicationId, Guid attachmentId, Actor actor, CancellationToken ct)
    {
        var access = await Reading.Of(database, applicationId, actor, ct);
        if (Reading.WhyNot(access) is { } refusal) return new Outcome(refusal);
        var document = await documents.Find(attachmentId, ct);
        if (document is null || document.CaseId != applicationId
            || (access is not Access.Own && !await IsHandedIn(applicationId, attachmentId, access, ct)))
            return new Outcome(Refusal.NotFound($"没有这个附件，或已被移除"));
        return documents.Download(document);
    }

    // What the lead unit adds in a correction is nobody else's business until it is handed in; what member units signed is the bureau's.
    Task<bool> IsHandedIn(Guid applicationId, Guid attachmentId, Access access, CancellationToken ct) => database.Scalar<bool>("""
        select exists(select 1 from submission where application_id = @applicationId and position(@key in content) > 0)
            or (@bureau and exists(select 1 from confirmation where application_id = @applicationId and evidence_id = @attachmentId))
        """, new { applicationId, attachmentId, key = attachmentId.ToString("D"), bureau = access is Access.Bureau }, ct);
}
