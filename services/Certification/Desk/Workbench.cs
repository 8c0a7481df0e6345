using Alliance.Core.Data;

namespace Alliance.Certification.Desk;

/// <summary>What waits for whom, in numbers.</summary>
public sealed class Workbench(Database database)
{
    public sealed record Counts
    {
        public int ToDetermine { get; init; }
        public int Notices { get; init; }
        public int OpenObjections { get; init; }
        public int PlaquesDue { get; init; }
    }

    public async Task<Counts> Handle(CancellationToken ct) => (await database.Find<Counts>("""
        select (select count(*)::int from determination where state = 'Determination') as to_determine,
          (select count(*)::int from notice where outcome is null) as notices,
          (select count(*)::int from objection where state = 'Open') as open_objections,
          (select count(*)::int from alliance where status in ('Valid', 'Cancelling') and plaque_handed_over_on is null) as plaques_due
        """, ct: ct))!;
}
