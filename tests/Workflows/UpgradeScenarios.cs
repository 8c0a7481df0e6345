using Alliance.Contracts;
using Alliance.Workflows.Procedures;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>推荐升级, row by row (Art. 7, 12).</summary>
public sealed class UpgradeScenarios(Floor floor) : IAsyncLifetime
{
    readonly Guid _id = Guid.CreateVersion7();
    readonly Guid _alliance = Guid.CreateVersion7();
    Scenario _scenario = null!;

    public async ValueTask InitializeAsync() => _scenario = await floor.Begin(The.Noon(2024, 4, 1));
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    UpgradeRecommended Recommended() => new(_id, _alliance, "省级", The.Application(), _scenario.Now);
    UpgradePartiesChanged Changed()
        => new(_id, _alliance, The.Application("昆明花卉种苗产业技术创新战略联盟") with { LeadUnit = The.NewLead }, _scenario.Now);
    UpgradeConfirmed Confirmed() => new(_id, _alliance, "省级", "云科发〔2024〕1号", new(2024, 6, 3));

    [Fact]
    public async Task A_recommended_alliance_waits_for_the_superior_without_a_deadline()
    {
        await _scenario.Hear(Recommended());
        _scenario.IsIn(_id, "Recommended");
        _scenario.WaitsFor(_id, null, null);
        _scenario.Says();
    }

    [Fact]
    public async Task A_confirmed_upgrade_ends_the_case_and_stands_whatever_comes_later()
    {
        await _scenario.Hear(Recommended(), Confirmed(), new UpgradeDeclined(_id, _alliance, "名额已满", _scenario.Now), Recommended());
        _scenario.IsIn(_id, "Confirmed");
        Assert.Equal(Notes.Late, await _scenario.LastRemark(_id));
        _scenario.Says();
    }

    [Fact]
    public async Task Whoever_leads_the_alliance_while_the_superior_decides_leads_it_in_the_case()
    {
        await _scenario.Hear(Recommended(), Changed());
        _scenario.IsIn(_id, "Recommended");
        _scenario.Says();
        Assert.Equal("昆明花卉种苗产业技术创新战略联盟 昆明新牵头有限公司", await _scenario.Known(_id));
        await _scenario.Hear(Confirmed(), Changed());
        _scenario.IsIn(_id, "Confirmed");
    }

    [Fact]
    public async Task A_declined_upgrade_ends_the_case()
    {
        await _scenario.Hear(Recommended(), new UpgradeDeclined(_id, _alliance, "名额已满", _scenario.Now));
        _scenario.IsIn(_id, "Closed");
    }
}
