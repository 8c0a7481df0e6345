using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Certification;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Api;

/// <summary>Every address that is read answers, and what it answers is what its document says.</summary>
[Collection(nameof(LooksAtEverything))]
public sealed partial class AnswerTests(RunningSystem system) : IAsyncDisposable
{
    const string Lead = "qiye2";

    readonly Commands _commands = new(system);

    // What stands in an address, by its beginning; with "?", what its query asks for; with "=", the whole address.
    readonly Dictionary<string, string> _values = [];

    [Fact]
    public async Task Every_address_that_is_read_answers_as_its_document_says()
    {
        await OneOfEverything();
        var wrong = new List<string>();
        var operations = (await system.Operations()).Where(o => o.Method == "GET").ToList();
        foreach (var operation in operations)
        {
            if (Address(operation) is not { } address)
            {
                wrong.Add($"{operation}: the test has nothing to put there");
                continue;
            }
            await Compare(operation, address, await Reader(operation), wrong);
        }

        Assert.True(operations.Count > 60, $"Only {operations.Count} addresses were read.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_refusal_is_the_problem_that_the_documents_describe()
    {
        var documents = await system.Documents();
        Answer[] refusals =
        [
            await (await system.SignedIn("shenji")).Get($"/monitoring/api/alliances/{Guid.Empty}/reports/2024"),
            await (await system.SignedIn(Lead)).Post("/intake/api/applications", new { callId = Guid.Empty }),
            await (await system.SignedIn("shouli")).Post("/intake/api/calls", new { year = 1, title = "", body = "" }),
            await (await system.SignedIn("shouli")).Post("/intake/api/calls", new { year = "?" }),
            await (await system.Anybody()).Get($"/certification/api/notices/{Guid.Empty}"),
        ];

        foreach (var refusal in refusals)
        {
            Assert.False(refusal.Ok);
            var service = refusal.Request.Split(' ')[2].Split('/')[1];
            var faults = AnswerSchema.Faults(documents[service], documents[service].GetProperty("components").GetProperty("schemas")
                .GetProperty("Problem"), refusal.Body);
            Assert.True(faults.Count == 0, $"{refusal.Request}: {string.Join(", ", faults)} in {refusal.Text}");
        }
    }

    async Task Compare(Operation operation, string address, Person reader, List<string> wrong)
    {
        using var answer = await reader.Http.GetAsync(new Uri(address, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ct);
        var body = await answer.Content.ReadAsByteArrayAsync(Ct);
        if (!answer.IsSuccessStatusCode)
        {
            wrong.Add(
                $"{operation}: {(int)answer.StatusCode} to {reader.Account ?? "the public"}, " +
                $"{System.Text.Encoding.UTF8.GetString(body)[..Math.Min(body.Length, 200)]}");
            return;
        }
        await CompareHead(operation, address, reader, answer, wrong);
        var promised = operation.Definition.GetProperty("responses").GetProperty("200").GetProperty("content");
        var type = (answer.Content.Headers.ContentType ?? new MediaTypeHeaderValue("none/none")).MediaType!;
        if (!promised.TryGetProperty(type, out var media) && !promised.TryGetProperty("*/*", out media))
            wrong.Add($"{operation}: answers {type}, which is not said");
        else if (type.EndsWith("json", StringComparison.Ordinal) && media.TryGetProperty("schema", out var schema)
            && schema.ToString() != """{"type":"object"}""")
            wrong.AddRange(AnswerSchema.Faults(operation.Document, schema, JsonDocument.Parse(body).RootElement).Distinct()
                .Take(10).Select(fault => $"{operation}: {fault}"));
    }

    // The same head to who asks for nothing but the head.
    static async Task CompareHead(Operation operation, string address, Person reader, HttpResponseMessage answer, List<string> wrong)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(address, UriKind.Relative));
        using var head = await reader.Http.SendAsync(request, Ct);
        var body = await head.Content.ReadAsByteArrayAsync(Ct);
        if (head.StatusCode != answer.StatusCode || body.Length > 0
            || head.Content.Headers.ContentType?.MediaType != answer.Content.Headers.ContentType?.MediaType)
            wrong.Add($"HEAD of {operation}: {(int)head.StatusCode} {head.Content.Headers.ContentType}, {body.Length} bytes of a body");
        if (answer.Headers.ETag is { } tag
            && (!tag.Equals(head.Headers.ETag) || head.Content.Headers.ContentLength != answer.Content.Headers.ContentLength))
            wrong.Add(
                $"HEAD of {operation}: {head.Headers.ETag} with {head.Content.Headers.ContentLength} bytes, GET {tag} with " +
                $"{answer.Content.Headers.ContentLength}");
    }

    // Somebody whom the document admits: the auditor where everything may be read, else whose the thing is.
    async Task<Person> Reader(Operation operation)
    {
        if (operation.Definition.TryGetProperty("security", out var security) && security.GetArrayLength() == 0)
            return await system.Anybody();
        string[] roles = operation.Definition.TryGetProperty("x-roles", out var said)
            ? [.. said.EnumerateArray().Select(r => r.GetString()!)] : [];
        var account = operation.Path.StartsWith("/api/views", StringComparison.Ordinal)
            || operation.Path.StartsWith("/api/calls/drafts", StringComparison.Ordinal)
            || operation.Path.StartsWith("/api/alliances/{id}", StringComparison.Ordinal) ? "admin"
            : roles.Contains("auditor") ? "shenji" : roles.Contains("applicant") || roles.Length == 0 ? Lead
            : roles.Contains("expert") ? Road.Panel[0] : roles is ["certification-officer"] ? "rending" : "admin";
        return await system.SignedIn(account);
    }

    string? Address(Operation operation)
    {
        var path = $"/{operation.Service}{operation.Path}";
        if (_values.TryGetValue($"={path}", out var whole)) return whole;
        while (Part().Match(path) is { Success: true } part)
        {
            var template = $"/{operation.Service}{operation.Path}";
            // The template up to and with this part.
            var upTo = template[..(template.IndexOf(part.Value, StringComparison.Ordinal) + part.Value.Length)];
            if (!_values.TryGetValue(upTo, out var value)) return null;
            path = path.Replace(part.Value, Uri.EscapeDataString(value), StringComparison.Ordinal);
        }
        var asked = operation.Definition.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query"
                && p.TryGetProperty("required", out var must) && must.GetBoolean()).Select(p => p.GetProperty("name").GetString()!).ToList()
            : [];
        if (!asked.All(name => _values.ContainsKey($"?{name}"))) return null;
        return asked.Count == 0 ? path
            : $"{path}?{string.Join('&', asked.Select(name => $"{name}={Uri.EscapeDataString(_values[$"?{name}"])}"))}";
    }

