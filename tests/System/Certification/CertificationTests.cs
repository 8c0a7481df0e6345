using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>Determination, notice, objection and recognition over HTTP (Art. 11).</summary>
public sealed partial class CertificationTests(RunningSystem system)
{
    static readonly object Objection = new { objectorName = "李晓明", objectorKind = "person", contact = "lixm@example.test", facts = "所列专利不属于成员单位。" };

    [Fact]
    public async Task A_proposal_stands_in_public_for_its_period_and_becomes_a_recognition_with_numbers()
    {
        var (here, noticeId) = await TheCase.Announced(system, "公示认定");
        var anybody = await system.Anybody();
        var notice = (await anybody.Get($"/certification/api/notices/{noticeId}")).Must();
        Assert.Equal(("open", "recognition"), (notice.GetProperty("state").GetString(), notice.GetProperty("kind").GetString()));
        Assert.NotEqual(0, notice.GetProperty("reckoning").GetArrayLength());

        await system.Clock.MoveTo(notice.GetProperty("closesAt").GetDateTimeOffset());
        await here.Reaches("Recognised");

        var row = Assert.Single((await anybody.Get($"/certification/api/registry?q={Uri.EscapeDataString(here.Name)}")).Must().EnumerateArray());
        Assert.Equal("valid", row.GetProperty("status").GetString());
        Assert.Matches(@"^昆科发〔\d{4}〕\d+号$", row.GetProperty("documentNumber").GetString());
        var number = row.GetProperty("certificateNumber").GetString();
        Assert.Equal(here.Name, (await anybody.Get($"/certification/api/certificates/{number}")).Must().GetProperty("name").GetString());
        Assert.Contains(here.Name, await anybody.Http.GetStringAsync(new Uri($"/verify/{number}", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var late = await anybody.Post($"/certification/api/notices/{noticeId}/objections", Objection);
        Assert.Equal((HttpStatusCode.Conflict, "Art. 11"), (late.Status, late.Article));

        var officer = await system.SignedIn("rending");
        var plaque = $"/certification/api/alliances/{row.GetProperty("allianceId").GetGuid()}/plaque";
        var today = DateOnly.FromDateTime((await system.Clock.Now()).ToOffset(TimeSpan.FromHours(8)).DateTime);
        (await officer.Post(plaque, new { handedOverOn = today })).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Post(plaque, new { handedOverOn = today })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Post(plaque, new { recoveredOn = today })).Status);
    }

    [Fact]
    public async Task Two_alliances_recognised_in_one_moment_take_neighbouring_numbers()
    {
        var (first, firstNotice) = await TheCase.Announced(system, "编号甲");
        var (second, secondNotice) = await TheCase.Announced(system, "编号乙");
        var anybody = await system.Anybody();
        var ends = new List<DateTimeOffset>();
        foreach (var id in new[] { firstNotice, secondNotice }) ends.Add((await anybody.Get($"/certification/api/notices/{id}")).Must().GetProperty("closesAt").GetDateTimeOffset());
        await system.Clock.MoveTo(ends.Max());
        await first.Reaches("Recognised");
        await second.Reaches("Recognised");

        var all = (await anybody.Get("/certification/api/registry")).Must().EnumerateArray().ToList();
        foreach (var year in all.GroupBy(a => a.GetProperty("certificateNumber").GetString()!.Split('-')[1]))
        {
            var numbers = year.Select(a => int.Parse(a.GetProperty("certificateNumber").GetString()!.Split('-')[2], System.Globalization.CultureInfo.InvariantCulture)).Order();
            Assert.Equal(Enumerable.Range(1, year.Count()), numbers);
        }
    }

    [Fact]
    public async Task A_name_is_proposed_for_one_alliance_only()
    {
        var first = await TheCase.OnTheTable(system, "重名");
        var second = await TheCase.OnTheTable(system, "重名");
        var decisionMaker = await system.SignedIn("juzhang");

        var answers = await Task.WhenAll(
            decisionMaker.Post($"{first.Determination}/propose", new { minutes = "研究同意。" }),
            decisionMaker.Post($"{second.Determination}/propose", new { minutes = "研究同意。" }));

        var refused = Assert.Single(answers, a => !a.Ok);
        Assert.Equal((HttpStatusCode.Conflict, "Art. 11"), (refused.Status, refused.Article));
        Assert.Contains(first.Name, refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bureau_declines_with_reasons()
    {
        var here = await TheCase.OnTheTable(system, "不予认定", recommended: false);
        var decisionMaker = await system.SignedIn("juzhang");

        Assert.Equal(HttpStatusCode.Conflict, (await decisionMaker.Post($"{here.Determination}/propose", new { minutes = "研究同意。" })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await decisionMaker.Post($"{here.Determination}/decline", new { reasons = Array.Empty<object>() })).Status);
        (await decisionMaker.Post($"{here.Determination}/decline", new { reasons = new[] { new { article = "Art. 8(1)", sentence = "牵头单位影响力不足。" } } })).Must();
        await here.Reaches("Declined");
    }

    [Fact]
    public async Task An_objection_holds_this_alliance_until_every_one_is_settled_and_dismissed_ones_let_it_go_on()
    {
        var (here, noticeId) = await TheCase.Announced(system, "异议驳回");
        var anybody = await system.Anybody();
        var officer = await system.SignedIn("rending");
        var objections = $"/certification/api/notices/{noticeId}/objections";
        var nameless = await anybody.Post(objections, new { objectorName = "", objectorKind = "person", contact = "", facts = "" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Art. 11"), (nameless.Status, nameless.Article));
        var one = (await anybody.Post(objections, Objection)).Must().GetProperty("objectionId").GetGuid();
        var two = (await anybody.Post(objections, Objection)).Must().GetProperty("objectionId").GetGuid();
        await here.Reaches("ObjectionHandling");

        var notice = await anybody.Get($"/certification/api/notices/{noticeId}");
        Assert.Equal("held", notice.Must().GetProperty("state").GetString());
        Assert.DoesNotContain("lixm", notice.Text, StringComparison.Ordinal);
        await system.Clock.MoveTo(notice.Must().GetProperty("closesAt").GetDateTimeOffset().AddHours(1));
        Assert.Equal("ObjectionHandling", await here.State());

        (await officer.Post($"/certification/api/objections/{one}/settle", new { upheld = false, answer = "经查不属实。" })).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Post($"/certification/api/objections/{one}/settle", new { upheld = true, answer = "改判。" })).Status);
        Assert.Equal("ObjectionHandling", await here.State());
        (await officer.Post($"/certification/api/objections/{two}/settle", new { upheld = false, answer = "经查不属实。" })).Must();
        await here.Reaches("Recognised");
    }

    [Fact]
    public async Task One_objection_upheld_is_enough_to_refuse_and_frees_the_name()
    {
        var (here, noticeId) = await TheCase.Announced(system, "异议成立");
        var anybody = await system.Anybody();
        var officer = await system.SignedIn("rending");
        var one = (await anybody.Post($"/certification/api/notices/{noticeId}/objections", Objection)).Must().GetProperty("objectionId").GetGuid();
        var two = (await anybody.Post($"/certification/api/notices/{noticeId}/objections", Objection)).Must().GetProperty("objectionId").GetGuid();

        (await officer.Post($"/certification/api/objections/{one}/settle", new { upheld = true, answer = "经查属实。" })).Must();
        (await officer.Post($"/certification/api/objections/{two}/settle", new { upheld = false, answer = "经查不属实。" })).Must();
        await here.Reaches("Refused");

        var (again, _) = await TheCase.Announced(system, "异议成立");
        Assert.Equal(here.Name, again.Name);
    }

    [Fact]
    public async Task A_withdrawal_takes_the_notice_off_with_a_word_to_the_public()
    {
        var (here, noticeId) = await TheCase.Announced(system, "公示撤回");
        var anybody = await system.Anybody();
        (await (await system.SignedIn(here.Applicant)).Post($"/intake/api/applications/{here.ApplicationId}/withdraw", new { why = "成员单位调整。" })).Must();

        await system.Eventually(() => anybody.Get($"/certification/api/notices/{noticeId}"), notice => notice.Must().GetProperty("state").GetString() == "withdrawn");
        var refused = await anybody.Post($"/certification/api/notices/{noticeId}/objections", Objection);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("撤回", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("申报单位已撤回申报，公示终止。", await anybody.Http.GetStringAsync(new Uri($"/notices/{noticeId}", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/notices/")]
    [InlineData("/certification/notices/")]
    public async Task The_objection_form_works_at_both_addresses_and_keeps_what_was_typed(string address)
    {
        var ct = TestContext.Current.CancellationToken;
        var (here, noticeId) = await TheCase.Announced(system, address.Length > 10 ? "表单甲" : "表单乙");
        var anybody = await system.Anybody();
        var page = new Uri($"{address}{noticeId}", UriKind.Relative);

        var incomplete = await Send(await anybody.Http.GetStringAsync(page, ct), facts: "");
        Assert.Contains("请写明异议的事实和依据", incomplete.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"王小明\"", incomplete.Text, StringComparison.Ordinal);

        var done = await Send(incomplete.Text, facts: "所列专利不属于成员单位。");
        Assert.StartsWith($"{address}{noticeId}", done.At.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("异议已收到", done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("王小明", done.Text, StringComparison.Ordinal);
        await here.Reaches("ObjectionHandling");

        async Task<(string Text, Uri At)> Send(string html, string facts)
        {
            var form = Form().Matches(html).Select(m => m.Value).Single(f => f.Contains("Input.Facts", StringComparison.Ordinal));
            var fields = Hidden().Matches(form).Select(m => KeyValuePair.Create(m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value))).ToList();
            fields.AddRange([new("Input.ObjectorKind", "Person"), new("Input.ObjectorName", "王小明"), new("Input.Contact", "wang@example.test"), new("Input.Facts", facts)]);
            using var answer = await anybody.Http.PostAsync(page, new FormUrlEncodedContent(fields), ct);
            return (await answer.Content.ReadAsStringAsync(ct), answer.RequestMessage!.RequestUri!);
        }
    }

    [GeneratedRegex("<form[\\s>].*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();
}
