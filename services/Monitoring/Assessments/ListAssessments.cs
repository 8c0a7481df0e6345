using Alliance.Core.Data;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;

namespace Alliance.Monitoring.Assessments;

/// <summary>The assessments that the person may read, newest first.</summary>
[ForReadingInOperation]
public sealed class ListAssessments(Database database)
{
    const int PageSize = 50;

    /// <param name="Open">True: only those that wait for an assessor; false: only concluded ones; null: all.</param>
    /// <param name="Q">Part of the alliance's name.</param>
    /// <param name="After">The cursor of the page before.</param>
    public sealed record Request(bool? Open = null, string? Q = null, Guid? After = null);

    /// <summary>One line of the list.</summary>
    public sealed record Item
    {
        public Guid Id { get; init; }
        public Guid AllianceId { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnitName { get; init; } = "";
        public int Cycle { get; init; }
        public int Attempt { get; init; }
        public DateTimeOffset OpenedAt { get; init; }
        public bool? Passed { get; init; }
        public decimal? Score { get; init; }
        public DateTimeOffset? ConcludedAt { get; init; }
    }

    public async Task<Page<Item>> Handle(Request request, Actor actor, CancellationToken ct)
    {
        var items = await database.Query<Item>($"""
            select s.id, s.alliance_id, a.name as alliance_name, a.lead_unit_name, s.cycle, s.attempt, s.opened_at, s.passed,
              s.score, s.concluded_at
            from assessment s join alliance a on a.id = s.alliance_id
            where (@all or s.concluded_at is not null)
              and (@Open::boolean is null or (s.concluded_at is null) = @Open)
              and (@q::text is null or typed_text(a.name) like @q or typed_text(a.lead_unit_name) like @q)
              and (@After::uuid is null or s.id < @After)
            order by s.id desc limit {PageSize + 1}
            """, new
        {
            all = OperatingAlliance.SeesOpenAssessments(actor),
            request.Open,
            q = SqlPattern.Contains(request.Q),
            request.After
        }, ct);
        return Page.Of(items, PageSize, item => item.Id.ToString());
    }
}