    async Task OneOfEverything()
    {
        var (name, policy) = (Road.NewName(), PolicyBook.Find("kunming-2016.1"));
        var (application, notice) = await system.OnNotice(name);
        var lead = await system.SignedIn(Lead);
        var admin = await system.SignedIn("admin");
        var read = await lead.Read(application);
        _values["/intake/api/applications/{id}"] = _values["/review/api/reviews/{applicationId}"] =
            _values["/certification/api/determinations/{applicationId}"] = _values["/workflows/api/cases/{caseId}"] = $"{application}";
        _values["/intake/api/applications/{id}/attachments/{attachmentId}"] = read.GetProperty("attachments")[0]
            .GetProperty("attachmentId").GetString()!;
        await system.AssociationOf(Lead, "qiye4", "qiye7");
        var submitted = await system.Submitted(Lead, Filing.Complete(Lead, Road.NewName()));
        var recommendation = (await system.Recommends("xiehui", submitted, true, "同意推荐")).Must()
            .GetProperty("recommendationId").GetString()!;
        _values["=/intake/api/applications/{id}/recommendations/{recommendationId}/letter"] =
            $"/intake/api/applications/{submitted}/recommendations/{recommendation}/letter";
        _values["/intake/api/calls/{callId}"] = read.GetProperty("callId").GetString()!;
        _values["/intake/api/applications/{id}/templates/{kind}"] = _values["/intake/api/templates/{kind}"] = "recommendation";
        _values["/intake/calendar/{token}"] = (await lead.Post("/intake/api/letters/calendar")).Must().GetProperty("token").GetString()!;
        _values["/intake/api/questions/{threadId}"] =
            (await lead.Post("/intake/api/questions", new { applicationId = application, text = "补正材料可以寄送吗？" })).Must()
                .GetProperty("threadId").GetString()!;
        _values["?value"] = "91530100MA6K0XQ12X";
        _values["?kind"] = _values["/workflows/api/processes/{kind}"] = "recognition";
        _values["?version"] = RunningSystem.Older;
        _values["?to"] = _values["/workflows/api/policies/{version}"] = policy.Version;
        _values["/workflows/api/calendars/{year}"] = "2024";
        _values["=/workflows/api/policies/compare"] =
            $"/workflows/api/policies/compare?before={RunningSystem.Older}&after={policy.Version}";
        _values["=/intake/api/what-if"] = $"/intake/api/what-if?policy={policy.Version}";
        _values["=/intake/api/applications/{id}/changes"] = $"/intake/api/applications/{await Corrected()}/changes";
        (await (await system.SignedIn("shouli")).Post("/intake/api/calls/drafts", new { year = 2024, title = "草稿", body = "" })).Must();
        _values["/workflows/api/views/{id}"] =
            (await admin.Post("/workflows/api/views", new { name = "接口测试", query = "state=FormalReview" })).Must()
                .GetProperty("viewId").GetString()!;

        var paused = (await admin.Post($"/workflows/api/cases/{application}/pause", new { reason = "接口测试" })).Must();
        _values["/workflows/api/interventions/{id}"] = paused.GetProperty("interventionId").GetString()!;
        (await admin.Post($"/workflows/api/cases/{application}/resume", new { reason = "接口测试" })).Must();

        var noticeId = _values["/certification/api/notices/{id}"] = notice.GetProperty("noticeId").GetString()!;
        var lodged = (await (await system.Anybody()).Post($"/certification/api/notices/{noticeId}/objections",
            new { objectorName = "赵秉正", objectorKind = "person", contact = "0871-6310 0000", facts = "成员单位未实际参与研发" })).Must();
        var objection = _values["/certification/api/objections/{id}"] = lodged.GetProperty("objectionId").GetString()!;
        var key = _values["/certification/api/followed-objections/{key}"] = lodged.GetProperty("key").GetString()!;
        var evidence = (await (await system.Anybody()).Upload($"/certification/api/followed-objections/{key}/files", "证据.pdf", Filing.Pdf,
            new Dictionary<string, string>())).Must().GetProperty("fileId").GetString()!;
        _values["/certification/api/objections/{id}/files/{fileId}"] = evidence;
        _values["/certification/api/followed-objections/{key}/files/{fileId}"] = evidence;
        var asked = _values["/certification/api/inquiries/{id}"] = (await (await system.SignedIn("rending"))
            .Post($"/certification/api/objections/{objection}/ask", new
            {
                question = "请说明成员单位参与研发的情况。",
                dueOn = BeijingTime.DayOf(await system.Clock.Now()).AddDays(7),
            })).Must().GetProperty("inquiryId").GetString()!;
        _values["/certification/api/inquiries/{id}/files/{fileId}"] = (await (await system.SignedIn("qiye2"))
            .Upload($"/certification/api/inquiries/{asked}/files", "证明.pdf", Filing.Pdf, new Dictionary<string, string>())).Must()
                .GetProperty("fileId").GetString()!;
        (await (await system.SignedIn("rending"))
            .Post($"/certification/api/objections/{objection}/settle", new { upheld = false, answer = "经调查核实，答复如下。" })).Must();
        await system.Clock.MoveTo(notice.Instant("closesAt") + TimeSpan.FromSeconds(1));
        _values["/certification/api/instruments/{id}"] = _values["/certification/api/published/{id}"] =
            $"{await system.Issue(application)}";
        _values["/certification/api/meetings/{id}"] = $"{await system.Meeting(await system.BeforeTheBureau(coreName: Road.NewName()))}";
        var entry = (await system.Eventually(async () => (await (await system.SignedIn("rending"))
            .Get($"/certification/api/registry?q={Uri.EscapeDataString(name)}")).Must(), found => found.GetArrayLength() == 1))[0];
        _values["/certification/api/certificates/{number}"] = _values["/certification/api/registry/{number}"] =
            _values["/certification/api/priority/{number}"] = entry.GetProperty("certificateNumber").GetString()!;
        var (import, old) = await system.OldAndCancelled(_commands);
        _values["/certification/api/legacy/{importId}"] = $"{import}";
        _values["/certification/api/alliances/{allianceId}"] = $"{old}";
        await Published();
        var alliance = _values["/funding/api/grants/{allianceId}"] = _values["/monitoring/api/alliances/{allianceId}"] =
            entry.GetProperty("allianceId").GetString()!;
        foreach (var service in (string[])["intake", "review", "certification", "workflows"])
            _values[$"/{service}/api/alliances/{{id}}"] = $"{application}";
        _values["/monitoring/api/followed/{allianceId}"] = alliance;
        _values["/funding/api/alliances/{id}"] = _values["/monitoring/api/alliances/{id}"] = alliance;
        await Upgraded(alliance);
        await Contested();
        await Paid(alliance);
        await Missed(alliance);
        await Accused(alliance);
        await Assessed(alliance, policy);
        await Broken();
    }

