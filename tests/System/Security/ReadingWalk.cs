using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Alliance.Contracts;
using Alliance.Core.Security;
using Alliance.Local;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Certification;
using Alliance.SystemTests.Intake;
using Alliance.Web;
using Xunit;

namespace Alliance.SystemTests.Security;

/// <summary>
/// Who reads what stands there, asked with real keys: everybody knocks at every door of a service, and the table says to whom it opens.
/// Whoever has nothing to do with it gets the answer that a key gets behind which nothing is. The doors of 受理 are walked by ReadingTests.
/// </summary>
[Collection(nameof(LooksAtEverything))]
public sealed partial class ReadingWalk(RunningSystem system) : IAsyncDisposable
{
    const string Lead = "qiye7", Member = "qiye1";
    static readonly string[] Readers = ["admin", "admin2", "shenji"];
    static readonly string[] Determining = ["rending", "hegao", "juzhang", .. Readers];
    static readonly string[] Operating = ["jingfei", "shenpi", "jiance", "kaohe", .. Determining];
    static readonly Policy Policy = PolicyBook.Find("kunming-2016.1");

    readonly Commands _commands = new(system);
    readonly HashSet<(string Service, string Pattern)> _asked = [];
    readonly List<string> _wrong = [];

    [Fact]
    public async Task A_review_is_read_from_a_seat_without_conflict_by_the_secretary_and_after_its_conclusion_by_who_determines()
    {
        var review = await system.AwaitingPanel(Lead, Road.NewName());
        await Reviewed(review, ["pingshen", .. Readers]);

        await system.InPool([.. Road.Panel, "zhuanjia4", "zhuanjia5"]);
        (await system.OnReview("pingshen", review, "panel", new { experts = Road.Panel, leader = Road.Panel[0] })).Must();
        await Reviewed(review, ["pingshen", .. Readers, .. Road.Panel]);

        // Who states a conflict reads no more than that, before somebody takes the place and after; who is replaced for another reason
        // reads nothing.
        (await system.OnReview("zhuanjia2", review, "recusal", new { conflict = true, statement = "曾为牵头单位提供有偿咨询" })).Must();
        await Reviewed(review, ["pingshen", .. Readers, "zhuanjia1", "zhuanjia3"]);
        (await system.OnReview("pingshen", review, "replace", new { account = "zhuanjia2", by = "zhuanjia4" })).Must();
        (await system.OnReview("pingshen", review, "replace", new { account = "zhuanjia3", by = "zhuanjia5", why = "因公出国" })).Must();
        string[] panel = ["zhuanjia1", "zhuanjia4", "zhuanjia5"];
        await Reviewed(review, ["pingshen", .. Readers, .. panel]);
        var refused = await (await system.SignedIn("zhuanjia2")).Get($"/review/api/reviews/{review}");
        Assert.Equal((HttpStatusCode.Forbidden, Articles.Review), (refused.Status, refused.Article));

        foreach (var expert in panel) (await system.OnReview(expert, review, "recusal", new { conflict = false })).Must();
        var sheet = await system.Sheet(review, 90);
        foreach (var expert in panel) (await system.OnReview(expert, review, "sheet", sheet)).Must();
        await Reviewed(review, ["pingshen", .. Readers, .. panel]);
        (await system.OnReview("zhuanjia1", review, "opinion", new { recommended = true, opinion = "推荐认定。" })).Must();
        await Reviewed(review, ["pingshen", .. Determining, .. panel]);

        await EveryDoorWasAsked("review");
    }

