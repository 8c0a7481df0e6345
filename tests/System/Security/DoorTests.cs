using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alliance.Local;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Security;

/// <summary>What is sent to the running services and cannot be meant is refused where it comes in, with its place; nothing is stored,
/// nobody else is harmed, and what was typed stays.</summary>
[Collection(nameof(KnocksAtTheDoor))]
public sealed partial class DoorTests(RunningSystem system)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("FoundedOn", "12026-01-01")]
    [InlineData("RegisteredCapital", "1.2E+04")]
    [InlineData("RegisteredCapital", "99999999999999999999")]
    [InlineData("RegisteredCapital", "99999999999999999999999999999999")]
    [InlineData("IsLead", "abc")]
    [InlineData("ByProxy", "2")]
    [InlineData("Kind", "Nothing")]
    [InlineData("Kind", "99")]
    [InlineData("Name", "甲\u000B乙")]
    public async Task A_value_of_a_form_that_cannot_be_read_or_meant_is_said_at_its_field_and_everything_typed_is_kept(
        string field, string typed)
    {
        var applicationId = await system.Draft("qiye1");
        var person = await system.SignedIn("qiye1");
        var page = new Uri($"/intake/applications/{applicationId}/members/1", UriKind.Relative);

        using var answer = await Post(person, page, "section",
            new() { ["Input.Member.Address"] = "昆明市东风路一百号", [$"Input.Member.{field}"] = typed });
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains($"id=\"section-member-{field.ToLowerInvariant()}-error\"", html, StringComparison.Ordinal);
        Assert.Contains("昆明市东风路一百号", html, StringComparison.Ordinal);
        if (!typed.Any(char.IsControl) && field is not ("IsLead" or "ByProxy" or "Kind"))
            Assert.Contains(typed, html, StringComparison.Ordinal);
        Assert.Equal("昆明市五华区", (await person.Read(applicationId)).GetProperty("form").GetProperty("members")[1]
            .GetProperty("address").GetString());
    }

    [Fact]
    public async Task What_is_typed_as_people_type_it_is_stored_as_it_is_meant()
    {
        var applicationId = await system.Draft("qiye1");
        var person = await system.SignedIn("qiye1");
        var before = (await person.Read(applicationId)).GetProperty("form").GetProperty("members")[1];
        var code = before.GetProperty("creditCode").GetString()!;
        var wide = string.Concat(code.Select(c => (char)(c + 0xFEE0)));

        using var answer = await Post(person, new($"/intake/applications/{applicationId}/members/1", UriKind.Relative), "section", new()
        {
            ["Input.Member.CreditCode"] = $" {wide[..4]} {wide[4..8]}\u200B-{wide[8..]} ",
            ["Input.Member.Name"] = "\uFEFF昆明\u200B𠮷田公司 ",
        });

        var member = (await person.Read(applicationId)).GetProperty("form").GetProperty("members")[1];
        Assert.Equal((code, "昆明𠮷田公司"), (member.GetProperty("creditCode").GetString(), member.GetProperty("name").GetString()));
        Assert.Equal((HttpStatusCode.OK, $"/intake/applications/{applicationId}/members"),
            (answer.StatusCode, answer.RequestMessage!.RequestUri!.AbsolutePath));
    }

    [Fact]
    public async Task A_form_that_no_browser_would_send_is_a_bad_request_and_none_of_ours()
    {
        await system.Submitted("qiye3", Filing.Complete("qiye3", Road.NewName()));
        var officer = await system.SignedIn("shouli");
        var page = new Uri("/intake/queue", UriKind.Relative);

        using var unreadable = await Post(officer, page, "assign", new() { ["Input.Account"] = "shouli\0" });
        using var keyless = await Post(officer, page, "assign", new() { ["Input.Account"] = "shouli", ["Input.Chosen"] = "none" });

        Assert.Equal(HttpStatusCode.BadRequest, unreadable.StatusCode);
        Assert.Contains("地址或内容含有不能使用的字符", WebUtility.HtmlDecode(await unreadable.Content.ReadAsStringAsync(Ct)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, keyless.StatusCode);
        Assert.Contains("“none”无法识别", WebUtility.HtmlDecode(await keyless.Content.ReadAsStringAsync(Ct)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/intake/queue?year=abc&q=x", "shouli", true)]
    [InlineData("/intake/applications?year=99999999999", "shouli", true)]
    [InlineData("/intake/mail?again=maybe", "shouli", true)]
    [InlineData("/intake/calls/new?draft=none", "shouli", true)]
    [InlineData("/workflows/cases?view=none", "admin", true)]
    [InlineData("/workflows/interventions?caseId=none", "admin", true)]
    [InlineData("/workflows/migrations?caseId=1", "admin", true)]
    [InlineData("/workflows/clock?since=soon", "admin", true)]
    [InlineData("/workflows/cases?age=2147483647", "admin", false)]
    [InlineData("/workflows/deadlines?month=9999-12", "admin", false)]
    [InlineData("/workflows/deadlines?month=0001-01", "admin", false)]
    public async Task A_page_whose_address_has_a_value_that_cannot_be_read_is_shown_without_it_and_says_so(
        string address, string account, bool says)
    {
        var person = await system.SignedIn(account);
        using var answer = await person.Http.GetAsync(new Uri(address, UriKind.Relative), Ct);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(says, html.Contains("无法识别，已略过", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/intake/api/applications?year=abc", "shouli", 400, "year")]
    [InlineData("/intake/api/applications?year=1066", "shouli", 422, "year")]
    [InlineData("/funding/api/grants/?state=99", "jingfei", 422, "state")]
    [InlineData("/funding/api/grants/?size=here", "jingfei", 400, "Size")]
    [InlineData("/workflows/api/cases?age=-1", "admin", 422, "age")]
    [InlineData("/workflows/api/cases?incident=perhaps", "admin", 400, "incident")]
    [InlineData("/workflows/api/deadlines?day=12026-01-01", "admin", 400, "day")]
    [InlineData("/workflows/api/calendars/10000", "admin", 422, "year")]
    [InlineData("/certification/api/registry?q=%00", "", 400, null)]
    [InlineData("/certification/registry?q=%0B", "", 400, null)]
    [InlineData("/certification/api/certificates/a%00b", "", 400, null)]
    [InlineData("/intake/api/applications?q=%C2%85", "shouli", 400, null)]
    [InlineData("/resume/%0B", "shouli", 400, null)]
    [InlineData("/login?returnUrl=%0B", "", 400, null)]
    [InlineData("/identity/sign-in?ReturnUrl=%0B", "", 400, null)]
    public async Task A_value_in_an_address_that_cannot_be_meant_is_refused_by_name(
        string address, string account, int status, string? name)
    {
        var person = account.Length == 0 ? await system.Anybody() : await system.SignedIn(account);
        using var answer = await person.Http.GetAsync(new Uri(address, UriKind.Relative), Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);

        Assert.Equal(status, (int)answer.StatusCode);
        if (name is not null) Assert.Equal(name, JsonDocument.Parse(text).RootElement.GetProperty("errors")[0].GetProperty("field")
            .GetString(), ignoreCase: true);
    }

    [Fact]
    public async Task A_body_that_cannot_be_meant_is_refused_with_its_place_and_nothing_is_stored()
    {
        var applicationId = await system.Draft("qiye1");
        var person = await system.SignedIn("qiye1");
        var stored = (await person.Read(applicationId)).GetProperty("version").GetInt32();
        var form = JsonNode.Parse((await person.Read(applicationId)).GetProperty("form").GetRawText())!;

        async Task<(HttpStatusCode, string?)> Put(Action<JsonNode> poison, string type = "application/json")
        {
            var body = form.DeepClone();
            poison(body);
            using var content = new StringContent(body.ToJsonString());
            content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
            using var answer = await person.Http
                .PutAsync(new Uri($"/intake/api/applications/{applicationId}/form", UriKind.Relative), content, Ct);
            var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement;
            return (answer.StatusCode, problem.GetProperty("errors")[0].GetProperty("field").GetString());
        }

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "team[1]"), await Put(f => f["team"]!.AsArray().Add(null)));
        Assert.Equal((HttpStatusCode.BadRequest, "kind"), await Put(f => f["kind"] = 99));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "members[2].name"), await Put(f => f["members"]![2]!["name"] = "甲\0乙"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "members[2].registeredCapitalFen"),
            await Put(f => f["members"]![2]!["registeredCapitalFen"] = long.MinValue));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "members[0].foundedOn"),
            await Put(f => f["members"]![0]!["foundedOn"] = "9999-12-31"));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, null), await Put(_ => { }, "application/json; charset=gb18030"));
        Assert.Equal(stored, (await person.Read(applicationId)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task What_is_searched_for_is_taken_as_it_stands_and_as_a_reader_takes_it()
    {
        var secretary = await system.SignedIn("pingshen");
        (await secretary.Post("/review/api/experts", new
        {
            account = "zhuanjia-door",
            name = "𠮷野·〔2016〕",
            institution = "昆科发[2016]1号—5%_研究所",
            institutionCreditCode = TestApplicants.Accounts[0].Unit!.CreditCode,
            field = "材料",
        })).Must();

        async Task<bool> Finds(string q) => (await secretary.Get($"/review/api/experts?q={Uri.EscapeDataString(q)}")).Must()
            .GetProperty("items").EnumerateArray().Any(e => e.GetProperty("account").GetString() == "zhuanjia-door");

        foreach (var found in (string[])["昆科发〔2016〕１号", "1号–5%", "5%_", "𠮷野•【2016】", "ZHUANJIA-door", "5​%"])
            Assert.True(await Finds(found), found);
        foreach (var other in (string[])["5_", "昆_发", "%%", "2016%号"]) Assert.False(await Finds(other), other);
    }

    async Task<HttpResponseMessage> Post(Person person, Uri page, string form, Dictionary<string, string> changed)
    {
        var html = await person.Http.GetStringAsync(page, Ct);
        var fields = Field().Matches(html[html.IndexOf($"id=\"form-{form}\"", StringComparison.Ordinal)..])
            .Where(m => m.Groups["name"].Value.StartsWith("Input.", StringComparison.Ordinal) || m.Groups["name"].Value is "Version")
            .Where(m => !m.Value.Contains("type=\"checkbox\"", StringComparison.Ordinal))
            .GroupBy(m => m.Groups["name"].Value).ToDictionary(g => g.Key, g => WebUtility.HtmlDecode(g.First().Groups["value"].Value));
        foreach (var (name, value) in changed) fields[name] = value;
        fields["_handler"] = form;
        // A step that cannot be taken back is confirmed; others do not look at it.
        fields["_confirmed"] = fields["_checked"] = "true";
        fields["__RequestVerificationToken"] = Token().Match(html).Groups["value"].Value;
        return await person.Http.PostAsync(page, new FormUrlEncodedContent(fields), Ct);
    }

    [GeneratedRegex("<input[^>]*name=\"(?<name>[^\"]+)\"[^>]*?(?: " +
        "value=\"(?<value>[^\"]*)\")?[^>]*>|<textarea[^>]*name=\"(?<name>[^\"]+)\"[^>]*>\\s*(?<value>[^<]*)</textarea>")]
    private static partial Regex Field();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<value>[^\"]+)\"")]
    private static partial Regex Token();
}
