using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;

namespace Alliance.Certification.Meetings;

/// <summary>An officer calls a meeting of the bureau: day, place, who attends, and the cases that wait (Art. 11).</summary>
[For(Roles.CertificationOfficer)]
public sealed class CallMeeting(Database database, StatutoryClock clock)
{
    /// <param name="HeldOn">The day.</param>
    /// <param name="Place">Where.</param>
    /// <param name="Attendees">The names of those who attend.</param>
    /// <param name="Applications">The agenda; all cases that wait where none is named.</param>
    public sealed record Request(
        DateOnly HeldOn, string? Place, [MaxLength(60)] IReadOnlyList<string> Attendees,
        [MaxLength(200)] IReadOnlyList<Guid>? Applications = null);

    /// <summary>The meeting.</summary>
    public sealed record Answer(Guid MeetingId, int Items);

    public async Task<Outcome<Answer>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        if (WhyNot(request) is { } refusal) return refusal;
        var chosen = request.Applications?.Distinct().ToArray();
        var waiting = await work.Query<Guid>("""
            select d.application_id from determination d
            where d.state = 'Determination' and d.application is not null and (@chosen::uuid[] is null or d.application_id = any(@chosen))
              and not exists (select from meeting_item i where i.application_id = d.application_id and i.is_open)
            order by d.prepared_at, d.application_id limit 200 for update of d
            """, new { chosen });
        if (waiting.Count == 0 || (chosen is not null && waiting.Count < chosen.Length))
            return Refusal.Conflict($"所选的认定事项已经决定，或者已列入另一次会议的议程", Articles.Notice);

        var (id, now) = (Guid.CreateVersion7(), clock.Now);
        await work.Execute("""
            insert into meeting(id, held_on, place, attendees, state, called_at, called_by_name)
            values (@id, @HeldOn, @place, @attendees, 'Open', @now, @Name)
            """, new
        {
            id,
            request.HeldOn,
            place = request.Place!.Trim(),
            attendees = Json.Of(Names(request.Attendees)),
            now,
            officer.Name,
        });
        await work.Execute("""
            insert into meeting_item(meeting_id, application_id, position, recused, is_open)
            select @id, application_id, position, '[]', true from unnest(@waiting) with ordinality as a(application_id, position)
            """, new { id, waiting = waiting.ToArray() });
        foreach (var applicationId in waiting)
            await work.Record(applicationId, nameof(CallMeeting), new { meetingId = id, request.HeldOn }, Articles.Notice);
        await work.Record(id, nameof(CallMeeting), request, Articles.Notice);
        await work.Commit();
        return new Answer(id, waiting.Count);
    }

    /// <summary>Names as they were typed, each once.</summary>
    internal static IReadOnlyList<string> Names(IEnumerable<string> typed)
        => [.. typed.Select(name => name.Trim()).Where(name => name.Length > 0).Distinct()];

    internal static Refusal? WhyNot(Request request)
    {
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(request.Place)) faults.Add(new($"请填写会议地点", Articles.Notice, "place"));
        if (Names(request.Attendees).Count == 0) faults.Add(new($"请填写参会人员", Articles.Notice, "attendees"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults);
    }
}
