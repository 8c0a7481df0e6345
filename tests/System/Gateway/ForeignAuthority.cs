using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Alliance.SystemTests.Gateway;

/// <summary>
/// A small OpenID authority of another make, as a city's identity platform would be: discovery, keys, and sign-in by code without a page.
/// Its tokens are of the type JWT, for an audience of its own, and tell groups in a claim inside another.
/// </summary>
sealed class ForeignAuthority : IAsyncDisposable
{
    public const string Audience = "science-bureau", ClientId = "alliance-portal";

    readonly RSA _rsa = RSA.Create(2048);
    readonly WebApplication _app;
    readonly RsaSecurityKey _key;
    string? _nonce;

    ForeignAuthority()
    {
        _key = new RsaSecurityKey(_rsa) { KeyId = "k1" };
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = Address,
            jwks_uri = $"{Address}/keys",
            authorization_endpoint = $"{Address}/authorize",
            token_endpoint = $"{Address}/token",
            response_types_supported = new[] { "code" },
            subject_types_supported = new[] { "public" },
            id_token_signing_alg_values_supported = new[] { "RS256" },
        }));
        _app.MapGet("/keys", () =>
        {
            var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(
                new RsaSecurityKey(_rsa.ExportParameters(includePrivateParameters: false)) { KeyId = "k1" });
            return Results.Json(
                new { keys = new[] { new { kty = jwk.Kty, use = "sig", kid = jwk.Kid, n = jwk.N, e = jwk.E, alg = "RS256" } } });
        });
        _app.MapGet("/authorize", (HttpRequest request) =>
        {
            _nonce = request.Query["nonce"];
            return Results.Redirect(
                $"{request.Query["redirect_uri"]}?code=c&state={Uri.EscapeDataString(request.Query["state"].ToString())}");
        });
        _app.MapPost("/token", () => Results.Json(new
        {
            access_token = Token(Groups),
            id_token = Token(Groups, audience: ClientId, nonce: _nonce),
            token_type = "Bearer",
            expires_in = 3600,
        }));
    }

    /// <summary>Its address, and its name in tokens.</summary>
    public string Address => _app.Urls.First();

    /// <summary>The groups of the person who signs in by its page.</summary>
    public string[] Groups { get; set; } = [];

    public static async Task<ForeignAuthority> Start()
    {
        var authority = new ForeignAuthority();
        await authority._app.StartAsync();
        return authority;
    }

    /// <summary>An access token of a person in these groups.</summary>
    public string Token(string[] groups, string type = "JWT", string audience = Audience, string? nonce = null, string? ownRole = null)
    {
        var payload = new JsonObject
        {
            ["iss"] = Address,
            ["aud"] = audience,
            ["sub"] = "7f3c",
            ["preferred_username"] = "li.wei",
            ["name"] = "李薇",
            ["iat"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["exp"] = DateTimeOffset.UtcNow.AddMinutes(30).ToUnixTimeSeconds(),
            ["realm_access"] = new JsonObject { ["roles"] = new JsonArray([.. groups.Select(group => (JsonNode)group)]) },
        };
        if (nonce is not null) payload["nonce"] = nonce;
        if (ownRole is not null) payload["role"] = ownRole;
        return new JsonWebTokenHandler().CreateToken(payload.ToJsonString(), new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
            new Dictionary<string, object> { ["typ"] = type });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }
}
