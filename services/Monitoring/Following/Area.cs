using Alliance.Core.Security;

namespace Alliance.Monitoring.Following;

/// <summary>Which alliances a 推荐单位 follows (Art. 18): those of its area, and of them how they fare, not what they write. Who reads
/// everything follows all.</summary>
static class Area
{
    /// <summary>The condition on the alliance a, with the value @unit; null: all of them.</summary>
    public static string? Of(Actor actor) => actor.IsAny(Roles.Readers) ? null : """
        exists (select 1 from recommending_body b where b.credit_code = @unit and b.is_active
          and (a.district = any(b.districts) or a.key_industry = any(b.industries) or a.lead_unit_credit_code = any(b.members)))
        """;

    /// <summary>What became of a year's report, as a year and a word; the last one of the alliance a.</summary>
    public const string LastReport = $"""
        left join lateral (select y.year, y.outcome from ({Alliances.ReportedYears.Sql}) y where y.alliance_id = a.id
          order by y.year desc limit 1) y on true
        """;
}
