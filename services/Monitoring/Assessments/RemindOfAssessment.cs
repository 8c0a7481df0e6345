using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;

namespace Alliance.Monitoring.Assessments;

/// <summary>Reminds member units of their questionnaire, and tells the second person when the time for the lead unit's statement is over
/// (Art. 14). Each is said once; it decides nothing.</summary>
public sealed class RemindOfAssessment(IServiceScopeFactory scopes, StatutoryClock clock, ILogger<RemindOfAssessment> log)
    : Rounds(TimeSpan.FromSeconds(5), log)
{
    const int Most = 100, DaysBefore = 2;

    sealed record Due
    {
        public Guid AssessmentId { get; init; }
        public Guid AllianceId { get; init; }
        public string Name { get; init; } = "";
        public string PolicyVersion { get; init; } = "";
        public string Key { get; init; } = "";
        public int Cycle { get; init; }
        public DateOnly DueOn { get; init; }
    }

    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<Database>();
        var letters = scope.ServiceProvider.GetRequiredService<LetterWriter>();
        var today = clock.Today;
        const string Of = """
            from assessment s join alliance a on a.id = s.alliance_id and a.closed_at is null and s.concluded_at is null
            """;
        foreach (var due in await database.Query<Due>($"""
            select s.id as assessment_id, a.id as alliance_id, a.name, a.policy_version, q.unit_credit_code as key, s.cycle, q.due_on
            {Of} join questionnaire q on q.assessment_id = s.id
            where q.answered_at is null and q.reminded_at is null and q.due_on >= @today and q.due_on <= @soon limit {Most}
            """, new { today, soon = today.AddDays(DaysBefore) }, ct))
            await Once(due, """
                update questionnaire set reminded_at = @Now where assessment_id = @AssessmentId and unit_credit_code = @Key
                  and reminded_at is null
                """, nameof(RemindOfAssessment), work => letters.Tell(work, Audience.Unit(due.Key), due.AllianceId, $"联盟运行问卷即将截止",
                    $"{due.Name}考核的成员单位问卷请在 {due.DueOn:yyyy-MM-dd} 前填写，贵单位尚未填写。", $"/monitoring/questionnaires/{due.AssessmentId}",
                    Articles.Operation));
        foreach (var due in await database.Query<Due>($"""
            select s.id as assessment_id, a.id as alliance_id, a.name, a.policy_version, p.number::text as key, s.cycle,
              p.statement_due_on as due_on
            {Of} join assessment_proposal p on p.assessment_id = s.id and p.returned_at is null
            where p.stated_at is null and p.over_told_at is null and p.statement_due_on < @today limit {Most}
            """, new { today }, ct))
            await Once(due, """
                update assessment_proposal set over_told_at = @Now where assessment_id = @AssessmentId and number = @Key::int
                  and over_told_at is null
                """, "StatementOver", work => letters.Tell(work, [Audience.Office(Roles.Assessor), Audience.Office(Roles.DecisionMaker)],
                    due.AllianceId, $"陈述期限届满，考核结果等待复核",
                    $"{due.Name}的牵头单位在 {due.DueOn:yyyy-MM-dd} 前没有陈述意见，第 {due.Cycle} 周期的考核结果请由拟定人以外的人复核。",
                    $"/monitoring/alliances/{due.AllianceId}/assessments/{due.Cycle}", Articles.Operation));

        async Task Once(Due due, string sql, string what, Func<UnitOfWork, Task> tell)
        {
            await using var work = await database.BeginAsSystem("monitoring", ct);
            // Another replica may have been quicker.
            if (await work.Execute(sql, new { due.AssessmentId, due.Key, clock.Now }) == 0) return;
            await tell(work);
            await work.Record(due.AllianceId, what, new { due.Cycle, due.DueOn }, Articles.Operation, due.PolicyVersion);
            await work.Commit();
        }
    }
}
