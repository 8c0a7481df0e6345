using System.Net;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute;
using Alliance.SystemTests.Desk;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>推荐升级: recommended by the bureau, decided by the superior, named in the register (Art. 7, 12).</summary>
public sealed class UpgradeTests(RunningSystem system)
{
    [Fact]
    public async Task An_alliance_is_recommended_once_a_level_and_the_register_names_what_the_superior_confirmed()
    {
        var (_, alliance) = await system.Recognised(Road.NewName());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Recommend(alliance, "市级")).Status);
        var upgrade = (await Recommend(alliance, "省级")).Must().GetProperty("upgradeId").GetGuid();
        await Is(upgrade, "Recommended");
        var again = await Recommend(alliance, "省级");
        Assert.Equal((HttpStatusCode.Conflict, Articles.Authority), (again.Status, again.Article));
        await system.Eventually(async () => (await system.LettersAbout("qiye2", alliance)).Contains("联盟已推荐升级"));

        var officer = await system.SignedIn("rending");
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await officer.Post($"/certification/api/upgrades/{upgrade}/decline", new { why = " " })).Status);
        (await Confirm(upgrade, "云科发〔2026〕18号")).Must();
        await Is(upgrade, "Confirmed");

        var certificate = (await officer.Get($"/certification/api/upgrades/{upgrade}")).Must();
        Assert.Equal("云科发〔2026〕18号", certificate.GetProperty("superiorNumber").GetString());
        var number = (await officer.Get($"/certification/api/determinations/{await ApplicationOf(alliance)}")).Must()
            .GetProperty("certificateNumber").GetString();
        var levels = (await (await system.Anybody()).Get($"/certification/api/certificates/{number}/levels")).Must();
        Assert.Equal("省级", Assert.Single(levels.EnumerateArray()).GetProperty("level").GetString());
        Assert.Equal(HttpStatusCode.Conflict,
            (await officer.Post($"/certification/api/upgrades/{upgrade}/decline", new { why = "名额已满" })).Status);
    }

    [Fact]
    public async Task What_the_superior_declined_can_be_recommended_anew_as_another_case()
    {
        var (_, alliance) = await system.Recognised(Road.NewName());
        var first = (await Recommend(alliance, "国家级")).Must().GetProperty("upgradeId").GetGuid();
        (await (await system.SignedIn("rending")).Post($"/certification/api/upgrades/{first}/decline", new { why = "名额已满" })).Must();
        await Is(first, "Closed");

        var second = (await Recommend(alliance, "国家级")).Must().GetProperty("upgradeId").GetGuid();
        Assert.NotEqual(first, second);
        await Is(second, "Recommended");

        // Another unit takes the lead while the superior decides.
        await using var commands = new Commands(system);
        var lead = Commands.ApplicationOf("qiye6", "升级").LeadUnit;
        await commands.Tell(new LeadUnitChanged(alliance, Guid.CreateVersion7(), "变更备〔2026〕9号",
            Commands.ApplicationOf("qiye2", "升级").LeadUnit, lead, [lead], new(2026, 3, 2), await system.Clock.Now()));
        var auditor = await system.SignedIn("shenji");
        await system.Eventually(async () => (await auditor.Get($"/workflows/api/cases/{second}")).Must().GetProperty("application")
            .GetProperty("leadUnit").GetProperty("name").GetString() == lead.Name);
    }

    // The case is there a moment after the recommendation.
    async Task Is(Guid upgrade, string state)
    {
        var auditor = await system.SignedIn("shenji");
        await system.Eventually(async () => await auditor.Get($"/workflows/api/cases/{upgrade}") is { Ok: true } answer
            && answer.Must().GetProperty("state").GetString() == state);
    }

    async Task<Answer> Recommend(Guid allianceId, string level) => await (await system.SignedIn("juzhang")).Post(
        "/certification/api/upgrades",
        new { allianceId, level, addressee = "云南省科学技术厅", merits = "研发投入和成果居全市前列，考核优秀。" });

    async Task<Answer> Confirm(Guid upgrade, string number) => await (await system.SignedIn("rending")).Upload(
        $"/certification/api/upgrades/{upgrade}/confirm", "文件.pdf", "%PDF-1.7 认定"u8.ToArray(), new Dictionary<string, string>
        {
            ["superiorNumber"] = number,
            ["superiorOn"] = Statute.Periods.BeijingTime.DayOf(await system.Clock.Now()).ToString("yyyy-MM-dd",
                System.Globalization.CultureInfo.InvariantCulture),
        });

    async Task<Guid> ApplicationOf(Guid allianceId)
        => (await (await system.SignedIn("shenji")).Get($"/certification/api/alliances/{allianceId}/brief")).Must()
            .GetProperty("applicationId").GetGuid();
}
