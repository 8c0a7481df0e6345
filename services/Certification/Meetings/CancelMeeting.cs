using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Meetings;

/// <summary>A meeting is not held; its cases wait for another.</summary>
[For(Roles.CertificationOfficer)]
public sealed class CancelMeeting(Database database)
{
    /// <param name="Why">The reason.</param>
    public sealed record Request([LongText(500)] string? Why);

    public async Task<Outcome> Handle(Guid id, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        if (Meeting.WhyNotChange(await Meeting.Lock(work, id)) is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(request.Why)) return Refusal.Invalid($"请说明取消会议的原因", field: "why");
        await work.Execute("update meeting set state = 'Cancelled' where id = @id", new { id });
        await work.Execute("update meeting_item set is_open = false where meeting_id = @id", new { id });
        await work.Record(id, nameof(CancelMeeting), request, Articles.Notice);
        await work.Commit();
        return Outcome.Done;
    }
}
