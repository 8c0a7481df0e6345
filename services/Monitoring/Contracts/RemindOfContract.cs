using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Contracts;

/// <summary>
/// A cycle's 合同书 is due on a day that the policy sets (Art. 14): the lead unit is reminded before it, and when it passed without the lead
/// unit's signature the office and its superior are told. Each is said once; nothing else follows from it.
/// </summary>
public sealed class RemindOfContract(IServiceScopeFactory scopes, StatutoryClock clock, ILogger<RemindOfContract> log)
    : Rounds(TimeSpan.FromSeconds(5), log)
{
    const int Most = 100;

    sealed record Unsigned
    {
        public Guid AllianceId { get; init; }
        public string Name { get; init; } = "";
        public string LeadUnitName { get; init; } = "";
        public string LeadUnitCreditCode { get; init; } = "";
        public string PolicyVersion { get; init; } = "";
        public int Cycle { get; init; }
        public DateOnly DueOn { get; init; }
        public string Link => $"/monitoring/alliances/{AllianceId}/contract";
    }

    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<Database>();
        var letters = scope.ServiceProvider.GetRequiredService<LetterWriter>();
        var today = clock.Today;
        foreach (var policy in PolicyBook.All.Where(policy => policy.Contract is not null))
        {
            var reminded = today.AddDays(policy.Contract!.ReminderDaysBefore);
            const string Soon = "c.contract_reminded_at is null and c.contract_due_on between @today and @reminded";
            foreach (var late in await Find(policy, Soon, reminded))
                await Say(late, "contract_reminded_at", nameof(RemindOfContract), work => letters.Tell(work,
                    Audience.Unit(late.LeadUnitCreditCode), late.AllianceId, $"合同书即将到期未签",
                    $"{late.Name}第 {late.Cycle} 周期的合同书应在 {late.DueOn:yyyy-MM-dd} 前签订，请提出指标或签订。", late.Link, Articles.Operation));
            foreach (var late in await Find(policy, "c.contract_due_on < @today", reminded))
                await Say(late, "contract_overdue_at", "ContractOverdue", async work =>
                {
                    await letters.Tell(work, Audience.Unit(late.LeadUnitCreditCode), late.AllianceId, $"合同书逾期未签",
                        $"{late.Name}第 {late.Cycle} 周期的合同书应在 {late.DueOn:yyyy-MM-dd} 前签订，至今没有签订，请尽快办理。", late.Link, Articles.Operation);
                    foreach (var office in (string[])[Roles.MonitoringOfficer, Roles.DecisionMaker])
                        await letters.Tell(work, Audience.Office(office), late.AllianceId, $"有合同书逾期未签",
                            $"{late.Name}第 {late.Cycle} 周期的合同书应在 {late.DueOn:yyyy-MM-dd} 前签订，至今没有签订，请督促{late.LeadUnitName}。", late.Link,
                            Articles.Operation);
                });
        }

        Task<IReadOnlyList<Unsigned>> Find(Policy policy, string condition, DateOnly reminded) => database.Query<Unsigned>($"""
            select a.id as alliance_id, a.name, a.lead_unit_name, a.lead_unit_credit_code, a.policy_version, c.cycle,
              c.contract_due_on as due_on
            from operating_cycle c join alliance a on a.id = c.alliance_id and a.cycle = c.cycle join contract k on k.alliance_id = a.id
            where a.closed_at is null and a.policy_version = @Version and k.signed_for_cycle is distinct from a.cycle
              and c.contract_overdue_at is null and {condition}
            order by c.contract_due_on, a.id limit {Most}
            """, new { policy.Version, today, reminded }, ct);

        async Task Say(Unsigned late, string once, string what, Func<UnitOfWork, Task> tell)
        {
            await using var work = await database.BeginAsSystem("monitoring", ct);
            // Another replica may have been quicker.
            if (await work.Execute($"""
                update operating_cycle set {once} = @Now where alliance_id = @AllianceId and cycle = @Cycle and {once} is null
                """, new { late.AllianceId, late.Cycle, clock.Now }) == 0) return;
            await tell(work);
            await work.Record(late.AllianceId, what, new { late.Cycle, late.DueOn }, Articles.Operation, late.PolicyVersion);
            await work.Commit();
        }
    }
}
