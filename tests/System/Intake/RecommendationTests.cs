using System.Net;
using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Desk;
using Dapper;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Intake;

/// <summary>Districts and associations recommend the applications of their area and follow its alliances (Art. 18).</summary>
public sealed class RecommendationTests(RunningSystem system) : IAsyncDisposable
{
    // Longer than a line, as bureaus write them.
    static readonly string Opinion = $"材料属实，同意推荐。\n{new string('荐', 300)}";

    // 寻甸, where no other test's unit is registered.
    const string District = "530129";

    readonly Commands _commands = new(system);

    [Fact]
    public async Task Where_the_policy_asks_for_a_recommendation_the_bureau_of_the_district_gives_it_before_the_review_passes()
    {
        await system.BureauOf(District);
        await system.AssociationOf("qiye9");
        var bureau = await system.SignedIn("wuhua");
        var id = await Draft("qiye6", required: true);
        Assert.Contains("年度申报通知已发布", await system.LettersAbout("wuhua",
            (await (await system.SignedIn("qiye6")).Read(id)).GetProperty("callId").GetGuid()));
        Assert.Equal(HttpStatusCode.NotFound, (await bureau.Get($"/intake/api/applications/{id}")).Status);

        (await (await system.SignedIn("qiye6")).Post($"/intake/api/applications/{id}/submit")).Must();

        // It follows from the district who is asked: a task with the day of the call, a letter, and the application without contact data.
        Assert.Contains("有申报书等待推荐", await system.LettersAbout("wuhua", id));
        var task = (await system.AllPages("wuhua", "/intake/api/tasks?kind=recommend"))
            .Single(t => t.GetProperty("caseId").GetGuid() == id);
        Assert.Equal((await bureau.Read(id)).Instant("closesAt"), task.Instant("dueAt"));
        Assert.DoesNotContain("13888012345", (await bureau.Read(id)).ToString(), StringComparison.Ordinal);
        var listed = (await bureau.Get("/intake/api/recommendations?recommendation=Awaiting")).Must().GetProperty("items").EnumerateArray();
        Assert.Contains(listed, item => item.GetProperty("applicationId").GetGuid() == id);
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("xiehui")).Get($"/intake/api/applications/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await system.Recommends("xiehui", id, true, "同意推荐")).Status);

        // Said, taken back, and said again; once an officer judges it stands, and only with it the review passes.
        (await system.Recommends("wuhua", id, true, "材料属实")).Must();
        (await bureau.Post($"/intake/api/applications/{id}/recommendations/withdraw", new { why = "推荐函有误" })).Must();
        await Judge(id);
        var officer = await system.SignedIn("shouli");
        var refused = await officer.Post($"/intake/api/applications/{id}/pass");
        Assert.Equal((HttpStatusCode.Conflict, Articles.Promotion), (refused.Status, refused.Article));
        Assert.Contains("尚未推荐", refused.Sentence, StringComparison.Ordinal);
        (await system.Recommends("wuhua", id, true, Opinion)).Must();
        Assert.Equal(HttpStatusCode.Conflict,
            (await bureau.Post($"/intake/api/applications/{id}/recommendations/withdraw", new { why = "再次更改" })).Status);
        Assert.DoesNotContain(await system.AllPages("wuhua", "/intake/api/tasks?kind=recommend"),
            t => t.GetProperty("caseId").GetGuid() == id);
        (await officer.Post($"/intake/api/applications/{id}/pass")).Must();

        Assert.Contains("推荐单位已推荐", await system.LettersAbout("qiye6", id));
        await system.EveryLetterOpens("wuhua", id);
        await SeenByPanelAndBureau(id);
    }

    [Fact]
    public async Task Where_the_policy_asks_for_none_a_refusal_to_recommend_informs_and_stops_nothing()
    {
        await system.AssociationOf("qiye9");
        var id = await Draft("qiye9", required: false);
        (await (await system.SignedIn("qiye9")).Post($"/intake/api/applications/{id}/submit")).Must();
        Assert.Contains("本区域有新的申报", await system.LettersAbout("xiehui", id));
        Assert.DoesNotContain(await system.AllPages("xiehui", "/intake/api/tasks?kind=recommend"),
            t => t.GetProperty("caseId").GetGuid() == id);

        (await system.Recommends("xiehui", id, false, "与本行业方向不符")).Must();
        Assert.Contains("推荐单位不予推荐", await system.LettersAbout("qiye9", id));
        await Judge(id);
        (await (await system.SignedIn("shouli")).Post($"/intake/api/applications/{id}/pass")).Must();

        var said = (await (await system.SignedIn("shouli")).Get($"/intake/api/applications/{id}/recommendations")).Must();
        Assert.False(said.GetProperty("required").GetBoolean());
        Assert.False(said.GetProperty("items")[0].GetProperty("recommended").GetBoolean());
    }

