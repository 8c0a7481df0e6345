using System.Text.Json.Serialization;
using Alliance.Core.Data;
using Alliance.Core.Text;

namespace Alliance.Monitoring.Reports;

/// <summary>Where a report stands after it was filed (Art. 14).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportStage>))]
public enum ReportStage
{
    /// <summary>It waits for an officer.</summary>
    Filed,
    /// <summary>The lead unit has to amend it until a day.</summary>
    Returned,
    /// <summary>It is accepted, and stays as it is.</summary>
    Accepted,
}

/// <summary>A report that was filed, in its newest version.</summary>
public sealed record StoredReport
{
    public Guid Id { get; init; }
    public ReportStage State { get; init; }
    public int Version { get; init; }
    public string Body { get; init; } = "";
    /// <summary>When the first version came; by that it was in time or late.</summary>
    public DateTimeOffset FiledAt { get; init; }
    /// <summary>When the newest version came.</summary>
    public DateTimeOffset NewestAt { get; init; }
    public string FiledByName { get; init; } = "";
    public bool Late { get; init; }
    public string? ReturnedWhy { get; init; }
    public DateOnly? ReturnedUntil { get; init; }
    /// <summary>What the officer said who accepted it.</summary>
    public string? Opinion { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? DecidedByName { get; init; }

    /// <summary>What it says.</summary>
    public AnnualReport Report => Json.Read<AnnualReport>(Body);

    internal const string Select = """
        select id, state, version, body::text, filed_at, coalesce(amended_at, filed_at) as newest_at, filed_by_name, late, returned_why,
          returned_until, opinion, decided_at, decided_by_name
        from annual_report where alliance_id = @allianceId and year = @year
        """;

    /// <summary>The report of a year; null while there is none. Whoever changes it holds the alliance.</summary>
    internal static Task<StoredReport?> Of(UnitOfWork work, Guid allianceId, int year)
        => work.Find<StoredReport>(Select, new { allianceId, year });
}
