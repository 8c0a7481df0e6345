using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;

namespace Alliance.Monitoring.Delivery;

/// <summary>An officer puts on record that an instrument reached the unit otherwise than in the inbox, with the receipt where there is
/// one.</summary>
[For(Roles.MonitoringOfficer, Roles.Assessor)]
public sealed class RecordService(Database database, DocumentStore documents, StatutoryClock clock)
{
    /// <param name="Way">How.</param>
    /// <param name="ServedOn">On which day.</param>
    /// <param name="Note">Number of the consignment, names of the witnesses.</param>
    public sealed record Request(DeliveryWay? Way, DateOnly? ServedOn, [property: MaxLength(500)] string? Note);

    public async Task<Outcome> Handle(Guid letterId, Request request, IFormFile? file, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        // The bytes first: they may be long in coming, and nobody waits for this row meanwhile.
        Guid? documentId = null;
        if (file is { Length: > 0 })
        {
            var known = await work.Find<Delivered>(Delivered.Select + " where letter_id = @letterId", new { letterId });
            if (WhyNot(known, request, clock.Today) is { } early) return early;
            await using var content = file.OpenReadStream();
            var stored = await documents.Store(work, known!.AllianceId, "delivery", known.Title, file.FileName, content, ct);
            if (stored.Refusal is { } unusable) return unusable;
            documentId = stored.Value;
        }
        var delivery = await work.Find<Delivered>(Delivered.Select + " where letter_id = @letterId for update", new { letterId });
        if (WhyNot(delivery, request, clock.Today) is { } refusal) return refusal;

        await work.Execute("""
            update delivery set way = @way, served_on = @ServedOn, note = @note, document_id = @documentId, file_name = @fileName,
              recorded_at = @Now, recorded_by_name = @Name where letter_id = @letterId
            """, new
        {
            letterId,
            way = request.Way!.Value.ToString(),
            request.ServedOn,
            note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(),
            documentId,
            fileName = documentId is null ? null : FileNames.Safe(file!.FileName),
            clock.Now,
            officer.Name,
        });
        await work.Record(delivery!.AllianceId, nameof(RecordService), new { letterId, delivery.Title, request.Way, request.ServedOn });
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Delivered? delivery, Request request, DateOnly today)
    {
        if (delivery is null) return Refusal.NotFound($"没有这份文书");
        if (delivery.Way is not null) return Refusal.Conflict($"这份文书的送达已经登记");
        var faults = new List<Fault>();
        if (request.Way is null) faults.Add(new($"请选择送达方式", Field: "way"));
        if (request.ServedOn is not { } day) faults.Add(new($"请填写送达的日期", Field: "servedOn"));
        else if (day > today || day < StatutoryClock.DayOf(delivery.WrittenAt)) faults.Add(new($"送达的日期应在文书作出之后，不晚于今天", Field: "servedOn"));
        // Without the unit's signature only the note says how it is known.
        if (request.Way is DeliveryWay.Post or DeliveryWay.LeftBehind or DeliveryWay.Announcement
            && string.IsNullOrWhiteSpace(request.Note))
            faults.Add(new($"请写明邮件单号、见证人或者公告的载体", Field: "note"));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }
}
