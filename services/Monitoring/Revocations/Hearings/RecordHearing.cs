using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Files;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Revocations.Hearings;

/// <summary>
/// An officer puts the minutes of the hearing on file (听证笔录, Art. 17); or that the unit, properly invited, stayed away without a reason,
/// which gives the hearing up. A hearing within the period of the statement does not end that period.
/// </summary>
[For(Roles.MonitoringOfficer)]
public sealed class RecordHearing(Database database, DocumentStore documents, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Attended">False when the unit stayed away without a reason.</param>
    /// <param name="Summary">What was said, in short.</param>
    public sealed record Request(bool? Attended, [LongText] string? Summary);

    public async Task<Outcome> Handle(Guid id, Request request, IFormFile? file, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var hasFile = file is { Length: > 0 };
        if (WhyNot(await RevocationCase.Find(database, id, ct), request, hasFile, clock.Now) is { } early) return early;
        var stored = await documents.Store(work, id, "revocation-minutes", "听证笔录", file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var found = await RevocationCase.Lock(work, id);
        if (WhyNot(found, request, hasFile, clock.Now) is { } refusal) return refusal;

        var (now, on) = (clock.Now, BeijingTime.DayOf(found!.HearingAt!.Value));
        var over = found.ClosesAt(clock.Calendar) <= now;
        await Attachment.Add(work, new(id), AttachmentKind.Minutes, stored.Value!, now);
        await work.Execute("""
            update revocation_case set state = @state, held_on = @on, attended = @Attended, minutes = @minutes, held_at = @now
            where id = @id
            """, new
        {
            id,
            state = (over ? RevocationState.Decision : RevocationState.Statement).ToString(),
            on,
            request.Attended,
            minutes = request.Summary!.Trim(),
            now,
        });
        await work.Publish(new HearingHeld(id, on, request.Attended!.Value, now));
        await letters.Tell(work, Audience.Unit(found.LeadUnitCreditCode), found.AllianceId, $"听证笔录已入卷",
            $"关于拟撤销{found.AllianceName}认定资格的听证笔录已经入卷，可以在案件页面查阅。", found.Link, Articles.Revocation);
        if (over)
            await letters.Tell(work, Audience.Office(Roles.DecisionMaker), found.AllianceId, $"有撤销案件等待决定",
                $"{found.AllianceName}的撤销案件已经听证，陈述申辩期限已满，请作出决定。", found.Link, Articles.Revocation);
        await work.Record(found.AllianceId, nameof(RecordHearing), new { id, on, request.Attended, documentId = stored.Value!.Id },
            Articles.Revocation, found.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(RevocationCase? found, Request request, bool hasFile, DateTimeOffset now)
    {
        if (RevocationCase.Missing(found) is { } missing) return missing;
        var version = found!.PolicyVersion;
        if (found is not { State: RevocationState.Hearing }) return Refusal.Conflict($"没有待举行的听证", Articles.Revocation, version);
        if (found.HearingAt is not { } at) return Refusal.Conflict($"请先通知听证的时间、地点", Articles.Revocation, version);
        if (at > now)
            return Refusal.Conflict($"听证定于 {at.ToOffset(BeijingTime.Offset):yyyy-MM-dd HH:mm}，尚未举行", Articles.Revocation, version);
        var faults = new List<Fault>();
        if (request.Attended is null) faults.Add(new($"请选择当事人是否出席", Articles.Revocation, "attended"));
        if (string.IsNullOrWhiteSpace(request.Summary)) faults.Add(new($"请写明听证要点", Articles.Revocation, "summary"));
        if (!hasFile) faults.Add(new($"请上传听证笔录", Articles.Revocation, "file"));
        return faults.Count > 0 ? Refusal.Invalid(faults, version) : null;
    }
}
