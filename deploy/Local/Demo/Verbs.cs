using System.Text.Json;
using Alliance.Statute.Periods;

namespace Alliance.Local.Demo;

/// <summary>Something a person can do in a script.</summary>
public sealed class Verb
{
    private readonly Func<Scene, Person, object, CancellationToken, Task<Answer>> _act;

    private Verb(string name, string? role, Type particulars, Func<Scene, Person, object, CancellationToken, Task<Answer>> act)
    {
        (Name, Role, Particulars) = (name, role, particulars);
        _act = act;
    }

    /// <summary>How scripts write it.</summary>
    public string Name { get; }

    /// <summary>The role it takes; null for everyone.</summary>
    public string? Role { get; }

    /// <summary>What <c>with</c> holds.</summary>
    public Type Particulars { get; }

    /// <summary>Reads <c>with</c>.</summary>
    /// <exception cref="JsonException">It does not fit.</exception>
    public object Read(JsonElement? with)
        => (with ?? JsonSerializer.SerializeToElement(new { })).Deserialize(Particulars, PackageReader.Strict)
        ?? throw new JsonException("with is null");

    /// <summary>Does it; the answer is the last one the person got.</summary>
    public Task<Answer> Do(Scene scene, Person person, JsonElement? with, CancellationToken ct) => _act(scene, person, Read(with), ct);

    internal static Verb Of<T>(string name, string? role, Func<Scene, Person, T, CancellationToken, Task<Answer>> act) where T : notnull =>
        new(name, role, typeof(T), (scene, person, with, ct) => act(scene, person, (T)with, ct));
}

/// <summary>A reason with the article it rests on.</summary>
public sealed record ArticleReason(string Article, string Sentence);

/// <summary>No particulars.</summary>
public sealed record Nothing;

/// <summary>An attachment to add later.</summary>
public sealed record Attach(AttachmentKind Kind, string Title, string File);

/// <summary>Why the lead unit withdraws.</summary>
public sealed record Withdraw(string Why);

/// <summary>How an officer judges the conditions; those not named are judged as the pre-check found them.</summary>
public sealed record Judge(IReadOnlyList<Judgement>? Judgements = null);

/// <summary>An officer's judgement of one condition.</summary>
public sealed record Judgement(string Code, bool Met, string Sentence);

/// <summary>Reasons of a refusal.</summary>
public sealed record Reasons([property: System.Text.Json.Serialization.JsonPropertyName("reasons")] IReadOnlyList<ArticleReason> Given);

/// <summary>What is to be corrected.</summary>
public sealed record Correction(IReadOnlyList<ArticleReason> Items);

/// <summary>A panel; three experts in turn when none are named.</summary>
public sealed record ConvenePanel(IReadOnlyList<string>? Experts = null, string? Leader = null);

/// <summary>回避声明.</summary>
public sealed record DeclareRecusal(bool Conflict = false, string Statement = "本人与申报单位及成员单位没有利害关系。");

/// <summary>Another expert in the place of one with a conflict.</summary>
public sealed record ReplaceExpert(string Account, string By);

/// <summary>A score sheet: a total of 100, spread over the criteria in proportion.</summary>
public sealed record Score(int Total, bool Recommend, string? Opinion = null);

/// <summary>专家组意见.</summary>
public sealed record ConcludeReview(bool Recommended, string? Opinion = null);

/// <summary>The whole review: panel if there is none yet, recusal statements, sheets, opinion. One score for all, or one each.</summary>
public sealed record Review(IReadOnlyList<int> Scores, bool Recommend, string? Opinion = null);

/// <summary>拟认定.</summary>
public sealed record Propose(string Minutes = "局长办公会研究，同意拟认定。");

/// <summary>异议.</summary>
public sealed record LodgeObjection(string ObjectorName, ObjectorKind ObjectorKind, string Contact, string Facts);

/// <summary>Who objects.</summary>
public enum ObjectorKind
{
    /// <summary>个人.</summary>
    Person,
    /// <summary>单位.</summary>
    Unit,
}

/// <summary>The answer to an objection.</summary>
public sealed record SettleObjection(bool Upheld, string Answer);

/// <summary>配套承诺.</summary>
public sealed record Pledge(long AmountFen);

/// <summary>拨款凭证; the grant's amount and a number in turn when not given.</summary>
public sealed record RecordVoucher(string? VoucherNumber = null, long? AmountFen = null);

