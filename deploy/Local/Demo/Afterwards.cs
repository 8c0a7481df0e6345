namespace Alliance.Local.Demo;

/// <summary>A case goes back to the experts; what they are to look at again.</summary>
public sealed record ReturnToReview(string Reasons, string Minutes = "局长办公会研究，退回专家评审。");

/// <summary>What a district's bureau or an association says of an application.</summary>
public sealed record Recommend(bool Recommended, string Opinion);

/// <summary>推荐升级, to a level of the policy.</summary>
public sealed record RecommendUpgrade(string Level, string Addressee, string Merits);

/// <summary>The superior's document about the upgrade that was recommended last.</summary>
public sealed record ConfirmUpgrade(string SuperiorNumber);

/// <summary>A decision on the case is annulled on reconsideration.</summary>
public sealed record AnnulDecision(string Authority, string CaseNumber, string Number, string Summary);

/// <summary>Alliances of 2013 from a workbook of the package.</summary>
public sealed record ImportLegacy(string File, int Entered);

/// <summary>What happens to a case beside its straight way: returned to the experts, contested, recommended to a higher level; and the
/// alliances of 2013.</summary>
static class Afterwards
{
    /// <summary>The verbs of it.</summary>
    public static IReadOnlyList<Verb> Verbs { get; } =
    [
        Verb.Of<ReturnToReview>("return-to-review", "decision-maker", async (s, p, with, ct) =>
            await s.Get(p, s.Determination, ct) is { Ok: false } refused ? refused
                : await s.Boardroom.Decide(new(s.ApplicationId, "return", [], with.Minutes) { ReturnWhy = with.Reasons })),
        Verb.Of<Recommend>("recommend", "recommender", (s, p, with, ct) => p.Upload($"{s.Application}/recommendations", "推荐函.pdf", s.Paper,
            new Dictionary<string, string> { ["recommended"] = with.Recommended ? "true" : "false", ["opinion"] = with.Opinion }, ct)),
        Verb.Of<AnnulDecision>("annul-decision", "certification-officer", Annul),
        Verb.Of<RecommendUpgrade>("recommend-upgrade", "decision-maker", RecommendTo),
        Verb.Of<ConfirmUpgrade>("confirm-upgrade", "certification-officer", Confirm),
        Verb.Of<ImportLegacy>("import-legacy", "certification-officer", Import),
    ];

    /// <summary>双公示: the office reports what was recognised, as its officer would, with the legal representative of the form.</summary>
    public static async Task ReportWhatIsDue(People people, DateOnly today, CancellationToken ct)
    {
        const string reports = "/certification/api/credit-reports";
        var officer = people[Office.Drafter];
        foreach (var report in (await officer.Get($"{reports}?form=License&reported=false&size=100", ct)).Must().GetProperty("items")
            .EnumerateArray())
        {
            var (id, caseId) = (report.GetProperty("id").GetGuid(), report.GetProperty("caseId").GetGuid());
            if (await people["shouli"].Get($"/intake/api/applications/{caseId}", ct) is not { Ok: true } application) continue;
            var lead = application.Body.GetProperty("form").GetProperty("members").EnumerateArray()
                .First(member => member.GetProperty("isLead").GetBoolean());
            (await officer.Post($"{reports}/{id}/complete", new
            {
                legalPerson = lead.GetProperty("legalRepresentative").GetString(),
                content = report.GetProperty("content").GetString(),
                validFrom = report.GetProperty("validFrom").GetString(),
                validTo = report.GetProperty("validTo").GetString(),
            }, ct)).Must();
            (await officer.Upload($"{reports}/{id}/receipt", "回执.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(), new Dictionary<string, string>
            {
                ["reportedOn"] = today.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                ["receiptNumber"] = $"SGS-{today:yyyyMMdd}-{id.ToString("N")[^4..]}",
            }, ct)).Must();
        }
    }

    static async Task<Answer> Annul(Scene scene, Person officer, AnnulDecision with, CancellationToken ct)
    {
        var filed = await scene.Post(officer, "/certification/api/remedies", new
        {
            caseId = scene.ApplicationId,
            kind = "reconsideration",
            authority = with.Authority,
            caseNumber = scene.OwnNumber(with.CaseNumber),
            filedOn = scene.Today,
        }, ct);
        if (!filed.Ok) return filed;
        var remedy = $"/certification/api/remedies/{filed.Body.GetProperty("remedyId").GetGuid()}";
        var paper = await officer.Upload($"{remedy}/documents", "复议决定书.pdf", scene.Paper,
            new Dictionary<string, string> { ["title"] = "行政复议决定书" }, ct);
        if (!paper.Ok) return paper;
        var annulled = await scene.Post(officer, $"{remedy}/outcome",
            new { outcome = "annulled", with.Number, decidedOn = scene.Today, with.Summary }, ct);
        if (!annulled.Ok) return annulled;
        // The case comes back to the bureau by way of the procedure.
        return (await Scene.Until<Answer>("the case to come back to the bureau after its decision was annulled", async () =>
            await officer.Get(scene.Determination, ct) is { Ok: true } now && now.Body.GetProperty("state").GetString() == "Determination"
                ? [now] : [], ct))[0];
    }

    static async Task<Answer> RecommendTo(Scene scene, Person decisionMaker, RecommendUpgrade with, CancellationToken ct)
    {
        var answer = await scene.Post(decisionMaker, "/certification/api/upgrades",
            new { allianceId = await scene.AllianceId(ct), with.Level, with.Addressee, with.Merits }, ct);
        if (answer.Ok) scene.UpgradeId = answer.Body.GetProperty("upgradeId").GetGuid();
        return answer;
    }

    static Task<Answer> Confirm(Scene scene, Person officer, ConfirmUpgrade with, CancellationToken ct)
        => officer.Upload($"/certification/api/upgrades/{scene.UpgradeId}/confirm", "认定文件.pdf", scene.Paper,
            new Dictionary<string, string>
            {
                ["superiorNumber"] = scene.OwnNumber(with.SuperiorNumber),
                ["superiorOn"] = scene.Today.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            }, ct);

    static async Task<Answer> Import(Scene scene, Person officer, ImportLegacy with, CancellationToken ct)
    {
        var uploaded = await officer.Upload("/certification/api/legacy", Path.GetFileName(with.File), scene.FileOf(with.File),
            new Dictionary<string, string>(), ct);
        if (!uploaded.Ok) return uploaded;
        var import = $"/certification/api/legacy/{uploaded.Body.GetProperty("importId").GetGuid()}";
        // Entered by an earlier run already: then nothing is left to enter.
        var lines = (await officer.Get(import, ct)).Must().GetProperty("lines").EnumerateArray().ToList();
        if (lines.All(line => line.GetProperty("faults").GetArrayLength() > 0)
            && lines.All(line => line.GetProperty("faults").ToString().Contains('已'))) return uploaded;
        var entered = await officer.Post($"{import}/confirm", null, ct);
        return !entered.Ok || entered.Body.GetProperty("entered").GetInt32() == with.Entered ? entered
            : throw new StoryException($"{with.Entered} alliances of 2013 were to be entered: {entered.Body}");
    }
}
