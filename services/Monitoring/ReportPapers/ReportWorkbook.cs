using System.Globalization;
using Alliance.Core.Input;
using Alliance.Core.Rules;
using Alliance.Exports;
using Alliance.Monitoring.Reports;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.ReportPapers;

/// <summary>
/// A year's report as an Excel workbook that people fill in without a connection: a sheet for each part, in Chinese as the form itself is.
/// What comes back is read cell by cell; every cell that cannot be understood is named.
/// </summary>
static class ReportWorkbook
{
    const string Cover = "填写说明", General = "总体情况", Indicators = "指标完成情况", Spent = "经费使用情况", Staff = "人员", Inspection = "自检自查清单",
        Changes = "重要事项变更";
    const string AllianceLabel = "联盟标识", YearLabel = "报告年度", VersionLabel = "导出时的版本";
    const string Id = "编号", Actually = "实际完成", Grant = "引导经费支出（元）", Matching = "配套经费支出（元）", Why = "用途说明", Title = "职称", Count = "人数",
        Kind = "变更事项", What = "变更内容", Result = "结果", Finding = "发现的问题", FollowUp = "整改措施", Until = "整改期限";
    const int LongestText = 20_000;

    static readonly IReadOnlyList<Field> Fields =
    [
        new("年度主要工作", r => r.Work, (r, cell) => r with { Work = cell.Text() }),
        new("取得的成绩", r => r.Achievements, (r, cell) => r with { Achievements = cell.Text() }),
        new("存在的问题", r => r.Problems, (r, cell) => r with { Problems = cell.Text() }),
        new("下年度设想", r => r.Plans, (r, cell) => r with { Plans = cell.Text() }),
        new("总体进展", r => r.Progress is { } p ? AnnualReport.Word(AnnualReport.Progresses, p.ToString()) : null,
            (r, cell) => r with { Progress = cell.Choice(AnnualReport.Progresses) is { } code ? Enum.Parse<Progress>(code) : null })
            { Choices = AnnualReport.Progresses },
        new("推迟或停滞的原因", r => r.ProgressCause is { } cause ? AnnualReport.Word(AnnualReport.Causes, cause) : null,
            (r, cell) => r with { ProgressCause = Code(AnnualReport.Causes, cell.Text()) }) { Choices = AnnualReport.Causes },
        new("研发投入（元）", r => Yuan(r.RdInvestmentFen), (r, cell) => r with { RdInvestmentFen = cell.Fen() }),
        new("引导经费到位（元）", r => Yuan(r.GrantReceivedFen), (r, cell) => r with { GrantReceivedFen = cell.Fen() }),
        new("配套经费到位（元）", r => Yuan(r.MatchingReceivedFen), (r, cell) => r with { MatchingReceivedFen = cell.Fen() }),
        new("经费管理情况", r => r.FundManagement, (r, cell) => r with { FundManagement = cell.Text() }),
        new("自检自查", r => r.SelfInspection, (r, cell) => r with { SelfInspection = cell.Text() }),
    ];

