using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Alliance.Local.Running;
using Xunit;

namespace Alliance.SystemTests.Gateway;

/// <summary>What the gateway answers to addresses that are not its own, to what is for the inside only, and to every answer's
/// headers.</summary>
[Collection(nameof(KnocksAtTheDoor))]
public sealed class OwnAddressTests(RunningSystem system)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/login?returnUrl=/")]
    [InlineData("/")]
    [InlineData("/intake/api/calls")]
    public async Task A_request_under_a_foreign_name_is_refused(string path)
    {
        using var http = new HttpClient { BaseAddress = (await system.Alliance).PublicAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "evil.test" } };

        using var answer = await http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/\t/evil.test/")]
    [InlineData("/\r\nSet-Cookie: x=y")]
    [InlineData("/\\evil.test")]
    [InlineData("/%09/evil.test")]
    [InlineData("/intake/中文?页=1")]
    [InlineData("/\ud800")]
    public async Task No_address_to_come_back_to_breaks_the_way_or_leads_elsewhere(string target)
    {
        var alliance = await system.Alliance;
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = alliance.PublicAddress };
        foreach (var path in new[] { "/culture?to=en&returnUrl=", "/login?returnUrl=" })
        {
            using var answer = await http.GetAsync(new Uri(path + Uri.EscapeDataString(target), UriKind.Relative), Ct);

            // A character that no address has is refused at the door.
            if (answer.StatusCode == HttpStatusCode.BadRequest && target.Any(char.IsControl)) continue;
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Equal(alliance.PublicAddress.Authority, new Uri(alliance.PublicAddress, answer.Headers.Location!).Authority);
        }
        using var signedIn = new HttpRequestMessage(HttpMethod.Get, "/login?returnUrl=" + Uri.EscapeDataString(target));
        using var back = await (await system.SignedIn("qiye1")).Http.SendAsync(signedIn, Ct);
        Assert.True((int)back.StatusCode < 500, $"{target}: {back.StatusCode}");
        Assert.Equal(alliance.PublicAddress.Authority, back.RequestMessage!.RequestUri!.Authority);
    }

    [Fact]
    public async Task What_is_for_the_inside_is_not_public()
    {
        var anybody = await system.Anybody();
        var open = new List<string>();
        string[] paths = ["/metrics", .. RunningAlliance.Services.Where(s => s != "gateway").SelectMany(s =>
            new[] { $"/{s}/metrics", $"/{s}/METRICS", $"/{s}//metrics", $"/{s}/health/live", $"/{s}/health/ready",
                $"/{s}/health/endpoints", $"/{s}/openapi/v1.json" })];
        foreach (var path in paths)
        {
            using var answer = await anybody.Http.GetAsync(new Uri((await system.Alliance).PublicAddress, path), Ct);
            var text = await answer.Content.ReadAsStringAsync(Ct);
            // A sign-in page is no answer of the inside.
            if (answer.IsSuccessStatusCode && !answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/identity/sign-in",
                StringComparison.Ordinal)) open.Add($"{path}: {text[..Math.Min(60, text.Length)]}");
        }

        Assert.Empty(open);
        // The inside itself still answers, and who signed in reads the documents.
        using var inside = new HttpClient();
        Assert.Contains("http_server",
            await inside.GetStringAsync(new Uri((await system.Alliance).InternalAddress("funding"), "metrics"), Ct),
            StringComparison.Ordinal);
        Assert.True((await (await system.SignedIn("jingfei")).Get("/funding/openapi/v1.json", Ct)).Ok);
    }

    [Fact]
    public async Task Every_answer_says_once_how_it_is_to_be_handled_and_not_what_made_it()
    {
        var officer = await system.SignedIn("jingfei");
        foreach (var path in new[] { "/", "/funding/", "/funding/api/grants", "/identity/sign-in", "/no-such-page",
            "/funding/no-such-page" })
        {
            using var answer = await officer.Http.GetAsync(new Uri(path, UriKind.Relative), Ct);

            Assert.False(answer.Headers.Contains("Server"), path);
            foreach (var header in new[] { "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy" })
                Assert.True(answer.Headers.TryGetValues(header, out var values) && values.Count() == 1, $"{path} without one {header}");
        }
    }

    [Fact]
    public async Task What_is_behind_sign_in_stays_in_no_cache()
    {
        var kept = new List<string>();
        foreach (var (account, path) in new[] { ("jingfei", "/funding/"), ("jingfei", "/funding/api/grants"),
            ("admin", "/workflows/api/deadlines/forecast.csv"), ("shouli", "/intake/api/applications"),
            ("shenji", "/workflows/"), ("qiye1", "/intake/api/letters"), ("rending", "/certification/api/objections"), ("jingfei", "/") })
        {
            using var answer = await (await system.SignedIn(account)).Http.GetAsync(new Uri(path, UriKind.Relative), Ct);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
            if (answer.Headers.CacheControl?.NoStore != true) kept.Add($"{path}: {answer.Headers.CacheControl}");
        }
        Assert.Empty(kept);

        // What is the same for everybody may be kept.
        using var style = await (await system.SignedIn("jingfei")).Http
            .GetAsync(new Uri("/funding/_content/Alliance.Ui/alliance.css", UriKind.Relative), Ct);
        Assert.True(style.IsSuccessStatusCode);
        Assert.False(style.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task A_program_whose_token_is_no_good_is_told_so_as_the_protocol_says()
    {
        using var http = new HttpClient { BaseAddress = (await system.Alliance).PublicAddress };
        foreach (var token in new[] { "x", "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.eyJzdWIiOiJ4In0." })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get,
                "/funding/api/grants")
            { Headers = { { "Authorization", $"Bearer {token}" } } };

            using var answer = await http.SendAsync(request, Ct);

            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            var challenge = Assert.Single(answer.Headers.WwwAuthenticate);
            Assert.Equal("Bearer", challenge.Scheme);
            Assert.Contains("invalid_token", challenge.Parameter, StringComparison.Ordinal);
            Assert.Equal("请先登录", (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("title").GetString());
        }
    }

    [Fact]
    public async Task One_replica_away_is_no_service_away()
    {
        var alliance = await system.Alliance;
        using var nobody = Alliance.Local.Infrastructure.FreePort.Any();
        await alliance.KillService("gateway");
        try
        {
            await alliance.StartService("gateway", new Dictionary<string, string>
            {
                ["Services__intake"] = $"http://127.0.0.1:{nobody.Number},{alliance.InternalAddress("intake")}",
                ["Services__certification"] = $"http://127.0.0.1:{nobody.Number},{alliance.InternalAddress("certification")}",
            }, Ct);
            var anybody = await system.Anybody();

            for (var time = 0; time < 4; time++)
                Assert.DoesNotContain("暂时无法取得", await anybody.Http.GetStringAsync(new Uri("/", UriKind.Relative), Ct),
                    StringComparison.Ordinal);
            var health = (await anybody.Get("/health", Ct)).Must();
            Assert.Equal(("Degraded", "Degraded", "Healthy"), (health.GetProperty("status").GetString(), health.GetProperty("services")
                .GetProperty("intake").GetString(), health.GetProperty("services").GetProperty("funding").GetString()));
        }
        finally
        {
            await alliance.KillService("gateway");
            await alliance.StartService("gateway", Ct);
        }
    }
}
