using System.Net;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.SystemTests.Intake;

public sealed class FormalReviewTests(RunningSystem system)
{
    [Fact]
    public async Task An_application_passes_only_when_every_condition_is_judged_met()
    {
        var applicationId = await system.Submitted("qiye1");
        var officer = await system.SignedIn("shouli");
        await system.Judge(applicationId, notMet: "P4");

        var refused = await officer.Post($"/intake/api/applications/{applicationId}/pass");
        await system.Judge(applicationId);
        var passed = await officer.Post($"/intake/api/applications/{applicationId}/pass");

        Assert.Equal(Articles.Agreement, refused.Article);
        Assert.True(passed.Ok, passed.Sentence);
        await system.Eventually(() => officer.Read(applicationId), a => a.GetProperty("caseState").GetString() == "ExpertReview");
    }

    [Fact]
    public async Task A_condition_that_is_not_met_needs_a_reason()
    {
        var applicationId = await system.Submitted("qiye1");

        var answer = await (await system.SignedIn("shouli"))
            .Post($"/intake/api/applications/{applicationId}/judgements",
                new { judgements = new[] { new { code = "P1", met = false, sentence = "" } } });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(Articles.Members, answer.Article);
    }

    [Fact]
    public async Task A_code_whose_check_character_does_not_fit_is_submitted_shown_to_the_officer_and_found_right_for_a_stated_reason_only()
    {
        var form = Filing.Complete("qiye1");
        var code = form.Members[1].CreditCode;
        var issued = code[..17] + (code[17] == '0' ? '1' : '0');
        var applicationId = await system.Submitted("qiye1",
            form with { Members = [form.Members[0], form.Members[1] with { CreditCode = issued }, .. form.Members.Skip(2)] });
        var officer = await system.SignedIn("shouli");

        var finding = (await officer.Read(applicationId)).GetProperty("conditions").EnumerateArray()
            .Single(c => c.GetProperty("code").GetString() == "P1");
        Assert.Equal("needsPerson", finding.GetProperty("verdict").GetString());
        Assert.Contains(form.Members[1].Name, finding.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        var silent = await officer.Post($"/intake/api/applications/{applicationId}/judgements",
            new { judgements = new[] { new { code = "P1", met = true, sentence = "" } } });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, Articles.Members), (silent.Status, silent.Article));
        (await officer.Post($"/intake/api/applications/{applicationId}/judgements",
            new { judgements = new[] { new { code = "P1", met = true, sentence = "已核对营业执照原件，确为此码" } } })).Must();

        // What no unit can have is refused before it is submitted.
        var impossible = await system.Draft("qiye1",
            form with
            {
                Members = [form.Members[0], form.Members[1] with { CreditCode = code[..16] + "S" + code[17] },
                .. form.Members.Skip(2)]
            });
        Assert.Equal(Articles.Members,
            (await (await system.SignedIn("qiye1")).Post($"/intake/api/applications/{impossible}/submit")).Article);
    }

    [Fact]
    public async Task An_application_is_returned_for_correction_only_once_and_comes_back_in_time()
    {
        var applicationId = await system.Submitted("qiye1");
        var officer = await system.SignedIn("shouli");
        var applicant = await system.SignedIn("qiye1");
        var items = new[] { new { article = Articles.Agreement, sentence = "请补签联盟协议" } };
        var lawful = PolicyBook.Find("kunming-2016.1").Correction
            .Reckon(BeijingTime.DayOf(await system.Clock.Now()), system.Clock.Calendar);

        var asked = (await officer.Post($"/intake/api/applications/{applicationId}/request-correction", new { items })).Must();
        Assert.Equal(lawful.ClosesAt, asked.Instant("dueAt"));
        // What the lead unit is changing is its own until it is handed in.
        (await applicant.Put($"/intake/api/applications/{applicationId}/form", Filing.Complete("qiye1", "补正后"))).Must();
        Assert.DoesNotContain("补正后", (await officer.Read(applicationId)).GetProperty("form").ToString(), StringComparison.Ordinal);

        (await applicant.Post($"/intake/api/applications/{applicationId}/resubmit")).Must();
        var again = await officer.Post($"/intake/api/applications/{applicationId}/request-correction", new { items });

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal(Articles.Review, again.Article);
        Assert.Contains("补正后", (await officer.Read(applicationId)).GetProperty("form").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_names_its_reasons_and_their_articles()
    {
        var applicationId = await system.Submitted("qiye1");
        var officer = await system.SignedIn("shouli");

        var without = await officer.Post($"/intake/api/applications/{applicationId}/refuse", new { reasons = Array.Empty<object>() });
        (await officer.Post($"/intake/api/applications/{applicationId}/refuse",
            new { reasons = new[] { new { article = Articles.Members, sentence = "成员单位不足" } } })).Must();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
        var reason = (await (await system.SignedIn("qiye1")).Read(applicationId)).GetProperty("refusalReasons")[0];
        Assert.Equal(Articles.Members, reason.GetProperty("article").GetString());
    }

    [Fact]
    public async Task Who_only_reads_decides_nothing()
    {
        var applicationId = await system.Submitted("qiye1");

        foreach (var account in (string[])["shenji", "admin", "qiye1", "zhuanjia1"])
            Assert.Equal(HttpStatusCode.Forbidden,
                (await (await system.SignedIn(account)).Post($"/intake/api/applications/{applicationId}/pass")).Status);
    }
}
