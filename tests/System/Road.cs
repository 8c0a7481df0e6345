using System.Text.Json;
using Alliance.Statute;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests;

/// <summary>The road of an application through the services, each step said by the person whose step it is; for tests that begin somewhere
/// along it.</summary>
static class Road
{
    /// <summary>The panel that most tests call together; the first leads it.</summary>
    public static readonly string[] Panel = ["zhuanjia1", "zhuanjia2", "zhuanjia3"];

    /// <summary>An application with a name of its own that waits for a panel.</summary>
    public static async Task<Guid> AwaitingPanel(this RunningSystem system, string account = "qiye2", string? coreName = null)
    {
        var applicationId = await system.Submitted(account, Filing.Complete(account, coreName ?? NewName()));
        await system.Judge(applicationId);
        (await (await system.SignedIn("shouli")).Post($"/intake/api/applications/{applicationId}/pass")).Must();
        var secretary = await system.SignedIn("pingshen");
        await system.Eventually(async () => (await secretary.Get($"/review/api/reviews/{applicationId}")).Ok);
        return applicationId;
    }

    /// <summary>A name that no other alliance bears.</summary>
    public static string NewName() => $"试验{Guid.NewGuid():N}"[..10];

    /// <summary>Takes these experts, none of a member unit, into the pool.</summary>
    public static async Task InPool(this RunningSystem system, params string[] accounts)
    {
        var secretary = await system.SignedIn("pingshen");
        foreach (var account in accounts)
        {
            (await secretary.Post("/review/api/experts", new
            {
                account,
                name = $"专家{account[^1]}",
                institution = $"春城第{account[^1]}科技评估中心",
                institutionCreditCode = CreditCode.Complete($"1253010243110{account[^1]}21"),
                field = "材料科学",
            })).Must();
        }
    }

    /// <summary>An application whose panel is appointed and has stated that no conflict exists.</summary>
    public static async Task<Guid> Scoring(this RunningSystem system, string account = "qiye2", string? coreName = null)
    {
        var applicationId = await system.AwaitingPanel(account, coreName);
        await system.InPool(Panel);
        (await system.OnReview("pingshen", applicationId, "panel", new { experts = Panel, leader = Panel[0] })).Must();
        foreach (var expert in Panel) (await system.OnReview(expert, applicationId, "recusal", new { conflict = false })).Must();
        return applicationId;
    }

    /// <summary>A sheet with these points of a hundred for every criterion.</summary>
    public static async Task<object> Sheet(this RunningSystem system, Guid applicationId, int percent)
    {
        var version = (await (await system.SignedIn("pingshen")).Get($"/review/api/reviews/{applicationId}")).Must()
            .GetProperty("application").GetProperty("policyVersion").GetString()!;
        // The older version of the tests is known to the services alone, and scores as the one in force does.
        var criteria = (Statute.Policies.PolicyBook.Known(version) ?? Statute.Policies.PolicyBook.Find("kunming-2016.1")).ReviewCriteria;
        return new
        {
            conformity = Alliance.Review.Reviews.ExpertConditions.All.ToDictionary(c => c.Code, _ => true),
            scores = criteria.ToDictionary(c => c.Id, c => c.Max * percent / 100),
            recommend = percent >= 60,
            opinion = "技术路线可行，成员分工明确。",
        };
    }

    /// <summary>An application that all experts scored, with so many points of a hundred.</summary>
    public static async Task<Guid> Scored(this RunningSystem system, int percent, string account = "qiye2", string? coreName = null)
    {
        var applicationId = await system.Scoring(account, coreName);
        var sheet = await system.Sheet(applicationId, percent);
        foreach (var expert in Panel) (await system.OnReview(expert, applicationId, "sheet", sheet)).Must();
        return applicationId;
    }

    /// <summary>An application on the decision maker's table.</summary>
    public static async Task<Guid> BeforeTheBureau(this RunningSystem system, bool recommended = true, string? coreName = null)
    {
        var applicationId = await system.Scored(recommended ? 90 : 40, coreName: coreName);
        (await system.OnReview(Panel[0], applicationId, "opinion", new { recommended, opinion = recommended ? "推荐认定。" : "不推荐认定。" })).Must();
        var decisionMaker = await system.SignedIn("juzhang");
        await system.Eventually(async () => (await decisionMaker.Get($"/certification/api/determinations/{applicationId}")).Ok);
        return applicationId;
    }

    /// <summary>An application whose notice stands on the portal, and the notice.</summary>
    public static async Task<(Guid ApplicationId, JsonElement Notice)> OnNotice(this RunningSystem system, string? coreName = null)
    {
        var applicationId = await system.BeforeTheBureau(coreName: coreName);
        (await system.OnDetermination("juzhang", applicationId, "propose", new { minutes = "经局长办公会研究，同意。" })).Must();
        await system.Issue(applicationId);
        return (applicationId, (await system.NoticeOf(applicationId))!.Value);
    }

