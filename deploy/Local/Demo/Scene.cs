using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Alliance.Statute.Names;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using UglyToad.PdfPig;

namespace Alliance.Local.Demo;

/// <summary>Where a story plays: its people, its case, and what has been seen of it so far.</summary>
public sealed class Scene(Package package, int number, People people, StoryTime time, Guid callId, Boardroom boardroom)
{
    // Messages between services take a moment. Whoever comes too early is told so (404, 409) and tries again, as a person would.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly IReadOnlyList<string> Ordinals = ["", "第二", "第三", "第四", "第五", "第六", "第七", "第八", "第九", "第十"];

    private Guid? _allianceId;
    private string _filedCore = package.Application.CoreName;

    /// <summary>Where the bureau decides.</summary>
    public Boardroom Boardroom => boardroom;

    /// <summary>The people of the system.</summary>
    public People People => people;

    /// <summary>The form as last saved.</summary>
    public JsonElement Form { get; private set; }

    /// <summary>The policy the case is judged by.</summary>
    public Policy Policy { get; private set; } = PolicyBook.InForce(BeijingTime.DayOf(time.Now));

    /// <summary>The case.</summary>
    public Guid ApplicationId { get; private set; }

    /// <summary>The alliance's full name (Art. 11).</summary>
    public string AllianceFullName { get; private set; } = "";

    /// <summary>The objection lodged last.</summary>
    public Guid ObjectionId { get; set; }

    /// <summary>The filing of a change that was submitted last.</summary>
    public Guid ChangeId { get; set; }

    /// <summary>Accounts of member units that act in the story.</summary>
    public IReadOnlyList<Applicant> Members => package.Members;

    /// <summary>The upgrade recommended last.</summary>
    public Guid UpgradeId { get; set; }

    /// <summary>The case for revocation that was opened last.</summary>
    public Guid RevocationId { get; set; }

    /// <summary>The proof filed last.</summary>
    public Guid ProofId { get; set; }

    /// <summary>True while a refusal is what must come: then nobody tries again.</summary>
    public bool ExpectsRefusal { get; set; }

    /// <summary>Today in Beijing.</summary>
    public DateOnly Today => BeijingTime.DayOf(time.Now);

    internal string Application => $"/intake/api/applications/{ApplicationId}";
    internal string Review => $"/review/api/reviews/{ApplicationId}";
    internal string Determination => $"/certification/api/determinations/{ApplicationId}";

    /// <summary>Three of the six experts, others for every package.</summary>
    // Two of the pool come from one institution here and there; in this order no three neighbours do.
    private static readonly int[] Turn = [1, 3, 5, 2, 4, 6];

    internal IReadOnlyList<string> ExpertsInTurn()
        => [.. Enumerable.Range(0, Policy.PanelMinimum).Select(i => $"zhuanjia{Turn[(number + i) % Turn.Length]}")];

    /// <summary>The conditions that the experts' sheets ask for: the lead's standing, ownership of results, the team (Art. 8).</summary>
    internal static Dictionary<string, bool> Conformity(bool met) => new() { ["P3"] = met, ["P13"] = true, ["P15"] = met };

    internal string NextNumber(string prefix) => $"{prefix}〔{Today.Year}〕{Today.DayOfYear:000}{number:00}号";

    /// <summary>A number of the package as it is, or told apart where the same package was filed before under its own name.</summary>
    internal string OwnNumber(string number) => _filedCore == package.Application.CoreName ? number : $"{number}-{_filedCore}";

    internal Task<Answer> Get(Person person, string path, CancellationToken ct) => Patiently(() => person.Get(path, ct), ct);

    internal Task<Answer> Post(Person person, string path, object? body, CancellationToken ct)
        => Patiently(() => person.Post(path, body, ct), ct);

    internal Task<Answer> Put(Person person, string path, object body, CancellationToken ct)
        => Patiently(() => person.Put(path, body, ct), ct);

