using System.Net;
using Alliance.Local;
using Microsoft.Playwright;
using Xunit;

namespace Alliance.SystemTests.Intake;

/// <summary>A unit asks, the office answers, and what is of use to all becomes public; nothing of it moves the procedure.</summary>
public sealed class QuestionTests(RunningSystem system)
{
    [Fact]
    public async Task A_question_about_an_application_is_answered_on_record_and_becomes_the_calls_public_FAQ_without_names()
    {
        var applicationId = await system.Draft("qiye5", Filing.Complete("qiye5", "咨询材料"));
        var unit = await system.Browser.SignedIn("qiye5");
        await unit.GotoAsync($"/intake/applications/{applicationId}");
        await unit.GetByRole(AriaRole.Link, new() { Name = "咨询", Exact = true }).ClickAsync();
        await unit.GetByRole(AriaRole.Textbox, new() { Name = "问题" }).FillAsync("推荐公函可以由园区管委会出具吗？");
        await unit.GetByRole(AriaRole.Button, new() { Name = "提交咨询" }).ClickAsync();
        await unit.GetByText("咨询已提交").WaitForAsync();
        Assert.Empty(await unit.Owes("a question"));
        var address = new Uri(unit.Url).AbsolutePath;

        // It waits for the office, which hears of it once and reads no draft.
        var thread = Guid.Parse(address.Split('/')[^1]);
        var officer = await system.SignedIn("shouli");
        Assert.Contains(thread.ToString(), (await officer.Get("/intake/api/tasks?scope=All")).Text, StringComparison.Ordinal);
        Assert.Single(await Letters(officer, applicationId), title => title == "有申报咨询等待答复");
        Assert.DoesNotContain("咨询材料", (await officer.Get($"/intake/api/questions/{thread}")).Text, StringComparison.Ordinal);

        var office = await system.Browser.SignedIn("shouli");
        await office.GotoAsync("/intake/questions");
        Assert.Empty(await office.Owes("the list of questions"));
        await office.Locator($"a[href$='{thread}']").ClickAsync();
        await office.GetByRole(AriaRole.Textbox, new() { Name = "答复" }).FillAsync("可以，须盖章。");
        await office.GetByRole(AriaRole.Button, new() { Name = "提交答复" }).ClickAsync();
        await office.GetByText("答复已发出。").WaitForAsync();
        Assert.DoesNotContain(thread.ToString(), (await officer.Get("/intake/api/tasks?scope=All")).Text, StringComparison.Ordinal);
        Assert.Contains("申报咨询已答复", await Letters(await system.SignedIn("qiye5"), applicationId));

        await office.GetByText("公开为常见问题").First.ClickAsync();
        await office.Locator("#form-publish").GetByLabel("问题").FillAsync("昆明测试企业5有限公司的推荐公函由谁出具？");
        await office.GetByRole(AriaRole.Button, new() { Name = "公开", Exact = true }).ClickAsync();
        await office.Confirm();
        await Assertions.Expect(office.GetByRole(AriaRole.Alert)).ToContainTextAsync("公开的内容不能写明单位、联盟或个人");
        await office.Locator("#form-publish").GetByLabel("问题").FillAsync("推荐公函可以由园区管委会出具吗？");
        await office.GetByRole(AriaRole.Button, new() { Name = "公开", Exact = true }).ClickAsync();
        await office.Confirm();
        await office.GetByText("已公开为常见问题。").WaitForAsync();
        Assert.Empty(await office.Owes("a thread of questions", PageDuties.Wide));

        var callId = (await (await system.SignedIn("qiye5")).Read(applicationId)).GetProperty("callId").GetGuid();
        var anybody = await system.Browser.Public();
        await anybody.GotoAsync($"/intake/calls/{callId}");
        await Assertions.Expect(anybody.Locator("#faq")).ToContainTextAsync("推荐公函可以由园区管委会出具吗？");
        Assert.DoesNotContain("测试企业5", await anybody.Locator("#faq").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(await anybody.Owes("the FAQ of a call"));

        // Nothing of it moved the procedure.
        Assert.Equal("draft", (await (await system.SignedIn("qiye5")).Read(applicationId)).GetProperty("stage").GetString());
    }

    [Fact]
    public async Task A_thread_is_its_units_and_the_offices_alone()
    {
        var callId = await system.OpenCall();
        var unit = await system.SignedIn("qiye6");
        var thread = (await unit.Post("/intake/api/questions", new { callId, text = "外地单位可以作成员吗？" })).Must()
            .GetProperty("threadId").GetGuid();
        // The same unit goes on in the same thread; another one has its own.
        Assert.Equal(thread, (await unit.Post("/intake/api/questions", new { callId, text = "需要证照吗？" })).Must()
            .GetProperty("threadId").GetGuid());
        Assert.NotEqual(thread, (await (await system.SignedIn("qiye7"))
            .Post("/intake/api/questions", new { callId, text = "何时截止？" })).Must().GetProperty("threadId").GetGuid());

        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("qiye7")).Get($"/intake/api/questions/{thread}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await system.SignedIn("jingfei")).Get($"/intake/api/questions/{thread}")).Status);
        Assert.Equal(2, (await (await system.SignedIn("shouli")).Get($"/intake/api/questions/{thread}")).Must()
            .GetProperty("messages").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("qiye7"))
            .Post("/intake/api/questions", new { applicationId = await system.Draft("qiye6"), text = "别人的申报书" })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await unit.Post("/intake/api/questions", new { callId, text = " " })).Status);

        var waiting = (await (await system.SignedIn("shouli")).Get($"/intake/api/questions?state=waiting&call={callId}")).Must();
        Assert.Equal(2, waiting.GetProperty("items").GetArrayLength());
        (await (await system.SignedIn("shouli")).Post($"/intake/api/questions/{thread}/answer", new { text = "可以。" })).Must();
        waiting = (await (await system.SignedIn("shouli")).Get($"/intake/api/questions?state=waiting&call={callId}")).Must();
        Assert.Equal(1, waiting.GetProperty("items").GetArrayLength());
    }

    static async Task<IReadOnlyList<string>> Letters(Person person, Guid caseId)
        => [.. (await person.Get("/intake/api/letters")).Must().GetProperty("items").EnumerateArray()
            .Where(n => n.GetProperty("caseId").GetGuid() == caseId).Select(n => n.GetProperty("title").GetString()!)];
}