    async Task Published()
    {
        var officer = await system.SignedIn("rending");
        var plan = (await officer.Post("/certification/api/plans", new { kind = "policy", year = 2024, title = "接口测试", body = "见附件" }))
            .Must().GetProperty("planId").GetString()!;
        _values["/certification/api/plans/{planId}"] = plan;
        _values["/certification/api/plans/{planId}/attachments/{documentId}"] =
            (await officer.Upload($"/certification/api/plans/{plan}/attachments", "附件.pdf", Filing.Pdf,
                new Dictionary<string, string>(), Ct)).Must().GetProperty("documentId").GetString()!;
    }

    async Task Disclosed(Guid refusal)
    {
        var officer = await system.SignedIn("rending");
        foreach (var copy in (string[])["redacted", "redacted.pdf"])
            _values[$"=/certification/api/instruments/{{id}}/{copy}"] = $"/certification/api/instruments/{refusal}/{copy}";
        (await officer.Post($"/certification/api/instruments/{refusal}/redact", new { passages = new[] { "专家组" }, why = "隐私" })).Must();
        var asked = (await (await system.Anybody()).Post("/certification/api/requests", new
        {
            requesterKind = "person",
            name = "赵秉正",
            identity = "居民身份证",
            contact = "0871-6310 0000",
            wanted = "不予认定决定书",
        })).Must();
        var request = _values["/certification/api/requests/{id}"] = asked.GetProperty("requestId").GetString()!;
        _values["/certification/api/followed-requests/{key}"] = asked.GetProperty("key").GetString()!;
        var number = (await officer.Get($"/certification/api/instruments/{refusal}")).Must().GetProperty("number").GetString();
        (await officer.Post($"/certification/api/requests/{request}/answer",
            new { decision = "partlyGranted", instrumentNumber = number, answer = "部分公开。" })).Must();
        const string open = "/certification/api/credit-reports?form=License&reported=false";
        var report = (await system.Eventually(async () => (await officer.Get(open)).Must()
            .GetProperty("items").EnumerateArray().Select(row => (Guid?)row.GetProperty("id").GetGuid()).FirstOrDefault(),
            found => found is not null))!.Value;
        await system.Reported(report);
        _values["/certification/api/credit-reports/{id}"] = $"{report}";
    }

