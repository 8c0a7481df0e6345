using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;

namespace Alliance.Monitoring.ReportReview;

/// <summary>Tells a lead unit and the office once the day for amending a returned report has passed without an amendment (Art. 14). It
/// decides nothing: the report can still be amended.</summary>
public sealed class RemindOfAmendment(IServiceScopeFactory scopes, StatutoryClock clock, ILogger<RemindOfAmendment> log)
    : Rounds(TimeSpan.FromSeconds(5), log)
{
    const int Most = 100;

    sealed record Due
    {
        public Guid Id { get; init; }
        public int Year { get; init; }
        public DateOnly ReturnedUntil { get; init; }
        public Guid AllianceId { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnitCreditCode { get; init; } = "";
        public string PolicyVersion { get; init; } = "";
    }

    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<Database>();
        var letters = scope.ServiceProvider.GetRequiredService<LetterWriter>();
        const string Waits = "r.state = 'Returned' and r.returned_until < @Today and r.amendment_overdue_told_at is null";
        foreach (var due in await database.Query<Due>($"""
            select r.id, r.year, r.returned_until, a.id as alliance_id, a.name as alliance_name, a.lead_unit_credit_code, a.policy_version
            from annual_report r join alliance a on a.id = r.alliance_id where {Waits} and a.closed_at is null
            order by r.returned_until, r.id limit {Most}
            """, new { clock.Today }, ct))
        {
            await using var work = await database.BeginAsSystem("monitoring", ct);
            // Another replica may have been quicker, or the unit.
            if (await work.Execute($"update annual_report r set amendment_overdue_told_at = @Now where r.id = @Id and {Waits}",
                new { due.Id, clock.Now, clock.Today }) == 0) continue;
            var link = $"/monitoring/alliances/{due.AllianceId}/reports/{due.Year}";
            await letters.Tell(work, Audience.Unit(due.LeadUnitCreditCode), due.AllianceId, $"年度科技报告逾期未修改",
                $"{due.AllianceName}的 {due.Year} 年度科技报告应在 {due.ReturnedUntil:yyyy-MM-dd} 前修改并重新报送，至今没有收到。仍可报送，请尽快办理。", link,
                Articles.Operation);
            await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), due.AllianceId, $"有退回的年度科技报告逾期未修改",
                $"{due.AllianceName}没有在 {due.ReturnedUntil:yyyy-MM-dd} 前重新报送 {due.Year} 年度科技报告，请督促；必要时可以立案核查。", link, Articles.Operation);
            await work.Record(due.AllianceId, nameof(RemindOfAmendment), new { due.Year, due.ReturnedUntil }, Articles.Operation,
                due.PolicyVersion);
            await work.Commit();
        }
    }
}
