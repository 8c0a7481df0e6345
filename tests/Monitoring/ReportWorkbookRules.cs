using Alliance.Core.Text;
using Alliance.Exports;
using Alliance.Monitoring.Contracts;
using Alliance.Monitoring.ReportPapers;
using Alliance.Monitoring.Reports;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.Monitoring.Tests;

/// <summary>A year's report that went through a workbook is the same report, whatever program saved it (Art. 14).</summary>
public sealed class ReportWorkbookRules
{
    static readonly Policy Policy = PolicyBook.Find("kunming-2016.1");

    static readonly ReadReport.View View = new()
    {
        AllianceId = Guid.Parse("0190d3b1-5b5e-7c11-9c58-3f7ce7bba001"),
        AllianceName = "昆明钛材料产业技术创新战略联盟",
        LeadUnitName = "昆明钛材料公司",
        Year = 2024,
        PolicyVersion = Policy.Version,
        NominalDueOn = new(2024, 12, 15),
        DueAt = null,
        Targets = [.. Policy.Indicators.Select(i => new Target { IndicatorId = i.Id, Name = i.Name, Unit = i.Unit, Family = i.Family,
            Baseline = 10, FirstYear = 20, SecondYear = 40, Weight = i.Weight })],
        IsSecondYear = false,
        Report = null,
        FiledAt = null,
        FiledBy = null,
        Late = false,
        Stage = null,
        Version = 0,
        Versions = [],
        ReturnedUntil = null,
        ReturnedWhy = null,
        Opinion = null,
        DecidedAt = null,
        DecidedBy = null,
        Files = [],
        Findings = [],
        Hints = [],
        Draft = new(7, new(), default, ""),
    };

    static readonly AnnualReport Report = new()
    {
        Work = "联合攻关三项：\n一、海绵钛还原蒸馏\n二、钛合金薄板 <0.5 mm> & 焊接",
        Achievements = "授权专利两件，𠮷 型样机 😀",
        Problems = "无",
        Plans = "=扩大中试",
        Progress = Progress.Delayed,
        ProgressCause = "market",
        Indicators = [.. Policy.Indicators.Index().Select(i => new Actual(i.Item.Id, i.Index == 0 ? 12.5m : i.Index * 10))],
        RdInvestmentFen = 3_500_000_05,
        GrantReceivedFen = 200_000_00,
        MatchingReceivedFen = 0,
        FundManagement = "单独建账",
        Spending = [new(Policy.CostCategories[0].Id, 123_45, 0, "0012"), new(Policy.CostCategories[^1].Id, 0, 1_000_000_00, "会议")],
        Staff = [new("senior", 12), new("junior", 0)],
        SelfInspection = "已按协议自查",
        Inspection = [.. Policy.SelfInspection.Index().Select(i => i.Index == 3
            ? new Inspected(i.Item.Id, InspectionResult.Finding, "专账建立较晚", "补建专账", new(2025, 3, 31))
            : new Inspected(i.Item.Id, InspectionResult.Met))],
        Changes = [new("members", "增加成员一家"), new("other", "无")],
    };

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_that_went_through_a_workbook_is_the_same_report()
    {
        var filled = ReportWorkbook.Read(await Workbook(ReportWorkbook.Of(View, Report)), View, Ct).Value!;

        Assert.True(ReportMerge.Same(Report, filled.Report), Json.Write(filled.Report));
        Assert.Equal((View.AllianceId, 2024, 7), (filled.AllianceId, filled.Year, filled.Version));
    }

    [Theory]
    [InlineData("libreoffice.xlsx")]
    [InlineData("wps.xlsx")]
    public void A_workbook_that_another_program_saved_is_read_right(string file)
    {
        using var workbook = typeof(ReportWorkbookRules).Assembly.GetManifestResourceStream(file)!;

        var filled = ReportWorkbook.Read(workbook, View, Ct).Value!;

        Assert.True(ReportMerge.Same(Report, filled.Report), Json.Write(filled.Report));
        Assert.Equal((View.AllianceId, 2024, 7), (filled.AllianceId, filled.Year, filled.Version));
    }

    [Fact]
    public async Task Every_cell_that_cannot_be_understood_is_named_and_keeps_all_of_it_out()
    {
        var sheets = ReportWorkbook.Of(View, Report).Select(sheet => sheet.Name switch
        {
            "指标完成情况" => Changed(sheet, 4, "约二十"),
            "经费使用情况" => Changed(sheet, 2, "1.005"),
            "人员" => Changed(sheet, 1, "1.5"),
            "自检自查清单" => Changed(sheet, 5, "明年"),
            "重要事项变更" => Changed(sheet, 0, "搬家"),
            _ => sheet,
        }).ToList();

        var faults = ReportWorkbook.Read(await Workbook(sheets), View, Ct).Refusal!.Faults;

        Assert.Equal(["指标完成情况!E2", "经费使用情况!C2", "人员!B2", "自检自查清单!F2", "重要事项变更!A2"], faults.Select(fault => fault.Field));
    }

    [Fact]
    public async Task What_is_no_workbook_is_refused_and_a_missing_sheet_or_column_is_named()
    {
        using var nothing = new MemoryStream("PK\u0003\u0004 nothing"u8.ToArray());
        Assert.Equal("file", ReportWorkbook.Read(nothing, View, Ct).Refusal!.Faults[0].Field);
        var sheets = ReportWorkbook.Of(View, Report);
        Assert.Equal("file", ReportWorkbook.Read(await Workbook([.. sheets.Where(s => s.Name != "人员")]), View, Ct).Refusal!.Faults.Single()
            .Field);
        Assert.Equal("人员!人数", ReportWorkbook.Read(await Workbook([.. sheets.Select(s => s.Name == "人员"
            ? s with { Columns = [s.Columns[0], new("数量")] } : s)]), View, Ct).Refusal!.Faults.Single().Field);
    }

    static Sheet Changed(Sheet sheet, int column, string text) => sheet with
    {
        Rows = sheet.Rows.Select((row, number) => number > 0 ? row : (IReadOnlyList<string?>)[.. row.Select((cell, place) =>
            place == column ? text : cell)]),
    };

    static async Task<MemoryStream> Workbook(IReadOnlyList<Sheet> sheets)
    {
        var stream = new MemoryStream();
        await WorkbookWriter.Write(stream, sheets, Ct);
        stream.Position = 0;
        return stream;
    }
}