/// <summary>配套到位证明.</summary>
public sealed record FileProof(long AmountFen, string Source, string DocumentNumber);

/// <summary>Whether the last proof counts.</summary>
public sealed record VerifyProof(bool Accepted, string Why = "凭证与银行回单一致。");

/// <summary>合同书; targets from the policy's indicators when none are given.</summary>
public sealed record MakeContract(IReadOnlyList<ContractTarget>? Targets = null);

/// <summary>A target of the contract.</summary>
public sealed record ContractTarget(
    string IndicatorId, string Name, string Unit, decimal Baseline, decimal FirstYear, decimal SecondYear, decimal Weight);

/// <summary>年度科技报告; <paramref name="Achieved"/> is the share of the year's targets that was reached.</summary>
public sealed record FileReport(
    Progress Progress, decimal Achieved, string Work, string Achievements, string Problems, string Plans,
    string? ProgressCause = null, int? Year = null, bool Late = false, long RdInvestmentFen = 350000000,
    string SelfInspection = "已按协议逐项自查，引导经费专账管理、专款专用。");

/// <summary>退回修改 of the year's report, with the days until it is filed again.</summary>
public sealed record ReturnReport(string Reasons, int Days);

/// <summary>审阅通过 of the year's report.</summary>
public sealed record AcceptReport(string? Opinion = null);

/// <summary>总体进展.</summary>
public enum Progress
{
    /// <summary>超前.</summary>
    Ahead,
    /// <summary>按计划.</summary>
    OnPlan,
    /// <summary>推迟.</summary>
    Delayed,
    /// <summary>停滞.</summary>
    Stalled,
}

/// <summary>变更备案; members with an account agree on their own pages, for the others a paper is uploaded.</summary>
/// <param name="Kind">What changes.</param>
/// <param name="Reason">Why.</param>
/// <param name="NewLead">The account of the unit that is to lead.</param>
/// <param name="Before">What it was, in words.</param>
/// <param name="After">What it is, in words.</param>
public sealed record FileChange(ChangeKind Kind, string Reason, string? NewLead = null, string? Before = null, string? After = null);

/// <summary>变更事项.</summary>
public enum ChangeKind
{
    /// <summary>牵头单位.</summary>
    LeadUnit,
    /// <summary>机构和制度.</summary>
    Rules,
    /// <summary>研究方向.</summary>
    Direction,
    /// <summary>技术路线.</summary>
    TechnicalRoute,
    /// <summary>自行解散.</summary>
    Dissolution,
}

/// <summary>考核: one score of 100 for all indicators, or knock-outs.</summary>
public sealed record Assess(int Scores, string Opinion, IReadOnlyList<KnockOut>? Knockouts = null);

/// <summary>A reason to fail at once.</summary>
public sealed record KnockOut(string Kind, string Fact);

/// <summary>How a compliance case ends.</summary>
public sealed record CloseComplianceCase(ComplianceDecision Decision, string Reasons);

/// <summary>Decisions on a compliance case.</summary>
public enum ComplianceDecision
{
    Remedied,
    Warned,
    Dismissed,
}

/// <summary>The closed list of verbs; each is one or a few requests to the public JSON API.</summary>
public static class Verbs
{
    /// <summary>The account of those who are not signed in.</summary>
    public const string Public = "public";

