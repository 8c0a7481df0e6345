using System.Net;
using Alliance.Statute;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>A batch is decided in a meeting and signed once (Art. 11).</summary>
public sealed class MeetingTests(RunningSystem system)
{
    [Fact]
    public async Task A_meeting_decides_its_rows_together_and_what_it_proposed_stands_in_one_notice()
    {
        var (first, second) = (await system.BeforeTheBureau(coreName: Road.NewName()),
            await system.BeforeTheBureau(coreName: Road.NewName()));
        var (weak, later) = (await system.BeforeTheBureau(recommended: false, coreName: Road.NewName()),
            await system.BeforeTheBureau(coreName: Road.NewName()));
        var (officer, signer) = (await system.SignedIn("rending"), await system.SignedIn("juzhang"));
        var today = Statute.Periods.BeijingTime.DayOf(await system.Clock.Now());
        var id = (await officer.Post("/certification/api/meetings", new
        {
            heldOn = today,
            place = "三楼会议室",
            attendees = new[] { "陈志强", "王丽", "李明" },
            applications = new[] { first, second, weak, later },
        })).Must().GetProperty("meetingId").GetGuid();
        var path = $"/certification/api/meetings/{id}";

        // On one agenda at a time; and nothing is signed that was not written down.
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Post("/certification/api/meetings",
            new { heldOn = today, place = "三楼会议室", attendees = new[] { "陈志强" }, applications = new[] { first } })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await signer.Post($"{path}/sign")).Status);
        var number = $"局办纪〔{today.Year}〕{Guid.NewGuid():N}号";
        (await officer.Post($"{path}/record", new
        {
            rows = new object[]
            {
                new { applicationId = first, decision = "propose", recused = new[] { "王丽" } },
                new { applicationId = second, decision = "propose" },
                new
                {
                    applicationId = weak,
                    decision = "decline",
                    reasons = new[] { new { article = Articles.Review, sentence = "专家组不推荐认定" } },
                },
                new { applicationId = later, decision = "leave" },
            },
            number,
            minutes = "会议研究了四项认定事项。",
        })).Must();
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.Post($"{path}/sign")).Status);
        var signed = (await signer.Post($"{path}/sign")).Must();

        Assert.Equal((2, 1, 1),
            (signed.GetProperty("proposed").GetInt32(), signed.GetProperty("declined").GetInt32(), signed.GetProperty("left").GetInt32()));
        Assert.Equal(HttpStatusCode.Conflict, (await signer.Post($"{path}/sign")).Status);
        await system.Eventually(async () => await system.CaseState(weak) == "Declined");
        Assert.Equal("Determination", await system.CaseState(later));
        var kept = (await officer.Get($"/certification/api/determinations/{first}")).Must().GetProperty("minutes").GetString()!;
        Assert.Contains(number, kept, StringComparison.Ordinal);
        Assert.Contains("回避：王丽", kept, StringComparison.Ordinal);

        var office = await system.Office();
        var waiting = await system.Eventually(async () => (await office.Waiting(TestContext.Current.CancellationToken))
            .Where(m => m.GetProperty("kind").GetString() == "recognitionNotice"
                && (m.GetProperty("applicationId").GetGuid() == first || m.GetProperty("applicationId").GetGuid() == second))
            .Select(m => m.GetProperty("matterId").GetGuid()).ToList(), found => found.Count == 2);
        await office.Issue(waiting, TestContext.Current.CancellationToken);
        Assert.NotNull(await system.NoticeOf(first));
        Assert.NotNull(await system.NoticeOf(second));
        // What was left waits for another meeting.
        Assert.True((await officer.Post("/certification/api/meetings",
            new { heldOn = today, place = "三楼会议室", attendees = new[] { "陈志强" }, applications = new[] { later } })).Ok);
    }

    [Fact]
    public async Task A_meeting_returns_a_row_to_the_experts_and_decides_on_it_in_another_one()
    {
        var (again, fine) = (await system.BeforeTheBureau(coreName: Road.NewName()),
            await system.BeforeTheBureau(coreName: Road.NewName()));
        var signer = await system.SignedIn("juzhang");

        var path = await Recorded([again, fine], new { applicationId = again, decision = "return", returnWhy = "请核对成员单位的分工" },
            new { applicationId = fine, decision = "propose" });
        Assert.Equal(1, (await signer.Post($"{path}/sign")).Must().GetProperty("returned").GetInt32());

        await system.Eventually(async () => await system.CaseState(again) == "ExpertReview");
        await system.Eventually(async () => await system.CaseState(fine) == "PublicNotice");
        var secretary = await system.SignedIn("pingshen");
        await system.Eventually(async () => (await secretary.Get($"/review/api/reviews/{again}")).Must().GetProperty("state").GetString(),
            state => state == "Scoring");
        foreach (var expert in Road.Panel)
            (await system.OnReview(expert, again, "sheet", await system.Sheet(again, 80))).Must();
        (await system.OnReview(Road.Panel[0], again, "opinion", new { recommended = true, opinion = "分工已核对，推荐。" })).Must();
        await system.Eventually(async () => await system.CaseState(again) == "Determination");

        // Once an application.
        var refused = await FaultOf([again], new { applicationId = again, decision = "return", returnWhy = "再议" });
        Assert.Equal("rows[0].decision", refused);
    }

    async Task<string> Recorded(Guid[] agenda, params object[] rows)
    {
        var (path, answer) = await Record(agenda, rows);
        answer.Must();
        return path;
    }

    async Task<string?> FaultOf(Guid[] agenda, params object[] rows) => (await Record(agenda, rows)).Answer.Body
        .GetProperty("errors")[0].GetProperty("field").GetString();

    async Task<(string Path, Local.Answer Answer)> Record(Guid[] agenda, object[] rows)
    {
        var officer = await system.SignedIn("rending");
        var today = Statute.Periods.BeijingTime.DayOf(await system.Clock.Now());
        var called = await system.Eventually(async () => await officer.Post("/certification/api/meetings",
            new { heldOn = today, place = "三楼会议室", attendees = new[] { "陈志强" }, applications = agenda }), one => one.Ok);
        var path = $"/certification/api/meetings/{called.Must().GetProperty("meetingId").GetGuid()}";
        return (path, await officer.Post($"{path}/record",
            new { rows, number = $"局办纪〔{today.Year}〕{Guid.NewGuid():N}号", minutes = "会议逐项研究。" }));
    }

    [Fact]
    public async Task One_row_that_cannot_be_decided_keeps_the_whole_meeting_from_being_signed()
    {
        var name = Road.NewName();
        var (taken, fine) = (await system.BeforeTheBureau(coreName: name), await system.BeforeTheBureau(coreName: Road.NewName()));
        await system.OnNotice(name);
        var (officer, signer) = (await system.SignedIn("rending"), await system.SignedIn("juzhang"));
        var today = Statute.Periods.BeijingTime.DayOf(await system.Clock.Now());
        var id = (await officer.Post("/certification/api/meetings", new
        {
            heldOn = today,
            place = "三楼会议室",
            attendees = new[] { "陈志强" },
            applications = new[] { taken, fine },
        })).Must().GetProperty("meetingId").GetGuid();
        (await officer.Post($"/certification/api/meetings/{id}/record", new
        {
            rows = new[] { new { applicationId = taken, decision = "propose" }, new { applicationId = fine, decision = "propose" } },
            number = $"局办纪〔{today.Year}〕{Guid.NewGuid():N}号",
            minutes = "同意。",
        })).Must();

        var refused = await signer.Post($"/certification/api/meetings/{id}/sign");

        Assert.Equal((HttpStatusCode.Conflict, Articles.Notice), (refused.Status, refused.Article));
        Assert.Contains(name, refused.Sentence, StringComparison.Ordinal);
        Assert.Equal("Determination", await system.CaseState(fine));
        (await officer.Post($"/certification/api/meetings/{id}/cancel", new { why = "名称重复" })).Must();
    }
}
