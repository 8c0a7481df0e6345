using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Api;

/// <summary>The feeds of calls and notices, as a reader asks for them every hour.</summary>
public sealed class FeedTests(RunningSystem system)
{
    [Theory]
    [InlineData("/intake/api/calls.atom")]
    [InlineData("/certification/api/notices.atom")]
    [InlineData("/certification/api/registry.atom")]
    public async Task A_feed_is_found_on_the_portal_and_sent_again_only_when_it_changed(string address)
    {
        await system.OpenCall();
        var http = (await system.Anybody()).Http;
        var portal = WebUtility.HtmlDecode(await http.GetStringAsync(new Uri("/", UriKind.Relative), Ct));
        Assert.Matches($"<link rel=\"alternate\" type=\"application/atom\\+xml\" title=\"[^\"]+\" href=\"{address}\"", portal);

        using var first = await http.GetAsync(new Uri(address, UriKind.Relative), Ct);
        Assert.Equal((HttpStatusCode.OK, "application/atom+xml"), (first.StatusCode, first.Content.Headers.ContentType?.MediaType));
        Assert.Equal("feed", XDocument.Parse(await first.Content.ReadAsStringAsync(Ct)).Root!.Name.LocalName);
        var (tag, modified) = (Assert.IsType<EntityTagHeaderValue>(first.Headers.ETag), Assert.NotNull(first.Content.Headers.LastModified));

        Assert.Equal(HttpStatusCode.NotModified, await Again(http, address, request => request.Headers.IfNoneMatch.Add(tag)));
        Assert.Equal(HttpStatusCode.NotModified, await Again(http, address, request => request.Headers.IfModifiedSince = modified));
        Assert.Equal(HttpStatusCode.OK, await Again(http, address, request => request.Headers.IfNoneMatch.Add(new("\"older\""))));
    }

    [Fact]
    public async Task A_page_says_its_language_once()
    {
        var http = (await system.Anybody()).Http;
        foreach (var address in (string[])["/", "/intake/calls", "/notices", "/certification/api/notices"])
        {
            using var answer = await http.GetAsync(new Uri(address, UriKind.Relative), Ct);
            Assert.Equal(["zh-CN"], answer.Content.Headers.ContentLanguage);
        }
    }

    static async Task<HttpStatusCode> Again(HttpClient http, string address, Action<HttpRequestMessage> ask)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        ask(request);
        using var answer = await http.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    static CancellationToken Ct => TestContext.Current.CancellationToken;
}
