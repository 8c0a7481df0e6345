using System.Net;
using Alliance.Statute;
using Xunit;

namespace Alliance.SystemTests.Intake;

/// <summary>Who may read an application and what hangs on it, asked of every door through which it is read.</summary>
public sealed class ReadingTests(RunningSystem system)
{
    // The pages of print and the dossier need a browser each: they are asked of those who are refused, and once of one who is not.
    static readonly string[] Light =
        ["api/applications/{0}", "api/applications/{0}/attachments/{1}", "applications/{0}", "applications/{0}/form",
            "api/alliances/{0}/brief"];
    static readonly string[] Heavy =
    [
        "api/applications/{0}/pdf", "api/applications/{0}/receipt.pdf", "api/applications/{0}/submission", "api/applications/{0}/workbook",
        "api/applications/{0}/dossier", "api/alliances/{0}/dossier",
        "api/applications/{0}/confirmations", "api/applications/{0}/changes", "api/applications/{0}/related", "applications/{0}/receipt",
        "applications/{0}/review",
    ];

    [Fact]
    public async Task Every_door_to_an_application_opens_to_the_same_people_at_every_stage()
    {
        var draft = await system.Draft("qiye4");
        await Read(draft, "qiye4");

        var applicationId = await system.AwaitingPanel("qiye4", Road.NewName());
        string[] atReview = ["qiye4", "shouli", "shouli2", "pingshen", "admin", "admin2", "shenji"];
        await Read(applicationId, atReview);

        await system.InPool([.. Road.Panel, "zhuanjia4"]);
        (await system.OnReview("pingshen", applicationId, "panel", new { experts = Road.Panel, leader = Road.Panel[0] })).Must();
        await Seated("zhuanjia3", applicationId);
        await Read(applicationId, [.. atReview, .. Road.Panel]);
        Assert.DoesNotContain("13888012345", (await (await system.SignedIn("zhuanjia1")).Get($"/intake/api/applications/{applicationId}"))
            .Must().ToString(), StringComparison.Ordinal);

        // Who states a conflict reads no more, nor does who is replaced; who comes instead does.
        (await system.OnReview("zhuanjia1", applicationId, "recusal", new { conflict = true, statement = "曾为牵头单位提供有偿咨询" })).Must();
        await Left("zhuanjia1", applicationId);
        (await system.OnReview("pingshen", applicationId, "replace", new { account = "zhuanjia1", by = "zhuanjia4" })).Must();
        await Seated("zhuanjia4", applicationId);
        await Read(applicationId, [.. atReview, "zhuanjia2", "zhuanjia3", "zhuanjia4"]);

        // The panel has concluded: its experts are done with it, and the offices that determine begin.
        foreach (var expert in (string[])["zhuanjia2", "zhuanjia3", "zhuanjia4"])
        {
            (await system.OnReview(expert, applicationId, "recusal", new { conflict = false })).Must();
            (await system.OnReview(expert, applicationId, "sheet", await system.Sheet(applicationId, 90))).Must();
        }
        (await system.OnReview("zhuanjia4", applicationId, "opinion", new { recommended = true, opinion = "推荐认定。" })).Must();
        await system.Eventually(async () => (await (await system.SignedIn("juzhang")).Get($"/intake/api/applications/{applicationId}")).Ok);
        await Left("zhuanjia4", applicationId);
        await Read(applicationId, [.. atReview, "juzhang", "rending", "hegao"]);
    }

    [Fact]
    public async Task An_officer_who_keeps_away_is_told_so_and_reads_nothing_else()
    {
        var applicationId = await system.Submitted("qiye5", Filing.Complete("qiye5", Road.NewName()));
        var officer = await system.SignedIn("shouli2");
        Assert.True((await officer.Get($"/intake/api/applications/{applicationId}")).Ok);
        (await officer.Post($"/intake/api/applications/{applicationId}/recuse", new { why = "曾在牵头单位任职" })).Must();

        var refused = await officer.Get($"/intake/api/applications/{applicationId}");
        Assert.Equal((HttpStatusCode.Forbidden, Articles.Review), (refused.Status, refused.Article));
        await Read(applicationId, "qiye5", "shouli", "admin", "admin2", "shenji");
        using var page = await officer.Http.GetAsync(new Uri($"/intake/applications/{applicationId}/review", UriKind.Relative),
            TestContext.Current.CancellationToken);
        Assert.Contains("您已对这份申报书申请回避", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_holds_what_the_office_may_read()
    {
        var applicationId = await system.Submitted("qiye6", Filing.Complete("qiye6", Road.NewName()));
        var number = (await (await system.SignedIn("qiye6")).Read(applicationId)).GetProperty("receiptNumber").GetString();

        foreach (var (account, found) in ((string, int)[])[("shouli", 1), ("shenji", 1), ("pingshen", 0), ("juzhang", 0),
            ("jingfei", 0), ("kaohe", 0)])
            Assert.Equal(found, (await (await system.SignedIn(account)).Get($"/intake/api/applications?q={number}")).Must()
                .GetProperty("items").GetArrayLength());
    }

    async Task Read(Guid applicationId, params string[] readers)
    {
        var attachmentId = (await (await system.SignedIn(readers[0])).Read(applicationId)).GetProperty("attachments")[0]
            .GetProperty("attachmentId").GetGuid();
        var wrong = new List<string>();
        foreach (var account in (await system.Alliance).Accounts.Where(a => a.Account.StartsWith("zhuanjia", StringComparison.Ordinal)
            || a.Unit is null || a.Account is "wuhua" or "xiehui" or "qiye3" or "qiye4" or "qiye5").Select(a => a.Account).Append(""))
        {
            var person = account.Length == 0 ? await system.Anybody() : await system.SignedIn(account);
            var may = readers.Contains(account);
            foreach (var door in may ? Light : [.. Light, .. Heavy])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get,
                    $"/intake/{string.Format(System.Globalization.CultureInfo.InvariantCulture, door, applicationId, attachmentId)}");
                request.Headers.Accept.ParseAdd("application/json");
                using var answer = await person.Http.SendAsync(request, TestContext.Current.CancellationToken);
                var opened = answer.IsSuccessStatusCode;
                if (opened != may || (int)answer.StatusCode >= 500)
                    wrong.Add($"{(account.Length == 0 ? "the public" : account)} got {(int)answer.StatusCode} at {door}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    Task Seated(string expert, Guid applicationId)
        => system.Eventually(async () => (await (await system.SignedIn(expert)).Get($"/intake/api/applications/{applicationId}")).Ok);

    Task Left(string expert, Guid applicationId)
        => system.Eventually(async () => (await (await system.SignedIn(expert)).Get($"/intake/api/applications/{applicationId}")).Status
            == HttpStatusCode.NotFound);
}
