using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;

namespace Alliance.Review.Reviews.Panels;

/// <summary>Announces the seats of reviews that run, which were taken before seats were announced; once, when the service starts after an
/// update.</summary>
public sealed class TellSeats(IServiceScopeFactory scopes, StatutoryClock clock) : BackgroundService
{
    sealed record Untold
    {
        public Guid ApplicationId { get; init; }
        public string Account { get; init; } = "";
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var work = await scope.ServiceProvider.GetRequiredService<Database>().BeginAsSystem("review", stoppingToken);
        // Of two replicas that start together one announces a seat.
        var seats = await work.Query<Untold>("""
            select m.application_id, m.account from panel_member m join review r using (application_id)
            where not m.told and m.replaced_at is null and m.recusal is distinct
            from 'Conflict' and r.state in ('Scoring', 'AwaitingOpinion')
            for update of m skip locked
            """);
        foreach (var seat in seats)
        {
            await work.Execute("update panel_member set told = true where application_id = @ApplicationId and account = @Account", seat);
            await work.Publish(new PanelSeatTaken(seat.ApplicationId, seat.Account, clock.Now));
            await work.Record(seat.ApplicationId, nameof(TellSeats), new { seat.Account });
        }
        await work.Commit();
    }
}