    [Fact]
    public async Task A_determination_an_objection_and_the_record_of_an_alliance_are_read_by_who_determines()
    {
        var (application, notice) = await system.OnNotice();
        await Ask("certification", "/api/determinations/{applicationId:guid}", Determining, application);
        await Ask("certification", "/determinations/{ApplicationId:guid}", Determining, application);
        await Listed("/certification/api/determinations", "applicationId", application, Determining);

        var objection = (await (await system.Anybody())
            .Post($"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/objections",
            new { objectorName = "赵秉正", objectorKind = "person", contact = "0871-6310 0000", facts = "成员单位未实际参与研发" })).Must()
                .GetProperty("objectionId").GetGuid();
        await Ask("certification", "/objections/{Id:guid}", ["rending", "hegao", .. Readers], objection);
        await Listed("/certification/api/objections", "objectionId", objection, ["rending", "hegao", .. Readers]);
        var paper = (await (await system.SignedIn("rending")).Upload($"/certification/api/objections/{objection}/files", "来信.pdf",
            "%PDF-1.4\n%%EOF"u8.ToArray(), new Dictionary<string, string>())).Must().GetProperty("fileId").GetGuid();
        await Ask("certification", "/api/objections/{id:guid}/files/{fileId:guid}", ["rending", "hegao", .. Readers], objection, paper);
        // What a unit is asked is read by that unit, which is the lead, and by the office.
        var inquiry = (await (await system.SignedIn("rending")).Post($"/certification/api/objections/{objection}/ask",
            new { question = "请说明成员单位参与研发的情况。", dueOn = (await Today()).AddDays(7) })).Must().GetProperty("inquiryId").GetGuid();
        var proof = (await (await system.SignedIn("qiye2")).Upload($"/certification/api/inquiries/{inquiry}/files", "证明.pdf",
            "%PDF-1.4\n%%EOF"u8.ToArray(), new Dictionary<string, string>())).Must().GetProperty("fileId").GetGuid();
        string[] asked = ["qiye2", "rending", "hegao", .. Readers];
        await Ask("certification", "/api/inquiries/{id:guid}", asked, inquiry);
        await Ask("certification", "/api/inquiries/{id:guid}/files/{fileId:guid}", asked, inquiry, proof);
        await Ask("certification", "/inquiries/{Id:guid}", asked, inquiry);
        (await (await system.SignedIn("rending"))
            .Post($"/certification/api/objections/{objection}/settle", new { upheld = false, answer = "经核实，不成立。" })).Must();

        await system.Clock.Pass(TimeSpan.FromDays(16));
        var instrument = await system.Issue(application);
        await Ask("certification", "/api/instruments/{id:guid}", Determining, instrument);
        await Ask("certification", "/instruments/{Id:guid}", Determining, instrument);
        await Listed("/certification/api/instruments", "instrumentId", instrument, Determining);
        var meeting = await system.Meeting(await system.BeforeTheBureau(coreName: Road.NewName()));
        await Ask("certification", "/api/meetings/{id:guid}", Determining, meeting);
        await Ask("certification", "/meetings/{Id:guid}", Determining, meeting);
        await Ask("certification", "/meetings/{Id:guid}/paper", Determining, meeting);
        await system.Eventually(async () => await system.CaseState(application) == "Recognised");
        var determination = (await (await system.SignedIn("rending")).Get($"/certification/api/determinations/{application}")).Must();
        await Ask("certification", "/archives/{Id:guid}", ["rending", "hegao", .. Readers], application);
        await Ask("certification", "/alliances/{Id:guid}", Determining, determination.GetProperty("allianceId").GetGuid());
        var upgrade = (await (await system.SignedIn("juzhang")).Post("/certification/api/upgrades", new
        {
            allianceId = determination.GetProperty("allianceId").GetGuid(),
            level = "省级",
            addressee = "云南省科学技术厅",
            merits = "成果居前列。",
        })).Must().GetProperty("upgradeId").GetGuid();
        (await (await system.SignedIn("rending")).Upload($"/certification/api/upgrades/{upgrade}/confirm", "文件.pdf",
            "%PDF-1.4\n%%EOF"u8.ToArray(), new Dictionary<string, string>
            {
                ["superiorNumber"] = "云科发〔2026〕18号",
                ["superiorOn"] = $"{await Today():yyyy-MM-dd}",
            })).Must();
        await Ask("certification", "/api/upgrades/{id:guid}", Determining, upgrade);
        await Ask("certification", "/api/upgrades/{id:guid}/document", Determining, upgrade);
        await Ask("certification", "/upgrades/{Id:guid}", Determining, upgrade);
        var declined = await system.BeforeTheBureau(recommended: false, coreName: Road.NewName());
        (await system.OnDetermination("juzhang", declined, "decline",
            new { reasons = new[] { new { article = Articles.Review, sentence = "专家组不推荐认定" } } })).Must();
        var remedy = (await (await system.SignedIn("rending")).Post("/certification/api/remedies", new
        {
            caseId = declined,
            kind = "Court",
            authority = "春城法院",
            caseNumber = $"春行初{declined:N}",
            filedOn = await Today(),
        })).Must().GetProperty("remedyId").GetGuid();
        var writ = (await (await system.SignedIn("rending")).Upload($"/certification/api/remedies/{remedy}/documents", "起诉状.pdf",
            "%PDF-1.4\n%%EOF"u8.ToArray(), new Dictionary<string, string> { ["title"] = "起诉状" })).Must()
                .GetProperty("documentId").GetGuid();
        await Ask("certification", "/api/remedies/{id:guid}", Determining, remedy);
        await Ask("certification", "/api/remedies/{id:guid}/documents/{documentId:guid}", Determining, remedy, writ);
        await Ask("certification", "/remedies/{Id:guid}", Determining, remedy);
        await AskedFor(await system.Issue(declined), determination.GetProperty("application").GetProperty("allianceName").GetString()!);
        // What stands in public of it, its member units and the whole bureau are told by its key as well.
        string[] concerned = ["qiye1", "qiye2", .. (await system.Alliance).Accounts
            .Where(a => a.Roles.Intersect([.. Roles.Staff, .. Roles.Readers]).Any()).Select(a => a.Account)];
        await Ask("certification", "/api/alliances/{id:guid}/brief", concerned, application);
        await Ask("certification", "/api/alliances/{id:guid}/dossier", concerned, application);
        // Certificates are for the member units and the bureau.
        var number = (await (await system.SignedIn("qiye2")).Get($"/certification/api/registry?q={Uri.EscapeDataString(
            determination.GetProperty("application").GetProperty("allianceName").GetString()!)}")).Must()[0]
            .GetProperty("certificateNumber").GetString()!;
        await Ask("certification", "/api/certificates/{number}/pdf", concerned, number);
        await Ask("certification", "/api/priority/{number}/pdf", concerned, number);
        var (import, old) = await system.OldAndCancelled(_commands);
        await Ask("certification", "/api/legacy/{importId:guid}", Determining, import);
        await Ask("certification", "/legacy/{Id:guid}", Determining, import);
        await Ask("certification", "/api/alliances/{allianceId:guid}/plaque/proof", Determining, old);

        await EveryDoorWasAsked("certification");
    }