    async Task Upgraded(string alliance)
    {
        var upgrade = (await (await system.SignedIn("juzhang")).Post("/certification/api/upgrades",
            new { allianceId = alliance, level = "省级", addressee = "云南省科学技术厅", merits = "成果居前列。" })).Must()
            .GetProperty("upgradeId").GetString()!;
        (await (await system.SignedIn("rending")).Upload($"/certification/api/upgrades/{upgrade}/confirm", "文件.pdf", Filing.Pdf,
            new Dictionary<string, string>
            {
                ["superiorNumber"] = "云科发〔2026〕18号",
                ["superiorOn"] = $"{BeijingDay(await system.Clock.Now()):yyyy-MM-dd}",
            }, Ct)).Must();
        _values["/certification/api/upgrades/{id}"] = upgrade;
    }

    async Task Contested()
    {
        var declined = await system.BeforeTheBureau(recommended: false);
        (await system.OnDetermination("juzhang", declined, "decline",
            new { reasons = new[] { new { article = Articles.Review, sentence = "专家组不推荐认定" } } })).Must();
        var officer = await system.SignedIn("rending");
        var remedy = (await officer.Post("/certification/api/remedies", new
        {
            caseId = declined,
            kind = "Court",
            authority = "春城法院",
            caseNumber = $"春行初{declined:N}",
            filedOn = BeijingDay(await system.Clock.Now()),
        })).Must().GetProperty("remedyId").GetString()!;
        _values["/certification/api/remedies/{id}"] = remedy;
        await Disclosed(await system.Issue(declined));
        _values["/certification/api/remedies/{id}/documents/{documentId}"] = (await officer.Upload(
            $"/certification/api/remedies/{remedy}/documents", "起诉状.pdf", Filing.Pdf,
            new Dictionary<string, string> { ["title"] = "起诉状" }, Ct)).Must().GetProperty("documentId").GetString()!;
    }

