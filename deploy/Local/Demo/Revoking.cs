using System.Globalization;
using System.Text.Json;
using Alliance.Statute.Operation;
using Alliance.Statute.Periods;

namespace Alliance.Local.Demo;

/// <summary>撤销立案 on one of the four grounds, with its evidence.</summary>
public sealed record OpenRevocation(RevocationGround Ground, string Facts);

/// <summary>How the prior notice was served, where the unit does not open it in the inbox.</summary>
public sealed record RecordService(string Note, ServedWay Way = ServedWay.InPerson);

/// <summary>送达方式.</summary>
public enum ServedWay
{
    /// <summary>直接送达.</summary>
    InPerson,
    /// <summary>邮寄送达.</summary>
    Post,
    /// <summary>留置送达.</summary>
    LeftBehind,
    /// <summary>公告送达.</summary>
    Announcement,
}

/// <summary>陈述申辩, with a file.</summary>
public sealed record FileStatement(string Text);

/// <summary>要求听证.</summary>
public sealed record RequestHearing(string Why);

/// <summary>听证通知: in so many days, at two in the afternoon.</summary>
public sealed record InviteToHearing(int Days, string Chair, string Place = "局二楼会议室");

/// <summary>听证笔录.</summary>
public sealed record RecordHearing(string Summary, bool Attended = true);

/// <summary>法制审核.</summary>
public sealed record RecordLegalReview(bool Agrees, string Opinion, string By = "局政策法规处");

/// <summary>The decision; the document follows at the office.</summary>
public sealed record DecideRevocation(bool Revoked, string Reasons, bool FromRecognition = false);

/// <summary>撤销, from the opening of the case to its decision (Art. 17).</summary>
static class Revoking
{
    /// <summary>The verbs of it.</summary>
    public static IReadOnlyList<Verb> Verbs { get; } =
    [
        Verb.Of<OpenRevocation>("open-revocation", "monitoring-officer", Open),
        Verb.Of<Nothing>("send-prior-notice", "monitoring-officer", (s, p, _, ct) => s.Post(p, $"{Case(s)}/prior-notice", null, ct)),
        Verb.Of<Nothing>("receive-prior-notice", "applicant", Receive),
        Verb.Of<RecordService>("record-service", "monitoring-officer", Served),
        Verb.Of<FileStatement>("file-statement", "applicant", State),
        Verb.Of<RequestHearing>("request-hearing", "applicant", (s, p, with, ct) => s.Post(p, $"{Case(s)}/hearing/request", with, ct)),
        Verb.Of<InviteToHearing>("invite-to-hearing", "monitoring-officer", (s, p, with, ct) => s.Post(p, $"{Case(s)}/hearing/invitation",
            new { at = BeijingTime.At(s.Today.AddDays(with.Days), new TimeOnly(14, 0)), with.Place, with.Chair }, ct)),
        Verb.Of<RecordHearing>("record-hearing", "monitoring-officer", (s, p, with, ct) => p.Upload($"{Case(s)}/hearing/minutes",
            "听证笔录.pdf", s.Paper, new Dictionary<string, string>
            {
                ["attended"] = with.Attended ? "true" : "false",
                ["summary"] = with.Summary,
            }, ct)),
        Verb.Of<RecordLegalReview>("record-legal-review", "monitoring-officer", (s, p, with, ct) => p.Upload($"{Case(s)}/legal-review",
            "法制审核意见.pdf", s.Paper, new Dictionary<string, string>
            {
                ["by"] = with.By,
                ["agrees"] = with.Agrees ? "true" : "false",
                ["opinion"] = with.Opinion,
            }, ct)),
        Verb.Of<DecideRevocation>("decide-revocation", "decision-maker", (s, p, with, ct) => s.Post(p, $"{Case(s)}/decide", with, ct)),
    ];

    /// <summary>Whether everybody may read that the recognition was revoked (向社会公布): published or null.</summary>
    public static async Task<string?> Announcement(Scene scene, CancellationToken ct)
    {
        var alliance = await scene.AllianceId(ct);
        var announced = (await scene.People[Office.Drafter].Get(
                "/certification/api/matters?kind=RevocationAnnouncement&state=Done&size=100", ct)).Must().GetProperty("items")
            .EnumerateArray().Where(matter => matter.GetProperty("allianceId").GetGuid() == alliance)
            .Select(matter => (Guid?)matter.GetProperty("instrumentId").GetGuid()).FirstOrDefault();
        return announced is { } id && await scene.People.Public.Get($"/certification/api/published/{id}", ct) is { Ok: true } read
            && read.Text.Contains(scene.AllianceFullName, StringComparison.Ordinal) ? "published" : null;
    }

    static string Case(Scene scene) => $"/monitoring/api/revocations/{scene.RevocationId}";

    static async Task<Answer> Open(Scene scene, Person officer, OpenRevocation with, CancellationToken ct)
    {
        var opened = await scene.Post(officer, "/monitoring/api/revocations",
            new { allianceId = await scene.AllianceId(ct), with.Ground, with.Facts }, ct);
        if (!opened.Ok) return opened;
        scene.RevocationId = opened.Body.GetProperty("revocationCaseId").GetGuid();
        return await officer.Upload($"{Case(scene)}/evidence", "证据.pdf", scene.Paper,
            new Dictionary<string, string> { ["title"] = "调查笔录和证据清单" }, ct);
    }

    // Opened in the inbox, it is served.
    static async Task<Answer> Receive(Scene scene, Person lead, Nothing with, CancellationToken ct)
    {
        var alliance = await scene.AllianceId(ct);
        var letter = (await Scene.Until<Guid>("the prior notice to be in the inbox", async () =>
            (await lead.Get("/intake/api/letters", ct)).Must().GetProperty("items").EnumerateArray()
                .Where(one => one.GetProperty("caseId").ValueKind == JsonValueKind.String && one.GetProperty("caseId").GetGuid() == alliance
                    && one.GetProperty("title").GetString() == "撤销认定资格事先告知书")
                .Select(one => one.GetProperty("letterId").GetGuid()), ct))[0];
        return await lead.Post($"/intake/api/letters/{letter}/open", null, ct);
    }

    static async Task<Answer> Served(Scene scene, Person officer, RecordService with, CancellationToken ct)
    {
        var notice = (await scene.Get(officer, Case(scene), ct)).Must().GetProperty("deliveries")[0].GetProperty("letterId").GetGuid();
        return await officer.Upload($"/monitoring/api/deliveries/{notice}", "送达回证.pdf", scene.Paper, new Dictionary<string, string>
        {
            ["way"] = with.Way.ToString(),
            ["servedOn"] = scene.Today.ToString("O", CultureInfo.InvariantCulture),
            ["note"] = with.Note,
        }, ct);
    }

    static async Task<Answer> State(Scene scene, Person lead, FileStatement with, CancellationToken ct)
    {
        var attached = await scene.UploadPaper(lead, $"{Case(scene)}/statement/files", ct, new() { ["title"] = "证明材料" });
        return attached.Ok ? await scene.Post(lead, $"{Case(scene)}/statement", with, ct) : attached;
    }
}
