using Xunit;

namespace Alliance.SystemTests.Intake;

public sealed class LetterTests(RunningSystem system)
{
    [Fact]
    public async Task A_unit_is_told_of_its_receipt_and_of_a_correction_and_nobody_else_is()
    {
        var applicationId = await system.Submitted("qiye7", Filing.Complete("qiye7", "通知"));
        (await (await system.SignedIn("shouli")).Post($"/intake/api/applications/{applicationId}/request-correction", new { items = new[] { new { article = "Art. 8(2)", sentence = "请补签" } } })).Must();

        var letters = (await (await system.SignedIn("qiye7")).Get("/intake/api/letters")).Must().GetProperty("items").EnumerateArray().Where(n => n.GetProperty("caseId").GetGuid() == applicationId).ToList();

        Assert.Equal(["申报书需要补正", "申报书已受理"], letters.Select(n => n.GetProperty("title").GetString()));
        Assert.Equal("Art. 10", letters[0].GetProperty("article").GetString());
        Assert.DoesNotContain(applicationId.ToString(), (await (await system.SignedIn("qiye6")).Get("/intake/api/letters")).Text, StringComparison.Ordinal);
    }
}