    [Fact]
    public async Task A_grant_its_proofs_and_their_papers_are_read_by_its_lead_unit_and_the_offices_of_a_recognised_alliance()
    {
        var alliance = Guid.CreateVersion7();
        await _commands.Send(new OpenGuidanceGrant(alliance, Commands.ApplicationOf(Lead, "经费查阅"), "昆科发〔2024〕7号",
            new DateOnly(2024, 3, 1)));
        await _commands.Answered("funding", alliance, "OpenGuidanceGrant");
        var lead = await system.SignedIn(Lead);
        (await lead.Post($"/funding/api/grants/{alliance}/pledge", new { amountFen = 30_000_000 })).Must();
        var proof = (await lead.Post($"/funding/api/grants/{alliance}/proofs",
            new { amountFen = 10_000_000, source = "单位自筹", documentNumber = $"回单〔2024〕{alliance:N}号", paidOn = await Today() }))
                .Must().GetProperty("proofId").GetGuid();
        (await lead.Upload($"/funding/api/grants/{alliance}/proofs/{proof}/attachment", "回单.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
            new Dictionary<string, string>())).Must();

        string[] readers = [Lead, .. Operating];
        await Ask("funding", "/api/grants/{allianceId:guid}", readers, alliance);
        await Ask("funding", "/api/grants/{allianceId:guid}/proofs/{proofId:guid}/attachment", readers, alliance, proof);
        await Ask("funding", "/grants/{AllianceId:guid}", readers, alliance);
        await Ask("funding", "/api/alliances/{id:guid}/brief", readers, alliance);
        await Ask("funding", "/api/alliances/{id:guid}/dossier", readers, alliance);
        await Listed("/funding/api/grants", "allianceId", alliance, readers);

        await EveryDoorWasAsked("funding");
    }

