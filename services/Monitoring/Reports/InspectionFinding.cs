using Alliance.Core.Data;

namespace Alliance.Monitoring.Reports;

/// <summary>What the 自检自查 of a filed report found, and how it was put right (Art. 6).</summary>
public sealed record InspectionFinding
{
    public int Year { get; init; }
    /// <summary>Id of the policy's item.</summary>
    public string Item { get; init; } = "";
    public string Finding { get; init; } = "";
    public string FollowUp { get; init; } = "";
    public DateOnly Until { get; init; }
    /// <summary>How it was put right; null while it was not.</summary>
    public string? Remedy { get; init; }
    public DateTimeOffset? RemediedAt { get; init; }
    public string? RemediedBy { get; init; }

    /// <summary>Every finding of the alliances a.</summary>
    internal const string From = """
        from annual_report r join alliance a on a.id = r.alliance_id
        cross join lateral jsonb_array_elements(coalesce(r.body->'inspection', '[]')) i
        left join inspection_remedy m on m.alliance_id = r.alliance_id and m.year = r.year and m.item = i->>'item'
        """;

    /// <summary>What makes an item a finding.</summary>
    internal const string IsOne = "i->>'result' = 'finding'";

    const string Select = $"""
        select r.year, i->>'item' as item, i->>'finding' as finding, i->>'followUp' as follow_up, (i->>'until')::date as until,
          m.said as remedy, m.remedied_at, m.remedied_by_name as remedied_by
        {From} where a.id = @allianceId and {IsOne}
        """;

    /// <summary>Those of an alliance, the oldest first.</summary>
    internal static Task<IReadOnlyList<InspectionFinding>> Of(Database database, Guid allianceId, CancellationToken ct)
        => database.Query<InspectionFinding>(Select + " order by r.year, item", new { allianceId }, ct);

    /// <summary>One of them; null where there is none.</summary>
    internal static Task<InspectionFinding?> Find(UnitOfWork work, Guid allianceId, int year, string item)
        => work.Find<InspectionFinding>(Select + " and r.year = @year and i->>'item' = @item", new { allianceId, year, item });
}
