using System.Text.Json.Serialization;
using Alliance.Contracts;

namespace Alliance.Monitoring.Alliances;

/// <summary>What became of the reports of a year that is over (Art. 14).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportOutcome>))]
public enum ReportOutcome
{
    /// <summary>Filed in time.</summary>
    [State("按时报送", StateColour.Green)] InTime,
    /// <summary>Filed, too late.</summary>
    [State("逾期报送", StateColour.Orange)] Late,
    /// <summary>Not filed; it can still be.</summary>
    [State("未报送", StateColour.Red)] Missed,
    /// <summary>Filed, in time or not.</summary>
    [State("已报送", StateColour.Blue)] Filed,
}

static class ReportedYears
{
    /// <summary>What became of the report of each alliance and year that was filed or missed.</summary>
    public const string Sql = """
        select r.alliance_id, r.year, case when r.late then 'Late' else 'InTime' end as outcome from annual_report r
        union all select m.alliance_id, m.year, 'Missed' from missed_report m
          where not exists (select 1 from annual_report r where r.alliance_id = m.alliance_id and r.year = m.year)
        """;

    /// <summary>The condition on the alliance a, with the value @ReportYear.</summary>
    public static string With(ReportOutcome outcome) => $"""
        exists (select 1 from ({Sql}) y where y.alliance_id = a.id and (@ReportYear::int is null or y.year = @ReportYear)
          and {(outcome == ReportOutcome.Filed ? "y.outcome <> 'Missed'" : $"y.outcome = '{outcome}'")})
        """;
}