    async Task<Guid> Corrected()
    {
        var application = await system.Submitted(Lead, Filing.Complete(Lead, Road.NewName()));
        (await (await system.SignedIn("shouli"))
            .Post($"/intake/api/applications/{application}/request-correction",
                new { items = new[] { new { article = Articles.Agreement, sentence = "请补充协议" } } })).Must();
        (await (await system.SignedIn(Lead)).Post($"/intake/api/applications/{application}/resubmit")).Must();
        return application;
    }

    async Task Paid(string alliance)
    {
        var lead = await system.SignedIn(Lead);
        var grant = $"/funding/api/grants/{alliance}";
        await system.Eventually(async () => (await lead.Get(grant, Ct)).Ok);
        (await lead.Post($"{grant}/pledge", new { amountFen = 30_000_000 }, Ct)).Must();
        var proof = (await lead.Post($"{grant}/proofs", new
        {
            amountFen = 1_000_000,
            source = "单位自筹",
            documentNumber = alliance,
            paidOn = BeijingDay(await system.Clock.Now())
        }, Ct)).Must().GetProperty("proofId").GetString()!;
        (await lead.Upload($"{grant}/proofs/{proof}/attachment", "凭证.pdf", Filing.Pdf, new Dictionary<string, string>(), Ct)).Must();
        _values["/funding/api/grants/{allianceId}/proofs/{proofId}"] = proof;
    }

    // A compliance case with what was asked for, the proof of it and the receipt of the notice.
    async Task Missed(string alliance)
    {
        var (officer, today) = (await system.SignedIn("jiance"), BeijingDay(await system.Clock.Now()));
        await _commands.Send(new RecordMissedReport(Guid.Parse(alliance), today.Year - 1, new(today.Year - 1, 12, 15)));
        var shown = await system.Eventually(async () => (await officer.Get($"/monitoring/api/alliances/{alliance}", Ct)).Must(),
            found => found.GetProperty("complianceCases").GetArrayLength() > 0);
        var opened = shown.GetProperty("complianceCases")[0].GetProperty("id").GetString()!;
        var address = $"/monitoring/api/compliance-cases/{opened}";
        (await officer.Post($"{address}/rectification", new { demand = "补报报告", dueOn = today.AddDays(20) }, Ct)).Must();
        (await (await system.SignedIn(Lead)).Upload($"{address}/rectification/answer", "整改.pdf", Filing.Pdf,
            new Dictionary<string, string> { ["body"] = "已落实" }, Ct)).Must();
        var read = (await officer.Get(address, Ct)).Must();
        var letter = read.GetProperty("deliveries")[0].GetProperty("letterId").GetString()!;
        (await officer.Upload($"/monitoring/api/deliveries/{letter}", "回证.pdf", Filing.Pdf,
            new Dictionary<string, string> { ["way"] = "InPerson", ["servedOn"] = $"{today:yyyy-MM-dd}" }, Ct)).Must();
        _values["/monitoring/api/compliance-cases/{id}"] = opened;
        _values["/monitoring/api/compliance-cases/{id}/files/{fileId}"] = read.GetProperty("rectifications")[0].GetProperty("answers")[0]
            .GetProperty("documentId").GetString()!;
        _values["/monitoring/api/deliveries/{letterId}"] = letter;
    }

