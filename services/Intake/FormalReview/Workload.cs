using Alliance.Core.Data;

namespace Alliance.Intake.FormalReview;

/// <summary>How much waits where, for the officers' workbench.</summary>
public sealed class Workload(Database database)
{
    /// <summary>Applications by stage.</summary>
    public sealed record Answer
    {
        public int InReview { get; init; }
        public int InCorrection { get; init; }
        public int Passed { get; init; }
        public int Refused { get; init; }
    }

    public async Task<Answer> Handle(CancellationToken ct) => (await database.Find<Answer>("""
        select count(*) filter (where stage = 'FormalReview')::int as in_review,
               count(*) filter (where stage = 'Correction')::int as in_correction,
               count(*) filter (where stage = 'Passed')::int as passed,
               count(*) filter (where stage = 'Refused')::int as refused
        from application
        """, ct: ct))!;
}