    /// <summary>All verbs.</summary>
    public static IReadOnlyList<Verb> All { get; } =
    [
        Verb.Of<JsonElement>("amend", "applicant", Amend),
        Verb.Of<Attach>("attach", "applicant", (s, p, with, ct) => s.Upload(p, new(with.Kind, with.Title, with.File), ct)),
        Verb.Of<Nothing>("submit", "applicant", (s, p, _, ct) => s.Post(p, $"{s.Application}/submit", null, ct)),
        Verb.Of<Nothing>("resubmit", "applicant", (s, p, _, ct) => s.Post(p, $"{s.Application}/resubmit", null, ct)),
        Verb.Of<Withdraw>("withdraw", "applicant", (s, p, with, ct) => s.Post(p, $"{s.Application}/withdraw", with, ct)),

        Verb.Of<Judge>("judge", "intake-officer", JudgeConditions),
        Verb.Of<Nothing>("pass", "intake-officer", (s, p, _, ct) => s.Post(p, $"{s.Application}/pass", null, ct)),
        Verb.Of<Reasons>("refuse", "intake-officer", (s, p, with, ct) => s.Post(p, $"{s.Application}/refuse", with, ct)),
        Verb.Of<Judge>("pass-formal-review", "intake-officer", async (s, p, with, ct) =>
            await JudgeConditions(s, p, with, ct) is { Ok: false } refused ? refused : await s.Post(p, $"{s.Application}/pass", null, ct)),
        Verb.Of<Reasons>("refuse-formal-review", "intake-officer", async (s, p, with, ct) =>
            await JudgeConditions(s, p, new(), ct) is { Ok: false } refused ? refused
                : await s.Post(p, $"{s.Application}/refuse", with, ct)),
        Verb.Of<Correction>("request-correction", "intake-officer",
            (s, p, with, ct) => s.Post(p, $"{s.Application}/request-correction", with, ct)),

        Verb.Of<ConvenePanel>("convene-panel", "review-secretary", Convene),
        Verb.Of<DeclareRecusal>("declare-recusal", "expert", (s, p, with, ct) => s.Post(p, $"{s.Review}/recusal", with, ct)),
        Verb.Of<ReplaceExpert>("replace-expert", "review-secretary", (s, p, with, ct) => s.Post(p, $"{s.Review}/replace", with, ct)),
        Verb.Of<Score>("score", "expert", Sheet),
        Verb.Of<ConcludeReview>("conclude-review", "expert", Conclude),
        Verb.Of<Review>("review", "review-secretary", ReviewAll),

        Verb.Of<Propose>("propose", "decision-maker", (s, p, with, ct) => s.ExpectsRefusal
            ? s.Post(p, $"{s.Determination}/propose", with, ct) : Decide(s, p, new(s.ApplicationId, "propose", [], with.Minutes), ct)),
        Verb.Of<Reasons>("decline", "decision-maker", (s, p, with, ct) => s.ExpectsRefusal
            ? s.Post(p, $"{s.Determination}/decline", with, ct)
            : Decide(s, p, new(s.ApplicationId, "decline", with.Given, "局长办公会研究，不予认定。"), ct)),

        Verb.Of<LodgeObjection>("object", null, Lodge),
        Verb.Of<SettleObjection>("settle-objection", "certification-officer",
            (s, p, with, ct) => s.Post(p, $"/certification/api/objections/{s.ObjectionId}/settle", with, ct)),
        Verb.Of<Nothing>("hand-over-plaque", "certification-officer", async (s, p, _, ct) =>
            await s.Post(p, $"/certification/api/alliances/{await s.AllianceId(ct)}/plaque", new { handedOverOn = s.Today }, ct)),
        Verb.Of<Nothing>("recover-plaque", "certification-officer", async (s, p, _, ct) =>
            await s.Post(p, $"/certification/api/alliances/{await s.AllianceId(ct)}/plaque",
                new { recoveredOn = s.Today, proof = "牵头单位交回，收条已存档。" }, ct)),

        Verb.Of<Pledge>("pledge", "applicant", async (s, p, with, ct) => await s.Post(p, $"{await s.Grant(ct)}/pledge", with, ct)),
        Verb.Of<Nothing>("approve-grant", "funding-approver",
            async (s, p, _, ct) => await s.Post(p, $"{await s.Grant(ct)}/approve", null, ct)),
        Verb.Of<Nothing>("request-payment", "funding-officer",
            async (s, p, _, ct) => await s.Post(p, $"{await s.Grant(ct)}/request-payment", null, ct)),
        Verb.Of<RecordVoucher>("record-voucher", "funding-officer",
            async (s, p, with, ct) => await s.Post(p, $"{await s.Grant(ct)}/voucher",
            new { voucherNumber = with.VoucherNumber ?? s.NextNumber("昆财支"), paidOn = s.Today, amountFen = with.AmountFen
                ?? s.Policy.GrantFen }, ct)),
        Verb.Of<FileProof>("file-proof", "applicant", Prove),
        Verb.Of<VerifyProof>("verify-proof", "funding-officer",
            async (s, p, with, ct) => await s.Post(p, $"{await s.Grant(ct)}/proofs/{s.ProofId}/verify", with, ct)),

        Verb.Of<MakeContract>("make-contract", "monitoring-officer", Contract),
        Verb.Of<Nothing>("sign-contract", "applicant",
            async (s, p, _, ct) => await s.Post(p, $"{await s.Monitored(ct)}/contract/sign", null, ct)),
        Verb.Of<FileReport>("file-report", "applicant", Report),
        Verb.Of<ReturnReport>("return-report", "monitoring-officer", async (s, p, with, ct) => await Reviewed(s, p, "return",
            version => new { version, with.Reasons, until = s.Today.AddDays(with.Days) }, ct)),
        Verb.Of<AcceptReport>("accept-report", "monitoring-officer",
            async (s, p, with, ct) => await Reviewed(s, p, "accept", version => new { version, with.Opinion }, ct)),
        Verb.Of<FileChange>("file-change", "applicant", Change),
        Verb.Of<Nothing>("take-note", "monitoring-officer", async (s, p, _, ct) => await s.Post(p, $"{Changes}/{s.ChangeId}/note",
            new { version = (await s.Get(p, $"{Changes}/{s.ChangeId}", ct)).Must().GetProperty("version").GetInt32() }, ct)),
        Verb.Of<CloseComplianceCase>("close-compliance-case", "monitoring-officer", CloseCase),
        Verb.Of<Assess>("assess", "assessor", AssessCycle),
        .. Afterwards.Verbs,
        .. Revoking.Verbs,
    ];

