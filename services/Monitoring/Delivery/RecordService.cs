using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;

namespace Alliance.Monitoring.Delivery;

/// <summary>An officer of the office that wrote it puts on record that an instrument reached the unit otherwise than in the inbox: how,
/// when, and with the receipt that proves it (送达回证).</summary>
[For(Roles.MonitoringOfficer, Roles.Assessor)]
public sealed class RecordService(Database database, DocumentStore documents, StatutoryClock clock, AfterService after)
{
    /// <param name="Way">How.</param>
    /// <param name="ServedOn">On which day.</param>
    /// <param name="Note">Number of the consignment, names of the witnesses.</param>
    public sealed record Request(DeliveryWay? Way, DateOnly? ServedOn, [property: MaxLength(500)] string? Note);

    public async Task<Outcome> Handle(Guid letterId, Request request, IFormFile? file, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var hasFile = file is { Length: > 0 };
        var known = await work.Find<Delivered>(Delivered.Select + " where letter_id = @letterId", new { letterId });
        if (WhyNot(known, request, hasFile, clock.Today, officer) is { } early) return early;
        var stored = await documents.Store(work, known!.AllianceId, "delivery", known.Title, file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var delivery = await work.Find<Delivered>(Delivered.Select + " where letter_id = @letterId for update", new { letterId });
        if (WhyNot(delivery, request, hasFile, clock.Today, officer) is { } refusal) return refusal;

        await work.Execute("""
            update delivery set way = @way, served_on = @ServedOn, note = @note, document_id = @Id, file_name = @FileName,
              recorded_at = @Now, recorded_by_name = @Name where letter_id = @letterId
            """, new
        {
            letterId,
            way = request.Way!.Value.ToString(),
            request.ServedOn,
            note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(),
            stored.Value!.Id,
            stored.Value.FileName,
            clock.Now,
            officer.Name,
        });
        await work.Record(delivery!.AllianceId, nameof(RecordService),
            new { letterId, delivery.Title, request.Way, request.ServedOn, documentId = stored.Value.Id });
        await after(work, delivery with { Day = request.ServedOn });
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Delivered? delivery, Request request, bool hasFile, DateOnly today, Actor officer)
    {
        if (delivery is null || !officer.Is(delivery.Role)) return Refusal.NotFound($"没有这份文书");
        // What begins with a service has begun: no other day is put beside it.
        if (delivery.Day is { } served) return Refusal.Conflict($"这份文书已于 {served:yyyy-MM-dd} 送达");
        var faults = new List<Fault>();
        if (request.Way is null) faults.Add(new($"请选择送达方式", Field: "way"));
        if (request.ServedOn is not { } day) faults.Add(new($"请填写送达的日期", Field: "servedOn"));
        else if (day > today || day < StatutoryClock.DayOf(delivery.WrittenAt)) faults.Add(new($"送达的日期应在文书作出之后，不晚于今天", Field: "servedOn"));
        // Without the unit's signature only the note says how it is known.
        if (request.Way is DeliveryWay.Post or DeliveryWay.LeftBehind or DeliveryWay.Announcement
            && string.IsNullOrWhiteSpace(request.Note))
            faults.Add(new($"请写明邮件单号、见证人或者公告的载体", Field: "note"));
        if (!hasFile) faults.Add(new($"请上传送达回证", Field: "file"));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }
}
