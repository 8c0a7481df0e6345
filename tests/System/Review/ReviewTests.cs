using System.Net;
using Alliance.SystemTests.Certification;
using Xunit;

namespace Alliance.SystemTests.Review;

/// <summary>Expert review over HTTP (Art. 10).</summary>
public sealed class ReviewTests(RunningSystem system)
{
    [Fact]
    public async Task A_sheet_is_sealed_until_all_are_in_and_a_conflict_brings_somebody_else()
    {
        var here = await TheCase.BeforeThePanel(system, "评审密封");
        var secretary = await system.SignedIn("pingshen");
        var (first, second, third, fourth) = (await system.SignedIn("zhuanjia1"), await system.SignedIn("zhuanjia2"), await system.SignedIn("zhuanjia3"), await system.SignedIn("zhuanjia4"));

        var small = await secretary.Post($"{here.Review}/panel", new { experts = new[] { "zhuanjia1", "zhuanjia2" }, leader = "zhuanjia1" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Art. 10"), (small.Status, small.Article));
        (await secretary.Post($"{here.Review}/panel", new { experts = new[] { "zhuanjia1", "zhuanjia2", "zhuanjia3" }, leader = "zhuanjia1" })).Must();

        Assert.Equal(HttpStatusCode.Conflict, (await first.Post($"{here.Review}/sheet", TheExperts.Sheet(1))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await fourth.Get(here.Review)).Status);

        (await third.Post($"{here.Review}/recusal", new { conflict = true, statement = "曾任牵头单位顾问。" })).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await third.Post($"{here.Review}/sheet", TheExperts.Sheet(1))).Status);
        (await secretary.Post($"{here.Review}/replace", new { account = "zhuanjia3", by = "zhuanjia4" })).Must();
        Assert.Equal(HttpStatusCode.NotFound, (await third.Get(here.Review)).Status);

        foreach (var expert in new[] { first, second, fourth }) (await expert.Post($"{here.Review}/recusal", new { conflict = false, statement = "" })).Must();
        (await first.Post($"{here.Review}/sheet", TheExperts.Sheet(1))).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await first.Post($"{here.Review}/sheet", TheExperts.Sheet(0))).Status);

        Assert.Equal(1, (await first.Get(here.Review)).Must().GetProperty("sheets").GetArrayLength());
        Assert.Equal(0, (await second.Get(here.Review)).Must().GetProperty("sheets").GetArrayLength());
        Assert.Equal(0, (await secretary.Get(here.Review)).Must().GetProperty("sheets").GetArrayLength());
        Assert.Equal(HttpStatusCode.Conflict, (await first.Post($"{here.Review}/opinion", new { recommended = true, opinion = "推荐。" })).Status);

        (await second.Post($"{here.Review}/sheet", TheExperts.Sheet(2))).Must();
        (await fourth.Post($"{here.Review}/sheet", TheExperts.Sheet(3))).Must();

        var open = (await second.Get(here.Review)).Must();
        Assert.Equal(("AwaitingOpinion", 3, 86m), (open.GetProperty("state").GetString(), open.GetProperty("sheets").GetArrayLength(), open.GetProperty("averageScore").GetDecimal()));

        Assert.Equal(HttpStatusCode.Forbidden, (await second.Post($"{here.Review}/opinion", new { recommended = true, opinion = "推荐。" })).Status);
        (await first.Post($"{here.Review}/opinion", new { recommended = true, opinion = "推荐认定。" })).Must();
        Assert.Equal(HttpStatusCode.Conflict, (await first.Post($"{here.Review}/opinion", new { recommended = false, opinion = "不推荐。" })).Status);
        await here.Reaches("Determination");
    }

    [Fact]
    public async Task An_expert_of_a_member_unit_is_not_appointed()
    {
        var here = await TheCase.BeforeThePanel(system, "评审回避");
        var secretary = await system.SignedIn("pingshen");
        (await secretary.Post("/review/api/experts", new { account = "zhuanjia6", name = "郑海涛", institution = "成员单位", institutionCreditCode = here.MemberCodes[^1], field = "财务" })).Must();

        var refused = await secretary.Post($"{here.Review}/panel", new { experts = new[] { "zhuanjia1", "zhuanjia2", "zhuanjia6" }, leader = "zhuanjia1" });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Art. 10"), (refused.Status, refused.Article));
        Assert.Contains("应当回避", refused.Sentence, StringComparison.Ordinal);
        Assert.Equal("AwaitingPanel", (await secretary.Get(here.Review)).Must().GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_withdrawn_application_is_not_reviewed_any_more()
    {
        var here = await TheCase.BeforeThePanel(system, "评审撤回");
        var secretary = await system.SignedIn("pingshen");
        (await (await system.SignedIn(here.Applicant)).Post($"/intake/api/applications/{here.ApplicationId}/withdraw", new { why = "成员单位调整。" })).Must();

        await system.Eventually(() => secretary.Get(here.Review), review => review.Must().GetProperty("state").GetString() == "Closed");
        Assert.Equal(HttpStatusCode.Conflict, (await secretary.Post($"{here.Review}/panel", new { experts = TheExperts.Three, leader = "zhuanjia1" })).Status);
    }
}
