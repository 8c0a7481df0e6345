using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Alliance.Contracts;
using Alliance.Core.Input;
using Alliance.Core.Rules;
using Alliance.Exports;
using Alliance.Statute;
using Alliance.Statute.Names;
using Alliance.Statute.Policies;
using Alliance.Statute.Regions;
using Alliance.Statute.Text;

namespace Alliance.Certification.Legacy;

/// <summary>A row of the workbook as it was typed: an alliance of the measures of 2013 (Art. 19).</summary>
public sealed partial record LegacyEntry
{
    /// <summary>The first day on which one could be recognised under the measures of 2013 (昆科发〔2013〕75号).</summary>
    public static readonly DateOnly First = new(2013, 8, 16);

    const int LongestName = 100, MostMembers = 100;

    /// <summary>Its row in the workbook.</summary>
    public int Row { get; init; }
    /// <summary>联盟名称.</summary>
    public string Name { get; init; } = "";
    /// <summary>牵头单位.</summary>
    public string LeadUnit { get; init; } = "";
    /// <summary>Its 统一社会信用代码.</summary>
    public string LeadCode { get; init; } = "";
    /// <summary>成员单位, one a line: name and credit code.</summary>
    public string Members { get; init; } = "";
    /// <summary>重点产业.</summary>
    public string Industry { get; init; } = "";
    /// <summary>行政区划代码; that of the lead unit's credit code where none is said.</summary>
    public string Region { get; init; } = "";
    /// <summary>认定文号.</summary>
    public string DocumentNumber { get; init; } = "";
    /// <summary>认定日期.</summary>
    public string RecognisedOn { get; init; } = "";
    /// <summary>证书编号; the next of its year where none is said.</summary>
    public string CertificateNumber { get; init; } = "";
    /// <summary>授牌编号; that of the certificate where none is said.</summary>
    public string PlaqueNumber { get; init; } = "";
    /// <summary>授牌日期; that of the recognition where none is said.</summary>
    public string HandedOverOn { get; init; } = "";

    /// <summary>The columns of the workbook, in their order.</summary>
    internal static readonly IReadOnlyList<(
        string Title, Func<LegacyEntry, string> Read, Func<LegacyEntry, string, LegacyEntry> With)> Columns =
    [
        ("联盟名称", e => e.Name, (e, v) => e with { Name = v }),
        ("牵头单位", e => e.LeadUnit, (e, v) => e with { LeadUnit = v }),
        ("牵头单位统一社会信用代码", e => e.LeadCode, (e, v) => e with { LeadCode = v }),
        ("成员单位（每行一家：名称 信用代码）", e => e.Members, (e, v) => e with { Members = v }),
        ("重点产业", e => e.Industry, (e, v) => e with { Industry = v }),
        ("行政区划代码", e => e.Region, (e, v) => e with { Region = v }),
        ("认定文号", e => e.DocumentNumber, (e, v) => e with { DocumentNumber = v }),
        ("认定日期", e => e.RecognisedOn, (e, v) => e with { RecognisedOn = v }),
        ("证书编号", e => e.CertificateNumber, (e, v) => e with { CertificateNumber = v }),
        ("授牌编号", e => e.PlaqueNumber, (e, v) => e with { PlaqueNumber = v }),
        ("授牌日期", e => e.HandedOverOn, (e, v) => e with { HandedOverOn = v }),
    ];

    /// <summary>The rows of the workbook's first sheet; a refusal where it is none, or lacks a column.</summary>
    internal static Outcome<IReadOnlyList<LegacyEntry>> Read(Stream stream, CancellationToken ct)
    {
        if (WorkbookReader.Read(stream, ct) is not { } sheets || sheets.Values.FirstOrDefault() is not { } cells)
            return Refusal.Invalid($"文件不是可以读取的 Excel 工作簿（.xlsx），请用下载的模板填写", field: "file");
        var titles = cells.Where(cell => cell.Row == 1).ToDictionary(cell => cell.Text.Trim(), cell => cell.Column);
        if (Columns.Where(column => !titles.ContainsKey(column.Title)).Select(column => column.Title).ToList() is [var missing, ..])
            return Refusal.Invalid($"缺少“{missing}”一列，请用下载的模板填写", Articles.EntryIntoForce, "file");
        List<LegacyEntry> entries = [];
        foreach (var row in cells.Where(cell => cell.Row > 1).GroupBy(cell => cell.Row).OrderBy(row => row.Key))
        {
            var entry = new LegacyEntry { Row = row.Key };
            foreach (var (title, _, with) in Columns)
                if (row.FirstOrDefault(cell => cell.Column == titles[title]) is { } cell)
                    entry = with(entry, title.EndsWith("日期", StringComparison.Ordinal) && cell.Day is { } day
                        ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                        : string.Join('\n', cell.Text.Split('\n').Select(TypedText.Clean)).Trim());
            entries.Add(entry);
        }
        return entries.Count == 0 ? Refusal.Invalid($"工作簿中没有联盟", field: "file")
            : entries.Count > Most ? Refusal.Invalid($"一次最多导入 {Most} 个联盟，请分批导入", field: "file")
            : new Outcome<IReadOnlyList<LegacyEntry>>(entries, null);
    }

    /// <summary>As many at once.</summary>
    public const int Most = 200;

