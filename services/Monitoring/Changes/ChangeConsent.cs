using Alliance.Core.Data;

namespace Alliance.Monitoring.Changes;

/// <summary>What one unit says to a change (Art. 15).</summary>
public sealed record ChangeConsent
{
    public string CreditCode { get; init; } = "";
    public string UnitName { get; init; } = "";
    /// <summary>As what it is asked.</summary>
    public ConsentPart Part { get; init; }
    /// <summary>To which version of the filing.</summary>
    public int Version { get; init; }
    /// <summary>Null while it has not answered.</summary>
    public ConsentAnswer? Answer { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public string? AnsweredByName { get; init; }
    /// <summary>The paper that the lead unit uploaded; null where the unit answered on its own page.</summary>
    public Guid? DocumentId { get; init; }
    public string? Why { get; init; }

    internal const string Select = """
        select credit_code, unit_name, part, version, answer, answered_at, answered_by_name, document_id, why from change_consent
        where filing_id = @id
        order by case part when 'FormerLead' then 1 when 'NewLead' then 2 when 'Joining' then 3 when 'Leaving' then 4 else 5 end, unit_name
        """;

    internal static Task<IReadOnlyList<ChangeConsent>> Of(UnitOfWork work, Guid id) => work.Query<ChangeConsent>(Select, new { id });

    internal static Task<IReadOnlyList<ChangeConsent>> Of(Database database, Guid id, CancellationToken ct)
        => database.Query<ChangeConsent>(Select, new { id }, ct);
}
