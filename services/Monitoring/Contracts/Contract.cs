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

    internal const string Select =
        "select id, set_at, set_by_name, signed_for_cycle, signed_at, signed_by_name from contract where alliance_id = @allianceId";

    internal static async Task<Contract> Of(UnitOfWork work, Guid allianceId) => (await work.Find<Contract>(Select, new { allianceId }))!;
}