    /// <summary>The verb of that name, null when there is none.</summary>
    public static Verb? Find(string name) => All.FirstOrDefault(v => v.Name == name);

    private static async Task<Answer> Amend(Scene scene, Person person, JsonElement patch, CancellationToken ct) =>
        await scene.PutForm(person, MergePatch.Apply(scene.Form, patch), ct);

    private static async Task<Answer> JudgeConditions(Scene scene, Person officer, Judge with, CancellationToken ct)
    {
        var own = (with.Judgements ?? []).ToDictionary(j => j.Code);
        var conditions = (await scene.Get(officer, scene.Application, ct)).Must().GetProperty("conditions");
        var judgements = conditions.EnumerateArray().Select(condition =>
        {
            var code = condition.GetProperty("code").GetString()!;
            var met = condition.GetProperty("verdict").GetString() != "notMet";
            return own.GetValueOrDefault(code)
                ?? new Judgement(code, met, met ? "经核对申报材料，符合。" : condition.GetProperty("sentence").GetString()!);
        });
        return await scene.Post(officer, $"{scene.Application}/judgements", new { judgements }, ct);
    }

    // With whatever else is decided on that day.
    private static async Task<Answer> Decide(Scene scene, Person decisionMaker, Boardroom.Row row, CancellationToken ct)
    {
        var there = await scene.Get(decisionMaker, scene.Determination, ct);
        return there.Ok ? await scene.Boardroom.Decide(row) : there;
    }

    private static Task<Answer> Convene(Scene scene, Person secretary, ConvenePanel with, CancellationToken ct)
    {
        var experts = with.Experts ?? scene.ExpertsInTurn();
        return scene.Post(secretary, $"{scene.Review}/panel", new { experts, leader = with.Leader ?? experts[0] }, ct);
    }

    private static Task<Answer> Sheet(Scene scene, Person expert, Score with, CancellationToken ct)
        => scene.Post(expert, $"{scene.Review}/sheet", new
        {
            conformity = Scene.Conformity(with.Recommend),
            scores = Spread(with.Total, scene.Policy.ReviewCriteria.Select(c => (c.Id, (int)c.Max)).ToList()),
            recommend = with.Recommend,
            opinion = with.Opinion ?? (with.Recommend ? "目标明确，基础扎实，成员分工合理，建议认定。" : "技术创新目标不够明确，研发基础不足，不建议认定。"),
        }, ct);

    private static Task<Answer> Conclude(Scene scene, Person leader, ConcludeReview with, CancellationToken ct)
        => scene.Post(leader, $"{scene.Review}/opinion", new
        {
            recommended = with.Recommended,
            opinion = with.Opinion ?? (with.Recommended ? "专家组审阅材料并质询，认为符合办法第八条的要求，推荐认定。" : "专家组审阅材料并质询，认为创新目标和研发基础不足，不推荐认定。"),
        }, ct);

