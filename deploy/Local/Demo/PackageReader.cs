using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Alliance.Local.Running;
using Alliance.Statute;
using Alliance.Statute.Forms;
using Alliance.Statute.Names;
using Alliance.Statute.Policies;

namespace Alliance.Local.Demo;

/// <summary>What is wrong in a package.</summary>
/// <param name="File">The file.</param>
/// <param name="Path">The JSON path in it, for example $.application.members[2].creditCode.</param>
/// <param name="Sentence">What is wrong.</param>
public sealed record PackageFault(string File, string Path, string Sentence)
{
    /// <inheritdoc />
    public override string ToString() => $"{File}: {Path}: {Sentence}";
}

/// <summary>
/// Reads a folder of packages and judges each by the rules of the format before anything is filed. Whether an alliance meets the conditions
/// of Art. 8 is not judged here: that is what the officers of the story do.
/// </summary>
public static partial class PackageReader
{
    private const long LargestAttachment = 20L << 20;

    private static readonly IReadOnlyList<byte[]> KnownBeginnings =
        ["%PDF-"u8.ToArray(), [0x89, 0x50, 0x4e, 0x47], [0xff, 0xd8, 0xff], [0x50, 0x4b, 0x03, 0x04], [0xd0, 0xcf, 0x11, 0xe0]];

    private static readonly IReadOnlyList<string> Deadlines =
        ["CorrectionDue", "NoticePeriodEnds", "AnnualReportReminderDue", "AnnualReportDue", "CycleEnds", "CancellationNoticeEnds",
            "StatementDue", "HearingDue", "PlaqueRecoveryDue"];

    /// <summary>How packages are written: camelCase; a name nobody knows is a mistake, not a comment.</summary>
    public static JsonSerializerOptions Strict { get; } = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new StateNames<RecognitionState>(), new StateNames<OperationState>(), new StateNames<FundingState>(),
            new StateNames<RevocationState>(),
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads every package below the folder, or the one that it is.</summary>
    public static (IReadOnlyList<Package> Packages, IReadOnlyList<PackageFault> Faults) Read(string folder)
    {
        if (!Directory.Exists(folder)) return ([], [new(folder, "$", "there is no such folder")]);
        var folders = File.Exists(Path.Combine(folder, "package.json")) ? [folder]
            : Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).ToList();
        if (folders.Count == 0)
            return ([], [new(folder, "$", "the folder holds no packages: each is a folder of its own with a package.json")]);

