using Alliance.Core.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Alliance.Core.Hosting;

/// <summary>
/// Work that a service does again and again in the background. Whatever a round throws is a line of the log and the next round tries again:
/// a wrong setting, a row that cannot be read or a database that is away never ends the service, which is what a background service of .NET
/// does when it throws.
/// </summary>
public abstract class Rounds(TimeSpan interval, ILogger log) : BackgroundService
{
    string? _failing;

    /// <summary>One round; the first one when the service starts.</summary>
    protected abstract Task Round(CancellationToken ct);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Real time, as everything about machines.
        using var ticks = new PeriodicTimer(interval);
        try
        {
            do await Try(stoppingToken);
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what is left waits for the next start.
        }
    }

    async Task Try(CancellationToken ct)
    {
        try
        {
            await Round(ct);
            if (_failing is not null) log.LogInformation("{Work} goes on", GetType().Name);
            _failing = null;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // A round can come every half second; one line for each reason is enough.
            if (_failing == e.Message) return;
            _failing = e.Message;
            if (Outage.Is(e)) log.LogWarning("{Work} waits for the database: {Reason}", GetType().Name, e.Message);
            else log.LogError(e, "{Work} failed; the next round tries again", GetType().Name);
        }
    }
}