    /// <summary>Drafts the application: form under a free name, attachments. Answers with the name that had to be chosen instead, null when
    /// the own one was free.</summary>
    public async Task<string?> Draft(CancellationToken ct)
    {
        var applicant = people[package.Applicant.Account];
        var core = await FreeName(ct);
        ApplicationId = (await applicant.Post("/intake/api/applications", new { callId }, ct)).Must()
            .GetProperty("applicationId").GetGuid();
        var form = JsonSerializer.SerializeToElement(package.Application, People.Json);
        (await PutForm(applicant, form, ct)).Must();
        AllianceFullName = AllianceName.For(Policy, core);
        foreach (var attachment in package.Attachments) (await Upload(applicant, attachment, ct)).Must();
        return core == package.Application.CoreName ? null : AllianceFullName;
    }

    internal async Task<Answer> PutForm(Person applicant, JsonElement form, CancellationToken ct)
    {
        // A script that writes the package's own name means the one it is filed under.
        if (form.GetProperty("coreName").GetString() == package.Application.CoreName)
            form = MergePatch.Apply(form, JsonSerializer.SerializeToElement(new { coreName = _filedCore }));
        var answer = await Put(applicant, $"{Application}/form", form, ct);
        if (answer.Ok) Form = form;
        return answer;
    }

    internal Task<Answer> Upload(Person applicant, PackageAttachment attachment, CancellationToken ct)
        => applicant.Upload($"{Application}/attachments",
        Path.GetFileName(attachment.File), File.ReadAllBytes(Path.Combine(package.Folder, attachment.File)),
        new Dictionary<string, string>
        {
            ["kind"] = JsonNamingPolicy.CamelCase.ConvertName(attachment.Kind.ToString()),
            ["title"] = attachment.Title
        }, ct);

    /// <summary>Any paper of the package, where only that there is one matters.</summary>
    internal byte[] Paper => FileOf(package.Attachments[0].File);

    /// <summary>A file of the package.</summary>
    internal byte[] FileOf(string path) => File.ReadAllBytes(Path.Combine(package.Folder, path));

    /// <summary>The same, uploaded.</summary>
    internal Task<Answer> UploadPaper(Person applicant, string path, CancellationToken ct, Dictionary<string, string>? fields = null)
        => applicant.Upload(path, "单据.pdf", Paper, fields ?? [], ct);

    /// <summary>Who filed the application.</summary>
    internal Person Lead => people[package.Applicant.Account];

    /// <summary>The alliance that came of the case.</summary>
    internal async Task<Guid> AllianceId(CancellationToken ct)
    {
        return _allianceId ??= (await Until($"{AllianceFullName} to be in the registry", async () =>
        {
            var entries = (await people["rending"].Get($"/certification/api/registry?q={Uri.EscapeDataString(AllianceFullName)}", ct))
                .Must();
            return entries.EnumerateArray()
                .Where(e => e.GetProperty("name").GetString() == AllianceFullName
                    && e.GetProperty("status").GetString() is "valid" or "cancelling")
                .Select(e => e.GetProperty("allianceId").GetGuid());
        }, ct))[0];
    }

    /// <summary>What is wrong with the certificate: it is printed, its code read off the paper and opened as anybody would who holds it;
    /// null when the page says that it is valid.</summary>
    internal async Task<string?> FaultOfCertificate(CancellationToken ct)
    {
        var office = people["rending"];
        var id = await AllianceId(ct);
        var entry = (await office.Get($"/certification/api/registry?q={Uri.EscapeDataString(AllianceFullName)}", ct)).Must()
            .EnumerateArray().Single(e => e.GetProperty("allianceId").GetGuid() == id);
        var number = entry.GetProperty("certificateNumber").GetString();
        using var paper = PdfDocument.Open(
            await office.Http.GetByteArrayAsync(new Uri($"/certification/api/certificates/{number}/pdf", UriKind.Relative), ct));
        if (CodeOnPaper.On(paper.GetPages().First()) is not { } address) return $"the code of certificate {number} cannot be read";
        var page = WebUtility.HtmlDecode(await people.Public.Http.GetStringAsync(new Uri(address), ct));
        var name = entry.GetProperty("name").GetString()!;
        return page.Contains("证书有效", StringComparison.Ordinal) && page.Contains(name, StringComparison.Ordinal) ? null
            : $"{address}, read off certificate {number}, does not say that it is valid";
    }

