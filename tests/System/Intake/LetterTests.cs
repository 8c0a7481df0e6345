using System.Text.Json;
using Alliance.Local;
using Alliance.Statute;
using Xunit;

namespace Alliance.SystemTests.Intake;

public sealed class LetterTests(RunningSystem system)
{
    [Fact]
    public async Task A_unit_is_told_of_its_receipt_and_of_a_correction_and_nobody_else_is()
    {
        var applicationId = await system.Submitted("qiye7", Filing.Complete("qiye7", "通知"));
        (await (await system.SignedIn("shouli"))
            .Post($"/intake/api/applications/{applicationId}/request-correction",
                new { items = new[] { new { article = Articles.Agreement, sentence = "请补签" } } })).Must();

        var letters = (await (await system.SignedIn("qiye7")).Get("/intake/api/letters")).Must().GetProperty("items").EnumerateArray()
            .Where(n => n.GetProperty("caseId").GetGuid() == applicationId).ToList();

        Assert.Equal(["申报书需要补正", "申报书已受理"], letters.Select(n => n.GetProperty("title").GetString()));
        Assert.Equal(Articles.Review, letters[0].GetProperty("article").GetString());
        Assert.DoesNotContain(applicationId.ToString(), (await (await system.SignedIn("qiye6")).Get("/intake/api/letters")).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_leads_where_its_reader_may_go_and_whoever_handed_the_application_over_is_led_nowhere()
    {
        var applicationId = await system.Submitted("qiye1");
        var (before, after) = (await system.SignedIn("qiye1"), await system.SignedIn(TestApplicants.Colleague.Account));
        Assert.All(await Letters(before, applicationId), letter => Assert.NotNull(Link(letter)));

        (await (await system.SignedIn("shouli")).Post($"/intake/api/applications/{applicationId}/holder",
            new { account = TestApplicants.Colleague.Account, name = TestApplicants.Colleague.DisplayName, why = "原经办人已离职" })).Must();

        Assert.Equal(2, (await Letters(before, applicationId)).Count);
        Assert.All(await Letters(before, applicationId), letter => Assert.Null(Link(letter)));
        var inbox = await before.Http.GetStringAsync(new Uri("/intake/inbox", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("申报书的经办账号已变更", inbox, StringComparison.Ordinal);
        Assert.DoesNotContain(applicationId.ToString(), inbox, StringComparison.Ordinal);
        foreach (var letter in await Letters(after, applicationId))
        {
            using var page = await after.Http.GetAsync(new Uri(Link(letter)!, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(page.IsSuccessStatusCode, $"{Link(letter)} answers {(int)page.StatusCode}");
        }
    }

    static async Task<IReadOnlyList<JsonElement>> Letters(Person person, Guid applicationId)
        => [.. (await person.Get("/intake/api/letters")).Must().GetProperty("items").EnumerateArray()
            .Where(n => n.GetProperty("caseId").GetGuid() == applicationId)];

    static string? Link(JsonElement letter) => letter.GetProperty("link").GetString();
}
