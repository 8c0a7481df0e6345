using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Files;
using Alliance.Statute;

namespace Alliance.Monitoring.Changes.Filing;

/// <summary>The lead unit adds a file to the filing that it writes or completes (Art. 15); it is submitted with it.</summary>
[For(Roles.Applicant)]
public sealed class AttachToChange(Database database, DocumentStore documents, StatutoryClock clock)
{
    /// <summary>The answer.</summary>
    public sealed record Attached(Guid FileId);

    public async Task<Outcome<Attached>> Handle(Guid filingId, string? title, IFormFile? file, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var (of, known) = await ChangeFiling.Find(database, filingId, ct);
        if (WhyNot(of, known, 0, lead) is { } early) return early;
        var stored = await documents.Store(work, of!.Id, "change", title, file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var (alliance, filing) = await ChangeFiling.Lock(work, filingId);
        if (WhyNot(alliance, filing, await Attachment.Count(work, new(filingId)), lead) is { } refusal) return refusal;

        await Attachment.Add(work, new(filingId), AttachmentKind.Change, stored.Value!, clock.Now);
        await work.Record(alliance!.Id, nameof(AttachToChange), new { filingId, documentId = stored.Value!.Id, stored.Value.Title },
            Articles.Changes, alliance.PolicyVersion);
        await work.Commit();
        return new Attached(stored.Value.Id);
    }

    internal static Refusal? WhyNot(OperatingAlliance? alliance, ChangeFiling? filing, int files, Actor lead)
        => ChangeFiling.NotOf(alliance, filing, lead) ?? filing!.Fixed ?? (files < ChangeFiling.MostFiles ? null
            : Refusal.Conflict($"一份备案最多 {ChangeFiling.MostFiles} 个附件"));
}