    [Fact]
    public async Task What_a_recognised_alliance_does_is_read_by_its_lead_unit_and_the_offices_and_an_open_assessment_by_who_assesses()
    {
        var (alliance, year) = (Guid.CreateVersion7(), (await Today()).Year - 1);
        var (startsOn, endsOn) = Cycles.Of(new(year, 12, 1), 1, Policy.CycleMonths);
        await _commands.Send(new StartOperatingCycle(alliance, Commands.ApplicationOf(Lead, "监测查阅"), 1, startsOn, startsOn, endsOn));
        await _commands.Answered("monitoring", alliance, "StartOperatingCycle");
        var officer = await system.SignedIn("jiance");
        var shown = await system.Eventually(async () => (await officer.Get($"/monitoring/api/alliances/{alliance}"))
            .Must(), a => a.GetProperty("complianceCases").GetArrayLength() > 0);
        var compliance = shown.GetProperty("complianceCases")[0].GetProperty("id").GetGuid();

        var (file, part) = await Filled(alliance, year, startsOn);

        string[] readers = [Lead, .. Operating];
        await Ask("monitoring", "/api/alliances/{allianceId:guid}", readers, alliance);
        foreach (var door in (string[])["", "pdf", "file"])
            await Ask("monitoring", $"/api/alliances/{{allianceId:guid}}/contract/{door}", readers, alliance);
        foreach (var door in (string[])["/pdf", "/receipt.pdf", "/workbook"])
            await Ask("monitoring", $"/api/alliances/{{allianceId:guid}}/reports/{{year:int}}{door}", readers, alliance, year);
        await Ask("monitoring", "/api/alliances/{allianceId:guid}/reports/{year:int}/files/{fileId:guid}", readers, alliance, year, file);
        await Ask("monitoring", "/api/report-parts/{partId:guid}", [.. readers, Member], part);
        await Ask("monitoring", "/report-parts/{PartId:guid}", [.. readers, Member], part);
        await Listed("/monitoring/api/report-parts", "id", part, [.. readers, Member]);
        await Ask("monitoring", "/api/alliances/{allianceId:guid}/reports/{year:int}", readers, alliance, year);
        await Ask("monitoring", "/alliances/{AllianceId:guid}", readers, alliance);
        await system.AssociationOf("qiye2", "qiye4", "qiye7");
        var association = await system.SignedIn("xiehui");
        await system.Eventually(async () => (await association.Get($"/monitoring/api/followed/{alliance}")).Ok);
        await Ask("monitoring", "/api/followed/{allianceId:guid}", ["xiehui", .. Readers], alliance);
        await Ask("monitoring", "/followed/{AllianceId:guid}", ["xiehui", .. Readers], alliance);
        await Ask("monitoring", "/api/alliances/{id:guid}/brief", readers, alliance);
        await Ask("monitoring", "/api/alliances/{id:guid}/dossier", readers, alliance);
        await Ask("monitoring", "/alliances/{AllianceId:guid}/contract", readers, alliance);
        await Ask("monitoring", "/alliances/{AllianceId:guid}/reports/{Year:int}", readers, alliance, year);
        await Ask("monitoring", "/compliance/{Id:guid}", readers, compliance);
        await Ask("monitoring", "/api/compliance-cases/{id:guid}", readers, compliance);
        await PutRight(compliance, readers);
        var entry = (await (await system.SignedIn(Lead)).Post($"/monitoring/api/alliances/{alliance}/registers/Cooperation", new
        {
            title = "联合研究",
            startsOn = await Today(),
            details = new { partner = "某大学", country = "新加坡", form = "联合研发" },
        })).Must().GetProperty("entryId").GetGuid();
        await Ask("monitoring", "/api/registers/{id:guid}", readers, entry);
        await Ask("monitoring", "/registers/{Id:guid}", readers, entry);
        await Ask("monitoring", "/api/alliances/{allianceId:guid}/activity", readers, alliance);
        await Ask("monitoring", "/api/registers/template/{kind}", ["qiye1", "qiye2", Lead], "Result");
        await Listed("/monitoring/api/registers", "id", entry, readers);
        await Listed("/monitoring/api/alliances", "allianceId", alliance, readers);
        await Listed("/monitoring/api/compliance-cases", "id", compliance, Operating);

        await Changed();
        await Accused(alliance);

        await _commands.Send(new OpenAssessment(alliance, 1));
        await _commands.Answered("monitoring", alliance, "OpenAssessment");
        string[] assessing = ["jiance", "kaohe", "juzhang", .. Readers];
        await Assessed(assessing);
        await Asked(alliance);
        (await (await system.SignedIn("kaohe")).Post($"/monitoring/api/alliances/{alliance}/assessments/1/propose",
            new { scores = Policy.Indicators.Select(i => new { indicatorId = i.Id, score = 90, reason = "现场核实" }), opinion = "合格。" }))
                .Must();
        // What is proposed is the lead unit's to state upon.
        await Assessed([Lead, .. assessing]);
        (await system.Concluded(alliance, Lead)).Must();
        await Assessed(readers);
        var statement = (await officer.Get($"/monitoring/api/alliances/{alliance}/assessments/1")).Must().GetProperty("proposals")[0]
            .GetProperty("statementDocumentId").GetGuid();
        await Ask("monitoring", "/api/alliances/{allianceId:guid}/assessments/{cycle:int}/files/{fileId:guid}", readers, alliance, 1,
            statement);

        await EveryDoorWasAsked("monitoring");

        // Members read what changes in their alliance, and nothing else of it.
        async Task Changed()
        {
            var lead = await system.SignedIn(Lead);
            var filing = (await lead.Post($"/monitoring/api/alliances/{alliance}/changes", new { kind = "rules" })).Must()
                .GetProperty("filingId").GetGuid();
            var file = (await lead.Upload($"/monitoring/api/changes/{filing}/files", "制度.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
                new Dictionary<string, string>())).Must().GetProperty("fileId").GetGuid();
            await Ask("monitoring", "/api/changes/{filingId:guid}", [Lead], filing);
            await Ask("monitoring", "/alliances/{AllianceId:guid}/changes/new", [Lead], alliance);
            await Listed("/monitoring/api/changes", "id", filing, [Lead]);
            (await lead.Post($"/monitoring/api/changes/{filing}/submit",
                new { content = new { reason = "修订章程", effectiveOn = await Today(), before = "理事会", after = "理事会和秘书处" } })).Must();
            (await officer.Post($"/monitoring/api/changes/{filing}/note", new { version = 2 })).Must();

            string[] concerned = ["qiye1", "qiye2", .. readers];
            await Ask("monitoring", "/api/changes/{filingId:guid}", concerned, filing);
            await Ask("monitoring", "/api/changes/{filingId:guid}/files/{fileId:guid}", concerned, filing, file);
            await Ask("monitoring", "/api/changes/{filingId:guid}/receipt", concerned, filing);
            await Ask("monitoring", "/changes/{Id:guid}", concerned, filing);
            await Listed("/monitoring/api/changes", "id", filing, concerned);
        }

        async Task Assessed(string[] assessors)
        {
            await Ask("monitoring", "/api/alliances/{allianceId:guid}/assessments/{cycle:int}", assessors, alliance, 1);
            await Ask("monitoring", "/alliances/{AllianceId:guid}/assessments/{Cycle:int}", assessors, alliance, 1);
            await Listed("/monitoring/api/assessments", "allianceId", alliance, [.. assessors.Except([Lead])]);
            foreach (var account in readers)
            {
                var told = (await (await system.SignedIn(account)).Get($"/monitoring/api/alliances/{alliance}")).Must()
                    .GetProperty("assessments").GetArrayLength() > 0;
                if (told != assessors.Contains(account))
                    _wrong.Add($"{account} is{(told ? "" : " not")} told of the assessment by the alliance");
            }
        }
    }

