using Alliance.Statute;

namespace Alliance.Monitoring.Alliances;

/// <summary>Where an alliance is, for the screens and the API.</summary>
static class AllianceState
{
    /// <summary>
    /// What workflows last said of the case; until they did, what this service knows itself. An assessment that was opened here is known
    /// before workflows' word of it arrives.
    /// </summary>
    public const string Sql = $"""
        case when a.closed_at is not null then case when o.state in ('Cancelled', 'Revoked', 'Dissolved') then o.state
            when a.closed_article = '{Articles.Changes}' then 'Dissolved' else 'Cancelled' end
          when exists (select 1 from assessment s where s.alliance_id = a.id and s.concluded_at is null) then 'UnderAssessment'
          else coalesce(o.state, 'Operating') end
        """;
}
