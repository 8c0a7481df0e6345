using System.Text.Json;
using Alliance.Core.Security;
using Alliance.Web.Security;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Alliance.Identity.Tokens;

/// <summary>
/// The clients as configured: the gateway at <c>PublicOrigin</c>, and machines at <c>Identity:Machines:0:ClientId</c>, <c>:Secret</c>,
/// <c>:Name</c>, <c>:Roles</c>. Configuration is the truth: an existing client is brought to what it says, and one that it names no more is
/// removed.
/// </summary>
sealed class RegisterClients(IOpenIddictApplicationManager clients, IOpenIddictScopeManager scopes, IConfiguration configuration)
{
    const string GatewayId = "gateway";

    /// <summary>A program that calls the API on its own behalf.</summary>
    internal sealed record Machine
    {
        public string? ClientId { get; init; }
        public string? Secret { get; init; }
        public string? Name { get; init; }
        public string[]? Roles { get; init; }
    }

    public async Task Handle(CancellationToken ct)
    {
        if (await scopes.FindByNameAsync(Authority.Scope, ct) is null)
            await scopes.CreateAsync(new OpenIddictScopeDescriptor { Name = Authority.Scope, Resources = { BearerTokens.Audience } }, ct);

        List<OpenIddictApplicationDescriptor> configured = [Gateway(), .. Machines(configuration).Select(Of)];
        foreach (var client in configured) await Register(client, ct);
        List<object> known = [];
        await foreach (var client in clients.ListAsync(count: null, offset: null, ct)) known.Add(client);
        foreach (var client in known)
        {
            var id = await clients.GetClientIdAsync(client, ct);
            if (!configured.Exists(c => c.ClientId == id)) await clients.DeleteAsync(client, ct);
        }
    }

    /// <summary>The machines of the configuration; one that lacks something keeps the authority from starting.</summary>
    internal static IReadOnlyList<Machine> Machines(IConfiguration configuration)
    {
        var machines = configuration.GetSection("Identity:Machines").GetChildren()
            .Select(section => (section.Path, Machine: section.Get<Machine>() ?? new())).ToList();
        foreach (var (path, machine) in machines)
        {
            var missing = machine switch
            {
                { ClientId: null or "" } => nameof(Machine.ClientId),
                { Secret: null or "" } => nameof(Machine.Secret),
                { Name: null or "" } => nameof(Machine.Name),
                { Roles: null or [] } => nameof(Machine.Roles),
                _ => null,
            };
            if (missing is not null) throw Refused(path, $"has no {missing}");
            if (machine.Roles!.Except(Roles.All).ToList() is { Count: > 0 } unknown)
                throw Refused(path, $"has unknown roles: {string.Join(", ", unknown)}. There are {string.Join(", ", Roles.All)}");
            if (machine.ClientId == GatewayId || machines.Count(m => m.Machine.ClientId == machine.ClientId) > 1)
                throw Refused(path, $"has a ClientId that is taken: {machine.ClientId}");
        }
        return [.. machines.Select(m => m.Machine)];
    }

    static InvalidOperationException Refused(string path, string why)
        => new($"The machine at {path} {why}. A machine needs ClientId, Secret, Name and at least one of Roles, "
            + $"for example {path.Replace(":", "__", StringComparison.Ordinal)}__Roles__0={Roles.Subscriber}.");

    OpenIddictApplicationDescriptor Gateway()
    {
        var origin = configuration["PublicOrigin"]?.TrimEnd('/') ?? throw new InvalidOperationException("PublicOrigin is not configured.");
        return new()
        {
            ClientId = GatewayId,
            ClientType = ClientTypes.Confidential,
            ClientSecret = configuration["Identity:ClientSecret"]
                ?? throw new InvalidOperationException("Identity:ClientSecret is not configured."),
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

    static OpenIddictApplicationDescriptor Of(Machine machine) => new()
    {
        ClientId = machine.ClientId,
        ClientType = ClientTypes.Confidential,
        ClientSecret = machine.Secret,
        DisplayName = machine.Name,
        Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials,
            Permissions.Prefixes.Scope + Authority.Scope },
        Properties = { [Principal.RolesProperty] = JsonSerializer.SerializeToElement(machine.Roles) },
    };

    async Task Register(OpenIddictApplicationDescriptor client, CancellationToken ct)
    {
        if (await clients.FindByClientIdAsync(client.ClientId!, ct) is { } existing) await clients.UpdateAsync(existing, client, ct);
        else await clients.CreateAsync(client, ct);
    }
}
