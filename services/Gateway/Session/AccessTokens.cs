using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Alliance.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Alliance.Gateway.Session;

/// <summary>The access token of a session, refreshed shortly before it ends, once however many requests ask at that moment.</summary>
sealed class AccessTokens(IOptionsMonitor<OpenIdConnectOptions> options, SessionStore sessions, ILogger<AccessTokens> log)
{
    static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);
    readonly ConcurrentDictionary<string, Lazy<Task<Tokens?>>> _refreshing = new();

    sealed record Tokens(string Access, string? Refresh, string? Identity, DateTimeOffset ExpiresAt);

    /// <summary>The token to send to a service; null for somebody who is not signed in, or not any more.</summary>
    public async Task<string?> For(HttpContext http)
    {
        var session = await http.AuthenticateAsync(SessionSetup.Cookie);
        if (!session.Succeeded) return null;
        var access = session.Properties.GetTokenValue("access_token");
        var expires = DateTimeOffset.Parse(session.Properties.GetTokenValue("expires_at")
            ?? DateTimeOffset.MinValue.ToString("o", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var now = TimeProvider.System.GetUtcNow();
        if (expires - now > Ahead) return access;
        var refresh = session.Properties.GetTokenValue("refresh_token");
        var tokens = refresh is null ? null : await Once(refresh);
        if (tokens is null)
        {
            if (expires > now) return access;
            // The authority ended the session, or it is too old: the person signs in again.
            await sessions.End(http);
            return null;
        }
        session.Properties.UpdateTokenValue("access_token", tokens.Access);
        session.Properties.UpdateTokenValue("expires_at", tokens.ExpiresAt.ToString("o", CultureInfo.InvariantCulture));
        if (tokens.Refresh is not null) session.Properties.UpdateTokenValue("refresh_token", tokens.Refresh);
        if (tokens.Identity is not null) session.Properties.UpdateTokenValue("id_token", tokens.Identity);
        await http.SignInAsync(SessionSetup.Cookie, session.Principal, session.Properties);
        return tokens.Access;
    }

    // Requests that read the old ticket share the flight. One that comes just after it asks once more with the old refresh token,
    // which the authority honours for half a minute; so does another replica.
    async Task<Tokens?> Once(string refresh)
    {
        var flight = _refreshing.GetOrAdd(refresh, token => new Lazy<Task<Tokens?>>(() => Refresh(token)));
        try
        {
            return await flight.Value;
        }
        finally
        {
            _refreshing.TryRemove(KeyValuePair.Create(refresh, flight));
        }
    }

    async Task<Tokens?> Refresh(string refresh)
    {
        var client = options.Get(SessionSetup.Authority);
        try
        {
            var endpoints = await client.ConfigurationManager!.GetConfigurationAsync(CancellationToken.None);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string?>
            {
                ["grant_type"] = "refresh_token",
                ["refresh_token"] = refresh,
                ["client_id"] = client.ClientId,
                ["client_secret"] = client.ClientSecret,
            });
            using var answer = await client.Backchannel.PostAsync(new Uri(endpoints.TokenEndpoint), form);
            if (!answer.IsSuccessStatusCode)
            {
                log.LogInformation("The authority refused to renew a session: {Status}", answer.StatusCode);
                return null;
            }
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return new Tokens(
                Text(body, "access_token") ?? throw new JsonException("The authority's answer holds no access token."),
                Text(body, "refresh_token"), Text(body, "id_token"),
                TimeProvider.System.GetUtcNow().AddSeconds(body.RootElement.GetProperty("expires_in").GetInt32()));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or InvalidOperationException)
        {
            log.LogWarning(e, "The authority does not answer; tokens that still hold go on");
            return null;
        }
    }

    static string? Text(JsonDocument body, string name) => body.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
}
