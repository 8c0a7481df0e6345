using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Desk;
using Xunit;

namespace Alliance.SystemTests.Monitoring;

/// <summary>Compliance cases by the dozen (Art. 17).</summary>
[Collection(nameof(RunsForYears))]
public sealed class BulkClosingTests(RunningSystem system) : IAsyncDisposable
{
    const int Many = 70;

    readonly Commands _commands = new(system);

    [Fact]
    public async Task Seventy_compliance_cases_are_warned_in_one_act_and_each_lead_unit_is_told()
    {
        var mark = Road.NewName()[..8];
        var alliances = await Missed(mark);
        var officer = await system.SignedIn("jiance");
        var open = await Open(mark);
        Assert.Equal(Many, open.Count);

        // Asked for first, in one act too; a second time on the same day nobody is.
        var urged = (await Urge(officer, open)).Must();
        Assert.Equal((Many, 0), (urged.GetProperty("urged").GetInt32(), urged.GetProperty("left").GetArrayLength()));
        var again = (await Urge(officer, open)).Must();
        Assert.Equal((0, Many), (again.GetProperty("urged").GetInt32(), again.GetProperty("left").GetArrayLength()));
        Assert.Contains("今天已经催报过", again.GetProperty("left")[0].GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal(open.Count, (await Open(mark)).Count);

        // One of them cannot be closed as remedied, nor can any: each says why, and stays.
        var none = (await Close(officer, open, "Remedied")).Must();
        Assert.Equal((0, Many), (none.GetProperty("closed").GetInt32(), none.GetProperty("left").GetArrayLength()));
        Assert.Contains("仍未补报", none.GetProperty("left")[0].GetProperty("why").GetString(), StringComparison.Ordinal);

        var done = (await Close(officer, open, "Warned")).Must();
        Assert.Equal((Many, 0), (done.GetProperty("closed").GetInt32(), done.GetProperty("left").GetArrayLength()));
        Assert.Empty(await Open(mark));
        foreach (var alliance in (Guid[])[alliances[0], alliances[^1]])
        {
            await system.Eventually(async () => (await system.LettersAbout("qiye8", alliance)).Contains("违规核查已结案"));
            Assert.Single(await system.LettersAbout("qiye8", alliance), "请补报年度科技报告");
        }
        // Done twice it does nothing more.
        Assert.Equal(0, (await Close(officer, open, "Warned")).Must().GetProperty("closed").GetInt32());
    }

    [Fact]
    public async Task Nobody_else_closes_them_and_nothing_is_closed_without_reasons()
    {
        var officer = await system.SignedIn("jiance");

        Assert.Equal(System.Net.HttpStatusCode.Forbidden,
            (await Close(await system.SignedIn("shenji"), [Guid.NewGuid()], "Warned")).Status);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await Urge(await system.SignedIn("kaohe"), [Guid.NewGuid()])).Status);
        var refused = await officer.Post("/monitoring/api/compliance-cases/close", new { ids = Array.Empty<Guid>(), decision = "Warned" });
        Assert.Contains("请至少选择一个违规核查案件", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("请写明处理决定的理由", refused.Sentence, StringComparison.Ordinal);
    }

    async Task<IReadOnlyList<Guid>> Missed(string mark)
    {
        var today = BeijingTime.DayOf(await system.Clock.Now());
        var (startsOn, endsOn) = Cycles.Of(today, 1, PolicyBook.Find("kunming-2016.1").CycleMonths);
        Guid[] alliances = [.. Enumerable.Range(0, Many).Select(_ => Guid.CreateVersion7())];
        foreach (var (number, alliance) in alliances.Index())
            await _commands.Send(new StartOperatingCycle(alliance, Commands.ApplicationOf("qiye8", $"{mark}第{number}"), 1, today, startsOn,
                endsOn));
        foreach (var alliance in alliances) await _commands.Answered("monitoring", alliance, "StartOperatingCycle");
        foreach (var alliance in alliances) await _commands.Send(new RecordMissedReport(alliance, today.Year - 1, today.AddDays(-1)));
        foreach (var alliance in alliances) await _commands.Answered("monitoring", alliance, "RecordMissedReport");
        return alliances;
    }

    async Task<IReadOnlyList<Guid>> Open(string mark)
        => [.. (await system.AllPages("jiance", $"/monitoring/api/compliance-cases?open=true&q={mark}"))
            .Select(item => item.GetProperty("id").GetGuid())];

    static Task<Answer> Urge(Person officer, IReadOnlyList<Guid> ids) => officer.Post(
        "/monitoring/api/compliance-cases/urge", new { ids, reasons = "考核在即" });

    static Task<Answer> Close(Person officer, IReadOnlyList<Guid> ids, string decision) => officer.Post(
        "/monitoring/api/compliance-cases/close", new { ids, decision, reasons = "提醒今后按时报送" });

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
