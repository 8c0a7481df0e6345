using Alliance.Core.Data;

namespace Alliance.Monitoring.Contracts;

/// <summary>One target of the 合同书; report and assessment speak of it under the same indicator id (Art. 14).</summary>
public sealed record Target
{
    public string IndicatorId { get; init; } = "";
    public string Name { get; init; } = "";
    /// <summary>计量单位.</summary>
    public string Unit { get; init; } = "";
    /// <summary>创新活动, 创新绩效, 服务产业, 运行管理 or 利益保障; null for an indicator of the alliance's own.</summary>
    public string? Family { get; init; }
    /// <summary>基期; null while nobody set it.</summary>
    public decimal? Baseline { get; init; }
    /// <summary>第一年目标.</summary>
    public decimal? FirstYear { get; init; }
    /// <summary>第二年目标.</summary>
    public decimal? SecondYear { get; init; }
    /// <summary>权重; all sum to 100.</summary>
    public decimal Weight { get; init; }

    /// <summary>
    /// What a year of the cycle stands against, the first being 0. The 合同书 has a column for the first year and one for the second; in a
    /// longer cycle the years after the second stand against the second's.
    /// </summary>
    public decimal? Of(int yearOfCycle) => yearOfCycle == 0 ? FirstYear : SecondYear;

    /// <summary>True when every year of a cycle with so many reports has its target.</summary>
    public bool IsSet(int reports) => Baseline is not null && FirstYear is not null && (reports < 2 || SecondYear is not null);

    internal const string Select = """
        select t.indicator_id, t.name, t.unit, t.family, t.baseline, t.first_year, t.second_year, t.weight
        from contract_target t join contract c on c.id = t.contract_id
        where c.alliance_id = @allianceId and t.cycle = @cycle order by t.position
        """;

    internal static Task<IReadOnlyList<Target>> Of(UnitOfWork work, Guid allianceId, int cycle)
        => work.Query<Target>(Select, new { allianceId, cycle });

    internal static Task<IReadOnlyList<Target>> Of(Database database, Guid allianceId, int cycle, CancellationToken ct)
        => database.Query<Target>(Select, new { allianceId, cycle }, ct);

    internal static async Task Replace(UnitOfWork work, Guid contractId, int cycle, IReadOnlyList<Target> targets)
    {
        await work.Execute("delete from contract_target where contract_id = @contractId and cycle = @cycle", new { contractId, cycle });
        for (var position = 0; position < targets.Count; position++)
        {
            var target = targets[position];
            await work.Execute("""
                insert into contract_target(contract_id, cycle, position, indicator_id, name, unit, family, baseline,
                  first_year, second_year, weight)
                values (@contractId, @cycle, @position, @IndicatorId, @Name, @Unit, @Family, @Baseline, @FirstYear, @SecondYear, @Weight)
                """, new
            {
                contractId,
                cycle,
                position,
                target.IndicatorId,
                target.Name,
                target.Unit,
                target.Family,
                target.Baseline,
                target.FirstYear,
                target.SecondYear,
                target.Weight
            });
        }
    }
}
