using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Registers;

/// <summary>The lead unit takes an entry out of a register, with the reason (Art. 5, 6, 16); it stays on file with its history.</summary>
[For(Roles.Applicant)]
public sealed class RemoveEntry(Database database, StatutoryClock clock)
{
    /// <param name="Version">The version it was read in.</param>
    /// <param name="Why">Why.</param>
    public sealed record Request(int Version, [LongText(500)] string? Why);

    public async Task<Outcome> Handle(Guid id, Request request, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var (alliance, entry) = await AmendEntry.Lock(work, id);
        if (AmendEntry.WhyNot(alliance, entry, request.Version, lead) is { } refusal) return refusal;
        var article = EntryShape.Of(entry!.Kind).Article;
        if (string.IsNullOrWhiteSpace(request.Why)) return Refusal.Invalid($"请写明移出的理由", article, "why");

        await work.Execute("update register_entry set removed_at = @Now, changed_at = @Now, removed_why = @why where id = @id",
            new { id, clock.Now, why = request.Why.Trim() });
        await work.Record(alliance!.Id, nameof(RemoveEntry), new { id, entry.Kind, entry.Title, request.Why }, article,
            alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }
}
