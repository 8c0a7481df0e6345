using Alliance.Core.Rules;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Reports;

/// <summary>What is typed into the form of a report. Fields have the names the refusals use; amounts are typed in yuan.</summary>
public sealed class ReportInput
{
    const int ChangeRows = 3;

    /// <summary>save or autosave; empty where it is to be filed.</summary>
    public string? Do { get; set; }
    [LongText(20_000)] public string? Work { get; set; }
    [LongText(20_000)] public string? Achievements { get; set; }
    [LongText(20_000)] public string? Problems { get; set; }
    [LongText(20_000)] public string? Plans { get; set; }
    public string? Progress { get; set; }
    public string? ProgressCause { get; set; }
    public List<ActualInput> Indicators { get; set; } = [];
    public decimal? RdInvestmentFen { get; set; }
    public decimal? GrantReceivedFen { get; set; }
    public decimal? MatchingReceivedFen { get; set; }
    [LongText] public string? FundManagement { get; set; }
    public List<SpendingInput> Spending { get; set; } = [];
    public List<StaffInput> Staff { get; set; } = [];
    [LongText(20_000)] public string? SelfInspection { get; set; }
    public List<InspectedInput> Inspection { get; set; } = [];
    public List<ChangeInput> Changes { get; set; } = [];

    /// <summary>What was reached of a target.</summary>
    public sealed class ActualInput { public string? IndicatorId { get; set; } public decimal? Actual { get; set; } }

    /// <summary>What was spent of a category.</summary>
    public sealed class SpendingInput
    {
        public string? Category { get; set; }
        public decimal? GrantFen { get; set; }
        public decimal? MatchingFen { get; set; }
        public string? Why { get; set; }
    }

    /// <summary>How many of a title.</summary>
    public sealed class StaffInput { public string? Title { get; set; } public int? Count { get; set; } }

    /// <summary>What was found in an item of the self-inspection.</summary>
    public sealed class InspectedInput
    {
        public string? Item { get; set; }
        public string? Result { get; set; }
        [LongText(2000)] public string? Finding { get; set; }
        [LongText(2000)] public string? FollowUp { get; set; }
        public DateOnly? Until { get; set; }
    }

    /// <summary>A change of Art. 15.</summary>
    public sealed class ChangeInput { public string? Kind { get; set; } public string? Description { get; set; } }

    /// <summary>In which row of the form the rows of the report stood.</summary>
    internal sealed record Rows(IReadOnlyList<int> Spending, IReadOnlyList<int> Changes);

    /// <summary>What was posted is kept; rows that a form leaves out, or that were never posted, are there all the same.</summary>
    internal void Complete(ReadReport.View view)
    {
        Indicators = [.. view.Targets.Select(t => Indicators.FirstOrDefault(a => a.IndicatorId == t.IndicatorId)
            ?? new() { IndicatorId = t.IndicatorId })];
        Spending = [.. view.Policy.CostCategories.Select(c => Spending.FirstOrDefault(s => s.Category == c.Id)
            ?? new() { Category = c.Id })];
        Staff = [.. AnnualReport.Titles.Select(t => Staff.FirstOrDefault(s => s.Title == t.Code) ?? new() { Title = t.Code })];
        Inspection = [.. view.Policy.SelfInspection.Select(item => Inspection.FirstOrDefault(one => one.Item == item.Id)
            ?? new() { Item = item.Id })];
        while (Changes.Count < ChangeRows) Changes.Add(new());
    }

