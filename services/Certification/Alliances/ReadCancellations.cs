using Alliance.Certification.Notices;
using Alliance.Core.Data;
using Alliance.Core.Security;

namespace Alliance.Certification.Alliances;

/// <summary>The decisions to cancel an alliance's recognition that are on file, the newest first (Art. 14).</summary>
[ForReadingDeterminations]
public sealed class ReadCancellations(Database database)
{
    public sealed record Row
    {
        public Guid NoticeId { get; init; }
        public int Cycle { get; init; }
        public string Article { get; init; } = "";
        public string Sentence { get; init; } = "";
        public DateTimeOffset DecidedAt { get; init; }
        public NoticeOutcome? Outcome { get; init; }
    }

    public Task<IReadOnlyList<Row>> Handle(Guid allianceId, CancellationToken ct) => database.Query<Row>("""
        select c.notice_id, c.cycle, c.article, c.sentence, c.decided_at, n.outcome
        from cancellation c join notice n on n.id = c.notice_id where c.alliance_id = @allianceId order by c.decided_at desc
        """, new { allianceId }, ct);
}