    // What member units say, each for itself.
    async Task Asked(Guid alliance)
    {
        var assessment = (await (await system.SignedIn("kaohe")).Get($"/monitoring/api/alliances/{alliance}/assessments/1")).Must();
        var (id, unit) = (assessment.GetProperty("assessmentId").GetGuid(),
            assessment.GetProperty("questionnaires")[0].GetProperty("unitCreditCode").GetString());
        string[] own = [.. assessment.GetProperty("questionnaires").EnumerateArray().SelectMany(asked => TestApplicants.Accounts
            .Where(a => a.Unit!.CreditCode == asked.GetProperty("unitCreditCode").GetString()).Select(a => a.Account))];
        await Ask("monitoring", "/api/questionnaires/{assessmentId:guid}", own, id);
        await Ask("monitoring", "/questionnaires/{AssessmentId:guid}", own, id);
    }

    // A revocation case: the offices' until the unit is told of it.
    async Task Accused(Guid alliance)
    {
        var officer = await system.SignedIn("jiance");
        var opened = (await officer.Post("/monitoring/api/revocations",
            new { allianceId = alliance, ground = "RefusesSupervision", facts = "拒绝接受检查。" })).Must()
            .GetProperty("revocationCaseId").GetGuid();
        var evidence = (await officer.Upload($"/monitoring/api/revocations/{opened}/evidence", "证据.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
            new Dictionary<string, string>())).Must().GetProperty("documentId").GetGuid();
        await Asked(Operating);
        (await officer.Post($"/monitoring/api/revocations/{opened}/prior-notice")).Must();
        await Asked([Lead, .. Operating]);
        await Listed("/monitoring/api/revocations", "id", opened, Operating);

        async Task Asked(string[] readers)
        {
            await Ask("monitoring", "/api/revocations/{id:guid}", readers, opened);
            await Ask("monitoring", "/api/revocations/{id:guid}/files/{documentId:guid}", readers, opened, evidence);
            await Ask("monitoring", "/revocations/{Id:guid}", readers, opened);
        }
    }

