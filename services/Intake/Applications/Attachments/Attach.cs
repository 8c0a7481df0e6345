using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications.Attachments;

/// <summary>The lead unit adds a file to its application in one request: PDF, image or Office file, up to 20 MB. Larger ones arrive in
/// pieces (<see cref="UploadAttachment"/>).</summary>
[For(Roles.Applicant)]
public sealed class Attach(Database database, DocumentStore documents)
{
    /// <summary>The file that was stored.</summary>
    public sealed record Answer(Guid AttachmentId);

    public async Task<Outcome<Answer>> Handle(
        Guid applicationId, string kind, string title, string fileName, Stream content, Actor applicant, CancellationToken ct)
    {
        await using var work = await database.Begin(this, applicant, ct);
        var application = await work.Find<Application>("""
            select id, stage, policy_version, lead_credit_code, former_accounts from application where id = @applicationId for update
            """, new { applicationId });
        var attached = await Attachment.Of(work, applicationId);
        if (WhyNot(application, attached.Count, applicant) is { } refusal) return refusal;
        if (!Attachment.IsKind(kind, out var known))
            return NoKind(kind);

        title = string.IsNullOrWhiteSpace(title) ? FileNames.Stem(fileName) : TypedText.Clean(title);
        var stored = await documents.Store(work, applicationId, known.ToString(), title, fileName, content, ct, canWait: true);
        if (stored.Refusal is { } unfit) return unfit;
        await work.Record(applicationId, nameof(Attach),
            new { attachmentId = stored.Value, kind = known, title, fileName = FileNames.Safe(fileName) },
            policyVersion: application!.PolicyVersion);
        await work.Commit();
        return new Answer(stored.Value);
    }

    internal static Refusal NoKind(string kind) => Refusal.Invalid($"附件类别“{kind}”不存在，应为推荐公函、协议、证书或证明材料", field: "kind");

    internal static Refusal? WhyNot(Application? application, int attached, Actor applicant)
    {
        if (Application.WhyNotOwner(application, applicant) is { } unknown) return unknown;
        if (application!.Stage is not (Stage.Draft or Stage.Correction))
            return Refusal.Conflict($"申报书已提交，内容已固定；只有草稿和补正中的申报书可以增减附件", Articles.Applications, application.PolicyVersion);
        return attached >= Attachment.Most ? Refusal.Invalid($"附件已有 {Attachment.Most} 个，请合并后再上传", field: "file") : null;
    }
}
