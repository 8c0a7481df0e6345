using System.Net;
using System.Net.Http.Json;
using System.Text;
using Alliance.Core.Security;
using Alliance.Intake.Applications;
using Alliance.Intake.Applications.Form;
using Alliance.Intake.Applications.Handover;
using Alliance.Local;
using Alliance.Statute;
using Alliance.Statute.Forms;
using Alliance.Web;
using Xunit;

namespace Alliance.SystemTests.Intake;

/// <summary>An application goes from one account of its unit to another.</summary>
public sealed class HandoverTests(RunningSystem system)
{
    static readonly string Colleague = TestApplicants.Colleague.Account;

    [Fact]
    public async Task Whoever_handed_an_application_over_passes_none_of_its_doors_any_more()
    {
        var applicationId = await system.Draft("qiye1");
        var (before, after) = (await system.SignedIn("qiye1"), await system.SignedIn(Colleague));
        var attachment = (await before.Read(applicationId)).GetProperty("attachments")[0].GetProperty("attachmentId").GetGuid();
        await Take(applicationId, before, after);

        var passed = new List<string>();
        var doors = 0;
        foreach (var door in await Doors())
        {
            var address = $"/intake{door.Pattern}".Replace("{id:guid}", applicationId.ToString(), StringComparison.Ordinal)
                .Replace("{attachmentId:guid}", attachment.ToString(), StringComparison.Ordinal);
            // OPTIONS tells what the protocol of uploads can do, of no application.
            if (address.Contains('{', StringComparison.Ordinal) || door.Method == HttpMethod.Options.Method) continue;
            doors++;
            var status = await Knock(before, door.Method, address);
            // What cannot be read is refused before anybody is looked at, an empty workbook too; everything else is not there for this
            // account.
            if (status is HttpStatusCode.UnprocessableEntity && address.EndsWith("/workbook", StringComparison.Ordinal)) continue;
            if (status is not (HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType))
                passed.Add($"{door.Method} {address}: {(int)status}");
        }

        Assert.True(doors > 15, $"Only {doors} doors were found.");
        Assert.True(passed.Count == 0, string.Join('\n', passed));
        Assert.DoesNotContain(applicationId.ToString(), (await before.Get("/intake/api/applications")).Text, StringComparison.Ordinal);
        var read = await after.Read(applicationId);
        Assert.Equal((Colleague, TestApplicants.Colleague.DisplayName),
            (read.GetProperty("heldBy").GetString(), read.GetProperty("heldByName").GetString()));
        (await after.Post($"/intake/api/applications/{applicationId}/submit")).Must();
    }

