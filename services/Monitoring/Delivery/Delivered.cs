using Alliance.Contracts;
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
    /// <summary>送达回证.</summary>
    public Guid? DocumentId { get; init; }
    /// <summary>The receipt's name.</summary>
    public string? FileName { get; init; }
    /// <summary>Who put the other way on record.</summary>
    public string? RecordedByName { get; init; }
    /// <summary>The day of the service, whichever way came first; null while it is not served.</summary>
    public DateOnly? Day { get; init; }
    /// <summary>Whose office wrote it.</summary>
    internal string Role { get; init; } = "";

    internal const string Select = """
        select letter_id, alliance_id, title, unit_name, unit_credit_code, written_at, opened_at, way, served_on, note, document_id,
          file_name, recorded_by_name, day, role
        from delivery
        """;

    internal static Task<IReadOnlyList<Delivered>> About(Database database, Guid about, CancellationToken ct)
        => database.Query<Delivered>(Select + " where about = @about order by written_at, letter_id", new { about }, ct);

    /// <summary>From now on it is known whether this letter was served; the office that wrote it records how else.</summary>
    internal static Task Expect(
        UnitOfWork work, Guid letterId, Guid allianceId, Guid about, string title, Unit unit, string role, DateTimeOffset now)
        => work.Execute("""
            insert into delivery(letter_id, alliance_id, about, title, unit_name, unit_credit_code, role, written_at)
            values (@letterId, @allianceId, @about, @title, @Name, @CreditCode, @role, @now)
            """, new { letterId, allianceId, about, title, unit.Name, unit.CreditCode, role, now });
}

/// <summary>What begins with the service of an instrument, in the transaction that puts the service on record.</summary>
public delegate Task AfterService(UnitOfWork work, Delivered delivery);