    // A revocation case with a piece of evidence.
    async Task Accused(string alliance)
    {
        var officer = await system.SignedIn("jiance");
        var opened = (await officer.Post("/monitoring/api/revocations",
            new { allianceId = alliance, ground = "RefusesSupervision", facts = "拒绝接受检查。" }, Ct)).Must()
            .GetProperty("revocationCaseId").GetString()!;
        _values["/monitoring/api/revocations/{id}"] = opened;
        _values["/monitoring/api/revocations/{id}/files/{documentId}"] = (await officer.Upload(
            $"/monitoring/api/revocations/{opened}/evidence", "证据.pdf", Filing.Pdf, new Dictionary<string, string>(), Ct)).Must()
            .GetProperty("documentId").GetString()!;
    }

    async Task Assessed(string alliance, Policy policy)
    {
        var (lead, officer) = (await system.SignedIn(Lead), await system.SignedIn("jiance"));
        var address = $"/monitoring/api/alliances/{alliance}";
        await system.Eventually(async () => (await officer.Get(address, Ct)).Ok);
        (await officer.Put($"{address}/contract",
            new
            {
                targets = policy.Indicators.Select(i =>
                new
                {
                    indicatorId = i.Id,
                    name = i.Name,
                    unit = i.Unit,
                    baseline = 10,
                    firstYear = 20,
                    secondYear = 30,
                    weight = i.Weight
                })
            }, Ct)).Must();
        (await lead.Post($"{address}/contract/sign", ct: Ct)).Must();
        var today = BeijingDay(await system.Clock.Now());
        (await officer.Upload($"{address}/contract/countersign", "合同书.pdf", Filing.Pdf,
            new Dictionary<string, string> { ["signedOn"] = $"{today:yyyy-MM-dd}" }, Ct)).Must();
        var year = today.Year;
        _values["/monitoring/api/alliances/{allianceId}/reports/{year}/files/{fileId}"] = (await lead.Upload(
            $"{address}/reports/{year}/files", "附表.pdf", Filing.Pdf, new Dictionary<string, string>(), Ct)).Must().GetProperty("fileId")
                .GetString()!;
        var whole = (await lead.Get(address, Ct)).Must();
        var member = whole.GetProperty("members").EnumerateArray().Select(m => m.GetProperty("creditCode").GetString())
            .First(code => code != whole.GetProperty("leadUnit").GetProperty("creditCode").GetString());
        (await lead.Post($"{address}/reports/{year}/parts", new { units = new[] { member }, asked = "本单位的工作", dueOn = today.AddDays(9) },
            Ct)).Must();
        _values["/monitoring/api/report-parts/{partId}"] = (await lead.Get($"/monitoring/api/report-parts?alliance={alliance}", Ct)).Must()
            .GetProperty("items")[0].GetProperty("id").GetString()!;
        (await lead.Post($"{address}/reports/{year}", new
        {
            work = "联合攻关三项",
            achievements = "授权专利两件",
            problems = "无",
            plans = "扩大中试",
            progress = "onPlan",
            indicators = policy.Indicators.Select(i => new { indicatorId = i.Id, actual = 20 }),
            rdInvestmentFen = 350_000_000,
            spending = Array.Empty<object>(),
            selfInspection = "已按协议自查",
            changes = Array.Empty<object>(),
        }, Ct)).Must();
        _values["/monitoring/api/alliances/{allianceId}/reports/{year}"] = $"{year}";
        var change = (await lead.Post($"{address}/changes", new { kind = "rules" }, Ct)).Must().GetProperty("filingId").GetString()!;
        _values["/monitoring/api/changes/{filingId}"] = change;
        var file = await lead.Upload($"/monitoring/api/changes/{change}/files", "制度.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
            new Dictionary<string, string>(), Ct);
        _values["/monitoring/api/changes/{filingId}/files/{fileId}"] = file.Must().GetProperty("fileId").GetString()!;
        (await lead.Post($"/monitoring/api/changes/{change}/submit", new
        {
            content = new
            {
                reason = "修订章程",
                effectiveOn = BeijingDay(await system.Clock.Now()),
                before = "理事会",
                after = "理事会和秘书处",
            },
        }, Ct)).Must();
        (await officer.Post($"/monitoring/api/changes/{change}/note", new { version = 2, remark = "已核对" }, Ct)).Must();
        await _commands.Send(new OpenAssessment(Guid.Parse(alliance), 1));
        await system.Eventually(async () => (await officer.Get($"{address}/assessments/1", Ct)).Ok);
        _values["/monitoring/api/alliances/{allianceId}/assessments/{cycle}"] = "1";
        var assessor = await system.SignedIn("kaohe");
        (await assessor.Upload($"{address}/assessments/1/visits", "考察.pdf", Filing.Pdf, new Dictionary<string, string>
        {
            ["visitedOn"] = $"{BeijingDay(await system.Clock.Now()):yyyy-MM-dd}",
            ["participants"] = "沈一帆",
            ["findings"] = "中试线已建成",
        }, Ct)).Must();
        _values["/monitoring/api/alliances/{allianceId}/assessments/{cycle}/files/{fileId}"] =
            (await assessor.Get($"{address}/assessments/1", Ct)).Must().GetProperty("visits")[0].GetProperty("documentId").GetString()!;
        await AskedAsMember(policy);
        _values["/monitoring/api/registers/{id}"] = (await lead.Post($"{address}/registers/Cooperation", new
        {
            title = "联合研究",
            startsOn = BeijingDay(await system.Clock.Now()),
            details = new { partner = "某大学", country = "新加坡", form = "联合研发" },
        }, Ct)).Must().GetProperty("entryId").GetString()!;
        _values["/monitoring/api/registers/template/{kind}"] = "Result";
        _values["/monitoring/api/open/alliances/{allianceId}"] = alliance;
    }

