using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.SystemTests.Intake;

/// <summary>政策试行: past applications judged again by another policy, by what was submitted and what people found then.</summary>
public sealed class WhatIfTests(RunningSystem system) : IAsyncDisposable
{
    readonly Commands _commands = new(system);

    [Fact]
    public async Task A_draft_shows_which_past_outcomes_change_and_why_and_changes_none()
    {
        var officer = await system.SignedIn("shouli");
        var applicationId = await system.Submitted("qiye4", Filing.Complete("qiye4", Road.NewName()));
        await system.Judge(applicationId);
        (await officer.Post($"/intake/api/applications/{applicationId}/pass")).Must();
        await _commands.Tell(new ExpertReviewConcluded(applicationId, true, 71.5m, 3, "推荐认定。", await system.Clock.Now()));
        await _commands.Answered("intake", applicationId, "KeepOutcomes");

        var changed = await Changed(applicationId, d => (d["minMembers"], d["panelPassScore"]) = (5, 75));

        var steps = changed!.Value.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal(["formalReview", "expertReview"], steps.Select(s => s.GetProperty("stage").GetString()));
        Assert.All(steps, s => Assert.Equal(("met", "notMet"), (s.GetProperty("before").GetString(), s.GetProperty("after").GetString())));
        Assert.Equal(("P1", Articles.Members),
            (steps[0].GetProperty("reasons")[0].GetProperty("code").GetString(), steps[0].GetProperty("reasons")[0]
                .GetProperty("article").GetString()));
        Assert.Equal("专家平均分 71.50 分，低于 75 分", steps[1].GetProperty("reasons")[0].GetProperty("sentence").GetString());
        Assert.Null(await Changed(applicationId, d => d["minMembers"] = 4));
        Assert.Equal("kunming-2016.1", (await officer.Read(applicationId)).GetProperty("policyVersion").GetString());
    }

    [Fact]
    public async Task A_faulty_draft_is_told_with_the_place_of_its_fault()
    {
        var answer = await (await system.SignedIn("shouli")).Post("/intake/api/what-if", Draft(d => d["minMembers"] = "四"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("$.minMembers：应为整数，现为 \"四\"", answer.Sentence);
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await system.SignedIn("shenji")).Get("/intake/api/what-if?policy=atlantis.1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await system.SignedIn("qiye1")).Get("/intake/api/what-if?policy=hebei.1")).Status);
        (await (await system.SignedIn("shenji")).Get("/intake/api/what-if?policy=jiangxi-2023.1")).Must();
    }

    // Every page of the answer until the application is found.
    async Task<System.Text.Json.JsonElement?> Changed(Guid applicationId, Action<JsonNode> change)
    {
        var officer = await system.SignedIn("shouli");
        for (string? after = null; ;)
        {
            var page = (await officer.Post($"/intake/api/what-if?after={after}", Draft(change))).Must();
            foreach (var item in page.GetProperty("items").EnumerateArray())
                if (item.GetProperty("applicationId").GetGuid() == applicationId) return item;
            after = page.GetProperty("next").GetString();
            if (after is null) return null;
        }
    }

    static JsonNode Draft(Action<JsonNode> change)
    {
        var draft = JsonNode.Parse(PolicyBook.Find("kunming-2016.1").Document.ToJson())!;
        (draft["version"], draft["status"]) = ("kunming-2016.2", "draft");
        change(draft);
        return draft;
    }

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
