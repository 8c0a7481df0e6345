using System.Net;
using Alliance.Statute;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Review;

/// <summary>Expert review as people do it: a panel without ties, sheets that nobody sees before all are in, and the leader's opinion (Art.
/// 10).</summary>
public sealed class ReviewTests(RunningSystem system)
{
    [Fact]
    public async Task A_panel_has_three_experts_a_leader_and_nobody_of_a_member_unit()
    {
        var applicationId = await system.AwaitingPanel();
        await system.InPool(Road.Panel);
        var member = Filing.Complete("qiye2").Members[1];
        (await (await system.SignedIn("pingshen")).Post("/review/api/experts",
            new
            {
                account = "zhuanjia6",
                name = "专家6",
                institution = member.Name,
                institutionCreditCode = member.CreditCode,
                field = "材料科学"
            })).Must();

        var two = await Appoint(applicationId, Road.Panel[..2], Road.Panel[0]);
        var leaderless = await Appoint(applicationId, Road.Panel, "zhuanjia5");
        var partial = await Appoint(applicationId, [.. Road.Panel, "zhuanjia6"], Road.Panel[0]);
        var lawful = await Appoint(applicationId, Road.Panel, Road.Panel[0]);
        var again = await Appoint(applicationId, Road.Panel, Road.Panel[0]);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, Articles.Review), (two.Status, two.Article));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, Articles.Review), (leaderless.Status, leaderless.Article));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, Articles.Review), (partial.Status, partial.Article));
        Assert.Contains(member.Name, partial.Sentence, StringComparison.Ordinal);
        Assert.True(lawful.Ok, lawful.Sentence);
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
    }

    [Fact]
    public async Task Nobody_scores_before_stating_whether_there_is_a_conflict_and_who_has_one_is_replaced()
    {
        var applicationId = await system.AwaitingPanel();
        await system.InPool([.. Road.Panel, "zhuanjia4"]);
        (await Appoint(applicationId, Road.Panel, Road.Panel[0])).Must();
        var sheet = await system.Sheet(applicationId, 90);

        var early = await system.OnReview("zhuanjia1", applicationId, "sheet", sheet);
        (await system.OnReview("zhuanjia1", applicationId, "recusal", new { conflict = true, statement = "曾为牵头单位提供有偿咨询" })).Must();
        var tied = await system.OnReview("zhuanjia1", applicationId, "sheet", sheet);
        (await system.OnReview("pingshen", applicationId, "replace", new { account = "zhuanjia1", by = "zhuanjia4" })).Must();

        Assert.Equal(Articles.Review, early.Article);
        Assert.Equal(Articles.Review, tied.Article);
        var panel = (await (await system.SignedIn("pingshen")).Get($"/review/api/reviews/{applicationId}")).Must().GetProperty("panel")
            .EnumerateArray().ToList();
        // Who takes a leader's place leads.
        Assert.True(panel.Single(seat => seat.GetProperty("account").GetString() == "zhuanjia4").GetProperty("leader").GetBoolean());
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await system.SignedIn("zhuanjia1")).Get($"/review/api/reviews/{applicationId}")).Status);
    }

    [Fact]
    public async Task A_sheet_is_sealed_until_all_are_in_also_to_the_secretary_and_the_auditor()
    {
        var applicationId = await system.Scoring();
        var sheet = await system.Sheet(applicationId, 80);

        (await system.OnReview("zhuanjia1", applicationId, "sheet", sheet)).Must();
        Assert.Equal(1, await SheetsSeenBy("zhuanjia1", applicationId));
        foreach (var other in (string[])["zhuanjia2", "pingshen", "shenji"]) Assert.Equal(0, await SheetsSeenBy(other, applicationId));
        Assert.Equal(Articles.Review, (await system.OnReview("zhuanjia1", applicationId, "sheet", sheet)).Article);

        foreach (var expert in Road.Panel[1..]) (await system.OnReview(expert, applicationId, "sheet", sheet)).Must();
        foreach (var anybody in (string[])["zhuanjia2", "pingshen", "shenji"]) Assert.Equal(3, await SheetsSeenBy(anybody, applicationId));
    }

    [Fact]
    public async Task An_incomplete_sheet_names_everything_that_is_missing_and_is_not_kept()
    {
        var applicationId = await system.Scoring();

        var answer = await system.OnReview("zhuanjia2", applicationId, "sheet",
            new { conformity = new { P3 = true }, scores = new Dictionary<string, int>(), recommend = true, opinion = "" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("请填写评审意见", answer.Text, StringComparison.Ordinal);
        Assert.Contains("P13", answer.Text, StringComparison.Ordinal);
        Assert.Equal(0, await SheetsSeenBy("zhuanjia2", applicationId));
    }

    [Fact]
    public async Task The_leader_alone_writes_the_opinion_after_all_sheets_and_not_against_the_score()
    {
        var applicationId = await system.Scoring();
        var sheet = await system.Sheet(applicationId, 40);
        var early = await Conclude("zhuanjia1", applicationId, recommended: true);
        foreach (var expert in Road.Panel) (await system.OnReview(expert, applicationId, "sheet", sheet)).Must();

        var notLeader = await Conclude("zhuanjia2", applicationId, recommended: false);
        var against = await Conclude("zhuanjia1", applicationId, recommended: true);
        (await Conclude("zhuanjia1", applicationId, recommended: false)).Must();

        Assert.Equal(HttpStatusCode.Conflict, early.Status);
        Assert.Equal((HttpStatusCode.Forbidden, Articles.Review), (notLeader.Status, notLeader.Article));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, Articles.Review), (against.Status, against.Article));
        await system.Eventually(() => system.CaseState(applicationId), state => state == "Determination");
    }

    [Fact]
    public async Task A_leader_who_is_away_after_the_last_sheet_is_replaced_and_the_review_goes_on()
    {
        var applicationId = await system.Scored(90);
        await system.InPool("zhuanjia4");

        (await system.OnReview("pingshen", applicationId, "replace", new { account = "zhuanjia1", by = "zhuanjia4", why = "因病不能主持" }))
            .Must();
        Assert.Equal(0, await SheetsSeenBy("zhuanjia4", applicationId));
        Assert.Equal(HttpStatusCode.NotFound, (await Conclude("zhuanjia1", applicationId, recommended: true)).Status);
        (await system.OnReview("zhuanjia4", applicationId, "recusal", new { conflict = false })).Must();
        (await system.OnReview("zhuanjia4", applicationId, "sheet", await system.Sheet(applicationId, 60))).Must();
        (await Conclude("zhuanjia4", applicationId, recommended: true)).Must();

        var review = (await (await system.SignedIn("pingshen")).Get($"/review/api/reviews/{applicationId}")).Must();
        Assert.Equal(3, review.GetProperty("sheets").GetArrayLength());
        Assert.True(review.GetProperty("replaced")[0].GetProperty("sheetIn").GetBoolean());
        await system.Eventually(() => system.CaseState(applicationId), state => state == "Determination");
    }

    [Fact]
    public async Task An_expert_whom_the_application_names_is_appointed_for_a_stated_reason_only()
    {
        var applicationId = await system.AwaitingPanel();
        await system.InPool(Road.Panel);
        var named = (await Intake.Filing.Read(await system.SignedIn("qiye2"), applicationId)).GetProperty("form").GetProperty("team")[0]
            .GetProperty("name").GetString();
        (await (await system.SignedIn("pingshen")).Post("/review/api/experts", new
        {
            account = "zhuanjia5",
            name = named,
            institution = "春城第五科技评估中心",
            institutionCreditCode = Statute.CreditCode.Complete("1253010243110521"),
            field = "材料科学",
        })).Must();
        string[] experts = ["zhuanjia1", "zhuanjia2", "zhuanjia5"];

        var answer = await system.Eventually(() => Appoint(applicationId, experts, "zhuanjia1"), refused => !refused.Ok);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, Articles.Review), (answer.Status, answer.Article));
        Assert.Contains($"专家{named}与申报书所列的研发团队成员", answer.Text, StringComparison.Ordinal);
        (await system.OnReview("pingshen", applicationId, "panel", new { experts, leader = "zhuanjia1", why = "已核对，不是同一人" })).Must();
    }

    [Fact]
    public async Task A_withdrawn_application_ends_its_review()
    {
        var applicationId = await system.Scoring("qiye3");

        (await (await system.SignedIn("qiye3")).Post($"/intake/api/applications/{applicationId}/withdraw", new { why = "成员单位调整" })).Must();
        await system.Eventually(async () => (await (await system.SignedIn("pingshen")).Get($"/review/api/reviews/{applicationId}"))
            .Must().GetProperty("state").GetString() == "Closed");

        Assert.Equal(HttpStatusCode.Conflict,
            (await system.OnReview("zhuanjia1", applicationId, "sheet", await system.Sheet(applicationId, 90))).Status);
    }

    [Fact]
    public async Task An_expert_of_no_valid_unit_is_not_taken_into_the_pool()
    {
        var secretary = await system.SignedIn("pingshen");

        var answer = await secretary.Post("/review/api/experts",
            new { account = "zhuanjia5", name = "专家5", institution = "某中心", institutionCreditCode = "123", field = "材料科学" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
    }

    [Fact]
    public async Task An_expert_whose_institution_bears_a_code_that_does_not_fit_is_taken_into_the_pool_and_the_list_says_so()
    {
        var secretary = await system.SignedIn("pingshen");
        var code = Statute.CreditCode.Complete("1253010243110521");
        var issued = code[..17] + (code[17] == '0' ? '1' : '0');

        (await secretary.Post("/review/api/experts",
            new { account = "zhuanjia5", name = "专家5", institution = "某中心", institutionCreditCode = issued, field = "材料科学" })).Must();

        var page = await secretary.Http.GetStringAsync(new Uri($"/review/experts?q={Uri.EscapeDataString("某中心")}", UriKind.Relative),
            TestContext.Current.CancellationToken);
        Assert.Contains($"「{issued}」的校验码不符", page, StringComparison.Ordinal);
        await system.InPool("zhuanjia5");
    }

    Task<Local.Answer> Appoint(Guid applicationId, string[] experts, string leader)
        => system.OnReview("pingshen", applicationId, "panel", new { experts, leader });

    Task<Local.Answer> Conclude(string account, Guid applicationId, bool recommended)
        => system.OnReview(account, applicationId, "opinion", new { recommended, opinion = "专家组意见。" });

    async Task<int> SheetsSeenBy(string account, Guid applicationId)
        => (await (await system.SignedIn(account)).Get($"/review/api/reviews/{applicationId}")).Must().GetProperty("sheets")
            .GetArrayLength();
}
