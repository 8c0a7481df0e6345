using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alliance.Platform.Calendars;

/// <summary>What a service has written down as provisional and reckons again when a calendar is there. Safe to run twice, and on several replicas at once.</summary>
public interface IReckonAgain
{
    /// <summary>Goes through all of it; answers with how much is certain now.</summary>
    Task<int> Run(CancellationToken ct);
}

/// <summary>
/// Puts a published calendar in force within a second, in every replica, and has what was provisional reckoned again; at start too, for a new version of
/// the product can bring a calendar. Each replica does so after its own change: what it wrote a moment before with the old calendar is among it.
/// </summary>
sealed class CalendarWatch(PublishedCalendars calendars, IServiceScopeFactory scopes, ILogger<CalendarWatch> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Interval);
        var reckoned = false;
        try
        {
            do
            {
                try
                {
                    if (await calendars.Refresh(stoppingToken))
                    {
                        log.LogInformation("The calendar in force is {Edition}", calendars.Current.Edition);
                        reckoned = false;
                    }
                    if (reckoned) continue;
                    await ReckonAgain(stoppingToken);
                    reckoned = true;
                }
                catch (NpgsqlException e)
                {
                    log.LogWarning("Calendars could not be looked at, the next second tries again: {Reason}", e.Message);
                }
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: the next start goes through everything.
        }
    }

    async Task ReckonAgain(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var provisional in scope.ServiceProvider.GetServices<IReckonAgain>())
            if (await provisional.Run(ct) is > 0 and var settled)
                log.LogInformation("{Count} provisional dates have their day now", settled);
    }
}
