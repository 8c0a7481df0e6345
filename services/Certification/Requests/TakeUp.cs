using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Periods;

namespace Alliance.Certification.Requests;

/// <summary>A request is taken up: whoever asks can be reached, and from this day its twenty working days count (政府信息公开条例 31,
/// 33).</summary>
public sealed class TakeUp(StatutoryClock clock, LetterWriter letters)
{
    /// <summary>Inside the step that proved it.</summary>
    internal async Task Up(UnitOfWork work, Guid id, string number, DateTimeOffset now)
    {
        var due = clock.Reckon(AdministrativePeriods.DisclosureAnswer);
        await work.Execute("""
            update disclosure_request set state = 'Open', received_on = @Start, due_on = @dueOn, left_why = null where id = @id
            """, new { id, due.Start, dueOn = due.LastDay ?? due.NominalLastDay });
        await work.Execute("update requester set proved_at = coalesce(proved_at, @now) where request_id = @id", new { id, now });
        await letters.Tell(work, Audience.Office(Roles.CertificationOfficer), id, $"有公开申请等待答复",
            $"政府信息公开申请 {number} 须在 {due.LastDay ?? due.NominalLastDay:yyyy-MM-dd} 前答复。", $"/certification/requests/{id}",
            Articles.DisclosureAnswer);
    }
}
