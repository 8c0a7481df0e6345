using Alliance.Core.Data;

namespace Alliance.Intake.Calls;

/// <summary>常见问题 of a call: for everyone, without names.</summary>
public sealed class ReadAnswers(Database database)
{
    /// <summary>A question with its answer.</summary>
    public sealed record Item
    {
        public int Number { get; init; }
        public string Question { get; init; } = "";
        public string Answer { get; init; } = "";
        public DateTimeOffset PublishedAt { get; init; }
    }

    public Task<IReadOnlyList<Item>> Handle(Guid callId, CancellationToken ct)
        => database.Query<Item>("""
            select number, question, answer, published_at from call_answer where call_id = @callId order by number limit 50
            """, new { callId }, ct);
}