    // A contract that both signed, a report with a file, and a member's part of it.
    async Task<(Guid File, Guid Part)> Filled(Guid alliance, int year, DateOnly startsOn)
    {
        var (lead, officer) = (await system.SignedIn(Lead), await system.SignedIn("jiance"));
        var address = $"/monitoring/api/alliances/{alliance}";
        (await officer.Put($"{address}/contract", new
        {
            targets = Policy.Indicators.Select(i => new
            {
                indicatorId = i.Id,
                name = i.Name,
                unit = i.Unit,
                baseline = 10,
                firstYear = 20,
                secondYear = 40,
                weight = i.Weight,
            }),
        })).Must();
        (await lead.Post($"{address}/contract/sign")).Must();
        (await officer.Upload($"{address}/contract/countersign", "合同书.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
            new Dictionary<string, string> { ["signedOn"] = $"{startsOn:yyyy-MM-dd}" })).Must();
        var file = (await lead.Upload($"{address}/reports/{year}/files", "附表.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
            new Dictionary<string, string>())).Must().GetProperty("fileId").GetGuid();
        (await lead.Post($"{address}/reports/{year}/parts", new
        {
            units = new[] { (await system.Alliance).Accounts.First(a => a.Account == Member).Unit!.CreditCode },
            asked = "本单位的工作",
            dueOn = (await Today()).AddDays(9),
        })).Must();
        var part = (await lead.Get($"/monitoring/api/report-parts?alliance={alliance}")).Must().GetProperty("items")[0].GetProperty("id")
            .GetGuid();
        (await lead.Post($"{address}/reports/{year}", new
        {
            work = "联合攻关三项",
            achievements = "授权专利两件",
            problems = "无",
            plans = "扩大中试",
            progress = "onPlan",
            indicators = Policy.Indicators.Select(i => new { indicatorId = i.Id, actual = 20 }),
            rdInvestmentFen = 0,
            selfInspection = "已按协议自查",
        })).Must();
        return (file, part);
    }

