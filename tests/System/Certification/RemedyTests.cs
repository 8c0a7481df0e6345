using System.Net;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute;
using Alliance.SystemTests.Desk;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>What may turn a decision back: the bureau itself before it decides, reconsideration and courts afterwards.</summary>
public sealed class RemedyTests(RunningSystem system) : IAsyncDisposable
{
    readonly Commands _commands = new(system);

    [Fact]
    public async Task A_review_is_returned_once_and_the_bureau_decides_on_its_second_round()
    {
        var id = await system.BeforeTheBureau();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Return(id, " ")).Status);
        (await Return(id, "请核对成员单位的分工")).Must();
        await system.Eventually(() => system.CaseState(id), state => state == "ExpertReview");
        await system.Eventually(async () => (await Review(id)).GetProperty("round").GetInt32() == 2);

        // The same panel, its first sheets kept and sealed from nobody who read them; the new ones are sealed again.
        var review = await Review(id);
        Assert.Equal("Scoring", review.GetProperty("state").GetString());
        Assert.Equal(3, review.GetProperty("panel").GetArrayLength());
        Assert.Equal(0, review.GetProperty("sheets").GetArrayLength());
        Assert.Equal(3, review.GetProperty("formerRound").GetProperty("sheets").GetArrayLength());
        await system.Eventually(async () => (await system.LettersAbout(Road.Panel[0], id)).Contains("请重新评审"));
        // A seat opens the application again, until the panel has concluded again.
        await system.Eventually(async () => (await (await system.SignedIn(Road.Panel[1])).Get($"/intake/api/applications/{id}")).Ok);
        Assert.Equal(HttpStatusCode.Conflict,
            (await system.OnDetermination("juzhang", id, "propose", new { minutes = "同意" })).Status);

        await system.InPool("zhuanjia4");
        (await system.OnReview("pingshen", id, "replace", new { account = "zhuanjia3", by = "zhuanjia4", why = "出国" })).Must();
        (await system.OnReview("zhuanjia4", id, "recusal", new { conflict = false })).Must();
        foreach (var expert in (string[])["zhuanjia1", "zhuanjia2", "zhuanjia4"])
            (await system.OnReview(expert, id, "sheet", await system.Sheet(id, 70))).Must();
        (await system.OnReview("zhuanjia1", id, "opinion", new { recommended = true, opinion = "分工明确，推荐。" })).Must();

        await system.Eventually(() => system.CaseState(id), state => state == "Determination");
        var determination = await system.Eventually(() => Determination(id), d => d.GetProperty("state").GetString() == "Determination");
        Assert.Equal("分工明确，推荐。", determination.GetProperty("opinion").GetString());
        Assert.Equal("推荐认定。", determination.GetProperty("formerPanel").GetProperty("opinion").GetString());
        var again = await Return(id, "再议");
        Assert.Equal((HttpStatusCode.Conflict, Articles.Notice), (again.Status, again.Article));
        Assert.Contains("只能退回专家评审一次", again.Sentence, StringComparison.Ordinal);
        (await system.OnDetermination("juzhang", id, "propose", new { minutes = "经局长办公会研究，同意。" })).Must();
        await system.Eventually(() => system.CaseState(id), state => state == "PublicNotice");
    }

    [Fact]
    public async Task An_annulled_refusal_ends_recognised()
    {
        var id = await system.BeforeTheBureau(coreName: Road.NewName());
        (await system.OnDetermination("juzhang", id, "decline",
            new { reasons = new[] { new { article = Articles.Lead, sentence = "影响力不足" } } })).Must();
        await system.Eventually(() => system.CaseState(id), state => state == "Declined");

        var remedy = await Contest(id, "reconsideration");
        Assert.Equal(HttpStatusCode.Conflict, (await Outcome(remedy, "annulled")).Status);
        await Upload(remedy);
        (await Outcome(remedy, "annulled")).Must();

        await system.Eventually(() => system.CaseState(id), state => state == "Determination");
        await system.Eventually(() => Determination(id), d => d.GetProperty("state").GetString() == "Determination");
        await system.Eventually(async () => (await system.LettersAbout("qiye2", id)).Contains("原决定已被撤销，恢复办理"));
        await system.Eventually(async () => !(await Filing.Read(await system.SignedIn("qiye2"), id))
            .GetProperty("refusalReasons").ToString().Contains("影响力不足", StringComparison.Ordinal));

        (await system.OnDetermination("juzhang", id, "propose", new { minutes = "经局长办公会重新研究，同意。" })).Must();
        await system.Issue(id);
        await system.NoticeOver(id);
        await system.Issue(id);
        await system.Eventually(() => system.CaseState(id), state => state == "Recognised");
        Assert.Equal(HttpStatusCode.Conflict, (await Outcome(remedy, "upheld")).Status);
    }

    [Fact]
    public async Task An_application_refused_in_formal_review_is_reviewed_again_after_the_annulment()
    {
        var id = await system.Submitted("qiye2", Filing.Complete("qiye2", Road.NewName()));
        await system.Judge(id);
        (await (await system.SignedIn("shouli")).Post($"/intake/api/applications/{id}/refuse",
            new { reasons = new[] { new { article = Articles.Members, sentence = "成员单位不足" } } })).Must();
        await system.Eventually(() => system.CaseState(id), state => state == "Refused");

        var remedy = await system.Eventually(() => TryContest(id, "court"), r => r is not null);
        await Upload(remedy!.Value);
        (await Outcome(remedy.Value, "annulled")).Must();

        await system.Eventually(() => system.CaseState(id), state => state == "FormalReview");
        var officer = await system.SignedIn("shouli");
        await system.Eventually(async () => (await officer.Post($"/intake/api/applications/{id}/pass")).Ok);
        await system.Eventually(() => system.CaseState(id), state => state == "ExpertReview");
    }

    [Fact]
    public async Task A_wrongly_upheld_objection_is_answered_anew_under_a_whole_period_and_its_name_is_reserved_again()
    {
        var name = Road.NewName();
        var (id, notice) = await system.OnNotice(name);
        var noticeId = notice.GetProperty("noticeId").GetGuid();
        var objection = (await (await system.Anybody()).Post($"/certification/api/notices/{noticeId}/objections",
            new { objectorName = "赵秉正", objectorKind = "person", contact = "0871-6310 0000", facts = "成员单位未实际参与研发" })).Must()
            .GetProperty("objectionId").GetGuid();
        (await Settle(objection, upheld: true)).Must();
        await system.Eventually(() => system.CaseState(id), state => state == "Refused");
        var remedy = await Contest(id, "court");
        await Upload(remedy);
        // A court takes its time; that of the first answer is long over.
        await system.Clock.Pass(TimeSpan.FromDays(60));

        // Another alliance took the name meanwhile: that is told before anything comes back.
        var heir = await system.BeforeTheBureau(coreName: name);
        (await system.OnDetermination("juzhang", heir, "propose", new { minutes = "同意" })).Must();
        var taken = await Outcome(remedy, "annulled");
        Assert.Equal((HttpStatusCode.Conflict, Articles.Notice), (taken.Status, taken.Article));
        Assert.Contains(name, taken.Sentence, StringComparison.Ordinal);
        (await (await system.SignedIn("qiye2")).Post($"/intake/api/applications/{heir}/withdraw", new { why = "改名再报" })).Must();
        await system.Eventually(async () => (await Outcome(remedy, "annulled")).Ok);

        await system.Eventually(() => system.CaseState(id), state => state == "ObjectionHandling");
        // It is to be answered within a time of its own.
        Assert.Equal(1, await system.InCertification<int>("select count(*)::int from objection where id = @objection and due_on > @today",
            new { objection, today = await Today() }));
        await system.Eventually(async () => (await Settle(objection, upheld: false)).Ok);
        await system.Eventually(() => system.CaseState(id), state => state == "PublicNotice");
        await system.NoticeOver(id);
        await system.Issue(id);
        await system.Eventually(() => system.CaseState(id), state => state == "Recognised");
    }

    [Fact]
    public async Task An_annulled_cancellation_restores_recognition_operation_and_grant()
    {
        var (_, alliance) = await system.Recognised(Road.NewName());
        var officer = await system.SignedIn("rending");
        var plaque = $"/certification/api/alliances/{alliance}/plaque";
        (await officer.Post(plaque, new { handedOverOn = await Today() })).Must();
        await _commands.Send(new CancelRecognition(alliance, 1, new(Articles.Operation, "考核不合格"), 1));
        await system.Issue(alliance);
        await system.Clock.Pass(TimeSpan.FromDays(20));
        await _commands.Send(new ConfirmCancellation(alliance));
        await system.Issue(alliance);
        await system.Eventually(() => system.CaseState(alliance), state => state == "Cancelled");
        var auditor = await system.SignedIn("shenji");
        await system.Eventually(async () => (await auditor.Get($"/funding/api/grants/{alliance}")).Must().GetProperty("state").GetString()
            == "Suspended");
        (await officer.Post(plaque, new { recoveredOn = await Today(), proof = "收条 7 号" })).Must();
        (await officer.Upload($"{plaque}/proof", "收条.pdf", Filing.Pdf, new Dictionary<string, string>())).Must();

        var remedy = await Contest(alliance, "court");
        await Upload(remedy);
        (await Outcome(remedy, "annulled")).Must();

        await system.Eventually(() => system.CaseState(alliance), state => state == "UnderAssessment");
        await system.Eventually(async () => (await auditor.Get($"/funding/api/grants/{alliance}")).Must().GetProperty("state").GetString()
            == "AwaitingPledge");
        await system.Eventually(async () => (await auditor.Get($"/monitoring/api/alliances/{alliance}")).Must() is var shown
            && shown.GetProperty("closed").ValueKind == JsonValueKind.Null
            && shown.GetProperty("assessments").GetArrayLength() == 1);
        await system.Eventually(async () => (await system.LettersAbout("qiye2", alliance)).Contains("联盟恢复运行"));
        // The plaque goes back, and nothing of its recovery is taken for the next one.
        Assert.Equal(1, await system.InCertification<int>("""
            select count(*)::int from plaque
            where alliance_id = @alliance and state = 'Made' and coalesce(recovery_proof, recovery_document_id::text) is null
            """, new { alliance }));
        (await officer.Post(plaque, new { handedOverOn = await Today() })).Must();
    }

    async Task<DateOnly> Today() => Statute.Periods.BeijingTime.DayOf(await system.Clock.Now());

    Task<Answer> Return(Guid id, string reasons) => system.OnDetermination("juzhang", id, "return-to-review", new { reasons });

    async Task<JsonElement> Review(Guid id) => (await (await system.SignedIn("pingshen")).Get($"/review/api/reviews/{id}")).Must();

    async Task<JsonElement> Determination(Guid id)
        => (await (await system.SignedIn("rending")).Get($"/certification/api/determinations/{id}")).Must();

    async Task<Guid> Contest(Guid caseId, string kind) => (await TryContest(caseId, kind))!.Value;

    async Task<Guid?> TryContest(Guid caseId, string kind)
    {
        var answer = await (await system.SignedIn("rending")).Post("/certification/api/remedies", new
        {
            caseId,
            kind,
            authority = "春城市人民政府",
            caseNumber = $"春复〔2026〕{Guid.NewGuid():N}",
            filedOn = Statute.Periods.BeijingTime.DayOf(await system.Clock.Now()),
        });
        return answer.Ok ? answer.Must().GetProperty("remedyId").GetGuid() : null;
    }

    async Task Upload(Guid remedy) => (await (await system.SignedIn("rending")).Upload($"/certification/api/remedies/{remedy}/documents",
        "判决书.pdf", "%PDF-1.7 判决"u8.ToArray(), new Dictionary<string, string> { ["title"] = "判决书" })).Must();

    async Task<Answer> Outcome(Guid remedy, string outcome) => await (await system.SignedIn("rending"))
        .Post($"/certification/api/remedies/{remedy}/outcome", new
        {
            outcome,
            number = "春复决〔2026〕1号",
            decidedOn = Statute.Periods.BeijingTime.DayOf(await system.Clock.Now()),
            summary = "认定事实不清。",
        });

    async Task<Answer> Settle(Guid objectionId, bool upheld) => await (await system.SignedIn("rending"))
        .Post($"/certification/api/objections/{objectionId}/settle", new { upheld, answer = "经调查核实，答复如下。" });

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
