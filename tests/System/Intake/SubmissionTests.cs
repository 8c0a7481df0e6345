using System.Net;
using System.Security.Cryptography;
using Alliance.Statute;
using Alliance.Statute.Forms;
using Xunit;

namespace Alliance.SystemTests.Intake;

public sealed class SubmissionTests(RunningSystem system)
{
    [Fact]
    public async Task A_submitted_application_has_a_receipt_number_and_a_hash_of_what_was_submitted()
    {
        var applicant = await system.SignedIn("qiye1");
        var applicationId = await system.Draft("qiye1");

        var receipt = (await applicant.Post($"/intake/api/applications/{applicationId}/submit")).Must()
            .GetProperty("receiptNumber").GetString();

        var application = await applicant.Read(applicationId);
        Assert.Matches(@"^SL\d{4}-\d{4,}$", receipt);
        Assert.Equal(receipt, application.GetProperty("receiptNumber").GetString());
        Assert.Equal("formalReview", application.GetProperty("stage").GetString());
        await applicant.SignIn(TestContext.Current.CancellationToken);
        var frozen = await applicant.Http.GetByteArrayAsync(
            new Uri($"/intake/api/applications/{applicationId}/submission", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(application.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(frozen)));
    }

    [Fact]
    public async Task Everything_that_keeps_an_application_from_being_submitted_is_told_at_once()
    {
        var applicant = await system.SignedIn("qiye1");
        var applicationId = (await applicant.Post("/intake/api/applications", new { callId = await system.OpenCall() }))
            .Must().GetProperty("applicationId").GetGuid();
        var form = Filing.Complete("qiye1");
        (await applicant.Put($"/intake/api/applications/{applicationId}/form",
            form with { CoreName = "", Members = [form.Members[0], form.Members[1] with { CreditCode = "915301" }] })).Must();

        var answer = await applicant.Post($"/intake/api/applications/{applicationId}/submit");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal([Articles.Notice, Articles.Members, Articles.Agreement], answer.Articles);
        Assert.Equal(["coreName", "members[1].creditCode", "attachments", "attachments", "attachments"],
            answer.Body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()));
        Assert.Equal("draft", (await applicant.Read(applicationId)).GetProperty("stage").GetString());
    }

    [Fact]
    public async Task Only_the_lead_unit_submits()
    {
        var applicationId = await system.Draft("qiye1", Filing.Complete("qiye2"));

        var answer = await (await system.SignedIn("qiye1")).Post($"/intake/api/applications/{applicationId}/submit");

        Assert.Equal(Articles.Applications, answer.Article);
    }

    [Fact]
    public async Task What_was_submitted_can_no_longer_be_changed()
    {
        var applicationId = await system.Submitted("qiye1");

        var answer = await (await system.SignedIn("qiye1"))
            .Put($"/intake/api/applications/{applicationId}/form", Filing.Complete("qiye1", "别的名称"));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal(Articles.Applications, answer.Article);
    }

    [Fact]
    public async Task A_draft_is_seen_by_its_own_unit_only()
    {
        var applicationId = await system.Draft("qiye3");

        Assert.Equal(HttpStatusCode.NotFound,
            (await (await system.SignedIn("qiye4")).Get($"/intake/api/applications/{applicationId}")).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await system.SignedIn("shouli")).Get($"/intake/api/applications/{applicationId}")).Status);
    }

    [Fact]
    public async Task An_expert_reads_an_application_without_anybodys_contact_data()
    {
        var applicationId = await system.Scoring("qiye1");

        // Intake hears of the seat a moment later.
        var expert = await system.SignedIn(Road.Panel[0]);
        await system.Eventually(async () => (await expert.Get($"/intake/api/applications/{applicationId}")).Ok);
        var form = (await expert.Read(applicationId)).GetProperty("form");

        Assert.DoesNotContain("13888012345", form.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("13700000000", form.ToString(), StringComparison.Ordinal);
        Assert.Contains("13888012345", (await (await system.SignedIn("shouli")).Read(applicationId)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_application_ends_its_case()
    {
        var applicationId = await system.Submitted("qiye1");
        var applicant = await system.SignedIn("qiye1");

        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await applicant.Post($"/intake/api/applications/{applicationId}/withdraw", new { why = " " })).Status);
        (await applicant.Post($"/intake/api/applications/{applicationId}/withdraw", new { why = "成员单位调整" })).Must();

        await system.Eventually(() => applicant.Read(applicationId), a => a.GetProperty("caseState").GetString() == "Withdrawn");
    }

    [Fact]
    public async Task An_application_is_found_by_two_characters_of_its_name()
    {
        var applicationId = await system.Submitted("qiye5", Filing.Complete("qiye5", "稀土催化"));
        var officer = await system.SignedIn("shouli");

        async Task<IReadOnlyList<Guid>> Found(string q)
            => [.. (await officer.Get($"/intake/api/applications?q={Uri.EscapeDataString(q)}")).Must().GetProperty("items")
                .EnumerateArray().Select(i => i.GetProperty("applicationId").GetGuid())];

        Assert.Contains(applicationId, await Found("催化"));
        Assert.Contains(applicationId, await Found(TestApplicants.Accounts[4].Unit!.CreditCode.ToLowerInvariant()));
        Assert.DoesNotContain(applicationId, await Found("催土"));
    }

    [Fact]
    public async Task A_page_keeps_what_was_typed_when_it_cannot_be_read()
    {
        var applicant = await system.SignedIn("qiye1");
        var applicationId = await system.Draft("qiye1");
        var page = new Uri($"/intake/applications/{applicationId}/members/0", UriKind.Relative);
        var ct = TestContext.Current.CancellationToken;
        var html = await applicant.Http.GetStringAsync(page, ct);
        string Hidden(string name)
            => System.Text.RegularExpressions.Regex.Match(html, $"name=\"{name}\"[^>]*value=\"([^\"]*)\"").Groups[1].Value;

        using var posted = await applicant.Http.PostAsync(page, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "section",
            ["__RequestVerificationToken"] = Hidden("__RequestVerificationToken"),
            ["Version"] = Hidden("Version"),
            ["Input.Member.Name"] = "改过的单位名称",
            ["Input.Member.Kind"] = nameof(UnitKind.Enterprise),
            ["Input.Member.FoundedOn"] = "二零零八年",
        }), ct);
        var answer = await posted.Content.ReadAsStringAsync(ct);

        Assert.Contains("改过的单位名称", answer, StringComparison.Ordinal);
        Assert.Contains("二零零八年", answer, StringComparison.Ordinal);
        Assert.NotEqual("改过的单位名称", (await applicant.Read(applicationId)).GetProperty("form").GetProperty("members")[0]
            .GetProperty("name").GetString());
    }
}
