using Alliance.Contracts;
using Alliance.Contracts.Desk;
using Alliance.Core.Data;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using Alliance.Statute.Policies;
using Alliance.Web.Desk;

namespace Alliance.Monitoring;

/// <summary>The annual reports in numbers: whether they came in time, and what the alliances spent and reached by them.</summary>
[ForReadingInOperation]
public sealed class ReadFigures(Database database, Words words) : IReadFigures
{
    const string List = "/monitoring/alliances";

    static readonly ReportOutcome[] Outcomes = [ReportOutcome.InTime, ReportOutcome.Late, ReportOutcome.Missed];

    // What a family of indicators counts can be added; a rate cannot, and money stands with the expenditure.
    static readonly IReadOnlyList<IGrouping<string, IndicatorTemplate>> Added = [.. PolicyBook.All
        .SelectMany(policy => policy.Document.Indicators ?? []).DistinctBy(indicator => indicator.Id)
        .Where(indicator => indicator.Unit is not ("%" or "万元")).GroupBy(indicator => indicator.Unit)];

    const string Output = "performanceOutput";

    sealed record Reported
    {
        public int Year { get; init; }
        public ReportOutcome Outcome { get; init; }
        public int Reports { get; init; }
    }

    sealed record Spent
    {
        public int Year { get; init; }
        public decimal RdInvestmentFen { get; init; }
        public decimal GrantReceivedFen { get; init; }
        public decimal MatchingReceivedFen { get; init; }
    }

    sealed record Reached
    {
        public int Year { get; init; }
        public string IndicatorId { get; init; } = "";
        public decimal Value { get; init; }
    }

    public async Task<ServiceFigures> Handle(CaseFilter filter, Actor actor, CancellationToken ct)
    {
        var reported = await database.Query<Reported>($"""
            select y.year, y.outcome, count(*)::int as reports from ({ReportedYears.Sql}) y join alliance a on a.id = y.alliance_id
            where {CaseFilter.InAnyYear("a")} group by 1, 2
            """, filter, ct);
        // Nobody reads further back than the charts show.
        var recent = reported.Select(row => row.Year).Distinct().OrderDescending().Take(FigureRows.Years).DefaultIfEmpty().Min();
        var spent = await database.Query<Spent>($"""
            select r.year, coalesce(sum(r.rd_investment_fen), 0) as rd_investment_fen,
              coalesce(sum(r.grant_received_fen), 0) as grant_received_fen,
              coalesce(sum(r.matching_received_fen), 0) as matching_received_fen
            from annual_report r join alliance a on a.id = r.alliance_id where r.year >= @recent and {CaseFilter.InAnyYear("a")} group by 1
            """, new { recent, filter.Industry, filter.District }, ct);
        var reached = await database.Query<Reached>($"""
            select r.year, i->>'indicatorId' as indicator_id, coalesce(sum((i->>'actual')::numeric), 0) as value
            from annual_report r join alliance a on a.id = r.alliance_id cross join jsonb_array_elements(r.indicators) i
            where r.year >= @recent and {CaseFilter.InAnyYear("a")} group by 1, 2
            """, new { recent, filter.Industry, filter.District }, ct);

        string Link(int year, ReportOutcome outcome) => filter.Link(List, ("year", null), ("reportYear", year), ("report", outcome));
        string? Years(ReportOutcome outcome) => filter.Year is { } year ? Link(year, outcome) : null;
        var shown = reported.Where(row => filter.Counts(row.Year)).ToList();
        var (inTime, all) = (In(shown, ReportOutcome.InTime), shown.Sum(row => row.Reports));
        FigureValue Filed(int year, decimal value) => new(value, value > 0 ? Link(year, ReportOutcome.Filed) : null);
        decimal Sum(int year, string indicator)
            => reached.Where(row => row.Year == year && row.IndicatorId == indicator).Sum(row => row.Value);
        return new(
        [
            new("reports-in-time", words["按时报送率"], FigureRows.Percent(inTime, all), FigureUnit.Percent, Years(ReportOutcome.InTime),
                words["应报 {0} 份，按时 {1} 份", all, inTime]),
            new("rd-investment", words["研发投入"], spent.Where(row => filter.Counts(row.Year)).Sum(row => row.RdInvestmentFen),
                FigureUnit.Fen, Years(ReportOutcome.Filed)),
        ],
        [
            new("reports-by-year", words["各年度科技报告的报送"], FigureUnit.Count, FigureChart.StackedColumns,
                [.. Outcomes.Select(outcome => new FigureSeries(outcome.ToString(), words[outcome.Word()],
                    StateAttribute.Of(outcome).Colour))],
                FigureRows.OfYears(reported, row => row.Year,
                    (year, rows) => [.. Outcomes.Select(outcome => new FigureValue(In(rows, outcome),
                        In(rows, outcome) > 0 ? Link(year, outcome) : null))],
                    rows => FigureRows.Rate(In(rows, ReportOutcome.InTime), rows.Sum(row => row.Reports))),
                words["已经报送或逾期未报的年度科技报告，按报告年度计"], Articles.Operation, words["按时报送率"]),
            new("expenditure-by-year", words["各年度研发投入和产出"], FigureUnit.Fen, FigureChart.Columns,
                [
                    new("rd", words["研发投入"], StateColour.Blue), new("output", words["绩效产出"], StateColour.Green),
                    new("matching", words["配套经费到位"], StateColour.Purple), new("grant", words["引导经费到位"], StateColour.Grey),
                ],
                FigureRows.OfYears(spent, row => row.Year, (year, rows) =>
                [
                    Filed(year, rows.Sum(row => row.RdInvestmentFen)), Filed(year, Sum(year, Output) * Money.FenOfTenThousand),
                    Filed(year, rows.Sum(row => row.MatchingReceivedFen)), Filed(year, rows.Sum(row => row.GrantReceivedFen)),
                ]),
                words["各联盟年度科技报告所填数额之和，按报告年度计"], Articles.Operation),
            .. Added.Select(unit => new Figure($"output-{unit.First().Id}", words["各年度产出（{0}）", words[unit.Key]], FigureUnit.Other,
                FigureChart.Columns, [.. unit.Select(indicator => new FigureSeries(indicator.Id, words[indicator.Name]))],
                FigureRows.OfYears(spent, row => row.Year,
                    (year, _) => [.. unit.Select(indicator => Filed(year, Sum(year, indicator.Id)))]),
                words["各联盟年度科技报告所填实际完成数之和，按报告年度计"], Articles.Operation, Measure: words[unit.Key])),
        ]);
    }

    static int In(IEnumerable<Reported> rows, ReportOutcome outcome) => rows.Where(row => row.Outcome == outcome).Sum(row => row.Reports);
}
