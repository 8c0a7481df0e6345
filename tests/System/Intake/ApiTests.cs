using System.Net;
using System.Net.Http.Json;
using Alliance.Launcher;
using Xunit;

namespace Alliance.SystemTests.Intake;

public sealed class ApiTests(RunningSystem system)
{
    [Fact]
    public async Task A_request_that_is_repeated_under_its_key_is_carried_out_once_and_answered_alike()
    {
        var callId = await system.OpenCall();
        var applicant = await system.SignedIn("qiye1");
        var key = Guid.NewGuid().ToString();

        var first = await Post(applicant, "/intake/api/applications", new { callId }, key);
        var again = await Post(applicant, "/intake/api/applications", new { callId }, key);
        var other = await Post(applicant, "/intake/api/applications", new { callId = Guid.NewGuid() }, key);

        Assert.Equal(first.Text, again.Text);
        Assert.Contains("applicationId", first.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), (first.Status, again.Status, other.Status));
    }

    [Fact]
    public async Task Who_has_an_application_already_is_told_so_and_who_saves_from_an_old_one_is_joined()
    {
        var applicationId = await system.Draft("qiye1");
        var applicant = await system.SignedIn("qiye1");
        var ct = TestContext.Current.CancellationToken;
        var address = new Uri($"/intake/api/applications/{applicationId}", UriKind.Relative);
        using var read = await applicant.Http.GetAsync(address, ct);
        var tag = read.Headers.ETag!;

        using var again = await applicant.Http.SendAsync(new(HttpMethod.Get, address) { Headers = { IfNoneMatch = { tag } } }, ct);
        var form = Filing.Complete("qiye1");
        (await applicant.Put($"/intake/api/applications/{applicationId}/form", form with { CoreName = "别处改名" })).Must();
        using var save = new HttpRequestMessage(HttpMethod.Put, new Uri($"/intake/api/applications/{applicationId}/form", UriKind.Relative)) { Content = JsonContent.Create(form with { IndustryCode = "3253" }, options: People.Json), Headers = { IfMatch = { tag } } };
        using var saved = await applicant.Http.SendAsync(save, ct);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        var joined = (await applicant.Read(applicationId)).GetProperty("form");
        Assert.Equal(("别处改名", "3253"), (joined.GetProperty("coreName").GetString(), joined.GetProperty("industryCode").GetString()));
    }

    static async Task<(HttpStatusCode Status, string Text)> Post(Person person, string path, object body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: People.Json), Headers = { { "Idempotency-Key", key } } };
        using var response = await person.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
