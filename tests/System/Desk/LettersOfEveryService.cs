using Xunit;

namespace Alliance.SystemTests.Desk;

/// <summary>What each step writes to whom (docs/letters.md), in the one inbox of each.</summary>
public sealed class LettersOfEveryService(RunningSystem system)
{
    [Fact]
    public async Task From_review_to_notice_everybody_concerned_is_written_to_once_and_nobody_else()
    {
        var name = Road.NewName();
        var (applicationId, _) = await system.OnNotice(name);

        await Told("qiye2", applicationId, ["申报书已受理", "申报书通过形式审查", "专家评审已经结束", "拟予认定，即将公示", "公示已经发布"]);
        await Told("pingshen", applicationId, ["有申报等待组建专家组"]);
        await Told(Road.Panel[0], applicationId, ["邀请您参加专家评审", "请提交专家组意见"]);
        await Told(Road.Panel[1], applicationId, ["邀请您参加专家评审"]);
        await Told("juzhang", applicationId, ["有申报等待研究决定", "有文书等待签发"]);
        // Its members do not read the application, and are told what becomes of it.
        await Told("qiye1", applicationId, ["贵单位参加的申报已受理", "贵单位参加的申报通过形式审查", "拟予认定，即将公示", "公示已经发布"]);
        await Told("rending", applicationId, ["有申报等待研究决定", "有文书等待核稿", "文书已经签发"]);
        await Told("hegao", applicationId, ["有申报等待研究决定", "有文书等待核稿", "文书已经签发"]);
        foreach (var account in (string[])["qiye7", "jingfei", "zhuanjia5", "shenji"])
            Assert.Empty(await system.LettersAbout(account, applicationId));
    }

    [Fact]
    public async Task A_second_objection_to_what_is_held_already_writes_nobody_a_second_letter()
    {
        var (applicationId, notice) = await system.OnNotice(Road.NewName());
        foreach (var facts in (string[])["牵头单位不在本市。", "成员单位重复申报。"])
            (await (await system.Anybody()).Post($"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/objections",
                new { objectorKind = "person", objectorName = "李四", contact = "13900000000", facts })).Must();
        // What follows in the same case comes after them.
        var objections = (await system.AllPages("rending", "/certification/api/objections?state=Open"))
            .Where(one => one.GetProperty("applicationId").GetGuid() == applicationId).ToList();
        Assert.Equal(2, objections.Count);
        var officer = await system.SignedIn("rending");
        foreach (var objection in objections.Select(one => one.GetProperty("objectionId").GetGuid()))
            (await officer.Post($"/certification/api/objections/{objection}/settle", new { upheld = false, answer = "经核查不属实。" })).Must();

        await system.Eventually(async () => (await system.LettersAbout("qiye2", applicationId)).Contains("异议处理完毕"));
        Assert.Single(await system.LettersAbout("qiye2", applicationId), "公示收到异议");
        Assert.Single(await system.LettersAbout("rending", applicationId), "有异议等待处理");
    }

    [Fact]
    public async Task A_letter_of_another_service_is_read_in_the_readers_language()
    {
        var applicationId = await system.AwaitingPanel("qiye2", Road.NewName());
        await Told("pingshen", applicationId, ["有申报等待组建专家组"]);

        var secretary = await system.SignedIn("pingshen");
        var letters = (await secretary.Get("/intake/api/letters?culture=en")).Text;

        Assert.Contains("An application waits for its panel", letters, StringComparison.Ordinal);
        Assert.DoesNotContain("有申报等待组建专家组", letters, StringComparison.Ordinal);
    }

    // Each of them once, in any order of arrival; and each leads its reader to something that they may see.
    async Task Told(string account, Guid caseId, string[] titles)
    {
        await system.Eventually(() => system.LettersAbout(account, caseId), found => found.Order().SequenceEqual(titles.Order()),
            $"{account} is told {string.Join('、', titles)}");
        await system.EveryLetterOpens(account, caseId);
    }
}