    [Fact]
    public async Task A_handover_needs_the_code_and_a_colleague_and_can_be_given_back()
    {
        var applicationId = await system.Draft("qiye1");
        var (holder, colleague) = (await system.SignedIn("qiye1"), await system.SignedIn(Colleague));
        var accept = $"/intake/api/applications/{applicationId}/handover/accept";

        Assert.Equal((HttpStatusCode.Conflict, Articles.Applications), Said(await colleague.Post(accept, new { code = "AAAA-AAAA" })));
        Assert.Equal((HttpStatusCode.Forbidden, Articles.Applications),
            Said(await colleague.Post($"/intake/api/applications/{applicationId}/handover")));
        var code = (await holder.Post($"/intake/api/applications/{applicationId}/handover")).Must().GetProperty("code").GetString()!;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await colleague.Post(accept, new { code = "AAAA-AAAA" })).Status);
        Assert.Equal((HttpStatusCode.Conflict, Articles.Applications), Said(await holder.Post(accept, new { code })));
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("qiye2")).Post(accept, new { code })).Status);
        (await colleague.Post(accept, new { code })).Must();
        Assert.Equal((HttpStatusCode.Conflict, Articles.Applications), Said(await colleague.Post(accept, new { code })));

        await Take(applicationId, colleague, holder);
        Assert.Equal("qiye1", (await holder.Read(applicationId)).GetProperty("heldBy").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.Get($"/intake/api/applications/{applicationId}")).Status);
    }

    [Fact]
    public async Task An_officer_changes_the_account_on_a_written_statement_and_the_bureau_sees_why_it_changed()
    {
        var applicationId = await system.Submitted("qiye1");
        var officer = await system.SignedIn("shouli");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, Articles.Applications),
            Said(await officer.Post($"/intake/api/applications/{applicationId}/holder", new { account = Colleague, name = "同事" })));
        (await officer.Post($"/intake/api/applications/{applicationId}/holder",
            new { account = Colleague, name = TestApplicants.Colleague.DisplayName, why = "2024年3月4日来函：原经办人已离职" })).Must();

        Assert.Equal(HttpStatusCode.NotFound,
            (await (await system.SignedIn("qiye1")).Get($"/intake/api/applications/{applicationId}")).Status);
        var page = await (await system.SignedIn(Colleague)).Http
            .GetStringAsync(new Uri($"/intake/applications/{applicationId}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("依书面说明变更经办账号", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_ends_after_a_week_and_after_ten_wrong_ones()
    {
        var now = new DateTimeOffset(2024, 3, 4, 9, 0, 0, TimeSpan.FromHours(8));
        var unit = TestApplicants.Colleague.Unit!;
        var colleague = new Actor(Colleague, "同事", new HashSet<string> { Roles.Applicant }, new(unit.Name, unit.CreditCode), null);
        var application = new Application { Stage = Stage.Draft, PolicyVersion = "kunming-2016.1", LeadCreditCode = unit.CreditCode };
        var offer = new AcceptHandover.Offer { OfferedBy = "qiye1", ExpiresAt = now.AddDays(OfferHandover.Days) };

        Assert.Null(AcceptHandover.WhyNot(application, offer, colleague, now.AddDays(7).AddTicks(-1)));
        Assert.Equal(Articles.Applications, AcceptHandover.WhyNot(application, offer, colleague, now.AddDays(7))?.Article);
        Assert.NotNull(AcceptHandover.WhyNot(application, offer with { WrongCodes = 10 }, colleague, now));
        Assert.Equal(Articles.Applications,
            AcceptHandover.WhyNot(application with { Stage = Stage.Withdrawn }, offer, colleague, now)?.Article);
    }

    [Fact]
    public async Task Member_units_are_entered_once_and_taken_over_without_their_signatures()
    {
        await system.Draft("qiye9");
        var applicant = await system.SignedIn("qiye9");
        var next = (await applicant.Post("/intake/api/applications", new { callId = await system.OpenCall() })).Must()
            .GetProperty("applicationId").GetGuid();

        var earlier = (await applicant.Get($"/intake/api/applications/{next}/earlier-members")).Must().EnumerateArray().ToList();

        Assert.Equal(3, earlier.Count);
        Assert.All(earlier, m => Assert.Equal(System.Text.Json.JsonValueKind.Null, m.GetProperty("signature").ValueKind));
        var form = Filing.Complete("qiye9");
        Assert.Empty(EarlierMembers.Of(form, [form]));
        Assert.Equal(["甲"], EarlierMembers.Of(form, [new ApplicationForm { Members = [new() { Name = "甲", CreditCode = "1" }] },
            new ApplicationForm { Members = [new() { Name = "旧名", CreditCode = "1" }] }]).Select(m => m.Name));
    }

    [Fact]
    public async Task Units_with_drafts_hear_that_their_call_was_amended()
    {
        var applicationId = await system.Draft("qiye9");
        var applicant = await system.SignedIn("qiye9");
        var callId = (await applicant.Read(applicationId)).GetProperty("callId").GetGuid();

        (await (await system.SignedIn("shouli")).Post($"/intake/api/calls/{callId}/close", new { note = "预算调整" })).Must();

        var letters = (await applicant.Get("/intake/api/letters")).Must().GetProperty("items").EnumerateArray();
        Assert.Contains(letters, l => l.GetProperty("caseId").GetGuid() == callId && l.GetProperty("title").GetString() == "申报提前截止");
        var page = await applicant.Http.GetStringAsync(new Uri($"/intake/applications/{applicationId}/plan", UriKind.Relative),
            TestContext.Current.CancellationToken);
        Assert.Contains("这份草稿不能再提交", page, StringComparison.Ordinal);
        Assert.Contains("预算调整", page, StringComparison.Ordinal);
    }

    async Task Take(Guid applicationId, Person from, Person to)
    {
        var code = (await from.Post($"/intake/api/applications/{applicationId}/handover")).Must().GetProperty("code").GetString()!;
        (await to.Post($"/intake/api/applications/{applicationId}/handover/accept", new { code })).Must();
    }

    async Task<IReadOnlyList<ListedEndpoint>> Doors()
    {
        using var http = new HttpClient();
        var all = await http.GetFromJsonAsync<ListedEndpoint[]>(
            new Uri((await system.Alliance).InternalAddress("intake"), "health/endpoints"), People.Json,
            TestContext.Current.CancellationToken);
        // Taking it back with a code is the one thing that stays open.
        return [.. all!.Where(e => !e.IsPage && e.Pattern.StartsWith("/api/applications/{id:guid}", StringComparison.Ordinal)
            && e.Roles?.Contains(Roles.Applicant) == true && !e.Pattern.EndsWith("/handover/accept", StringComparison.Ordinal))];
    }

    static async Task<HttpStatusCode> Knock(Person person, string method, string address)
    {
        var status = await Ask(() => JsonContent.Create(new { }));
        return status is not HttpStatusCode.UnsupportedMediaType ? status
            : await Ask(() => new MultipartFormDataContent { { new StringContent("agreement"), "kind" },
                { new ByteArrayContent(Encoding.ASCII.GetBytes("%PDF-1.4")), "file", "a.pdf" } });

        async Task<HttpStatusCode> Ask(Func<HttpContent> content)
        {
            using var request = new HttpRequestMessage(new(method),
                address)
            {
                Headers = { { "Tus-Resumable", Documents.Tus.Version }, { "X-Requested-With", "tests" } },
                Content = method is "GET" or "DELETE" ? null : content()
            };
            using var answer = await person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead,
                TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }

    static (HttpStatusCode, string?) Said(Answer answer) => (answer.Status, answer.Article);
}
