using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Letters;
using Alliance.Intake.Applications;
using Alliance.Letters;
using Alliance.Statute;

namespace Alliance.Intake.Delivery;

/// <summary>
/// Reminds units of what ends soon: a call that closes in seven days and in one while a draft waits, a member that has not confirmed three
/// days before, a correction that ends in three days and in one. Each is said once.
/// </summary>
public sealed class RemindOfDeadlines(IServiceScopeFactory scopes, StatutoryClock clock, ILogger<RemindOfDeadlines> log)
    : Rounds(TimeSpan.FromSeconds(5), log)
{
    const int Most = 100;

    sealed record Due
    {
        public Guid About { get; init; }
        public Guid CaseId { get; init; }
        public string Unit { get; init; } = "";
        public string Title { get; init; } = "";
        public DateTimeOffset At { get; init; }
    }

    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        foreach (var days in new[] { 7, 1 }) await Drafts(days, ct);
        foreach (var days in new[] { 3, 1 }) await Corrections(days, ct);
        await Members(3, ct);
    }

    // A later reminder that is due already makes the earlier one needless.
    static int Next(int days) => days > 1 ? 1 : 0;

    Task Drafts(int days, CancellationToken ct) => Remind($"closing-{days}", days, Next(days), """
        select a.id as about, c.id as case_id, a.lead_credit_code as unit, c.title, c.closes_at as at
        from application a join call c on c.id = a.call_id
        where a.stage = 'Draft' and c.closes_at > @after and c.closes_at <= @until
        """, (letters, work, due) => letters.Tell(work, Audience.Unit(due.Unit), due.CaseId, $"申报即将截止",
            $"“{due.Title}”将于 {BeijingText.End(due.At)} 截止，贵单位的草稿尚未提交。", $"/intake/calls/{due.CaseId}", Articles.Applications), ct);

    Task Corrections(int days, CancellationToken ct) => Remind($"correction-{days}", days, Next(days), """
        select a.id as about, a.id as case_id, a.lead_credit_code as unit, a.receipt_number as title, k.due_at as at
        from correction k join application a on a.id = k.application_id
        where a.stage = 'Correction' and k.resubmitted_at is null and k.due_at > @after and k.due_at <= @until
        """, (letters, work, due) => letters.Tell(work, Audience.Unit(due.Unit), due.CaseId, $"补正期限即将届满",
            $"申报书 {due.Title} 的补正将于 {BeijingText.End(due.At)} 截止，尚未收到补正材料；逾期未提交的，申请终止。", $"/intake/applications/{due.CaseId}",
            Articles.Review), ct);

    Task Members(int days, CancellationToken ct) => Remind($"confirmation-{days}", days, 0, """
        select f.id as about, a.id as case_id, f.credit_code as unit, coalesce(nullif(a.alliance_name, ''), c.title) as title,
          c.closes_at as at
        from confirmation f join application a on a.id = f.application_id join call c on c.id = a.call_id
        where f.state = 'Invited' and a.stage = 'Draft' and c.closes_at > @after and c.closes_at <= @until
        """, (letters, work, due) => letters.Tell(work, Audience.Unit(due.Unit), due.CaseId, $"请尽快确认加入联盟",
            $"贵单位受邀加入的联盟须在 {BeijingText.End(due.At)} 前提交申报，贵单位尚未确认。", $"/intake/confirmations/{due.About}", Articles.Agreement), ct);

    async Task Remind(
        string what, int days, int next, string sql, Func<LetterBox, UnitOfWork, Due, Task> tell, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<Database>();
        var now = clock.Now;
        var span = new { what, after = now.AddDays(next), until = now.AddDays(days), Most };
        var due = await database.Query<Due>(
            $"select * from ({sql}) d where not exists (select from reminder r where r.about = d.about and r.what = @what) limit @Most",
            span, ct);
        var letters = scope.ServiceProvider.GetRequiredService<LetterBox>();
        foreach (var one in due)
        {
            await using var work = await database.BeginAsSystem("intake", ct);
            // Another replica may have been quicker.
            if (await work.Execute("insert into reminder(about, what, reminded_at) values (@About, @what, @now) on conflict do nothing",
                new { one.About, what, now }) == 0) continue;
            await tell(letters, work, one);
            await work.Record(one.CaseId, nameof(RemindOfDeadlines), new { what, one.At });
            await work.Commit();
        }
    }
}
