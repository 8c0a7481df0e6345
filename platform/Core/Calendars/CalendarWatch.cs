using Alliance.Core.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Alliance.Core.Calendars;

/// <summary>What a service has written down as provisional and reckons again when a calendar is there. Safe to run twice, and on several
/// replicas at once.</summary>
public interface IReckonAgain
{
    /// <summary>Goes through all of it; answers with how much is certain now.</summary>
    Task<int> Run(CancellationToken ct);
}

/// <summary>
/// Puts a published calendar in force within a second, in every replica, and has what was provisional reckoned again; at start too, for a
/// new version of the product can bring a calendar. Each replica does so after its own change: what it wrote a moment before with the old
/// calendar is among it.
/// </summary>
public sealed class CalendarWatch(PublishedCalendars calendars, IServiceScopeFactory scopes, ILogger<CalendarWatch> log)
    : Rounds(TimeSpan.FromSeconds(1), log)
{
    bool _reckoned;

    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        if (await calendars.Refresh(ct))
        {
            log.LogInformation("The calendar in force is {Edition}", calendars.Current.Edition);
            _reckoned = false;
        }
        if (_reckoned) return;
        await ReckonAgain(ct);
        _reckoned = true;
    }

    async Task ReckonAgain(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var provisional in scope.ServiceProvider.GetServices<IReckonAgain>())
            if (await provisional.Run(ct) is > 0 and var settled)
                log.LogInformation("{Count} provisional dates have their day now", settled);
    }
}
