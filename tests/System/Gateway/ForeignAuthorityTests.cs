using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Alliance.Contracts;
using Alliance.Core.Security;
using Alliance.Local;
using Alliance.Web;
using Xunit;

namespace Alliance.SystemTests.Gateway;

/// <summary>
/// Another OpenID authority takes the place of ours: whoever it says holds an office here holds it at every door and in every rule.
/// </summary>
[Collection(nameof(KnocksAtTheDoor))]
public sealed partial class ForeignAuthorityTests(RunningSystem system) : IAsyncDisposable
{
    readonly Commands _commands = new(system);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Doors_and_rules_know_the_roles_of_another_authority()
    {
        var alliance = await system.Alliance;
        var allianceId = Guid.CreateVersion7();
        await _commands.Send(new OpenGuidanceGrant(allianceId, Commands.ApplicationOf("qiye8", Road.NewName()), "昆科发〔2024〕9号",
            new DateOnly(2024, 3, 1)));
        await _commands.Answered("funding", allianceId, "OpenGuidanceGrant");
        await using var authority = await ForeignAuthority.Start();
        await alliance.KillService("funding");
        try
        {
            await alliance.StartService("funding", Settings(authority), Ct);
            using var http = new HttpClient { BaseAddress = alliance.InternalAddress("funding") };
            var doors = (await http.GetFromJsonAsync<ListedEndpoint[]>("health/endpoints", People.Json, Ct))!
                .Where(door => door.Roles is not null && !door.Pattern.StartsWith("/_content", StringComparison.Ordinal)).ToList();
            Assert.True(doors.Count > 10, $"Only {doors.Count} doors were found.");

            var surprises = new List<string>();
            foreach (var role in Roles.All)
            {
                var token = authority.Token([Theirs(role), "Domain Users"]);
                foreach (var door in doors)
                {
                    var status = await Ask(http, door.Method, Parameter().Replace("/funding" + door.Pattern, Guid.Empty.ToString()), token);
                    var admitted = door.Roles is [] || door.Roles!.Contains(role);
                    if (status is HttpStatusCode.Unauthorized || admitted == status is HttpStatusCode.Forbidden)
                        surprises.Add($"{door.Method} {door.Pattern} answered {(int)status} to {role}");
                }
            }
            Assert.Empty(surprises);

            // Not only the door: the list is the officer's, and what their own authority calls by our names without saying so counts for
            // nothing.
            Assert.Contains(allianceId.ToString(), await List(authority.Token([Theirs(Roles.FundingOfficer)])), StringComparison.Ordinal);
            Assert.DoesNotContain(allianceId.ToString(), await List(authority.Token(["Domain Users"])), StringComparison.Ordinal);
            Assert.DoesNotContain(allianceId.ToString(),
                await List(authority.Token([Roles.FundingOfficer], ownRole: Roles.FundingOfficer)), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Unauthorized,
                await Ask(http, "GET", "/funding/api/grants", authority.Token([], audience: "another-program")));
            Assert.Equal(HttpStatusCode.Unauthorized,
                await Ask(http, "GET", "/funding/api/grants", authority.Token([], type: "logout+jwt")));

            async Task<string> List(string token)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get,
                    "/funding/api/grants")
                { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
                using var answer = await http.SendAsync(request, Ct);
                return await answer.Content.ReadAsStringAsync(Ct);
            }
        }
        finally
        {
            await alliance.KillService("funding");
            await alliance.StartService("funding", Ct);
        }
    }

    [Fact]
    public async Task People_sign_in_at_another_authority_and_work()
    {
        var alliance = await system.Alliance;
        await using var authority = await ForeignAuthority.Start();
        authority.Groups = [Theirs(Roles.FundingOfficer)];
        foreach (var part in new[] { "funding", "gateway" }) await alliance.KillService(part);
        try
        {
            foreach (var part in new[] { "funding", "gateway" }) await alliance.StartService(part, Settings(authority), Ct);
            var page = await system.Browser.Public();

            await page.GotoAsync("/funding/");

            Assert.Equal("/funding/", new Uri(page.Url).AbsolutePath);
            Assert.Contains("李薇", await page.InnerTextAsync("#me"), StringComparison.Ordinal);
            Assert.True((await page.APIRequest.GetAsync("/funding/api/grants")).Ok);

            // This authority has no end of session of its own: ours ends all the same.
            await page.SignOut();
            await page.Reached(address => new Uri(address).AbsolutePath == "/");
            Assert.Equal(0, await page.Locator("#me").CountAsync());
        }
        finally
        {
            foreach (var part in new[] { "funding", "gateway" }) await alliance.KillService(part);
            foreach (var part in new[] { "funding", "gateway" }) await alliance.StartService(part, Ct);
        }
    }

    static string Theirs(string role) => $"科技局/{role}";

    static Dictionary<string, string> Settings(ForeignAuthority authority) => new()
    {
        ["Identity__Authority"] = authority.Address,
        ["Identity__Internal"] = "",
        ["Identity__ClientId"] = ForeignAuthority.ClientId,
        ["Identity__Scopes"] = "openid profile",
        ["Identity__RoleClaim"] = "realm_access.roles",
        ["Identity__RoleMap"] = string.Join("; ", Roles.All.Select(role => $"{Theirs(role)} = {role}")),
        ["Identity__TokenTypes"] = "at+jwt, JWT",
        ["Identity__Audience"] = $"other, {ForeignAuthority.Audience}",
    };

    static async Task<HttpStatusCode> Ask(HttpClient http, string method, string address, string token)
    {
        var status = await Ask(http, method, address, token, () => JsonContent.Create(new { }));
        // A door for files compares the content type before it looks at the person.
        return status is not HttpStatusCode.UnsupportedMediaType ? status
            : await Ask(http, method, address, token, () => new MultipartFormDataContent { { new StringContent("x"), "kind" } });
    }

    static async Task<HttpStatusCode> Ask(HttpClient http, string method, string address, string token, Func<HttpContent> content)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method),
            address)
        { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        if (method is not ("GET" or "HEAD" or "DELETE")) request.Content = content();
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        return answer.StatusCode;
    }

    public ValueTask DisposeAsync() => _commands.DisposeAsync();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
