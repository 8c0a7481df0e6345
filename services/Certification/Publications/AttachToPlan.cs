using System.ComponentModel.DataAnnotations;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Statute;

namespace Alliance.Certification.Publications;

/// <summary>Another file of a plan or policy document (Art. 7); everybody may open it while the publication stands.</summary>
[For(Roles.CertificationOfficer, Roles.DecisionMaker)]
public sealed class AttachToPlan(Database database, DocumentStore documents)
{
    const int Most = 20;

    /// <summary>The answer.</summary>
    public sealed record Attached(Guid DocumentId);

    public async Task<Outcome<Attached>> Handle(
        Guid planId, [MaxLength(200)] string? title, IFormFile? file, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        if (WhyNot(await Plan.Find(work, planId)) is { } early) return early;
        var stored = await documents.Store(work, planId, "plan", title, file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        // Itself not among them.
        if (WhyNot(await Plan.Lock(work, planId), itself: 1) is { } refusal) return refusal;
        await work.Record(planId, nameof(AttachToPlan), new { documentId = stored.Value!.Id }, Articles.Authority);
        await work.Commit();
        return new Attached(stored.Value.Id);
    }

    /// <summary>The file, for everybody; not of a publication that was withdrawn.</summary>
    [ForEveryone]
    public async Task<IResult> Open(Guid planId, Guid documentId, CancellationToken ct)
        => await database.Scalar<bool>("select exists(select from plan where id = @planId and withdrawn_at is null)", new { planId }, ct)
            && await documents.Find(documentId, ct) is { } document && document.CaseId == planId
                ? documents.Download(document) : new Outcome(Refusal.NotFound($"没有这个附件"));

    internal static Refusal? WhyNot(Plan? plan, int itself = 0) => plan switch
    {
        null => Refusal.NotFound($"没有这份计划或文件"),
        { WithdrawnAt: not null } => Refusal.Conflict($"已经撤回，不能再添加附件", Articles.Authority),
        _ when plan.Attachments - itself >= Most => Refusal.Conflict($"附件不超过 {Most} 个", Articles.Authority),
        _ => null,
    };
}