        var packages = new List<Package>();
        var faults = new List<PackageFault>();
        foreach (var one in folders)
        {
            if (ReadOne(one, faults) is not { } package) continue;
            packages.Add(package);
            faults.AddRange(Judge(package));
        }
        foreach (var same in packages.GroupBy(p => p.Applicant.Account).Where(g => g.Select(p => p.Applicant.Unit).Distinct().Count() > 1))
            faults.AddRange(same.Skip(1)
                .Select(p => new PackageFault(FileOf(p), "$.applicant.account",
                    $"account {same.Key} already stands for {same.First().Applicant.Unit.Name} in {same.First().Id}")));
        foreach (var same in packages.GroupBy(p => AllianceName.Key(p.Application.CoreName)).Where(g => g.Count() > 1))
            faults.AddRange(same.Skip(1)
                .Select(p => new PackageFault(FileOf(p), "$.application.coreName",
                    $"{p.Application.CoreName} is already the name in {same.First().Id}; names are unique (Art. 11)")));
        return (packages, faults);
    }

    /// <summary>Everything that is wrong in one package.</summary>
    public static IEnumerable<PackageFault> Judge(Package package)
    {
        var file = FileOf(package);
        var policy = PolicyBook.InForce(DateOnly.MinValue);
        return Header(package).Concat(Form(package.Application, policy)).Concat(Attachments(package)).Concat(Script(package))
            .Concat(Ending(package.Expected))
            .Select(f => new PackageFault(file, f.Path, f.Sentence));
    }

    private static Package? ReadOne(string folder, List<PackageFault> faults)
    {
        var file = Path.Combine(folder, "package.json");
        if (!File.Exists(file))
        {
            faults.Add(new(folder, "$", "the folder has no package.json"));
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize<Package>(File.ReadAllText(file), Strict)! with { Folder = folder };
        }
        catch (JsonException wrong)
        {
            faults.Add(new(file, wrong.Path ?? "$", Plain(wrong)));
            return null;
        }
    }

    private static string FileOf(Package package) => Path.Combine(package.Folder, "package.json");

    private static IEnumerable<(string Path, string Sentence)> Header(Package package)
    {
        if (package.Id != Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(package.Folder))))
            yield return ("$.package", $"“{package.Id}” is not the name of its folder");
        if (package.Title.Length == 0) yield return ("$.title", "the title is empty");
        var (account, _, unit) = package.Applicant;
        if (!AccountName().IsMatch(account))
            yield return ("$.applicant.account", $"“{account}” is no account name: lower-case letters, digits and hyphens, a letter first");
        if (DemoAccounts.Staff.Any(s => s.Account == account) || account == Verbs.Public)
            yield return ("$.applicant.account", $"{account} is an account of the office, not of a lead unit");
        if (CreditCode.WhyNot(unit.CreditCode) is { } wrong)
            yield return ("$.applicant.unit.creditCode", wrong.ToString(CultureInfo.InvariantCulture));
        foreach (var member in package.Members)
        {
            if (!AccountName().IsMatch(member.Account) || DemoAccounts.Staff.Any(s => s.Account == member.Account))
                yield return ("$.members", $"“{member.Account}” is no account name of a member unit");
            if (package.Application.Members.All(m => m.CreditCode != member.Unit.CreditCode || m.IsLead))
                yield return ("$.members", $"{member.Unit.Name} ({member.Unit.CreditCode}) is no member unit beside the lead");
        }
        if (package.Application.Lead is not { } lead)
            yield return ("$.application.members", "exactly one member is the lead unit (isLead, Art. 8)");
        else if (lead.CreditCode != unit.CreditCode || lead.Name != unit.Name)
            yield return ("$.applicant.unit",
                $"the applicant is of {unit.Name} ({unit.CreditCode}), the lead unit is {lead.Name} ({lead.CreditCode})");
    }

    private static IEnumerable<(string Path, string Sentence)> Form(ApplicationForm form, Policy policy)
    {
        if (AllianceName.WhyNot(policy, form.CoreName) is { } name) yield return ("$.application.coreName", $"{name} (Art. 11)");
        if (form.Kind == AllianceKind.Unspecified) yield return ("$.application.kind", "the kind of alliance is not chosen");
        var codes = form.Members.Select((m, i) => ($"members[{i}].creditCode", m.CreditCode))
            .Append(("agreement.liableCreditCode", form.Agreement.LiableCreditCode))
            .Concat(form.Team.Select((t, i) => ($"team[{i}].unitCreditCode", t.UnitCreditCode)))
            .Concat(form.Projects.Select((p, i) => ($"projects[{i}].unitCreditCode", p.UnitCreditCode)))
            .Concat(form.Achievements.Select((a, i) => ($"achievements[{i}].ownerCreditCode", a.OwnerCreditCode)));
        foreach (var (path, code) in codes)
        {
            if (CreditCode.WhyNot(code) is { } wrong) yield return ("$.application." + path, wrong.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<(string Path, string Sentence)> Attachments(Package package)
    {
        var root = Path.GetFullPath(package.Folder) + Path.DirectorySeparatorChar;
        for (var i = 0; i < package.Attachments.Count; i++)
        {
            var attachment = package.Attachments[i];
            var path = Path.GetFullPath(Path.Combine(package.Folder, attachment.File));
            if (attachment.Title.Length == 0) yield return ($"$.attachments[{i}].title", "the title is empty");
            if (!path.StartsWith(root, StringComparison.Ordinal))
                yield return ($"$.attachments[{i}].file", $"{attachment.File} lies outside the package");
            else if (!File.Exists(path)) yield return ($"$.attachments[{i}].file", $"there is no {attachment.File}");
            else if (new FileInfo(path).Length > LargestAttachment)
                yield return ($"$.attachments[{i}].file", $"{attachment.File} is larger than 20 MB");
            else if (!KnownBeginnings.Any(b => Begins(path, b)))
                yield return ($"$.attachments[{i}].file", $"{attachment.File} is neither a PDF nor a PNG, JPEG or Office file");
        }
        foreach (var kind in (AttachmentKind[])[AttachmentKind.Recommendation, AttachmentKind.Agreement, AttachmentKind.Certificate])
        {
            if (package.Attachments.All(a => a.Kind != kind))
                yield return ("$.attachments",
                    $"there is no attachment of the kind {JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())}");
        }
    }

    private static IEnumerable<(string Path, string Sentence)> Script(Package package)
    {
        if (!package.Script.Any(s => s is { Do: "submit", ExpectRefusal: null }))
            yield return ("$.script", "the application is never submitted: there is no step “submit”");
        var form = JsonSerializer.SerializeToElement(package.Application, People.Json);
        for (var i = 0; i < package.Script.Count; i++)
        {
            var (step, at) = (package.Script[i], $"$.script[{i}]");
            var kinds = (step.Do is not null ? 1 : 0) + (step.Wait is not null ? 1 : 0) + (step.Until is not null ? 1 : 0)
                + (step.Days is not null ? 1 : 0);
            if (kinds != 1) yield return (at, "a step says one of do, wait, until and days");
            if (step.Do is null && (step.By ?? (object?)step.With ?? step.ExpectRefusal) is not null)
                yield return (at, "by, with and expectRefusal belong to a step that says do");
            if (step.Do is not null)
            {
                foreach (var (path, sentence) in Doing(step, package)) yield return (at + path, sentence);
                if (step is { Do: "amend", With: { } patch } && Amended(ref form, patch) is { } wrong) yield return (at + ".with", wrong);
            }
            if (step.Wait is { } watched && !Values(watched, step.Is))
                yield return ($"{at}.is",
                    $"“{step.Is}” is nothing that {JsonNamingPolicy.CamelCase.ConvertName(watched.ToString())} can be");
            if (step.Wait is null && step.Is is not null) yield return ($"{at}.is", "is belongs to a step that says wait");
            if (step.Until is { } deadline && !Deadlines.Contains(deadline))
                yield return ($"{at}.until", $"“{deadline}” is no deadline; there are {string.Join(", ", Deadlines)}");
            if (step.DaysBefore is not null && step.Until is null)
                yield return ($"{at}.daysBefore", "daysBefore belongs to a step that says until");
            if (step.DaysBefore is < 1 or > 700) yield return ($"{at}.daysBefore", "daysBefore lies between 1 and 700");
            if (step.Days is < 1 or > 700) yield return ($"{at}.days", "days lie between 1 and 700");
        }
    }

    private static IEnumerable<(string Path, string Sentence)> Doing(Step step, Package package)
    {
        if (Verbs.Find(step.Do!) is not { } verb)
        {
            yield return (".do", $"nobody can “{step.Do}”; the verbs are {string.Join(", ", Verbs.All.Select(v => v.Name))}");
            yield break;
        }
        var isOfAUnit = step.By is null || step.By == package.Applicant.Account || package.Members.Any(m => m.Account == step.By);
        var roles = isOfAUnit ? ["applicant"] : step.By == Verbs.Public
            ? [] : DemoAccounts.Staff.FirstOrDefault(s => s.Account == step.By)?.Roles;
        if (roles is null) yield return (".by",
            $"there is no account {step.By}; there are {package.Applicant.Account}, " +
            $"{string.Join(", ", DemoAccounts.Staff.Select(s => s.Account))} and {Verbs.Public}");
        else if (step.ExpectRefusal is null && verb.Role is not null && !roles.Contains(verb.Role))
            yield return (".by", $"{step.By ?? package.Applicant.Account} cannot {verb.Name}: that takes the role {verb.Role}");
        var fault = ((string, string)?)null;
        try
        {
            verb.Read(step.With);
        }
        catch (JsonException wrong)
        {
            fault = (".with" + (wrong.Path ?? "$")[1..], Plain(wrong));
        }
        if (fault is { } found) yield return found;
        if (step.ExpectRefusal?.Article is { } article && !ArticleName().IsMatch(article))
            yield return (".expectRefusal.article", $"“{article}” is not written like Art. 8(1)");
    }

    private static IEnumerable<(string Path, string Sentence)> Ending(Expected expected)
    {
        if (expected.Recognition
            is not (RecognitionState.Recognised or RecognitionState.Refused or RecognitionState.Declined or RecognitionState.Withdrawn))
            yield return ("$.expected.recognition",
                $"a script ends in Recognised, Refused, Declined or Withdrawn, not in {expected.Recognition}");
        if (expected.Recognition != RecognitionState.Recognised && expected.Operation is not null)
            yield return ("$.expected.operation", "only a recognised alliance operates");
        if (expected.Recognition != RecognitionState.Recognised && expected.Funding is not null)
            yield return ("$.expected.funding", "only a recognised alliance is funded (Art. 12)");
        if (expected.Recognition != RecognitionState.Recognised && expected.Revocation is not null)
            yield return ("$.expected.revocation", "only a recognised alliance is revoked (Art. 17)");
        if (expected.Article is { } article && !ArticleName().IsMatch(article))
            yield return ("$.expected.article", $"“{article}” is not written like Art. 8(1)");
        if (expected.States is not { } states) yield break;
        for (var i = 0; i < states.Count; i++)
        {
            if (!Enum.TryParse<RecognitionState>(states[i], out _) && !Enum.TryParse<OperationState>(states[i], out _)
                && !Enum.TryParse<RevocationState>(states[i], out _))
                yield return ($"$.expected.states[{i}]", $"“{states[i]}” is no state");
        }
        var last = expected.Revocation?.ToString()
            ?? (expected.Operation is { } operation && states.Any(s => Enum.TryParse<OperationState>(s, out _)) ? operation.ToString()
                : expected.Recognition.ToString());
        if (states.Count == 0 || states[^1] != last) yield return ("$.expected.states", $"the last state is {last}");
    }

    private static bool Values(Watched watched, string? value) => watched switch
    {
        Watched.Recognition => Enum.TryParse<RecognitionState>(value, out _),
        Watched.Operation => Enum.TryParse<OperationState>(value, out _),
        Watched.Funding => Enum.TryParse<FundingState>(value, out _),
        Watched.Matching => value is "short" or "met",
        Watched.ComplianceCase => value is "open" or "closed",
        Watched.Revocation => Enum.TryParse<RevocationState>(value, out _),
        Watched.Hold => value is "held" or "free",
        Watched.Announcement => value is "published",
        _ => int.TryParse(value, out var cycle) && cycle > 0,
    };

    /// <summary>Applies the amendment, so that the next one is judged on top of it.</summary>
    private static string? Amended(ref JsonElement form, JsonElement patch)
    {
        try
        {
            var amended = MergePatch.Apply(form, patch);
            amended.Deserialize<ApplicationForm>(StrictForm);
            form = amended;
            return null;
        }
        catch (JsonException wrong)
        {
            return $"the form would not stand: {wrong.Path}: {Plain(wrong)}";
        }
    }

    // The computed Lead is written with the form but never read.
    private static readonly JsonSerializerOptions StrictForm = new(Strict) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    private static bool Begins(string path, byte[] beginning)
    {
        using var stream = File.OpenRead(path);
        var start = new byte[beginning.Length];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(beginning);
    }

    private static string Plain(JsonException wrong) => wrong.Message switch
    {
        var m when Unmapped().Match(m) is { Success: true } name => $"“{name.Groups[1].Value}” is not known here",
        var m when Missing().Match(m) is { Success: true } names =>
            $"missing: {names.Groups[1].Value.Replace("'", "", StringComparison.Ordinal)}",
        var m when Unfit().Match(m) is { Success: true } type => $"this is no {Words(type.Groups[1].Value)}",
        var m => m.Split(" Path:")[0],
    };

    private static string Words(string type)
    {
        var inner = type.StartsWith("System.Nullable", StringComparison.Ordinal) ? type.Split('[', ']')[1] : type.Split('[')[0];
        var name = inner.Split('.', '+')[^1].Split('`')[0];
        return name switch { "Int64" or "Int32" => "whole number", "IReadOnlyList" => "list", _ => name };
    }

    private sealed class StateNames<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false) where T : struct, Enum;

    [GeneratedRegex("^[a-z][a-z0-9-]{1,30}$")]
    private static partial Regex AccountName();

    [GeneratedRegex(@"^Art\. \d+\S*$|第.+条")]
    private static partial Regex ArticleName();

    [GeneratedRegex("JSON property '([^']*)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex("missing required properties including: (.*?)\\.")]
    private static partial Regex Missing();

    [GeneratedRegex(@"could not be converted to (\S+)\.")]
    private static partial Regex Unfit();
}

/// <summary>JSON merge patch (RFC 7396).</summary>
public static class MergePatch
{
    /// <summary>The document with the patch applied.</summary>
    public static JsonElement Apply(JsonElement document, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object) return patch;
        var merged = document.ValueKind == JsonValueKind.Object
            ? document.EnumerateObject().ToDictionary(p => p.Name, p => (JsonElement?)p.Value) : [];
        foreach (var change in patch.EnumerateObject())
        {
            if (change.Value.ValueKind == JsonValueKind.Null) merged.Remove(change.Name);
            else merged[change.Name] = Apply(merged.GetValueOrDefault(change.Name) ?? default, change.Value);
        }
        return JsonSerializer.SerializeToElement(merged);
    }
}
