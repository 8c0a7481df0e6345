using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Intake.Calls;

/// <summary>An officer ends the window of a call before its time, with a public reason (Art. 9). Drafts stay with their units; they can no
/// longer be submitted.</summary>
[For(Roles.IntakeOfficer)]
public sealed class CloseCall(Database database, LetterBox letters, StatutoryClock clock)
{
    /// <summary>Why.</summary>
    public sealed record Request
    {
        [LongText] public string Note { get; init; } = "";
    }

    public async Task<Outcome> Handle(Guid callId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var call = await work.Find<Call>(
            "select id as call_id, title, opens_at, closes_at, policy_version from call where id = @callId for update", new { callId });
        var now = clock.Now;
        if (WhyNot(call, request, now) is { } refusal) return refusal;

        // A call that has not begun ends as it begins: its window is empty, and its record stays.
        AmendCall.Change[] changes = [new("截止时间", AmendCall.End(call!.ClosesAt), AmendCall.Text(now))];
        await work.Execute("""
            update call set opens_at = least(opens_at, @before), closes_at = @now where id = @callId;
            insert into call_note(call_id, number, note, changes, published_at, published_by)
            select @callId, count(*) + 1, @Note, @changes, @now, @Account from call_note where call_id = @callId
            """, new { callId, now, before = now.AddSeconds(-1), Note = request.Note.Trim(), changes = Json.Of(changes), officer.Account });
        foreach (var unit in await work.Query<string>(
            "select distinct lead_credit_code from application where call_id = @callId and stage = 'Draft'", new { callId }))
            await letters.Tell(work, Audience.Unit(unit), callId, $"申报提前截止", $"“{call.Title}”已提前截止，贵单位的草稿保留，不能再提交；理由见通知页面。",
                $"/intake/calls/{callId}", Articles.Applications);
        await work.Record(callId, nameof(CloseCall), new { call.ClosesAt, request.Note }, Articles.Applications, call.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Call? call, Request request, DateTimeOffset now) => call switch
    {
        null => Refusal.NotFound($"没有这份申报通知"),
        _ when call.ClosesAt <= now =>
            Refusal.Conflict($"申报已于 {AmendCall.End(call.ClosesAt)} 截止", Articles.Applications, call.PolicyVersion),
        _ when string.IsNullOrWhiteSpace(request.Note) =>
            Refusal.Invalid($"请向社会说明提前截止的理由", Articles.Applications, "note", call.PolicyVersion),
        _ => null,
    };
}
