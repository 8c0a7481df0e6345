using Alliance.Core.Data;
using Alliance.Core.Text;

namespace Alliance.Monitoring.Contracts;

/// <summary>A version that was signed or agreed, as it stood.</summary>
public sealed record ContractVersion
{
    public int Cycle { get; init; }
    public int Version { get; init; }
    internal string TargetsJson { get; init; } = "[]";
    /// <summary>Why it was changed; null of the first.</summary>
    public string? Why { get; init; }
    public DateTimeOffset AgreedAt { get; init; }
    public string AgreedByName { get; init; } = "";

    /// <summary>Its targets.</summary>
    public IReadOnlyList<Target> Targets => Json.Read<IReadOnlyList<Target>>(TargetsJson);

    /// <summary>All of an alliance, the newest first.</summary>
    internal static Task<IReadOnlyList<ContractVersion>> Of(Database database, Guid allianceId, CancellationToken ct)
        => database.Query<ContractVersion>("""
            select cycle, version, targets::text as targets_json, why, agreed_at, agreed_by_name from contract_version
            where alliance_id = @allianceId order by cycle desc, version desc
            """, new { allianceId }, ct);

    /// <summary>Keeps what now stands as the next version of the cycle, and answers its number.</summary>
    internal static async Task<int> Keep(
        UnitOfWork work, Guid allianceId, int cycle, IReadOnlyList<Target> targets, string? why, DateTimeOffset now, string by)
    {
        var version = await work.Find<int>("""
            insert into contract_version(alliance_id, cycle, version, targets, why, agreed_at, agreed_by_name)
            select @allianceId, @cycle, coalesce(max(version), 0) + 1, @targets, @why, @now, @by from contract_version
              where alliance_id = @allianceId and cycle = @cycle
            returning version
            """, new { allianceId, cycle, targets = Json.Of(targets), why, now, by });
        await work.Execute("update contract set version = @version where alliance_id = @allianceId", new { allianceId, version });
        return version;
    }
}
