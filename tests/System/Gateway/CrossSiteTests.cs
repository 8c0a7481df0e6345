using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace Alliance.SystemTests.Gateway;

[Collection(nameof(KnocksAtTheDoor))]
public sealed class CrossSiteTests(RunningSystem system)
{
    [Theory]
    [InlineData("Origin", "https://evil.test")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_elsewhere_cannot_act_in_the_name_of_whoever_is_signed_in(string header, string value)
    {
        using var answer = await PostACall(header, value);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("crossOrigin", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_own_pages_can()
    {
        // An empty call is refused by the rules of Intake, which is to say that it arrived there.
        using var answer = await PostACall("Sec-Fetch-Site", "same-origin");

        Assert.DoesNotContain("crossOrigin", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    async Task<HttpResponseMessage> PostACall(string header, string value)
    {
        var officer = await system.SignedIn("shouli");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/intake/api/calls") { Content = JsonContent.Create(new { }) };
        request.Headers.Add(header, value);
        return await officer.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
