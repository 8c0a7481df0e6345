using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Alliance.Core.Security;
using Alliance.Identity.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Xunit;

namespace Alliance.SystemTests.Gateway;

/// <summary>What the authority says of itself and of those it knows, and which programs it knows.</summary>
[Collection(nameof(KnocksAtTheDoor))]
public sealed class TokenTests(RunningSystem system)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_gets_a_token_while_the_configuration_names_it()
    {
        var alliance = await system.Alliance;
        using var http = new HttpClient { BaseAddress = alliance.PublicAddress };
        await alliance.KillService("identity");
        try
        {
            await alliance.StartService("identity", new Dictionary<string, string>
            {
                ["Identity__Machines__0__ClientId"] = "treasury",
                ["Identity__Machines__0__Secret"] = "a-secret-of-the-treasury",
                ["Identity__Machines__0__Name"] = "财政支付系统",
                ["Identity__Machines__0__Roles__0"] = Roles.FundingOfficer,
            }, Ct);
            var (status, body) = await Token(http);
            Assert.Equal(HttpStatusCode.OK, status);
            var token = body.GetProperty("access_token").GetString()!;
            Assert.Equal(JsonValueKind.Array, new JsonWebToken(token).GetPayloadValue<JsonElement>("role").ValueKind);
            using var grants = new HttpRequestMessage(HttpMethod.Get,
                "/funding/api/grants")
            { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
            Assert.True((await http.SendAsync(grants, Ct)).IsSuccessStatusCode);
        }
        finally
        {
            await alliance.KillService("identity");
            await alliance.StartService("identity", Ct);
        }

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), await Refused(http));
    }

    [Theory]
    [InlineData("ClientId")]
    [InlineData("Secret")]
    [InlineData("Name")]
    [InlineData("Roles")]
    public void A_program_of_which_something_is_missing_keeps_the_authority_from_starting(string missing)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ClientId"] = "treasury",
            ["Secret"] = "s",
            ["Name"] = "财政支付系统",
            ["Roles:0"] = Roles.FundingOfficer
        };
        foreach (var key in settings.Keys.Where(key => key.StartsWith(missing, StringComparison.Ordinal)).ToList()) settings.Remove(key);

        var refusal = Assert.Throws<InvalidOperationException>(() => RegisterClients.Machines(Configuration(settings)));

        Assert.Contains($"Identity:Machines:0 has no {missing}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Identity__Machines__0__Roles__0=", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_in_a_role_that_does_not_exist_or_under_the_name_of_the_gateway_does_too()
    {
        var complete = new Dictionary<string, string?>
        {
            ["ClientId"] = "treasury",
            ["Secret"] = "s",
            ["Name"] = "财政支付系统",
            ["Roles:0"] = Roles.FundingOfficer
        };

        Assert.Equal("treasury", Assert.Single(RegisterClients.Machines(Configuration(complete))).ClientId);
        Assert.Throws<InvalidOperationException>(() => RegisterClients.Machines(Configuration(new(complete) { ["Roles:0"] = "cashier" })));
        Assert.Throws<InvalidOperationException>(() => RegisterClients.Machines(Configuration(new(complete) { ["ClientId"] = "gateway" })));
        Assert.Contains("no role", Assert.Throws<InvalidOperationException>(() =>
            new RoleClaims(new ConfigurationBuilder().AddInMemoryCollection([new("Identity:RoleMap", "经费处=cashier")]).Build())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_has_the_same_form_in_every_token_and_only_safe_proofs_are_offered()
    {
        var anybody = await system.Anybody();
        var discovery = (await anybody.Get("/identity/.well-known/openid-configuration", Ct)).Must();
        var (access, identity) = await TokensOf("jingfei");
        using var http = new HttpClient { BaseAddress = (await system.Alliance).PublicAddress };
        using var asked = new HttpRequestMessage(HttpMethod.Get,
            "/identity/connect/userinfo")
        { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", access) } };
        using var told = await http.SendAsync(asked, Ct);

        Assert.Equal(["S256"], discovery.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(m => m.GetString()));
        JsonElement[] forms =
        [
            new JsonWebToken(access).GetPayloadValue<JsonElement>("role"),
            new JsonWebToken(identity).GetPayloadValue<JsonElement>("role"),
            (await told.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("role"),
        ];
        Assert.All(forms, role => Assert.Equal("[\"funding-officer\"]", role.GetRawText()));
    }

    /// <summary>The tokens behind a person's session, which the gateway keeps to itself: asked for as the gateway asks.</summary>
    async Task<(string Access, string Identity)> TokensOf(string account)
    {
        var alliance = await system.Alliance;
        var secret = alliance.Data.Secret("client");
        var page = await system.Browser.SignedIn(account);
        var origin = alliance.PublicAddress.GetLeftPart(UriPartial.Authority);
        var verifier = new string('v', 64);
        var challenge = Microsoft.IdentityModel.Tokens.Base64UrlEncoder
            .Encode(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(verifier)));
        using var http = new HttpClient { BaseAddress = alliance.PublicAddress };
        var pushed = await Post(http, "/identity/connect/par", new()
        {
            ["client_id"] = "gateway",
            ["client_secret"] = secret,
            ["response_type"] = "code",
            ["redirect_uri"] = $"{origin}/signin-oidc",
            ["scope"] = "openid profile roles alliance",
            ["code_challenge"] = challenge,
            ["code_challenge_method"] = "S256",
        });
        var asked = Uri.EscapeDataString(pushed.GetProperty("request_uri").GetString()!);
        var back = await page.APIRequest.GetAsync($"/identity/connect/authorize?client_id=gateway&request_uri={asked}",
            new() { MaxRedirects = 0 });
        var code = System.Web.HttpUtility.ParseQueryString(new Uri(back.Headers["location"]).Query)["code"]!;
        var tokens = await Post(http, "/identity/connect/token", new()
        {
            ["client_id"] = "gateway",
            ["client_secret"] = secret,
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = $"{origin}/signin-oidc",
            ["code_verifier"] = verifier,
        });
        return (tokens.GetProperty("access_token").GetString()!, tokens.GetProperty("id_token").GetString()!);
    }

    static async Task<(HttpStatusCode Status, JsonElement Body)> Token(HttpClient http)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "treasury",
            ["client_secret"] = "a-secret-of-the-treasury",
            ["scope"] = "alliance",
        });
        using var answer = await http.PostAsync(new Uri("/identity/connect/token", UriKind.Relative), form, Ct);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }

    static async Task<(HttpStatusCode, string?)> Refused(HttpClient http)
    {
        var (status, body) = await Token(http);
        return (status, body.GetProperty("error").GetString());
    }

    static async Task<JsonElement> Post(HttpClient http, string path, Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), form, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    static IConfiguration Configuration(Dictionary<string, string?> machine)
        => new ConfigurationBuilder()
            .AddInMemoryCollection(machine.ToDictionary(setting => $"Identity:Machines:0:{setting.Key}", setting => setting.Value)).Build();
}