    private static async Task<Answer> ReviewAll(Scene scene, Person secretary, Review with, CancellationToken ct)
    {
        var review = (await scene.Get(secretary, scene.Review, ct)).Must();
        if (review.GetProperty("state").GetString() is { } state && state.Equals("awaitingPanel", StringComparison.OrdinalIgnoreCase))
        {
            if (await Convene(scene, secretary, new(), ct) is { Ok: false } refused) return refused;
            review = (await scene.Get(secretary, scene.Review, ct)).Must();
        }
        var panel = review.GetProperty("panel").EnumerateArray()
            .Where(e => e.GetProperty("recusal").GetString() != "conflict")
            .Select(e => (Account: e.GetProperty("account").GetString()!, Leader: e.GetProperty("leader")
            .GetBoolean(), Declared: e.GetProperty("recusal").ValueKind != JsonValueKind.Null))
            .ToList();
        for (var i = 0; i < panel.Count; i++)
        {
            var expert = scene.People[panel[i].Account];
            if (!panel[i].Declared) (await scene.Post(expert, $"{scene.Review}/recusal", new DeclareRecusal(), ct)).Must();
            (await Sheet(scene, expert, new(with.Scores[Math.Min(i, with.Scores.Count - 1)], with.Recommend), ct)).Must();
        }
        return await Conclude(scene, scene.People[panel.Single(e => e.Leader).Account], new(with.Recommend, with.Opinion), ct);
    }

    private static async Task<Answer> Lodge(Scene scene, Person objector, LodgeObjection with, CancellationToken ct)
    {
        var answer = await scene.Post(objector, $"/certification/api/notices/{await scene.Notice(ct)}/objections", with, ct);
        if (answer.Ok) scene.ObjectionId = answer.Body.GetProperty("objectionId").GetGuid();
        return answer;
    }

    private static async Task<Answer> Prove(Scene scene, Person applicant, FileProof with, CancellationToken ct)
    {
        var proofs = $"{await scene.Grant(ct)}/proofs";
        var documentNumber = scene.OwnNumber(with.DocumentNumber);
        var answer = await scene.Post(applicant, proofs, new { with.AmountFen, with.Source, documentNumber, paidOn = scene.Today }, ct);
        if (!answer.Ok) return answer;
        scene.ProofId = answer.Body.GetProperty("proofId").GetGuid();
        return await scene.UploadPaper(applicant, $"{proofs}/{scene.ProofId}/attachment", ct);
    }

    private static async Task<Answer> Contract(Scene scene, Person officer, MakeContract with, CancellationToken ct)
    {
        // A plausible growth over the two years, whatever the policy's indicators are.
        var targets = with.Targets
            ?? [.. scene.Policy.Indicators.Select((i, n) =>
                new ContractTarget(i.Id, i.Name, i.Unit, 10 + 10 * n, 12 + 12 * n, 15 + 15 * n, i.Weight))];
        return await scene.Put(officer, $"{await scene.Monitored(ct)}/contract", new { targets }, ct);
    }

    // What an officer does with the report that was filed last, in the version that stands.
    private static async Task<Answer> Reviewed(
        Scene scene, Person officer, string act, Func<int, object> with, CancellationToken ct)
    {
        var monitored = await scene.Monitored(ct);
        var year = (await scene.Get(officer, monitored, ct)).Must().GetProperty("reports").EnumerateArray().Last().GetProperty("year")
            .GetInt32();
        var report = (await scene.Get(officer, $"{monitored}/reports/{year}", ct)).Must();
        return await scene.Post(officer, $"{monitored}/reports/{year}/{act}", with(report.GetProperty("version").GetInt32()), ct);
    }

    private static async Task<Answer> Report(Scene scene, Person applicant, FileReport with, CancellationToken ct)
    {
        var alliance = (await scene.Get(applicant, await scene.Monitored(ct), ct)).Must();
        var year = with.Year ?? (with.Late ? alliance.GetProperty("missed").EnumerateArray().First().GetInt32() : scene.Today.Year);
        var paid = await scene.Get(applicant, await scene.Grant(ct), ct) is { Ok: true } grant
            && grant.Body.GetProperty("state").GetString() == "Disbursed";
        var second = alliance.GetProperty("reports").EnumerateArray().Any(report => report.GetProperty("year").GetInt32() < year);
        var targets = alliance.TryGetProperty("contract", out var contract) && contract.ValueKind == JsonValueKind.Object
            ? contract.GetProperty("targets").EnumerateArray().ToList() : [];
        var answer = await scene.Post(applicant, $"{await scene.Monitored(ct)}/reports/{year}", new
        {
            with.Work,
            with.Achievements,
            with.Problems,
            with.Plans,
            with.Progress,
            with.ProgressCause,
            indicators = targets.Select(t => new
            {
                indicatorId = t.GetProperty("indicatorId").GetString(),
                actual = Math.Round(t.GetProperty(second ? "secondYear" : "firstYear").GetDecimal() * with.Achieved, 2),
            }),
            with.RdInvestmentFen,
            // Only what was paid can be spent.
            spending = new[] { new { category = scene.Policy.CostCategories[0].Id, grantFen = paid ? 2500000L
                : 0L, matchingFen = 12000000L } },
            with.SelfInspection,
            inspection = scene.Policy.SelfInspection.Select(item => new { item = item.Id, result = "met" }),
            changes = Array.Empty<object>(),
        }, ct);
        if (answer.Ok) await scene.ReportIsNoLongerExpected(year, ct);
        return answer;
    }