    // What was asked for, the unit's proof, and the receipt of the notice.
    async Task PutRight(Guid compliance, string[] readers)
    {
        var (officer, address) = (await system.SignedIn("jiance"), $"/monitoring/api/compliance-cases/{compliance}");
        (await officer.Post($"{address}/rectification", new { demand = "补报报告", dueOn = (await Today()).AddDays(20) })).Must();
        (await (await system.SignedIn(Lead)).Upload($"{address}/rectification/answer", "整改.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
            new Dictionary<string, string> { ["body"] = "已落实" })).Must();
        var read = (await officer.Get(address)).Must();
        await Ask("monitoring", "/api/compliance-cases/{id:guid}/files/{fileId:guid}", readers, compliance,
            read.GetProperty("rectifications")[0].GetProperty("answers")[0].GetProperty("documentId").GetGuid());
        var letter = read.GetProperty("deliveries")[0].GetProperty("letterId").GetGuid();
        (await officer.Upload($"/monitoring/api/deliveries/{letter}", "回证.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
            new Dictionary<string, string> { ["way"] = "InPerson", ["servedOn"] = $"{await Today():yyyy-MM-dd}" })).Must();
        await Ask("monitoring", "/api/deliveries/{letterId:guid}/file", readers, letter);
    }

    async Task Reviewed(Guid review, string[] readers)
    {
        await Ask("review", "/api/reviews/{applicationId:guid}", readers, review);
        await Ask("review", "/reviews/{ApplicationId:guid}",
            [.. readers.Where(r => !r.StartsWith("zhuanjia", StringComparison.Ordinal))], review);
        await Ask("review", "/tasks/{ApplicationId:guid}",
            [.. readers.Where(r => r.StartsWith("zhuanjia", StringComparison.Ordinal))], review);
        await Listed("/review/api/reviews", "applicationId", review, readers);
        await Ask("review", "/api/alliances/{id:guid}/brief", readers, review);
        await Ask("review", "/api/alliances/{id:guid}/dossier",
            [.. readers.Where(r => !r.StartsWith("zhuanjia", StringComparison.Ordinal))], review);
    }

    async Task Ask(string service, string pattern, string[] readers, params object[] keys)
    {
        var isNew = _asked.Add((service, pattern));
        foreach (var (account, person) in await Everybody())
        {
            var status = await Get(person, Address(service, pattern, keys));
            var opened = status == HttpStatusCode.OK;
            if (opened != readers.Contains(account)) _wrong.Add($"{account} got {(int)status} at {pattern}");
            // A door tells nobody else that there is something behind it; who keeps away from it is told that.
            else if (!opened && isNew
                && await Get(person, Address(service, pattern, [.. keys.Select(key => key is Guid ? Guid.NewGuid() : key)])) is var nothing
                && nothing != status && !account.StartsWith("zhuanjia", StringComparison.Ordinal))
                _wrong.Add($"{account} got {(int)status} at {pattern}, and {(int)nothing} where nothing is");
        }
    }