    /// <summary>The sheets of a report.</summary>
    public static IReadOnlyList<Sheet> Of(ReadReport.View view, AnnualReport report) =>
    [
        new(Cover, [new("项目", 24), new("填写内容", 90)], (IReadOnlyList<string?>[])
        [
            [AllianceLabel, view.AllianceId.ToString("D")],
            [YearLabel, Whole(view.Year)],
            [VersionLabel, Whole(view.Draft?.Version ?? 0)],
            ["怎样填写", "每个工作表对应报告的一个部分。请只填写内容，不要改动工作表名称、标题行、编号和项目名称；不填的留空。"],
            ["金额", "单位为元，例如 1200000.50。"],
            ["导入", "在报告页面上传本工作簿，内容存入草稿，不会直接报送。导出以后他人在线修改过的内容会合并；同一处都有改动的，会逐项提示。"],
        ]),
        new(General, [new("项目", 24), new("填写内容", 90)], Fields.Select(f => (IReadOnlyList<string?>)[f.Label, f.Say(report)]),
            [.. Fields.Index().Where(f => f.Item.Choices is not null).Select(f =>
                new CellChoices(WorkbookWriter.NameOf(1, f.Index + 2), [.. f.Item.Choices!.Select(c => c.Chinese)]))]),
        new(Indicators, [new(Id, 16), new("指标", 40), new("单位", 12), new("年度目标", 14, Number: true), new(Actually, 14, Number: true)],
            view.Targets.Select(t => (IReadOnlyList<string?>)[t.IndicatorId, t.Name, t.Unit, Number(view.GoalOf(t)),
                Number(report.Indicators.FirstOrDefault(a => a.IndicatorId == t.IndicatorId)?.Value)])),
        new(Spent, [new(Id, 16), new("开支科目", 30), new(Grant, 22, Number: true), new(Matching, 22, Number: true), new(Why, 50)],
            view.Policy.CostCategories.Select(c => (Category: c, Item: report.Spending.FirstOrDefault(s => s.Category == c.Id)))
                .Select(row => (IReadOnlyList<string?>)[row.Category.Id, row.Category.Name, Yuan(row.Item?.GrantFen),
                    Yuan(row.Item?.MatchingFen), row.Item?.Why])),
        new(Staff, [new(Title, 20), new(Count, 12, Number: true)], AnnualReport.Titles.Select(t => (IReadOnlyList<string?>)[t.Chinese,
            report.Staff.FirstOrDefault(s => s.Title == t.Code) is { } one ? Whole(one.Count) : null])),
        new(Inspection, [new(Id, 16), new("项目", 44), new(Result, 12, [.. AnnualReport.Results.Select(r => r.Chinese)]), new(Finding, 44),
            new(FollowUp, 44), new(Until, 16)],
            view.Policy.SelfInspection.Select(i => (Item: i, Said: report.Inspection.FirstOrDefault(one => one.Item == i.Id)))
                .Select(row => (IReadOnlyList<string?>)[row.Item.Id, row.Item.Name, row.Said?.Result is { } result
                    ? AnnualReport.Word(AnnualReport.Results, result.ToString()) : null, row.Said?.Finding, row.Said?.FollowUp,
                    row.Said?.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)])),
        new(Changes, [new(Kind, 20, [.. AnnualReport.ChangeKinds.Select(k => k.Chinese)]), new(What, 80)],
            report.Changes.Select(c => (IReadOnlyList<string?>)[AnnualReport.Word(AnnualReport.ChangeKinds, c.Kind), c.Description])),
    ];

    /// <summary>What a workbook says.</summary>
    /// <param name="Report">The report as filled in.</param>
    /// <param name="AllianceId">The alliance it was taken for; null where the workbook does not say.</param>
    /// <param name="Year">Its year.</param>
    /// <param name="Version">The version of the draft it was taken from.</param>
    public sealed record Filled(AnnualReport Report, Guid? AllianceId, int? Year, int? Version);

    /// <summary>Reads a workbook that was filled in, or names every cell that cannot be understood.</summary>
    public static Outcome<Filled> Read(Stream stream, ReadReport.View view, CancellationToken ct = default)
    {
        if (WorkbookReader.Read(stream, ct) is not { } sheets)
            return Refusal.Invalid($"文件不是可以读取的 Excel 工作簿（.xlsx），请用导出的工作簿填写", field: "file");
        var faults = new List<Fault>();
        foreach (var name in (string[])[General, Indicators, Spent, Staff, Inspection, Changes])
            if (!sheets.ContainsKey(name)) faults.Add(new($"缺少工作表“{new Word(name)}”，请用导出的工作簿填写", Field: "file"));
        if (faults.Count > 0) return Refusal.Invalid(faults);

        var report = new AnnualReport();
        var general = sheets[General];
        foreach (var field in Fields)
            if (Row(general, 0, field.Label) is not { } row)
                faults.Add(new($"工作表“{new Word(General)}”缺少“{new Word(field.Label)}”，请用导出的工作簿填写；不填的内容请留空，不要删除",
                    Field: $"{General}!{field.Label}"));
            else if (general.FirstOrDefault(c => c.Row == row && c.Column == 1) is { } cell)
                report = field.Put(report, new(General, cell, faults));
        report = report with
        {
            Indicators = [.. Table(sheets[Indicators], Indicators, [Id, Actually], faults)
                .Where(row => row[Actually] is not null).Select(row => (Id: Known(row[Id], view.Targets.Select(t => t.IndicatorId)),
                    Value: row[Actually]!.Number())).Where(row => row.Id is not null).Select(row => new Actual(row.Id!, row.Value))],
            Spending = [.. Table(sheets[Spent], Spent, [Id, Grant, Matching, Why], faults)
                .Where(row => row[Grant] is not null || row[Matching] is not null || row[Why] is not null)
                .Select(row => (Id: Known(row[Id], view.Policy.CostCategories.Select(c => c.Id)), Grant: row[Grant]?.Fen() ?? 0,
                    Matching: row[Matching]?.Fen() ?? 0, Why: row[Why]?.Text()))
                .Where(row => row.Id is not null).Select(row => new Spending(row.Id!, row.Grant, row.Matching, row.Why))],
            Staff = [.. Table(sheets[Staff], Staff, [Title, Count], faults).Where(row => row[Count] is not null)
                .Select(row => (Title: row[Title]?.Choice(AnnualReport.Titles), Count: row[Count]!.Whole()))
                .Where(row => row is { Title: not null, Count: not null }).Select(row => new StaffCount(row.Title!, row.Count!.Value))],
            Inspection = [.. Table(sheets[Inspection], Inspection, [Id, Result, Finding, FollowUp, Until], faults)
                .Where(row => row[Result] is not null || row[Finding] is not null || row[FollowUp] is not null || row[Until] is not null)
                .Select(row => (Id: Known(row[Id], view.Policy.SelfInspection.Select(i => i.Id)),
                    Result: row[Result]?.Choice(AnnualReport.Results), Said: row))
                .Where(row => row.Id is not null).Select(row => new Inspected(row.Id!,
                    row.Result is null ? null : Enum.Parse<InspectionResult>(row.Result), row.Said[Finding]?.Text(),
                    row.Said[FollowUp]?.Text(), row.Said[Until]?.Day()))],
            Changes = [.. Table(sheets[Changes], Changes, [Kind, What], faults)
                .Select(row => new Change(row[Kind]?.Choice(AnnualReport.ChangeKinds) ?? "", row[What]?.Text() ?? ""))],
        };
        if (faults.Count > 0) return Refusal.Invalid(faults);
        var cover = sheets.GetValueOrDefault(Cover) ?? [];
        return new Filled(report, Guid.TryParse(Beside(cover, AllianceLabel), out var alliance) ? alliance : null,
            Number(Beside(cover, YearLabel)), Number(Beside(cover, VersionLabel)));

        static int? Number(string? text)
            => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    static string? Known(Cell? cell, IEnumerable<string> ids)
    {
        var id = cell?.Text();
        if (id is null || !ids.Contains(id)) { cell?.Wrong($"编号“{id}”不在导出的工作簿中，请不要改动编号"); return null; }
        return id;
    }

    // The rows of a table by their titles; where a title is missing what stands in the report would be gone, so it is no row at all.
    static List<Dictionary<string, Cell?>> Table(
        IReadOnlyList<SheetCell> cells, string sheet, IReadOnlyList<string> titles, List<Fault> faults)
    {
        var columns = new Dictionary<string, int>();
        foreach (var title in titles)
            if (cells.FirstOrDefault(c => c.Row == 1 && c.Text.Trim() == title) is { } found) columns[title] = found.Column;
            else faults.Add(new($"工作表“{new Word(sheet)}”缺少“{new Word(title)}”，请用导出的工作簿填写；不填的内容请留空，不要删除",
                Field: $"{sheet}!{title}"));
        if (columns.Count < titles.Count) return [];
        return [.. cells.Where(c => c.Row > 1 && columns.ContainsValue(c.Column)).GroupBy(c => c.Row).OrderBy(row => row.Key).Select(row =>
            titles.ToDictionary(title => title, title => row.FirstOrDefault(c => c.Column == columns[title]) is { } cell
                ? new Cell(sheet, cell, faults) : null))];
    }

    static int? Row(IReadOnlyList<SheetCell> cells, int column, string label)
        => cells.FirstOrDefault(c => c.Column == column && c.Row > 1 && c.Text.Trim() == label)?.Row;

    static string? Beside(IReadOnlyList<SheetCell> cells, string label)
        => Row(cells, 0, label) is { } row ? cells.FirstOrDefault(c => c.Row == row && c.Column == 1)?.Text.Trim() : null;

    static string? Code(IReadOnlyList<(string Code, string Chinese)> list, string? text)
        => text is null ? null : list.FirstOrDefault(c => c.Chinese == text).Code ?? text;

    static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string? Number(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture);

    static string? Yuan(long? fen) => fen is { } known ? (known / 100m).ToString("0.00", CultureInfo.InvariantCulture) : null;

    /// <summary>A line of the first sheet.</summary>
    sealed record Field(string Label, Func<AnnualReport, string?> Say, Func<AnnualReport, Cell, AnnualReport> Put)
    {
        public IReadOnlyList<(string Code, string Chinese)>? Choices { get; init; }
    }

    /// <summary>A cell that is read; what is wrong with it is added to the faults, and then it says nothing.</summary>
    sealed record Cell(string Sheet, SheetCell Read, List<Fault> Faults)
    {
        public string? Text()
        {
            if (Read.Kind == CellKind.Error) return Wrong($"公式没有结果（{Read.Text.Trim()}），请填写内容");
            var text = InputCheck.Clean(Read.Text.Trim(), Read.Name);
            return InputCheck.WhyNot(text, LongestText, lines: true) is { } unfit ? Wrong(unfit) : text;
        }

        public decimal? Number()
        {
            if (decimal.TryParse(Read.Text.Trim(), NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
                out var number) && Math.Abs(number) < 1_000_000_000_000m) return number;
            Wrong($"“{Read.Text.Trim()}”不是数字");
            return null;
        }

        public long? Fen()
        {
            if (Number() is not { } yuan) return null;
            // A program that counts in binary writes 0.1 + 0.2 as 0.30000000000000004.
            if (Money.Fen(decimal.Round(yuan, 8)) is { } fen) return fen;
            Wrong($"请以元填写金额，最多两位小数");
            return null;
        }

        public DateOnly? Day()
        {
            if (DateOnly.TryParseExact(Read.Text.Trim().Split('T')[0], ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"],
                CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            if (Read.Day is { } counted) return counted;
            Wrong($"“{Read.Text.Trim()}”不是日期，请写作 2024-03-01");
            return null;
        }

        public int? Whole()
        {
            if (Number() is not { } number) return null;
            if (number == decimal.Truncate(number) && number is >= 0 and < 1_000_000) return (int)number;
            Wrong($"“{Read.Text.Trim()}”不是人数");
            return null;
        }

        public string? Choice(IReadOnlyList<(string Code, string Chinese)> list)
            => list.FirstOrDefault(c => c.Chinese == Read.Text.Trim()).Code
                ?? Wrong($"“{Read.Text.Trim()}”不在可选的内容中：{string.Join('、', list.Select(c => c.Chinese))}");

        public string? Wrong(FormattableString sentence)
        {
            Faults.Add(new($"“{new Word(Sheet)}”{Read.Name}：{sentence}", Field: $"{Sheet}!{Read.Name}"));
            return null;
        }
    }
}
