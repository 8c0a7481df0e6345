using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Text;

namespace Alliance.Intake.Calls;

/// <summary>One call with its text; for everyone (Art. 9).</summary>
public sealed class ReadCall(Database database, StatutoryClock clock)
{
    /// <summary>The call as the public reads it.</summary>
    public sealed record Answer(
        Guid CallId, int Year, string Title, string Body, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, bool Open,
        string PolicyVersion, int FormVersion, DateTimeOffset PublishedAt, IReadOnlyList<Note> Notes,
        DateTimeOffset? RecommendUntil = null);

    /// <summary>更正说明: what was changed after publication, and why.</summary>
    public sealed record Note(string Text, IReadOnlyList<AmendCall.Change> Changes, DateTimeOffset PublishedAt);

    sealed record Row
    {
        public string Note { get; init; } = "";
        public string Changes { get; init; } = "";
        public DateTimeOffset PublishedAt { get; init; }
    }

    public async Task<Outcome<Answer>> Handle(Guid callId, CancellationToken ct)
    {
        var call = await database.Find<Call>("""
            select id as call_id, year, title, body, opens_at, closes_at, recommend_until, policy_version, form_version, published_at
            from call where id = @callId
            """, new { callId }, ct);
        if (call is null) return Refusal.NotFound($"没有这份申报通知");
        var notes = await database.Query<Row>("""
            select note, changes::text, published_at from call_note where call_id = @callId order by number desc limit 50
            """, new { callId }, ct);
        return new Answer(call.CallId, call.Year, call.Title, call.Body, call.OpensAt, call.ClosesAt, call.IsOpenAt(clock.Now),
            call.PolicyVersion, call.FormVersion, call.PublishedAt,
            [.. notes.Select(n => new Note(n.Note, Json.Read<List<AmendCall.Change>>(n.Changes), n.PublishedAt))], call.RecommendUntil);
    }
}
