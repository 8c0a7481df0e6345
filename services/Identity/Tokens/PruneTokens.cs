using Alliance.Core.Hosting;
using Alliance.Web.Security;
using OpenIddict.Abstractions;

namespace Alliance.Identity.Tokens;

/// <summary>Removes what can never be used again: every sign-in leaves a code, a pushed request and tokens behind.</summary>
sealed class PruneTokens(IServiceScopeFactory scopes, SessionStore sessions, TimeProvider time, ILogger<PruneTokens> log)
    : Rounds(TimeSpan.FromHours(1), log)
{
    static readonly TimeSpan Keep = TimeSpan.FromDays(1);

    protected override async Task Round(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var before = time.GetUtcNow() - Keep;
        var tokens = await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, ct);
        var grants = await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, ct);
        await sessions.RemoveEnded(ct);
        log.LogInformation("Pruned {Tokens} tokens and {Grants} authorizations", tokens, grants);
    }
}
