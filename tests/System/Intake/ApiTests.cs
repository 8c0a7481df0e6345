using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Alliance.Local;
using Dapper;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Intake;

public sealed class ApiTests(RunningSystem system)
{
    [Fact]
    public async Task Two_clicks_begin_one_application_and_work_on_it_begins_another()
    {
        var applicant = await system.SignedIn("qiye8");
        var callId = await system.OpenCall();
        async Task<Guid> Begin()
            => (await applicant.Post("/intake/api/applications", new { callId })).Must().GetProperty("applicationId").GetGuid();

        var both = await Task.WhenAll(Begin(), Begin());
        Assert.Equal(both[0], both[1]);
        (await applicant.Put($"/intake/api/applications/{both[0]}/form", Filing.Complete("qiye8"))).Must();
        Assert.NotEqual(both[0], await Begin());
    }

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
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity),
            (first.Status, again.Status, other.Status));
    }

    [Fact]
    public async Task A_code_that_is_told_once_is_repeated_to_who_has_the_key_and_stands_nowhere_in_clear()
    {
        var applicationId = await system.Draft("qiye4");
        var applicant = await system.SignedIn("qiye4");
        var key = Guid.NewGuid().ToString();

        var first = await Post(applicant, $"/intake/api/applications/{applicationId}/handover", new { }, key);
        var again = await Post(applicant, $"/intake/api/applications/{applicationId}/handover", new { }, key);

        var code = JsonDocument.Parse(first.Text).RootElement.GetProperty("code").GetString()!;
        Assert.Equal(first.Text, again.Text);
        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices["intake"].Owner);
        var kept = (await database.QueryAsync<string>(
            "select row_to_json(i)::text || coalesce(encode(body, 'escape'), '') from idempotency i")).ToList();
        Assert.NotEmpty(kept);
        Assert.DoesNotContain(kept, row => row.Contains(code, StringComparison.Ordinal) || row.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_repeated_says_again_where_the_file_is_to_be_sent()
    {
        var applicationId = await system.Draft("qiye4");
        var applicant = await system.SignedIn("qiye4");
        var key = Guid.NewGuid().ToString();

        async Task<HttpResponseMessage> Begin()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/intake/api/applications/{applicationId}/uploads")
            {
                Headers = { { "Idempotency-Key", key }, { "Tus-Resumable", "1.0.0" }, { "Upload-Length", "1000" },
                    { "Upload-Metadata", "filename YS5wZGY=,kind ZXZpZGVuY2U=" } },
            };
            return await applicant.Http.SendAsync(request, TestContext.Current.CancellationToken);
        }
        using var first = await Begin();
        using var again = await Begin();

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(first.Headers.Location!.ToString(), again.Headers.Location?.ToString());
        Assert.Equal(first.Headers.GetValues("Tus-Resumable"), again.Headers.GetValues("Tus-Resumable"));
    }

    [Fact]
    public async Task Two_of_the_public_do_not_share_a_key()
    {
        var (_, notice) = await system.OnNotice();
        var address = $"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/objections";
        using var http = new HttpClient { BaseAddress = (await system.Alliance).PublicAddress };

        async Task<(HttpStatusCode, string)> Object(string from, string name)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = JsonContent.Create(
                    new { objectorName = name, objectorKind = "person", contact = "0871-6310 0000", facts = "成员单位未实际参与研发" }),
                Headers = { { "Idempotency-Key", "1" }, { "X-Forwarded-For", from } },
            };
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        var first = await Object("203.0.113.7", "赵秉正");
        var stranger = await Object("203.0.113.8", "钱守义");
        var again = await Object("203.0.113.7", "赵秉正");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Item1, stranger.Item1));
        Assert.NotEqual(first.Item2, stranger.Item2);
        Assert.Equal(first, again);
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
        using var save = new HttpRequestMessage(HttpMethod.Put,
            new Uri($"/intake/api/applications/{applicationId}/form", UriKind.Relative))
        {
            Content =
                JsonContent.Create(form with { IndustryCode = "3253" }, options: People.Json),
            Headers = { IfMatch = { tag } }
        };
        using var saved = await applicant.Http.SendAsync(save, ct);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        var joined = (await applicant.Read(applicationId)).GetProperty("form");
        Assert.Equal(("别处改名", "3253"), (joined.GetProperty("coreName").GetString(), joined.GetProperty("industryCode").GetString()));
    }

    static async Task<(HttpStatusCode Status, string Text)> Post(Person person, string path, object body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(body, options: People.Json),
            Headers = { { "Idempotency-Key", key } }
        };
        using var response = await person.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