    internal async Task<string> Grant(CancellationToken ct) => $"/funding/api/grants/{await AllianceId(ct)}";

    internal async Task<string> Monitored(CancellationToken ct) => $"/monitoring/api/alliances/{await AllianceId(ct)}";

    /// <summary>The notice that stands open for this alliance.</summary>
    internal async Task<Guid> Notice(CancellationToken ct)
        => (await Until($"a notice of {AllianceFullName} to stand on the portal", async () =>
    {
        var notices = (await people["rending"].Get("/certification/api/notices?current=true", ct)).Must();
        return notices.EnumerateArray()
            .Where(n => Is(n, "applicationId", ApplicationId) || (_allianceId is { } id && Is(n, "allianceId", id)))
            .Select(n => n.GetProperty("noticeId").GetGuid());

        static bool Is(JsonElement notice, string name, Guid id) => notice.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var found) && found == id;
    }, ct))[^1];

    internal Task<IReadOnlyList<Guid>> OpenComplianceCases(CancellationToken ct)
        => Until($"a compliance case of {AllianceFullName}", async () =>
        (IEnumerable<Guid>)await ComplianceCases("open", ct), ct);

    /// <summary>What is seen now; null when there is nothing to see yet.</summary>
    internal async Task<string?> See(Watched what, CancellationToken ct)
    {
        var admin = people["admin"];
        switch (what)
        {
            case Watched.Recognition:
                return Text(await admin.Get($"/workflows/api/cases/{ApplicationId}", ct), "state");
            case Watched.Operation:
                return Text(await admin.Get($"/workflows/api/cases/{await AllianceId(ct)}", ct), "state");
            case Watched.Funding:
                return Text(await people["jingfei"].Get(await Grant(ct), ct), "state");
            case Watched.Matching:
                var grant = await people["jingfei"].Get(await Grant(ct), ct);
                return !grant.Ok ? null : grant.Body.GetProperty("matchingMet").GetBoolean() ? "met" : "short";
            case Watched.ComplianceCase:
                return (await ComplianceCases("open", ct)).Count > 0 ? "open" : (await ComplianceCases(null, ct)).Count > 0
                    ? "closed" : null;
            case Watched.Revocation:
                return RevocationId == Guid.Empty ? null : Text(await admin.Get($"/workflows/api/cases/{RevocationId}", ct), "state");
            case Watched.Hold:
                var held = await people["jingfei"].Get(await Grant(ct), ct);
                return !held.Ok ? null : held.Body.GetProperty("heldAt").ValueKind == JsonValueKind.String ? "held" : "free";
            case Watched.Announcement:
                return await Revoking.Announcement(this, ct);
            default:
                var alliance = await people["jiance"].Get(await Monitored(ct), ct);
                return alliance.Ok ? alliance.Body.GetProperty("cycle").GetInt32().ToString(CultureInfo.InvariantCulture) : null;
        }

        static string? Text(Answer answer, string name)
            => answer.Status == HttpStatusCode.NotFound ? null : answer.Must().GetProperty(name).GetString();
    }

    /// <summary>Waits until something has the value; answers the value last seen, which is another one when patience ended or the case
    /// did.</summary>
    internal async Task<string?> WaitFor(Watched what, string wanted, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        for (var pause = 40; ; pause = Math.Min(pause * 3 / 2, 400))
        {
            var seen = await See(what, ct);
            if (string.Equals(seen, wanted, StringComparison.OrdinalIgnoreCase)) return wanted;
            if (waited.Elapsed > 2 * Patience
                || (what == Watched.Recognition && seen is "Refused" or "Declined" or "Withdrawn")) return seen;
            await Task.Delay(pause, ct);
        }
    }

    /// <summary>The instant to which the clock has to go for the step: past the deadline at the beginning of the office day, or some days
    /// before it.</summary>
    internal async Task<DateTimeOffset> InstantOf(string deadline, int? daysBefore, CancellationToken ct)
    {
        var due = (await Until<DateTimeOffset>($"the deadline {deadline} of {AllianceFullName} to be set", async () =>
            await DueAt(deadline, ApplicationId, ct) is [var own, ..] ? [own]
                : RevocationId != Guid.Empty && await DueAt(deadline, RevocationId, ct) is [var defence, ..] ? [defence]
                : _allianceId is not null || await HasAlliance(ct) ? await DueAt(deadline, await AllianceId(ct), ct) : [], ct))[0];
        if (daysBefore is { } days) return BeijingTime.At(BeijingTime.DayOf(due.AddTicks(-1)).AddDays(-days), new TimeOnly(10, 0));
        // Due at 24:00 is due at 0:00 of the day after, whose morning is the next one.
        return OfficeMorning(BeijingTime.DayOf(due));
    }

    /// <summary>Nine o'clock of the day, or of the next working day when the office is closed.</summary>
    internal static DateTimeOffset OfficeMorning(DateOnly day)
        => BeijingTime.At(WorkCalendar.StateCouncil.WorkingDayFrom(day) ?? day, new TimeOnly(9, 0));

    /// <summary>Waits until the procedure no longer expects the report of that year: only then is the next one's deadline the
    /// next.</summary>
    internal async Task ReportIsNoLongerExpected(int year, CancellationToken ct)
    {
        var caseId = await AllianceId(ct);
        await Until<bool>($"the report of {year} to be noted", async () =>
            (await DueAt("AnnualReportDue", caseId, ct)).Any(due => BeijingTime.DayOf(due.AddTicks(-1)).Year == year) ? [] : [true], ct);
    }

    /// <summary>The states a case passed through, from its journal.</summary>
    internal async Task<IReadOnlyList<string>> States(Guid caseId, CancellationToken ct)
    {
        var states = new List<string>();
        foreach (var entry in (await people["admin"].Get($"/workflows/api/cases/{caseId}", ct)).Must().GetProperty("journal")
            .EnumerateArray())
        {
            var to = entry.GetProperty("to").GetString();
            if (to is { Length: > 0 } && to is not ("Initial" or "Final") && to != states.LastOrDefault()) states.Add(to);
        }
        return states;
    }

    /// <summary>The articles of the negative decisions in the case.</summary>
    internal async Task<IReadOnlyList<string>> Articles(bool operates, CancellationToken ct)
    {
        var found = new List<string>();
        if ((await people["shouli"].Get(Application, ct)).Must().TryGetProperty("refusalReasons", out var reasons)) Collect(reasons, found);
        if (await people["juzhang"].Get(Determination, ct) is { Ok: true } determination
            && determination.Body.TryGetProperty("reasons", out reasons)) Collect(reasons, found);
        // Why an objection was upheld is on record in the case.
        Collect((await people["admin"].Get($"/workflows/api/cases/{ApplicationId}", ct)).Must().GetProperty("journal"), found);
        if (operates)
        {
            var alliance = (await people["jiance"].Get(await Monitored(ct), ct)).Must();
            foreach (var part in (string[])["complianceCases", "assessments", "closed"])
                if (alliance.TryGetProperty(part, out var element)) Collect(element, found);
        }
        return [.. found.Distinct()];
    }

    private static void Collect(JsonElement element, List<string> articles)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Collect(item, articles);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (property.Name == "article" && property.Value.GetString() is { Length: > 0 } article) articles.Add(article);
                else Collect(property.Value, articles);
            }
        }
    }

    private async Task<IReadOnlyList<Guid>> ComplianceCases(string? state, CancellationToken ct)
    {
        var alliance = await people["jiance"].Get(await Monitored(ct), ct);
        return !alliance.Ok ? [] : [.. alliance.Body.GetProperty("complianceCases").EnumerateArray()
            .Where(c => state is null || string.Equals(c.GetProperty("state").GetString(), state, StringComparison.OrdinalIgnoreCase))
            .Select(c => c.GetProperty("id").GetGuid())];
    }

    private async Task<bool> HasAlliance(CancellationToken ct) => await See(Watched.Recognition, ct) == nameof(RecognitionState.Recognised);

    /// <summary>The deadlines of that name that the case still has before it, as the statute reckons them.</summary>
    private async Task<IReadOnlyList<DateTimeOffset>> DueAt(string deadline, Guid caseId, CancellationToken ct)
    {
        var answer = await people["admin"].Get($"/workflows/api/cases/{caseId}", ct);
        if (!answer.Ok) return [];
        var running = answer.Body.GetProperty("deadlines").EnumerateArray()
            .Where(d => d.GetProperty("name").GetString() is { } name
                && (name == deadline || name.StartsWith(deadline + ":", StringComparison.Ordinal)))
                    .Select(d => d.GetProperty("dueAt")).ToList();
        if (running.Any(due => due.ValueKind == JsonValueKind.Null))
            throw new StoryException($"the deadline {deadline} is provisional: the State Council's calendar of that year is not known yet");
        return [.. running.Select(due => due.GetDateTimeOffset()).Where(due => due > time.Now).Order()];
    }

    /// <summary>The name, or with an ordinal where a living alliance already has it (Art. 11).</summary>
    private async Task<string> FreeName(CancellationToken ct)
    {
        var core = package.Application.CoreName;
        var living = (await people.Public.Get($"/certification/api/registry?q={Uri.EscapeDataString(core)}", ct)).Must().EnumerateArray()
            .Where(e => e.GetProperty("status").GetString() is "valid" or "cancelling")
            .Select(e => AllianceName.Key(e.GetProperty("name").GetString()!)).ToHashSet();
        _filedCore = Ordinals.Select(ordinal => ordinal + core)
            .FirstOrDefault(name => !living.Contains(AllianceName.Key(AllianceName.For(Policy, name))))
            ?? throw new StoryException(
                $"ten alliances named {core} are alive; remove the data with `dotnet run --project deploy/Launcher -- reset`");
        return _filedCore;
    }

    private async Task<Answer> Patiently(Func<Task<Answer>> request, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        for (var pause = 40; ; pause = Math.Min(pause * 3 / 2, 400))
        {
            var answer = await request();
            // What is not there yet is refused by no rule.
            if (answer.Ok || (ExpectsRefusal && answer.Status != HttpStatusCode.NotFound)
                || answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Conflict)
                || waited.Elapsed > Patience) return answer;
            await Task.Delay(pause, ct);
        }
    }

    /// <summary>Looks until something is there; never for ever.</summary>
    internal static async Task<IReadOnlyList<T>> Until<T>(string wanted, Func<Task<IEnumerable<T>>> look, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        for (var pause = 40; ; pause = Math.Min(pause * 3 / 2, 400))
        {
            if ((await look()).ToList() is { Count: > 0 } found) return found;
            if (waited.Elapsed > 2 * Patience) throw new StoryException($"waited {waited.Elapsed.TotalSeconds:0} s for {wanted}");
            await Task.Delay(pause, ct);
        }
    }
}

/// <summary>A story could not go on as its script says.</summary>
public sealed class StoryException(string sentence) : Exception(sentence);