    private const string Changes = "/monitoring/api/changes";

    private static async Task<Answer> Change(Scene scene, Person lead, FileChange with, CancellationToken ct)
    {
        var begun = await scene.Post(lead, $"{await scene.Monitored(ct)}/changes", new { with.Kind }, ct);
        if (!begun.Ok) return begun;
        var filing = $"{Changes}/{scene.ChangeId = begun.Body.GetProperty("filingId").GetGuid()}";
        (await scene.UploadPaper(lead, $"{filing}/files", ct)).Must();
        var newLead = scene.Members.FirstOrDefault(member => member.Account == with.NewLead)?.Unit.CreditCode;
        var submitted = await scene.Post(lead, $"{filing}/submit",
            new { content = new { with.Reason, effectiveOn = scene.Today, newLead, with.Before, with.After } }, ct);
        if (!submitted.Ok) return submitted;
        var version = submitted.Body.GetProperty("version").GetInt32();
        foreach (var asked in (await scene.Get(lead, filing, ct)).Must().GetProperty("consents").EnumerateArray()
            .Where(one => one.GetProperty("answer").ValueKind == JsonValueKind.Null)
            .Select(one => one.GetProperty("creditCode").GetString()!))
        {
            var consent = scene.Members.FirstOrDefault(member => member.Unit.CreditCode == asked) is { } member
                ? await scene.Post(scene.People[member.Account], $"{filing}/consent", new { version, agrees = true }, ct)
                : await scene.UploadPaper(lead, $"{filing}/consents/{asked}/file", ct);
            if (!consent.Ok) return consent;
        }
        return submitted;
    }

    private static async Task<Answer> CloseCase(Scene scene, Person officer, CloseComplianceCase with, CancellationToken ct)
    {
        var open = (await scene.OpenComplianceCases(ct))[0];
        return await scene.Post(officer, $"/monitoring/api/compliance-cases/{open}/close", with, ct);
    }

    private static async Task<Answer> AssessCycle(Scene scene, Person assessor, Assess with, CancellationToken ct)
    {
        var alliance = (await scene.Get(assessor, await scene.Monitored(ct), ct)).Must();
        var address = $"{await scene.Monitored(ct)}/assessments/{alliance.GetProperty("cycle").GetInt32()}";
        var proposed = await scene.Post(assessor, $"{address}/propose", new
        {
            knockouts = with.Knockouts ?? [],
            scores = scene.Policy.Indicators.Select(i => new { indicatorId = i.Id, score = with.Scores, reason = "依据年度科技报告和现场核查。" }),
            with.Opinion,
        }, ct);
        if (!proposed.Ok || proposed.Body.GetProperty("concluded").GetBoolean()) return proposed;
        // The lead unit has nothing to say, and the decision maker confirms.
        var stated = await scene.UploadPaper(scene.Lead, $"{address}/statement", ct, new() { ["statement"] = "无意见" });
        return stated.Ok ? await scene.Post(scene.People["juzhang"], $"{address}/conclude", null, ct) : stated;
    }

    /// <summary>Spreads a total of 100 over criteria in proportion to their maxima, by largest remainder, so that it adds up
    /// exactly.</summary>
    internal static Dictionary<string, int> Spread(int total, IReadOnlyList<(string Id, int Max)> criteria)
    {
        var scores = criteria.ToDictionary(c => c.Id, c => c.Max * total / 100);
        foreach (var (id, _) in criteria.OrderByDescending(c => c.Max * total % 100).Take(total - scores.Values.Sum())) scores[id]++;
        return scores;
    }

    internal static DateOnly DayOf(DateTimeOffset instant) => BeijingTime.DayOf(instant);
}
