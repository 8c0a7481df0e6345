using System.Net;
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
                new { applicationId = weak, decision = "decline", reasons = new[] { new { article = "Art. 10", sentence = "专家组不推荐认定" } } },
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

        Assert.Equal((HttpStatusCode.Conflict, "Art. 11"), (refused.Status, refused.Article));
        Assert.Contains(name, refused.Sentence, StringComparison.Ordinal);
        Assert.Equal("Determination", await system.CaseState(fine));
        (await officer.Post($"/certification/api/meetings/{id}/cancel", new { why = "名称重复" })).Must();
    }
}
