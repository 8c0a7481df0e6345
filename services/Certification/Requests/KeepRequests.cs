using Alliance.Certification.Objections;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;

namespace Alliance.Certification.Requests;

/// <summary>
/// What time does to requests: those that nobody confirmed are not waited for; of those that are overdue the office hears once; and who
/// asked is erased <c>Objections:KeepMonths</c> after the answer, as who objected is.
/// </summary>
public sealed class KeepRequests(
    IServiceScopeFactory scopes, IConfiguration configuration, StatutoryClock clock, ILogger<KeepRequests> log)
        : Rounds(TimeSpan.FromSeconds(10), log)
{
    sealed record One(Guid Id, string Number);

    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<Database>();
        var letters = scope.ServiceProvider.GetRequiredService<LetterWriter>();
        foreach (var one in await Which(database, "state = 'Unconfirmed' and confirm_until <= @now", ct))
            await Do(database, one, "update disclosure_request set state = 'Lapsed' where id = @Id and state = 'Unconfirmed'",
                "LapseRequest", null, ct);
        foreach (var one in await Which(database, "state = 'Open' and due_on < @today and overdue_told_at is null", ct))
            await Do(database, one, "update disclosure_request set overdue_told_at = @now where id = @Id and overdue_told_at is null",
                "TellOverdueRequest", work => Tell(letters, work, one), ct);
        foreach (var one in await Which(database, """
            (answered_at <= @before or (state = 'Lapsed' and lodged_at <= @before)) and exists (select from requester where request_id = id)
            """, ct))
            await Do(database, one, "delete from requester where request_id = @Id", "EraseRequester", null, ct);
    }

    async Task<IReadOnlyList<One>> Which(Database database, string condition, CancellationToken ct) => await database.Query<One>(
        $"select id, number from disclosure_request where {condition} limit 50",
        new { now = clock.Now, today = clock.Today, before = clock.Now.AddMonths(-EraseObjectors.KeepMonths(configuration)) }, ct);

    async Task Do(Database database, One one, string sql, string what, Func<UnitOfWork, Task>? also, CancellationToken ct)
    {
        await using var work = await database.BeginAsSystem("certification", ct);
        if (await work.Execute(sql, new { one.Id, now = clock.Now }) == 0) return;
        if (also is not null) await also(work);
        await work.Record(one.Id, what, new { one.Number }, Articles.DisclosureAnswer);
        await work.Commit();
    }

    static async Task Tell(LetterWriter letters, UnitOfWork work, One one)
    {
        foreach (var role in (string[])[Roles.CertificationOfficer, Roles.DecisionMaker])
            await letters.Tell(work, Audience.Office(role), one.Id, $"公开申请逾期未答复", $"政府信息公开申请 {one.Number} 已过答复期限，请尽快答复。",
                $"/certification/requests/{one.Id}", Articles.DisclosureAnswer);
    }
}
