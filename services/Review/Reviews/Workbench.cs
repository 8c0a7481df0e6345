using Alliance.Core.Data;

namespace Alliance.Review.Reviews;

/// <summary>What waits for whom, in numbers.</summary>
public sealed class Workbench(Database database)
{
    public sealed record Counts
    {
        public int AwaitingPanel { get; init; }
        public int Scoring { get; init; }
        public int AwaitingOpinion { get; init; }
        /// <summary>Experts who stated a conflict and are not replaced yet.</summary>
        public int Conflicts { get; init; }
    }

    public async Task<Counts> Handle(CancellationToken ct) => (await database.Find<Counts>("""
        select count(*) filter (where state = 'AwaitingPanel')::int as awaiting_panel,
          count(*) filter (where state = 'Scoring')::int as scoring,
          count(*) filter (where state = 'AwaitingOpinion')::int as awaiting_opinion,
          (select count(*)::int from panel_member m join review r using (application_id)
           where r.state = 'Scoring' and m.recusal = 'Conflict' and m.replaced_at is null) as conflicts
        from review where state in ('AwaitingPanel', 'Scoring', 'AwaitingOpinion')
        """, ct: ct))!;
}
