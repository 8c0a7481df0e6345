using Alliance.Core.Data;

namespace Alliance.Monitoring.Contracts;

/// <summary>合同书: what the assessment measures against (Art. 14). One per alliance, carried on from cycle to cycle.</summary>
public sealed record Contract
{
    public Guid Id { get; init; }
    public DateTimeOffset? SetAt { get; init; }
    public string? SetByName { get; init; }
    /// <summary>The cycle for which these targets were signed; an earlier one than the current means that they are carried on.</summary>
    public int? SignedForCycle { get; init; }
    public DateTimeOffset? SignedAt { get; init; }
    public string? SignedByName { get; init; }
    /// <summary>Of the cycle for which it was signed last; 0 while it never was.</summary>
    public int Version { get; init; }
    /// <summary>The cycle of the version that the bureau signed too.</summary>
    public int? CountersignedCycle { get; init; }
    /// <summary>That version.</summary>
    public int? CountersignedVersion { get; init; }
    public DateTimeOffset? CountersignedAt { get; init; }
    public string? CountersignedByName { get; init; }
    /// <summary>The date on the paper.</summary>
    public DateOnly? SignedOn { get; init; }
    public Guid? DocumentId { get; init; }
    public string? FileName { get; init; }

    /// <summary>True when both signed the version that stands in this cycle.</summary>
    internal bool IsCountersigned(int cycle)
        => SignedForCycle == cycle && CountersignedCycle == cycle && CountersignedVersion == Version;

    /// <summary>Where it stands in a cycle.</summary>
    internal ContractState StateIn(int cycle) => SignedForCycle is null ? ContractState.Draft
        : SignedForCycle != cycle ? ContractState.Carried : IsCountersigned(cycle) ? ContractState.Countersigned : ContractState.Signed;

    internal const string Select = """
        select id, set_at, set_by_name, signed_for_cycle, signed_at, signed_by_name, version, countersigned_cycle, countersigned_version,
          countersigned_at, countersigned_by_name, signed_on, document_id, file_name
        from contract where alliance_id = @allianceId
        """;

    /// <summary>The same as a column, of the contract k of the alliance a.</summary>
    internal const string StateSql = """
        case when k.signed_for_cycle is null then 'Draft' when k.signed_for_cycle <> a.cycle then 'Carried'
          when k.countersigned_cycle = a.cycle and k.countersigned_version = k.version then 'Countersigned' else 'Signed' end
        """;

    internal static async Task<Contract> Of(UnitOfWork work, Guid allianceId) => (await work.Find<Contract>(Select, new { allianceId }))!;
}
