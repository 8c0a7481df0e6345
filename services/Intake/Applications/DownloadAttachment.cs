using Alliance.Platform.Documents;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;

namespace Alliance.Intake.Applications;

/// <summary>Opens a file of an application for whoever may read the application.</summary>
[ForReadingByStaff(Roles.Applicant, Roles.Expert)]
public sealed class DownloadAttachment(ReadApplication application, DocumentStore documents)
{
    public async Task<IResult> Handle(Guid applicationId, Guid attachmentId, Actor actor, CancellationToken ct)
    {
        if (await application.WhyNot(applicationId, actor, ct) is { } refusal) return new Outcome(refusal);
        var document = await documents.Find(attachmentId, ct);
        if (document is null || document.CaseId != applicationId) return new Outcome(Refusal.NotFound($"没有这个附件，或已被移除"));
        return documents.Download(document);
    }
}
