using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Letters;
using Alliance.Core.Security;

namespace Alliance.Monitoring.Compliance;

/// <summary>Reminds a lead unit three days before a rectification is due, and tells it and the office once the day has passed without an
/// answer (Art. 17). Each is said once; it decides nothing.</summary>
public sealed class RemindOfRectification(IServiceScopeFactory scopes, StatutoryClock clock, ILogger<RemindOfRectification> log)
    : Rounds(TimeSpan.FromSeconds(5), log)
{
    const int Most = 100, DaysBefore = 3;

    sealed record Due
    {
        public Guid Id { get; init; }
        public Guid CaseId { get; init; }
        public DateOnly DueOn { get; init; }
        public Guid AllianceId { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnitCreditCode { get; init; } = "";
        public string Article { get; init; } = "";
        public string PolicyVersion { get; init; } = "";
    }

    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<Database>();
        var letters = scope.ServiceProvider.GetRequiredService<LetterWriter>();
        var today = clock.Today;
        foreach (var due in await Find("r.reminded_at is null and r.due_on >= @today and r.due_on <= @soon"))
            await Tell(due, "reminded_at", nameof(RemindOfRectification), work => letters.Tell(work, Audience.Unit(due.LeadUnitCreditCode),
                due.AllianceId, $"整改即将到期", $"{due.AllianceName}的整改须在 {due.DueOn:yyyy-MM-dd} 前完成并报送，尚未收到整改情况。",
                    $"/monitoring/compliance/{due.CaseId}",
                due.Article));
        foreach (var due in await Find("r.overdue_told_at is null and r.due_on < @today"))
            await Tell(due, "overdue_told_at", "RectificationOverdue", async work =>
            {
                await letters.Tell(work, Audience.Unit(due.LeadUnitCreditCode), due.AllianceId, $"整改逾期",
                    $"{due.AllianceName}的整改应在 {due.DueOn:yyyy-MM-dd} 前完成并报送，至今没有收到整改情况。仍可报送；不接受监督管理的，可能被撤销认定。",
                    $"/monitoring/compliance/{due.CaseId}", due.Article);
                await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), due.AllianceId, $"有整改逾期",
                    $"{due.AllianceName}没有在 {due.DueOn:yyyy-MM-dd} 前报送整改情况，请核查。", $"/monitoring/compliance/{due.CaseId}", due.Article);
            });

        Task<IReadOnlyList<Due>> Find(string condition) => database.Query<Due>($"""
            select r.id, r.case_id, r.due_on, a.id as alliance_id, a.name as alliance_name, a.lead_unit_credit_code, c.article,
              a.policy_version
            from rectification r join compliance_case c on c.id = r.case_id join alliance a on a.id = c.alliance_id
            where r.decided_at is null and a.closed_at is null and {condition}
              and not exists (select 1 from rectification_answer w where w.rectification_id = r.id)
            order by r.due_on, r.id limit {Most}
            """, new { today, soon = today.AddDays(DaysBefore) }, ct);

        async Task Tell(Due due, string once, string what, Func<UnitOfWork, Task> tell)
        {
            await using var work = await database.BeginAsSystem("monitoring", ct);
            // Another replica may have been quicker.
            if (await work.Execute($"update rectification set {once} = @Now where id = @Id and {once} is null",
                new { due.Id, clock.Now }) == 0)
                return;
            await tell(work);
            await work.Record(due.AllianceId, what, new { due.CaseId, due.DueOn }, due.Article, due.PolicyVersion);
            await work.Commit();
        }
    }
}
