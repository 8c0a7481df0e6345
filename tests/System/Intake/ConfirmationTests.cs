using System.Net;
using System.Text.Json;
using Alliance.Intake.Applications;
using Alliance.Local;
using Alliance.Statute;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.SystemTests.Intake;

public sealed class ConfirmationTests(RunningSystem system)
{
    [Fact]
    public async Task A_member_unit_confirms_without_an_account_and_signs_in_the_form()
    {
        var (applicationId, invited) = await Invited("qiye1");
        var (anybody, lead) = (await system.Anybody(), await system.SignedIn("qiye1"));

        var opened = (await anybody.Post($"/intake/api/confirmations/{invited.Id}/open", new { code = invited.Code.ToLowerInvariant() }))
            .Must();
        (await Confirm(anybody, invited, "李建国")).Must();

        // Its own part and the agreement, nothing of the others but their names.
        Assert.Equal(invited.CreditCode, opened.GetProperty("member").GetProperty("creditCode").GetString());
        Assert.DoesNotContain("板带生产线", opened.ToString(), StringComparison.Ordinal);
        Assert.Equal("confirmed", await StateOf(lead, applicationId, invited.CreditCode));
        var member = (await lead.Read(applicationId)).GetProperty("form").GetProperty("members").EnumerateArray()
            .Single(m => m.GetProperty("creditCode").GetString() == invited.CreditCode);
        Assert.Equal("2024-03-01", member.GetProperty("signature").GetProperty("signedOn").GetString());
        // The evidence is frozen with the submission, and is no attachment of the form.
        (await lead.Post($"/intake/api/applications/{applicationId}/submit")).Must();
        Assert.Equal(3, (await lead.Read(applicationId)).GetProperty("attachments").GetArrayLength());
        var frozen = await lead.Http.GetStringAsync(new Uri($"/intake/api/applications/{applicationId}/submission", UriKind.Relative),
            TestContext.Current.CancellationToken);
        Assert.Equal("李建国", JsonDocument.Parse(frozen).RootElement.GetProperty("confirmations")[0].GetProperty("signatory").GetString());
    }

    [Fact]
    public async Task Nobody_but_the_legal_representative_signs_and_never_without_evidence()
    {
        var (_, invited) = await Invited("qiye2");
        var anybody = await system.Anybody();

        var other = await Confirm(anybody, invited, "别人");
        var without = await anybody.Upload($"/intake/api/confirmations/{invited.Id}/confirm", "空.pdf", [],
            new Dictionary<string, string> { ["code"] = invited.Code, ["signatory"] = "李建国", ["signedOn"] = "2024-03-01" });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, Articles.Agreement), (other.Status, other.Article));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
    }

    [Fact]
    public async Task A_change_of_the_agreement_asks_for_the_confirmation_again()
    {
        var (applicationId, invited) = await Invited("qiye3");
        (await Confirm(await system.Anybody(), invited, "李建国")).Must();
        var lead = await system.SignedIn("qiye3");
        var form = Filing.Complete("qiye3");

        (await lead.Put($"/intake/api/applications/{applicationId}/form",
            form with { Agreement = form.Agreement with { Goals = "另一个目标" } })).Must();

        Assert.Equal("outdated", await StateOf(lead, applicationId, invited.CreditCode));
        (await Confirm(await system.Anybody(), invited, "李建国")).Must();
        Assert.Equal("confirmed", await StateOf(lead, applicationId, invited.CreditCode));
    }

    [Fact]
    public async Task A_unit_that_declines_says_why_and_the_lead_reads_it()
    {
        var (applicationId, invited) = await Invited("qiye4");
        var (anybody, lead) = (await system.Anybody(), await system.SignedIn("qiye4"));

        Assert.Equal(Articles.Agreement,
            (await anybody.Post($"/intake/api/confirmations/{invited.Id}/decline", new { code = invited.Code })).Article);
        (await anybody.Post($"/intake/api/confirmations/{invited.Id}/decline", new { code = invited.Code, why = "任务分工不符合实际" })).Must();

        Assert.Equal("declined", await StateOf(lead, applicationId, invited.CreditCode));
        Assert.Contains("任务分工不符合实际", (await lead.Get($"/intake/api/applications/{applicationId}/confirmations")).Text,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await Confirm(anybody, invited, "李建国")).Status);
    }

    [Fact]
    public async Task A_code_is_not_guessed()
    {
        var (_, invited) = await Invited("qiye5");
        var anybody = await system.Anybody();

        for (var attempt = 1; attempt <= 10; attempt++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity,
                (await anybody.Post($"/intake/api/confirmations/{invited.Id}/open", new { code = $"AAAA-AA{attempt:00}" })).Status);

        Assert.Equal(HttpStatusCode.Forbidden,
            (await anybody.Post($"/intake/api/confirmations/{invited.Id}/open", new { code = invited.Code })).Status);
    }

    [Fact]
    public void Where_the_policy_wants_it_nothing_is_submitted_before_every_member_confirmed()
    {
        var kunming = PolicyBook.Find("kunming-2016.1");
        var strict = new Policy(kunming.Document with { MemberConfirmationRequired = true });
        var form = Filing.Complete("qiye1");
        IReadOnlySet<string> all = form.Members.Select(m => m.CreditCode).ToHashSet();

        Assert.Empty(Submission.Faults(form, kunming, null, Filing.Attached, new HashSet<string>()));
        Assert.Empty(Submission.Faults(form, strict, null, Filing.Attached, all));
        Assert.Equal(["members[1].signature", "members[2].signature", "members[3].signature"],
            Submission.Faults(form, strict, null, Filing.Attached, new HashSet<string>()).Select(f => f.Field));
    }

    sealed record Invitation(Guid Id, string CreditCode, string Code);

    async Task<(Guid ApplicationId, Invitation First)> Invited(string account)
    {
        var applicationId = await system.Draft(account);
        var invitations = (await (await system.SignedIn(account)).Post($"/intake/api/applications/{applicationId}/confirmations")).Must();
        Assert.Equal(3, invitations.GetArrayLength());
        return (applicationId, new(invitations[0].GetProperty("confirmationId").GetGuid(), invitations[0].GetProperty("creditCode")
            .GetString()!, invitations[0].GetProperty("code").GetString()!));
    }

    static Task<Answer> Confirm(Person person, Invitation invited, string signatory)
        => person.Upload($"/intake/api/confirmations/{invited.Id}/confirm", "签字页.pdf", Filing.Pdf,
        new Dictionary<string, string> { ["code"] = invited.Code, ["signatory"] = signatory, ["signedOn"] = "2024-03-01" });

    static async Task<string?> StateOf(Person person, Guid applicationId, string creditCode)
        => (await person.Get($"/intake/api/applications/{applicationId}/confirmations")).Must().EnumerateArray()
            .Single(c => c.GetProperty("creditCode").GetString() == creditCode).GetProperty("state").GetString();
}
