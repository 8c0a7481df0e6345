namespace Alliance.Gateway.Session;

/// <summary>Keeps the table of sessions as small as the number of people.</summary>
sealed class RemoveEndedSessions(SessionStore sessions, ParkedForms forms, ILogger<RemoveEndedSessions> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Real time, as everything about sign-in.
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(30), TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sessions.RemoveEnded(stoppingToken);
                await forms.RemoveEnded(stoppingToken);
            }
            catch (Npgsql.NpgsqlException e)
            {
                log.LogWarning(e, "Removing ended sessions failed; the next round tries again");
            }
        }
    }
}