    // What is given on request, and what is reported, is read by those who answer for it.
    async Task AskedFor(Guid refusal, string recognised)
    {
        var officer = await system.SignedIn("rending");
        (await officer.Post($"/certification/api/instruments/{refusal}/redact", new { passages = new[] { "专家组" }, why = "隐私" })).Must();
        await Ask("certification", "/api/instruments/{id:guid}/redacted", Determining, refusal);
        await Ask("certification", "/api/instruments/{id:guid}/redacted.pdf", Determining, refusal);
        await Ask("certification", "/instruments/{Id:guid}/redacted", Determining, refusal);
        var request = (await (await system.Anybody()).Post("/certification/api/requests", new
        {
            requesterKind = "person",
            name = "赵秉正",
            identity = "居民身份证",
            contact = "0871-6310 0000",
            wanted = "不予认定决定书",
        })).Must().GetProperty("requestId").GetGuid();
        string[] answering = ["rending", "hegao", "juzhang", .. Readers];
        await Ask("certification", "/api/requests/{id:guid}", answering, request);
        await Ask("certification", "/requests/{Id:guid}", answering, request);
        await Listed("/certification/api/requests", "id", request, answering);
        var report = (await system.Eventually(async () => (await officer.Get(
            $"/certification/api/credit-reports?q={Uri.EscapeDataString(recognised)}")).Must().GetProperty("items").EnumerateArray()
            .Select(row => (Guid?)row.GetProperty("id").GetGuid()).FirstOrDefault(), found => found is not null))!.Value;
        await system.Reported(report);
        await Ask("certification", "/api/credit-reports/{id:guid}", Determining, report);
        await Ask("certification", "/api/credit-reports/{id:guid}/receipt", Determining, report);
        await Ask("certification", "/credit-reports/{Id:guid}", Determining, report);
    }

    async Task Listed(string address, string key, Guid value, string[] readers)
    {
        foreach (var (account, person) in await Everybody())
        {
            var list = await person.Get(address);
            var found = list.Ok && list.Body.GetProperty("items").EnumerateArray().Any(item => item.GetProperty(key).GetGuid() == value);
            if (found != readers.Contains(account)) _wrong.Add($"{account} {(found ? "finds" : "does not find")} it in {address}");
        }
    }

    // Every door that leads to one thing, and that is not the public's, is in the table.
    async Task EveryDoorWasAsked(string service)
    {
        using var http = new HttpClient();
        var doors = await http.GetFromJsonAsync<ListedEndpoint[]>(
            new Uri((await system.Alliance).InternalAddress(service), "health/endpoints"), People.Json,
            TestContext.Current.CancellationToken);
        _wrong.AddRange(doors!.Where(d => d is { Method: "GET", Roles: not null } && d.Pattern.Contains('{', StringComparison.Ordinal)
            && (d.IsPage || d.Pattern.StartsWith("/api/", StringComparison.Ordinal)))
            .Select(d => d.Pattern).Where(pattern => !_asked.Contains((service, pattern)))
            .Select(pattern => $"nobody knocked at {service}{pattern}"));
        Assert.True(_wrong.Count == 0, string.Join('\n', _wrong));
    }

    // The lead unit, another one and a member unit of the application, every office twice where it has two, experts on the panel and off
    // it, and the public.
    async Task<IReadOnlyList<(string Account, Person Person)>> Everybody()
    {
        var accounts = (await system.Alliance).Accounts.Where(a => a.Unit is null || a.Account is "qiye1" or "qiye2" or Lead)
            .Select(a => a.Account).ToList();
        var everybody = new List<(string, Person)> { ("the public", await system.Anybody()) };
        foreach (var account in accounts) everybody.Add((account, await system.SignedIn(account)));
        return everybody;
    }

    static string Address(string service, string pattern, object[] keys)
    {
        var next = 0;
        return $"/{service}{Parameter().Replace(pattern, _ => keys[next++].ToString()!)}";
    }

    static async Task<HttpStatusCode> Get(Person person, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/json");   // no redirection to the sign-in page
        using var answer = await person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    async Task<DateOnly> Today() => BeijingTime.DayOf(await system.Clock.Now());

    public ValueTask DisposeAsync() => _commands.DisposeAsync();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