    /// <summary>A report as the form shows it.</summary>
    internal static ReportInput Of(AnnualReport report) => new()
    {
        Work = report.Work,
        Achievements = report.Achievements,
        Problems = report.Problems,
        Plans = report.Plans,
        Progress = report.Progress?.ToString(),
        ProgressCause = report.ProgressCause,
        Indicators = [.. report.Indicators.Select(a => new ActualInput { IndicatorId = a.IndicatorId, Actual = a.Value })],
        RdInvestmentFen = Figures.InYuan(report.RdInvestmentFen),
        GrantReceivedFen = Figures.InYuan(report.GrantReceivedFen),
        MatchingReceivedFen = Figures.InYuan(report.MatchingReceivedFen),
        FundManagement = report.FundManagement,
        Spending = [.. report.Spending.Select(s => new SpendingInput
        {
            Category = s.Category,
            GrantFen = s.GrantFen == 0 ? null : Figures.InYuan(s.GrantFen),
            MatchingFen = s.MatchingFen == 0 ? null : Figures.InYuan(s.MatchingFen),
            Why = s.Why,
        })],
        Staff = [.. report.Staff.Select(s => new StaffInput { Title = s.Title, Count = s.Count })],
        SelfInspection = report.SelfInspection,
        Inspection = [.. report.Inspection.Select(one => new InspectedInput
        {
            Item = one.Item,
            Result = one.Result?.ToString(),
            Finding = one.Finding,
            FollowUp = one.FollowUp,
            Until = one.Until,
        })],
        Changes = [.. report.Changes.Select(c => new ChangeInput { Kind = c.Kind, Description = c.Description })],
    };

    /// <summary>The report that was typed, without the rows in which nothing stands, and the amounts that are none.</summary>
    internal (AnnualReport Report, Rows Rows, IReadOnlyList<Fault> Unclear) Read()
    {
        var unclear = new List<Fault>();
        long? Fen(decimal? yuan, string field)
        {
            if (yuan is not { } amount) return null;
            if (Money.Fen(amount) is { } fen) return fen;
            unclear.Add(new($"请以元填写金额，最多两位小数", null, field));
            return null;
        }
        var spent = Spending.Select((s, i) => (Item: s, Row: i, Grant: Fen(s.GrantFen, $"spending[{i}].grantFen") ?? 0,
                Matching: Fen(s.MatchingFen, $"spending[{i}].matchingFen") ?? 0))
            .Where(s => s.Grant != 0 || s.Matching != 0 || !string.IsNullOrWhiteSpace(s.Item.Why)).ToList();
        var changes = Changes.Select((c, i) => (Item: c, Row: i))
            .Where(c => !string.IsNullOrWhiteSpace(c.Item.Kind) || !string.IsNullOrWhiteSpace(c.Item.Description)).ToList();
        var report = new AnnualReport
        {
            Work = Work,
            Achievements = Achievements,
            Problems = Problems,
            Plans = Plans,
            Progress = Enum.TryParse<Progress>(Progress, out var progress) && Enum.IsDefined(progress) ? progress : null,
            ProgressCause = string.IsNullOrWhiteSpace(ProgressCause) ? null : ProgressCause,
            Indicators = [.. Indicators.Select(a => new Actual(a.IndicatorId ?? "", a.Actual))],
            RdInvestmentFen = Fen(RdInvestmentFen, "rdInvestmentFen"),
            GrantReceivedFen = Fen(GrantReceivedFen, "grantReceivedFen"),
            MatchingReceivedFen = Fen(MatchingReceivedFen, "matchingReceivedFen"),
            FundManagement = FundManagement,
            Spending = [.. spent.Select(s => new Spending(s.Item.Category ?? "", s.Grant, s.Matching, s.Item.Why))],
            Staff = [.. Staff.Where(s => s.Count is not null).Select(s => new StaffCount(s.Title ?? "", s.Count!.Value))],
            SelfInspection = SelfInspection,
            Inspection = [.. Inspection.Select(one => new Inspected(one.Item ?? "",
                Enum.TryParse<InspectionResult>(one.Result, out var result) && Enum.IsDefined(result) ? result : null, one.Finding,
                one.FollowUp, one.Until))],
            Changes = [.. changes.Select(c => new Change(c.Item.Kind ?? "", c.Item.Description ?? ""))],
        };
        return (report, new([.. spent.Select(s => s.Row)], [.. changes.Select(c => c.Row)]), unclear);
    }
}
