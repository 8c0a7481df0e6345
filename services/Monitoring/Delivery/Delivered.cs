using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;

namespace Alliance.Monitoring.Delivery;

/// <summary>送达 of one instrument: when it was written, and when and how it reached the unit.</summary>
public sealed record Delivered
{
    /// <summary>The letter's key.</summary>
    public Guid LetterId { get; init; }
    /// <summary>The alliance.</summary>
    public Guid AllianceId { get; init; }
    /// <summary>What it is.</summary>
    public string Title { get; init; } = "";
    /// <summary>To which unit.</summary>
    public string UnitName { get; init; } = "";
    /// <summary>The unit's credit code.</summary>
    public string UnitCreditCode { get; init; } = "";
    /// <summary>When it stood in the inbox.</summary>
    public DateTimeOffset WrittenAt { get; init; }
    /// <summary>When somebody of the unit opened it first.</summary>
    public DateTimeOffset? OpenedAt { get; init; }
    /// <summary>How it was served otherwise.</summary>
    public DeliveryWay? Way { get; init; }
    /// <summary>On which day it was served that way.</summary>
    public DateOnly? ServedOn { get; init; }
    /// <summary>Number of the consignment, names of the witnesses.</summary>
    public string? Note { get; init; }
    /// <summary>The receipt, where there is a file of it.</summary>
    public Guid? DocumentId { get; init; }
    /// <summary>The receipt's name.</summary>
    public string? FileName { get; init; }
    /// <summary>Who put the other way on record.</summary>
    public string? RecordedByName { get; init; }

    /// <summary>The day of the service, whichever way came first; null while it is not served.</summary>
    public DateOnly? Day
    {
        get
        {
            var opened = OpenedAt is { } at ? StatutoryClock.DayOf(at) : (DateOnly?)null;
            return ServedOn is null || opened < ServedOn ? opened : ServedOn;
        }
    }

    internal const string Select = """
        select letter_id, alliance_id, title, unit_name, unit_credit_code, written_at, opened_at, way, served_on, note, document_id,
          file_name, recorded_by_name
        from delivery
        """;

    internal static Task<IReadOnlyList<Delivered>> About(Database database, Guid about, CancellationToken ct)
        => database.Query<Delivered>(Select + " where about = @about order by written_at, letter_id", new { about }, ct);

    /// <summary>From now on it is known whether this letter was served.</summary>
    internal static Task Expect(UnitOfWork work, Guid letterId, Guid allianceId, Guid about, string title, Unit unit, DateTimeOffset now)
        => work.Execute("""
            insert into delivery(letter_id, alliance_id, about, title, unit_name, unit_credit_code, written_at)
            values (@letterId, @allianceId, @about, @title, @Name, @CreditCode, @now)
            """, new { letterId, allianceId, about, title, unit.Name, unit.CreditCode, now });
}
