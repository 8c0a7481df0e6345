using System.Net;
using System.Xml.Linq;
using Alliance.Statute;
using Xunit;

namespace Alliance.SystemTests.Intake;

public sealed class CallTests(RunningSystem system)
{
    static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task An_amended_call_says_publicly_what_was_changed_and_why()
    {
        var callId = await system.OpenCall();
        var (officer, anybody) = (await system.SignedIn("shouli"), await system.Anybody());
        var call = (await anybody.Get($"/intake/api/calls/{callId}")).Must();
        object As(DateTimeOffset closesAt, string note)
            => new { title = "年度申报通知", body = "请在受理期间内提交。", opensAt = call.Instant("opensAt"), closesAt, note };

        var silent = await officer.Post($"/intake/api/calls/{callId}/amend", As(call.Instant("closesAt").AddDays(5), ""));
        var earlier = await officer.Post($"/intake/api/calls/{callId}/amend", As(call.Instant("closesAt").AddDays(-5), "提前"));
        (await officer.Post($"/intake/api/calls/{callId}/amend", As(call.Instant("closesAt").AddDays(5), "应申报单位要求延期"))).Must();

        Assert.Equal((HttpStatusCode.UnprocessableEntity, Articles.Applications), (silent.Status, silent.Article));
        Assert.Equal(Articles.Applications, earlier.Article);
        var amended = (await anybody.Get($"/intake/api/calls/{callId}")).Must();
        Assert.Equal(call.Instant("closesAt").AddDays(5), amended.Instant("closesAt"));
        Assert.Equal(("应申报单位要求延期", "截止时间"),
            (amended.GetProperty("notes")[0].GetProperty("text").GetString(), amended.GetProperty("notes")[0].GetProperty("changes")[0]
                .GetProperty("field").GetString()));
    }

    [Fact]
    public async Task A_closed_call_takes_no_application_any_more_and_keeps_the_drafts()
    {
        var applicationId = await system.Draft("qiye8");
        var applicant = await system.SignedIn("qiye8");
        var callId = (await applicant.Read(applicationId)).GetProperty("callId").GetGuid();

        (await (await system.SignedIn("shouli")).Post($"/intake/api/calls/{callId}/close", new { note = "预算调整" })).Must();

        Assert.Equal(Articles.Applications, (await applicant.Post($"/intake/api/applications/{applicationId}/submit")).Article);
        Assert.Equal(Articles.Applications, (await applicant.Post("/intake/api/applications", new { callId })).Article);
        Assert.Equal("draft", (await applicant.Read(applicationId)).GetProperty("stage").GetString());
    }

    [Fact]
    public async Task A_draft_of_a_call_is_seen_by_the_office_only_until_it_is_published()
    {
        var (officer, now) = (await system.SignedIn("shouli"), await system.Clock.Now());
        var draftId = (await officer.Post("/intake/api/calls/drafts", new { year = now.Year, title = "尚未公开的通知" })).Must()
            .GetProperty("draftId").GetGuid();

        Assert.Equal(HttpStatusCode.Forbidden, (await (await system.SignedIn("qiye1")).Get("/intake/api/calls/drafts")).Status);
        Assert.DoesNotContain("尚未公开的通知", (await (await system.Anybody()).Get("/intake/api/calls")).Text, StringComparison.Ordinal);
        (await officer.Post("/intake/api/calls",
            new { draftId, year = now.Year, title = "已经公开的通知", body = "正文", opensAt = now, closesAt = now.AddDays(1) })).Must();
        Assert.DoesNotContain(draftId.ToString(), (await officer.Get("/intake/api/calls/drafts")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_subscribes_to_the_feed_hears_of_every_call()
    {
        var callId = await system.OpenCall();
        var http = (await system.Anybody()).Http;

        var feed = XDocument.Parse(
            await http.GetStringAsync(new Uri("/intake/api/calls.atom", UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.Contains(feed.Root!.Elements(Atom + "entry"), entry => (string?)entry.Element(Atom + "id") == $"urn:uuid:{callId}");
    }

    [Fact]
    public async Task A_unit_begins_from_its_earlier_application_without_its_signatures()
    {
        var earlier = await system.Submitted("qiye8", Filing.Complete("qiye8", "沿用"));
        var applicant = await system.SignedIn("qiye8");
        var callId = await system.OpenCall();

        var copy = (await applicant.Post("/intake/api/applications", new { callId, copyFrom = earlier })).Must()
            .GetProperty("applicationId").GetGuid();

        var form = (await applicant.Read(copy)).GetProperty("form");
        Assert.Equal("沿用", form.GetProperty("coreName").GetString());
        Assert.All(form.GetProperty("members").EnumerateArray(),
            m => Assert.Equal(System.Text.Json.JsonValueKind.Null, m.GetProperty("signature").ValueKind));
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await system.SignedIn("qiye4")).Post("/intake/api/applications", new { callId, copyFrom = earlier })).Status);
    }
}