    /// <summary>What is taken already: keys of living names, numbers of certificates and plaques.</summary>
    internal sealed record Taken(IReadOnlySet<string> Names, IReadOnlySet<string> Certificates, IReadOnlySet<string> Plaques);

    /// <summary>Everything that keeps the row out of the register; nothing where it can be entered.</summary>
    internal IReadOnlyList<Fault> Faults(IReadOnlyList<LegacyEntry> all, Taken taken, DateOnly repealedOn)
    {
        List<Fault> faults = [];
        void Add(FormattableString sentence, string field) => faults.Add(new(sentence, Articles.EntryIntoForce, field));

        if (Name.Length == 0) Add($"没有联盟名称", "name");
        else if (Name.Length > LongestName) Add($"联盟名称过长，不超过 {LongestName} 字", "name");
        else if (taken.Names.Contains(AllianceName.Key(Name))) Add($"名称“{Name}”已由其他有效联盟使用", "name");
        else if (all.Any(other => other.Row < Row && AllianceName.Key(other.Name) == AllianceName.Key(Name)))
            Add($"名称“{Name}”在工作簿中重复", "name");

        if (LeadUnit.Length == 0) Add($"没有牵头单位", "leadUnit");
        if (CreditCode.WhyNot(TypedText.Code(LeadCode)) is { } wrong) Add(wrong, "leadCode");
        foreach (var line in Lines(Members))
            if (UnitOf(line) is not { } unit) Add($"成员单位“{line}”没有写明名称和统一社会信用代码", "members");
            else if (CreditCode.WhyNot(unit.CreditCode) is { } unfit) Add(unfit, "members");
        if (Units.Count > MostMembers) Add($"成员单位不超过 {MostMembers} 家", "members");
        if (Units.GroupBy(unit => unit.CreditCode).FirstOrDefault(same => same.Count() > 1) is { } twice)
            Add($"成员单位“{twice.First().Name}”列了两次", "members");
        if (Industry.Length == 0) Add($"没有重点产业", "industry");
        if (Region.Length > 0 && RegionCodes.WhyNot(TypedText.Code(Region)) is { } nowhere) Add(nowhere, "region");

        if (DocumentNumber.Length == 0) Add($"没有认定文号", "documentNumber");
        if (Day(RecognisedOn) is not { } recognised) Add($"认定日期须写成 2014-05-20 这样的日期", "recognisedOn");
        else if (recognised < First || recognised >= repealedOn)
            Add($"认定日期须在 2013 年办法施行期间：{First:yyyy-MM-dd} 起，{repealedOn:yyyy-MM-dd} 以前", "recognisedOn");
        if (HandedOverOn.Length > 0 && Day(HandedOverOn) is null) Add($"授牌日期须写成 2014-05-20 这样的日期", "handedOverOn");
        else if (Day(HandedOverOn) < Day(RecognisedOn)) Add($"授牌日期不能早于认定日期", "handedOverOn");

        Number(CertificateNumber, taken.Certificates, other => other.CertificateNumber, "certificateNumber");
        Number(PlaqueNumber, taken.Plaques, other => other.PlaqueNumber, "plaqueNumber");
        foreach (var (title, read, _) in Columns)
            if (InputCheck.WhyNot(read(this), 5000, lines: true) is { } unreadable) faults.Add(new(unreadable, Field: title));
        return faults;

        void Number(string number, IReadOnlySet<string> known, Func<LegacyEntry, string> read, string field)
        {
            if (number.Length == 0) return;
            if (!PlainNumber().IsMatch(number)) Add($"编号“{number}”只能由字母、数字和短横组成，不超过 40 位", field);
            else if (known.Contains(number.ToUpperInvariant())) Add($"编号“{number}”已在名录中", field);
            else if (all.Any(other => other.Row < Row && string.Equals(read(other), number, StringComparison.OrdinalIgnoreCase)))
                Add($"编号“{number}”在工作簿中重复", field);
        }
    }

    /// <summary>Who it is, once the row has no fault.</summary>
    internal ApplicationSummary Summary(Policy policy)
    {
        var lead = new Unit(LeadUnit, TypedText.Code(LeadCode));
        return new(Name, Industry, "2013", lead, Units.Any(unit => unit.CreditCode == lead.CreditCode) ? Units : [lead, .. Units],
            "", policy.Version, TypedText.Code(Region));
    }

    /// <summary>The member units as they are listed.</summary>
    [JsonIgnore]
    internal IReadOnlyList<Unit> Units => [.. Lines(Members).Select(UnitOf).OfType<Unit>()];

    /// <summary>A day as it was typed or as the workbook holds it; null where it is none.</summary>
    internal static DateOnly? Day(string text) => DateOnly.TryParseExact(text.Trim(), ["yyyy-MM-dd", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"],
        CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    static string[] Lines(string text)
        => text.Split(['\n', '；', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static Unit? UnitOf(string line)
        => NameAndCode().Match(line) is { Success: true } found
            ? new(found.Groups[1].Value.Trim(), TypedText.Code(found.Groups[2].Value)) : null;

    [GeneratedRegex("^[A-Za-z0-9-]{1,40}$")]
    private static partial Regex PlainNumber();

    [GeneratedRegex(@"^(.{2,100}?)[\s（(，,]+([0-9A-Za-z]{18})[）)]?$")]
    private static partial Regex NameAndCode();
}
