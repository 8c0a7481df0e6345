using OpenIddict.Abstractions;

namespace Alliance.Identity.Tokens;

/// <summary>Removes what can never be used again: every sign-in leaves a code, a pushed request and tokens behind.</summary>
sealed class PruneTokens(IServiceScopeFactory scopes, TimeProvider time, ILogger<PruneTokens> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromHours(1), Keep = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var before = time.GetUtcNow() - Keep;
                var tokens = await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, stoppingToken);
                var grants = await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, stoppingToken);
                log.LogInformation("Pruned {Tokens} tokens and {Grants} authorizations", tokens, grants);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database may be away; the next hour tries again, and what is left over harms nobody.
                log.LogWarning(e, "Pruning tokens failed");
            }
        }
    }
}