    [Fact]
    public async Task A_body_follows_how_the_alliances_of_its_area_fare_and_reads_nothing_they_write()
    {
        await system.AssociationOf("qiye9");
        var alliance = Guid.CreateVersion7();
        var (startsOn, endsOn) = Cycles.Of(new(2022, 12, 1), 1, PolicyBook.Find("kunming-2016.1").CycleMonths);
        await _commands.Send(
            new StartOperatingCycle(alliance, Commands.ApplicationOf("qiye9", Road.NewName()), 1, startsOn, startsOn, endsOn));
        await _commands.Answered("monitoring", alliance, "StartOperatingCycle");
        var association = await system.SignedIn("xiehui");
        var followed = await system.Eventually(() => association.Get($"/monitoring/api/followed/{alliance}"), answer => answer.Ok);

        Assert.Equal("Operating", followed.Must().GetProperty("state").GetString());
        Assert.Contains((await association.Get("/monitoring/api/followed")).Must().GetProperty("items").EnumerateArray(),
            item => item.GetProperty("allianceId").GetGuid() == alliance);
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("wuhua")).Get($"/monitoring/api/followed/{alliance}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await association.Get($"/monitoring/api/alliances/{alliance}")).Status);
    }

    async Task<Guid> Draft(string account, bool required)
    {
        var applicant = await system.SignedIn(account);
        var call = await system.OpenCall();
        if (required)
        {
            // A call of the policy that asks for it.
            await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices["intake"].Owner);
            await database.ExecuteAsync("update call set policy_version = @Older where id = @call", new { RunningSystem.Older, call });
        }
        var id = (await applicant.Post("/intake/api/applications", new { callId = call })).Must().GetProperty("applicationId").GetGuid();
        var form = Filing.Complete(account, Road.NewName());
        (await applicant.Put($"/intake/api/applications/{id}/form", form with
        {
            Members = [.. form.Members.Select(m => m.IsLead ? m with { RegionCode = District } : m)],
        })).Must();
        foreach (var kind in (string[])["recommendation", "agreement", "certificate"])
            (await applicant.Upload($"/intake/api/applications/{id}/attachments", $"{kind}.pdf", Filing.Pdf,
                new Dictionary<string, string> { ["kind"] = kind, ["title"] = kind })).Must();
        return id;
    }

    async Task Judge(Guid id)
    {
        var officer = await system.SignedIn("shouli");
        var codes = (await officer.Read(id)).GetProperty("conditions").EnumerateArray().Select(c => c.GetProperty("code").GetString());
        (await officer.Post($"/intake/api/applications/{id}/judgements", new
        {
            judgements = codes.Select(code => new { code, met = true, sentence = "经核对" }),
        })).Must();
    }

    async Task SeenByPanelAndBureau(Guid id)
    {
        await system.InPool(Road.Panel);
        var secretary = await system.SignedIn("pingshen");
        await system.Eventually(async () => (await secretary.Get($"/review/api/reviews/{id}")).Ok);
        (await system.OnReview("pingshen", id, "panel", new { experts = Road.Panel, leader = Road.Panel[0] })).Must();
        foreach (var expert in Road.Panel) (await system.OnReview(expert, id, "recusal", new { conflict = false })).Must();
        var seen = await system.Eventually(async () => await (await system.SignedIn(Road.Panel[1]))
            .Get($"/intake/api/applications/{id}/recommendations"), answer => answer.Ok);
        Assert.Equal(Opinion, seen.Must().GetProperty("items").EnumerateArray().Single().GetProperty("opinion").GetString());

        var sheet = await system.Sheet(id, 90);
        foreach (var expert in Road.Panel) (await system.OnReview(expert, id, "sheet", sheet)).Must();
        (await system.OnReview(Road.Panel[0], id, "opinion", new { recommended = true, opinion = "推荐认定。" })).Must();
        var leader = await system.SignedIn("juzhang");
        await system.Eventually(async () => (await leader.Get($"/certification/api/determinations/{id}")).Ok);
        var meeting = await system.Meeting(id);
        var item = (await leader.Get($"/certification/api/meetings/{meeting}")).Must().GetProperty("items").EnumerateArray()
            .Single(one => one.GetProperty("applicationId").GetGuid() == id);
        Assert.Equal(Opinion, item.GetProperty("recommendations")[0].GetProperty("opinion").GetString());
    }

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
