using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Revocations.Informing;

/// <summary>An officer records how the prior notice was served outside the system: on which day, by what means, with the proof (Art. 17).
/// </summary>
[For(Roles.MonitoringOfficer)]
public sealed class RecordNoticeService(Database database, StatutoryClock clock, FileKeeper files, PriorNotice notice)
{
    /// <param name="ServedOn">The day.</param>
    /// <param name="Proof">How, and to whom: 直接送达、邮寄, with the number of the slip.</param>
    public sealed record Request(DateOnly? ServedOn, [LongText(1000)] string? Proof);

    public async Task<Outcome> Handle(Guid id, Request request, IFormFile? file, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var stored = file is null ? default : await files.Store(work, id, RevocationFileKind.Service, "送达凭证", file, ct);
        if (stored?.Refusal is { } unusable) return unusable;
        var found = await RevocationCase.Lock(work, id);
        if (WhyNot(found, request, file is { Length: > 0 }, clock.Today) is { } refusal) return refusal;

        await files.Keep(work, id, RevocationFileKind.Service, stored!.Value, "送达凭证", file!);
        await notice.Serve(work, found!, request.ServedOn!.Value, ServedHow.Officer, request.Proof!.Trim());
        await work.Record(found!.AllianceId, nameof(RecordNoticeService),
            new { id, request.ServedOn, request.Proof, documentId = stored.Value }, Articles.Revocation, found.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(RevocationCase? found, Request request, bool hasFile, DateOnly today)
    {
        if (RevocationCase.Missing(found) is { } missing) return missing;
        var version = found!.PolicyVersion;
        if (found.NoticedAt is not { } noticed) return Refusal.Conflict($"事先告知书尚未发出", Articles.Revocation, version);
        if (found.ServedOn is { } served) return Refusal.Conflict($"事先告知书已于 {served:yyyy-MM-dd} 送达", Articles.Revocation, version);
        if (!found.IsOpen) return Refusal.Conflict($"案件已经办结", Articles.Revocation, version);
        var faults = new List<Fault>();
        var from = StatutoryClock.DayOf(noticed);
        if (request.ServedOn is not { } on) faults.Add(new($"请填写送达日期", Articles.Revocation, "servedOn"));
        else if (on > today) faults.Add(new($"不能登记将来的日期", Articles.Revocation, "servedOn"));
        else if (on < from) faults.Add(new($"送达日期不能早于发出日期 {from:yyyy-MM-dd}", Articles.Revocation, "servedOn"));
        if (string.IsNullOrWhiteSpace(request.Proof)) faults.Add(new($"请写明送达方式和签收人", Articles.Revocation, "proof"));
        if (!hasFile) faults.Add(new($"请上传送达凭证", Articles.Revocation, "file"));
        return faults.Count > 0 ? Refusal.Invalid(faults, version) : null;
    }
}
