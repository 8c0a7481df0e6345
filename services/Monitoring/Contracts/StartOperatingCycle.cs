using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using MassTransit;

namespace Alliance.Monitoring.Contracts;

/// <summary>
/// Begins an operating cycle (Art. 14), under the policy it is begun with. The first makes the 合同书 with the policy's indicators; each later
/// one carries the contract on.
/// </summary>
public sealed class StartOperatingCycle(Database database, TimeProvider clock, LetterWriter letters)
    : IConsumer<Alliance.Contracts.StartOperatingCycle>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.StartOperatingCycle> context)
    {
        var command = context.Message;
        var (allianceId, application, cycle) = (command.AllianceId, command.Application, command.Cycle);
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);

        var known = await work.Find<Known>("select cycle, closed_at from alliance where id = @allianceId for update", new { allianceId });
        if (WhyIgnore(known, cycle) is { } why)
        {
            await work.Ignore(allianceId, nameof(StartOperatingCycle), context.Message, why, Articles.Operation, application.PolicyVersion);
            await work.Commit();
            return;
        }

        var now = clock.GetUtcNow();
        await work.Execute("""
            insert into alliance(id, name, lead_unit_name, lead_unit_credit_code, key_industry, members, anchored_on, policy_version, cycle,
              district)
            values (@allianceId, @AllianceName, @leadName, @leadCode, @KeyIndustry, @members, @AnchoredOn, @PolicyVersion, @cycle,
              @District)
            on conflict (id) do update set cycle = excluded.cycle, policy_version = excluded.policy_version
            """, new
        {
            allianceId,
            application.AllianceName,
            leadName = application.LeadUnit.Name,
            leadCode = application.LeadUnit.CreditCode,
            application.KeyIndustry,
            members = Json.Of(application.Members),
            command.AnchoredOn,
            application.PolicyVersion,
            cycle,
            application.District,
        });
        await work.Execute("""
            insert into operating_cycle(alliance_id, cycle, starts_on, ends_on, started_at, contract_due_on)
            values (@allianceId, @cycle, @StartsOn, @EndsOn, @now, @contractDueOn)
            """, new { allianceId, cycle, command.StartsOn, command.EndsOn, now, contractDueOn = ContractDue(command, now) });
        var contractId = await CarryContractOn(work, allianceId, cycle, PolicyBook.Find(application.PolicyVersion));
        await work.Publish(new OperatingCycleStarted(allianceId, application, cycle, contractId, command.AnchoredOn, command.StartsOn,
            command.EndsOn));
        await letters.Tell(work, Audience.Unit(application.LeadUnit.CreditCode), allianceId, $"运行周期开始",
            $"{application.AllianceName}的第 {cycle} 个运行周期自 {command.StartsOn:yyyy-MM-dd} 开始，至 {command.EndsOn:yyyy-MM-dd} 届满，届满后考核。",
            $"/monitoring/alliances/{allianceId}", Articles.Operation);
        await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), allianceId, $"有合同书等待拟定",
            $"{application.AllianceName}的第 {cycle} 个运行周期已经开始，请与牵头单位商定合同书指标。", $"/monitoring/alliances/{allianceId}/contract",
            Articles.Operation);
        await work.Record(allianceId, nameof(StartOperatingCycle),
            new { cycle, command.AnchoredOn, command.StartsOn, command.EndsOn, contractId }, Articles.Operation, application.PolicyVersion);
        await work.Commit();
    }

    internal static string? WhyIgnore(Known? known, int cycle) => known switch
    {
        { ClosedAt: not null } => "认定资格已终止，不再开始新的运行周期",
        { Cycle: var current } when current >= cycle => "该运行周期已经开始",
        _ => null,
    };

    // A cycle that begins late, after an objection to its assessment, has the whole time all the same.
    static DateOnly? ContractDue(Alliance.Contracts.StartOperatingCycle command, DateTimeOffset now)
    {
        if (PolicyBook.Find(command.Application.PolicyVersion).Contract is not { } rule) return null;
        var today = BeijingTime.DayOf(now);
        return (today > command.StartsOn ? today : command.StartsOn).AddDays(rule.DueDays);
    }

    static async Task<Guid> CarryContractOn(UnitOfWork work, Guid allianceId, int cycle, Policy policy)
    {
        if (await work.Find<Guid?>("select id from contract where alliance_id = @allianceId", new { allianceId }) is { } id)
        {
            await work.Execute("""
                insert into contract_target(contract_id, cycle, position, indicator_id, name, unit, family, baseline,
                  first_year, second_year, weight)
                select contract_id, @cycle, position, indicator_id, name, unit, family, baseline, first_year, second_year, weight
                from contract_target where contract_id = @id and cycle = (select max(cycle) from contract_target where contract_id = @id)
                """, new { id, cycle });
            return id;
        }
        id = Guid.CreateVersion7();
        await work.Execute("insert into contract(id, alliance_id) values (@id, @allianceId)", new { id, allianceId });
        await Target.Replace(work, id, cycle,
            [.. policy.Indicators.Select(i =>
                new Target { IndicatorId = i.Id, Name = i.Name, Unit = i.Unit, Family = i.Family, Weight = i.Weight })]);
        return id;
    }

    internal sealed record Known
    {
        public int Cycle { get; init; }
        public DateTimeOffset? ClosedAt { get; init; }
    }
}