    /// <summary>The office drafts, checks and signs the document that a case waits for, or will wait for in a moment.</summary>
    /// <param name="system">The system.</param>
    /// <param name="about">The application, or the alliance.</param>
    /// <returns>The instrument's key.</returns>
    public static async Task<Guid> Issue(this RunningSystem system, Guid about)
    {
        var office = await system.Office();
        var matter = await system.Eventually(async () => (await office.Waiting(TestContext.Current.CancellationToken))
            .Where(m => m.GetProperty("applicationId").GetGuid() == about
                || (m.TryGetProperty("allianceId", out var alliance) && alliance.ValueKind == JsonValueKind.String
                    && alliance.GetGuid() == about)).Select(m => (Guid?)m.GetProperty("matterId").GetGuid())
            .FirstOrDefault(), found => found is not null);
        return await office.Issue([matter!.Value], TestContext.Current.CancellationToken);
    }

    /// <summary>A meeting that has this case on its agenda.</summary>
    public static async Task<Guid> Meeting(this RunningSystem system, Guid applicationId)
        => (await (await system.SignedIn(Local.Office.Drafter)).Post("/certification/api/meetings", new
        {
            heldOn = Statute.Periods.BeijingTime.DayOf(await system.Clock.Now()),
            place = "三楼会议室",
            attendees = new[] { "陈志强", "王丽" },
            applications = new[] { applicationId },
        })).Must().GetProperty("meetingId").GetGuid();

    /// <summary>Who issues documents.</summary>
    public static async Task<Local.Office> Office(this RunningSystem system)
        => new(await system.SignedIn(Local.Office.Drafter), await system.SignedIn(Local.Office.Checker),
            await system.SignedIn(Local.Office.Signer));

    /// <summary>A recognised alliance that has its grant and runs its first cycle.</summary>
    public static async Task<(Guid ApplicationId, Guid AllianceId)> Recognised(this RunningSystem system, string? coreName = null)
    {
        var (applicationId, _) = await system.OnNotice(coreName ?? NewName());
        await system.NoticeOver(applicationId);
        await system.Issue(applicationId);
        await system.Eventually(async () => await system.CaseState(applicationId) == "Recognised");
        var determination = (await (await system.SignedIn("rending")).Get($"/certification/api/determinations/{applicationId}")).Must();
        var allianceId = determination.GetProperty("allianceId").GetGuid();
        var auditor = await system.SignedIn("shenji");
        await system.Eventually(async () => (await auditor.Get($"/funding/api/grants/{allianceId}")).Ok
            && (await auditor.Get($"/monitoring/api/alliances/{allianceId}")).Ok
            && (await auditor.Get($"/workflows/api/cases/{allianceId}")).Ok
            && (await auditor.Get($"/intake/api/alliances/{allianceId}/brief")).Ok);
        return (applicationId, allianceId);
    }

    /// <summary>The lead unit has nothing to say to the result that was proposed, and the decision maker confirms it.</summary>
    public static async Task<Local.Answer> Concluded(this RunningSystem system, Guid alliance, string lead, int cycle = 1)
    {
        var address = $"/monitoring/api/alliances/{alliance}/assessments/{cycle}";
        (await (await system.SignedIn(lead)).Upload($"{address}/statement", "意见.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
            new Dictionary<string, string> { ["statement"] = "无意见" })).Must();
        return await (await system.SignedIn("juzhang")).Post($"{address}/conclude");
    }

    /// <summary>Moves time past the last day of an application's notice, which a holiday may have put off.</summary>
    public static async Task NoticeOver(this RunningSystem system, Guid applicationId)
    {
        var notice = (await system.NoticeOf(applicationId))!.Value;
        var known = notice.TryGetProperty("lastDay", out var last) && last.ValueKind == JsonValueKind.String;
        if (!known) last = notice.GetProperty("nominalLastDay");
        var over = new DateTimeOffset(last.GetDateTime().AddDays(1).AddHours(1), TimeSpan.FromHours(8));
        if (await system.Clock.Now() < over) await system.Clock.MoveTo(over);
    }

    /// <summary>The notice of an application, as the office finds it by its key; null while there is none.</summary>
    public static async Task<JsonElement?> NoticeOf(this RunningSystem system, Guid applicationId)
    {
        var notices = (await (await system.SignedIn("rending")).Get("/certification/api/notices")).Must();
        var own = notices.EnumerateArray().Where(n => n.GetProperty("applicationId").GetGuid() == applicationId).ToList();
        return own is [var notice] ? notice : null;
    }

    /// <summary>Says a step of expert review for this account.</summary>
    public static async Task<Local.Answer> OnReview(this RunningSystem system, string account, Guid applicationId, string step, object body)
        => await (await system.SignedIn(account)).Post($"/review/api/reviews/{applicationId}/{step}", body);

    /// <summary>Says a step of the determination for this account.</summary>
    public static async Task<Local.Answer> OnDetermination(
        this RunningSystem system, string account, Guid applicationId, string step, object body)
        => await (await system.SignedIn(account)).Post($"/certification/api/determinations/{applicationId}/{step}", body);

    /// <summary>The state of a case in the workflow host.</summary>
    public static async Task<string?> CaseState(this RunningSystem system, Guid caseId)
        => (await (await system.SignedIn("shenji")).Get($"/workflows/api/cases/{caseId}")).Must().GetProperty("state").GetString();
}
