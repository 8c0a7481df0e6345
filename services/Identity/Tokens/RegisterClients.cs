using System.Text.Json;
using Alliance.Platform.Security;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Alliance.Identity.Tokens;

/// <summary>
/// The clients as configured: the gateway at <c>PublicOrigin</c>, and machines at <c>Identity:Machines:0:ClientId</c>, <c>:Secret</c>,
/// <c>:Name</c>, <c>:Roles</c>. Configuration is the truth: an existing client is brought to what it says.
/// </summary>
sealed class RegisterClients(IOpenIddictApplicationManager clients, IOpenIddictScopeManager scopes, IConfiguration configuration)
{
    sealed record Machine(string ClientId, string Secret, string? Name, string[]? Roles);

    public async Task Handle(CancellationToken ct)
    {
        if (await scopes.FindByNameAsync(Authority.Scope, ct) is null)
            await scopes.CreateAsync(new OpenIddictScopeDescriptor { Name = Authority.Scope, Resources = { BearerTokens.Audience } }, ct);

        await Register(Gateway(), ct);
        foreach (var machine in configuration.GetSection("Identity:Machines").Get<Machine[]>() ?? []) await Register(Of(machine), ct);
    }

    OpenIddictApplicationDescriptor Gateway()
    {
        var origin = configuration["PublicOrigin"]?.TrimEnd('/') ?? throw new InvalidOperationException("PublicOrigin is not configured.");
        return new()
        {
            ClientId = "gateway",
            ClientType = ClientTypes.Confidential,
            ClientSecret = configuration["Identity:ClientSecret"] ?? throw new InvalidOperationException("Identity:ClientSecret is not configured."),
            DisplayName = "Gateway",
            ConsentType = ConsentTypes.Implicit,
            RedirectUris = { new($"{origin}/signin-oidc") },
            PostLogoutRedirectUris = { new($"{origin}/signout-callback-oidc") },
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.PushedAuthorization, Permissions.Endpoints.Token,
                Permissions.Endpoints.EndSession, Permissions.Endpoints.Revocation,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
                Permissions.Scopes.Profile, Permissions.Scopes.Roles, Permissions.Prefixes.Scope + Authority.Scope,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange, Requirements.Features.PushedAuthorizationRequests },
        };
    }

    static OpenIddictApplicationDescriptor Of(Machine machine)
    {
        var roles = machine.Roles ?? [Roles.Subscriber];
        if (roles.Except(Roles.All).ToList() is { Count: > 0 } unknown)
            throw new InvalidOperationException($"Machine {machine.ClientId} has unknown roles: {string.Join(", ", unknown)}.");
        return new()
        {
            ClientId = machine.ClientId,
            ClientType = ClientTypes.Confidential,
            ClientSecret = machine.Secret,
            DisplayName = machine.Name ?? machine.ClientId,
            Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials, Permissions.Prefixes.Scope + Authority.Scope },
            Properties = { [Principal.RolesProperty] = JsonSerializer.SerializeToElement(roles) },
        };
    }

    async Task Register(OpenIddictApplicationDescriptor client, CancellationToken ct)
    {
        if (await clients.FindByClientIdAsync(client.ClientId!, ct) is { } existing) await clients.UpdateAsync(existing, client, ct);
        else await clients.CreateAsync(client, ct);
    }
}