    // Another alliance, whose assessment asks this unit as a member.
    async Task AskedAsMember(Policy policy)
    {
        var (alliance, today) = (Guid.CreateVersion7(), BeijingDay(await system.Clock.Now()));
        var (startsOn, endsOn) = Cycles.Of(today, 1, policy.CycleMonths);
        var application = Commands.ApplicationOf("qiye8", "问卷");
        var member = TestApplicants.Accounts.Single(a => a.Account == Lead).Unit!;
        if (application.Members.All(unit => unit.CreditCode != member.CreditCode))
            application = application with { Members = [.. application.Members, new(member.Name, member.CreditCode)] };
        await _commands.Send(new StartOperatingCycle(alliance, application, 1, today, startsOn, endsOn));
        await _commands.Answered("monitoring", alliance, "StartOperatingCycle");
        await _commands.Send(new OpenAssessment(alliance, 1));
        await _commands.Answered("monitoring", alliance, "OpenAssessment");
        _values["/monitoring/api/questionnaires/{assessmentId}"] = (await (await system.SignedIn("kaohe"))
            .Get($"/monitoring/api/alliances/{alliance}/assessments/1", Ct)).Must().GetProperty("assessmentId").GetString()!;
    }

    // A message of another version of the product: the procedure cannot find its policy.
    async Task Broken()
    {
        var administrator = await system.SignedIn("admin");
        var (broken, application) =
            (Guid.CreateVersion7(), Commands.ApplicationOf("qiye7", "接口测试") with { PolicyVersion = "nowhere-1900.1" });
        await _commands.Tell(new OperatingCycleStarted(broken, application, 1, Guid.CreateVersion7(), new(2024, 1, 15),
            new(2024, 1, 15), new(2026, 1, 15)));
        var incidents = await system.Eventually(async () => (await administrator.Get($"/workflows/api/incidents?caseId={broken}", Ct))
            .Must().GetProperty("items"), found => found.GetArrayLength() == 1);
        _values["/workflows/api/incidents/{id}"] = incidents[0].GetProperty("id").GetString()!;
    }

    static DateOnly BeijingDay(DateTimeOffset at) => Statute.Periods.BeijingTime.DayOf(at);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_values.TryGetValue("/workflows/api/incidents/{id}", out var incident))
            (await (await system.SignedIn("admin"))
                .Post($"/workflows/api/incidents/{incident}/discard", new { reason = "测试报文，没有对应的联盟" }, Ct)).Must();
        await _commands.DisposeAsync();
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Part();
}
