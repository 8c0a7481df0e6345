using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Alliance.Core.Security;
using Alliance.Local;
using Alliance.Local.Running;
using Alliance.Web;
using Xunit;

namespace Alliance.SystemTests.Security;

/// <summary>Every role knocks at every door of every service, through the gateway; the services tell in development which doors they have
/// and for whom.</summary>
[Collection(nameof(LooksAtEverything))]
public sealed partial class RoleWalk(RunningSystem system)
{
    private sealed record Door(string Service, ListedEndpoint Endpoint)
    {
        public bool Admits(DemoAccount account) => Endpoint.Roles is null or [] || Endpoint.Roles.Any(account.Roles.Contains);

        /// <summary>An address behind the door; what stands there never exists.</summary>
        public string Address => $"/{Service}" + Parameter().Replace(Endpoint.Pattern, parameter => parameter.Value switch
        {
            var p when p.Contains(":int", StringComparison.Ordinal) || p is "{year}" or "{cycle}" => "1",
            var p when p.Contains(":date", StringComparison.Ordinal) => "2024-03-04",
            _ => "00000000-0000-0000-0000-000000000000",
        });

        public override string ToString() => $"{Endpoint.Method} {Address}";
    }

    [Fact]
    public async Task Nobody_passes_a_door_that_is_not_theirs()
    {
        var open = await Knock(door => door.Endpoint.Roles is not null, (door, account) => account is null
            || !door.Admits(account), (account, status) =>
            status is HttpStatusCode.Forbidden || (account is null && status is HttpStatusCode.Unauthorized));

        Assert.True(open.IsEmpty, string.Join('\n', open.Order()));
    }

    [Fact]
    public async Task Whoever_may_read_gets_an_answer_not_an_error()
    {
        // Whether somebody may see a case is for the use case to say, so a refusal is an answer too. What is no answer: an error, or a
        // sign-in that was not accepted.
        var failing = await Knock(door => door.Endpoint.Method == "GET", (door, account) => account is null ? door.Endpoint.Roles is null
            : door.Admits(account), (_, status) =>
            status is not HttpStatusCode.Unauthorized && (int)status < 500);

        Assert.True(failing.IsEmpty, string.Join('\n', failing.Order()));
    }

    [Fact]
    public async Task The_auditor_is_named_at_no_door_behind_which_something_changes()
    {
        var doors = (await Doors())
            .Where(door => door.Endpoint is { IsPage: false, Method: not ("GET" or "HEAD"), Roles: { } roles }
                && roles.Contains(Roles.Auditor));

        Assert.Empty(doors);
    }

    [Fact]
    public async Task No_door_that_changes_something_takes_what_a_form_of_another_page_could_send()
    {
        var alliance = await system.Alliance;
        var taken = new List<string>();
        var doors = (await Doors())
            .Where(door => door.Endpoint is { IsPage: false, Method: "POST" }
                && door.Endpoint.Pattern.StartsWith("/api/", StringComparison.Ordinal)).ToList();
        foreach (var door in doors)
        {
            var account = alliance.Accounts.FirstOrDefault(door.Admits)?.Account;
            var person = door.Endpoint.Roles is null || account is null ? await system.Anybody() : await system.SignedIn(account);
            Func<HttpContent>[] forms =
            [
                () => new FormUrlEncodedContent([new("kind", "x")]),
                () => new StringContent("{\"kind\":\"x\"}", System.Text.Encoding.UTF8, "text/plain"),
                () => new ByteArrayContent([]),
                () => new ByteArrayContent("{}"u8.ToArray()),
            ];
            foreach (var form in forms)
            {
                var status = await Ask(person, door, form, TestContext.Current.CancellationToken, elsewhere: true);
                if (status is not HttpStatusCode.UnsupportedMediaType)
                    taken.Add($"{door} answered {(int)status} to {form().Headers.ContentType}");
            }
            // Files come as a form can send them: then the browser, or a header of the program's own, says that no other page did. The
            // public has no session to abuse.
            var file = await Ask(person, door, () => new MultipartFormDataContent { { new StringContent("x"), "kind" } },
                TestContext.Current.CancellationToken, elsewhere: true);
            if (person.Account is not null && file is not (HttpStatusCode.UnsupportedMediaType or HttpStatusCode.Forbidden))
                taken.Add($"{door} answered {(int)file} to a form with files");
        }

        Assert.True(doors.Count > 40, $"Only {doors.Count} doors were found.");
        Assert.True(taken.Count == 0, string.Join('\n', taken));
    }

    private async Task<ConcurrentBag<string>> Knock(
        Func<Door, bool> doors, Func<Door, DemoAccount?, bool> who, Func<DemoAccount?, HttpStatusCode, bool> asExpected)
    {
        var alliance = await system.Alliance;
        var everybody = alliance.Accounts.GroupBy(account => account.Roles[0]).Select(role => role.First()).Prepend(null).ToList();
        var wanted = (await Doors()).Where(doors).ToList();
        Assert.True(wanted.Count > 50, $"Only {wanted.Count} doors were found.");
        var surprises = new ConcurrentBag<string>();
        foreach (var account in everybody)
        {
            var person = account is null ? await system.Anybody() : await system.SignedIn(account.Account);
            await Parallel.ForEachAsync(wanted.Where(door => who(door, account)), TestContext.Current.CancellationToken, async (door, ct) =>
            {
                var status = await Ask(person, door, () => JsonContent.Create(new { }), ct);
                // A door for files compares the content type before it looks at the person.
                if (status is HttpStatusCode.UnsupportedMediaType)
                    status = await Ask(person, door, () => new MultipartFormDataContent { { new StringContent("x"), "kind" } }, ct);
                if (!asExpected(account, status)) surprises.Add($"{door} answered {(int)status} to {account?.Roles[0] ?? "the public"}");
            });
        }
        return surprises;
    }

    private static async Task<HttpStatusCode> Ask(
        Person person, Door door, Func<HttpContent> content, CancellationToken ct, bool elsewhere = false)
    {
        using var request = new HttpRequestMessage(new HttpMethod(door.Endpoint.Method), door.Address);
        request.Headers.Accept.ParseAdd("application/json");   // no redirection to the sign-in page
        if (!elsewhere) request.Headers.Add("X-Requested-With", "tests");
        if (door.Endpoint.Method is not ("GET" or "HEAD" or "DELETE")) request.Content = content();
        using var answer = await person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        return answer.StatusCode;
    }

    private async Task<IReadOnlyList<Door>> Doors()
    {
        var alliance = await system.Alliance;
        using var http = new HttpClient();
        var doors = new List<Door>();
        foreach (var service in RunningAlliance.Services.Where(service => service is not ("gateway" or "identity")))
        {
            var list = await http.GetFromJsonAsync<ListedEndpoint[]>(new Uri(alliance.InternalAddress(service), "health/endpoints"),
                People.Json, TestContext.Current.CancellationToken);
            doors.AddRange(list!.Where(endpoint => !endpoint.Pattern.StartsWith("/_content", StringComparison.Ordinal))
                .Select(endpoint => new Door(service, endpoint)));
        }
        return doors;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
