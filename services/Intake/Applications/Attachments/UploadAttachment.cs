using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications.Attachments;

/// <summary>
/// The lead unit adds a file to its application in pieces (tus 1.0), so that a broken connection costs the last piece and not the file. It
/// becomes an attachment when its last byte is here.
/// </summary>
[For(Roles.Applicant)]
public sealed class UploadAttachment(Database database, Uploads uploads)
{
    static Refusal Unknown => Refusal.NotFound($"没有这个上传，可能已经放弃或超过一天没有继续；请重新选择文件");

    /// <summary>POST: announces a file; kind, title, filename and fingerprint are words of its metadata.</summary>
    public async Task<IResult> Begin(Guid applicationId, HttpRequest request, Actor applicant, CancellationToken ct)
    {
        if (Tus.WhyNot(request) is { } otherVersion) return otherVersion;
        if (Tus.WhyNotAnnounced(request) is { } otherWay) return Tus.Refused(otherWay);
        var announced = Tus.Read(request);
        var attached = (await Attachment.Of(database, applicationId, ct)).Count + (await uploads.Unfinished(applicationId, ct)).Count;
        if (Attach.WhyNot(await Find(applicationId, ct), attached, applicant) is { } refusal) return Tus.Refused(refusal);
        if (!Attachment.IsKind(announced["kind"], out var kind)) return Tus.Refused(Attach.NoKind(announced["kind"]));
        var title = string.IsNullOrWhiteSpace(announced["title"]) ? FileNames.Stem(announced["filename"])
            : TypedText.Clean(announced["title"]);
        var begun = await uploads.Begin(applicationId, kind.ToString(), title, announced["filename"], announced.Length,
            announced["fingerprint"], applicant.Account, ct);
        return begun.Value is { } upload ? Tus.Created(request, upload) : Tus.Refused(begun.Refusal!);
    }

    /// <summary>HEAD: how much of it is here.</summary>
    public async Task<IResult> Offset(Guid applicationId, Guid uploadId, HttpRequest request, Actor applicant, CancellationToken ct)
    {
        if (Tus.WhyNot(request) is { } otherVersion) return otherVersion;
        if (Application.WhyNotOwner(await Find(applicationId, ct), applicant) is { } refusal) return Tus.Refused(refusal);
        if (await uploads.Find(applicationId, uploadId, ct) is not { } upload) return Tus.Refused(Unknown);
        // All bytes are here and it is no attachment: the service ended in between.
        return await Take(upload, upload.Received, applicant) is { } unfit ? Tus.Refused(unfit) : Tus.Offset(upload);
    }

    /// <summary>PATCH: the next bytes.</summary>
    public async Task<IResult> Append(Guid applicationId, Guid uploadId, HttpRequest request, Actor applicant, CancellationToken ct)
    {
        if (Tus.WhyNot(request) is { } otherVersion) return otherVersion;
        if (request.ContentType != Tus.PieceType) return Tus.OtherType;
        if (Attach.WhyNot(await Find(applicationId, ct), attached: 0, applicant) is { } refusal) return Tus.Refused(refusal);
        if (await uploads.Find(applicationId, uploadId, ct) is not { } upload) return Tus.Refused(Unknown);
        if (Tus.WhyNotPiece(request, upload) is { } unfitPiece) return Tus.Refused(unfitPiece);
        var appended = await uploads.Append(upload, Tus.OffsetOf(request), request.Body, ct);
        if (appended.Refusal is { } misplaced) return Tus.Refused(misplaced);
        return await Take(upload, appended.Value, applicant) is { } unfit ? Tus.Refused(unfit) : Tus.Appended(upload, appended.Value);
    }

    /// <summary>DELETE: the unit gives an unfinished upload up.</summary>
    public async Task<Outcome> GiveUp(Guid applicationId, Guid uploadId, Actor applicant, CancellationToken ct)
    {
        if (Application.WhyNotOwner(await Find(applicationId, ct), applicant) is { } refusal) return refusal;
        if (await uploads.Find(applicationId, uploadId, ct) is not { State: DocumentState.Arriving }) return Unknown;
        await uploads.Cancel(uploadId, ct);
        return Outcome.Done;
    }

    // Whoever sent the last byte may be gone already: what is here whole is taken all the same.
    async Task<Refusal?> Take(Upload upload, long received, Actor applicant)
    {
        if (received < upload.Size || upload.State != DocumentState.Arriving) return null;
        if (await Settle(upload, applicant) is not { } unfit) return await uploads.Scan(upload, CancellationToken.None);
        await uploads.Cancel(upload.Id, CancellationToken.None);
        return unfit;
    }

    async Task<Refusal?> Settle(Upload upload, Actor applicant)
    {
        await using var work = await database.Begin(this, applicant, CancellationToken.None);
        var application = await work.Find<Application>(
            "select id, stage, policy_version, lead_credit_code, former_accounts from application where id = @CaseId for update", upload);
        if (Attach.WhyNot(application, (await Attachment.Of(work, upload.CaseId)).Count, applicant) is { } refusal) return refusal;
        var settled = await uploads.Settle(work, upload, CancellationToken.None);
        if (settled.Refusal is not null || !settled.Value) return settled.Refusal;
        await work.Record(upload.CaseId, nameof(Attach), new { attachmentId = upload.Id, upload.Kind, upload.Title, upload.FileName },
            policyVersion: application!.PolicyVersion);
        await work.Commit();
        return null;
    }

    Task<Application?> Find(Guid applicationId, CancellationToken ct)
        => database.Find<Application>(
            "select id, stage, policy_version, lead_credit_code, former_accounts from application where id = @applicationId",
            new { applicationId }, ct);
}
