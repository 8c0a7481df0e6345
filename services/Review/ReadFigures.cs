using Alliance.Contracts;
using Alliance.Contracts.Desk;
using Alliance.Core.Data;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Review.Reviews;
using Alliance.Statute;
using Alliance.Web.Desk;

namespace Alliance.Review;

/// <summary>What expert reviews came to, by year. Who determines reads concluded ones, so only those lead to their list.</summary>
[ForReading(Roles.ReviewSecretary, Roles.CertificationOfficer, Roles.DecisionMaker)]
public sealed class ReadFigures(Database database, Words words) : IReadFigures
{
    sealed record Counted
    {
        public int Year { get; init; }
        public ReviewOutcome Outcome { get; init; }
        public int Reviews { get; init; }
    }

    public async Task<ServiceFigures> Handle(CaseFilter filter, Actor actor, CancellationToken ct)
    {
        var all = await database.Query<Counted>($"""
            select r.year, {Outcomes.Sql} as outcome, count(*)::int as reviews from review r
            where r.application is not null and {CaseFilter.InAnyYear("r")} group by 1, 2
            """, filter, ct);
        var shown = all.Where(row => filter.Counts(row.Year)).ToList();
        var (recommended, not) = (In(shown, ReviewOutcome.Recommended), In(shown, ReviewOutcome.NotRecommended));
        var outcomes = Enum.GetValues<ReviewOutcome>();
        return new(
        [
            new("review-rate", words["专家评审推荐率"], FigureRows.Percent(recommended, recommended + not), FigureUnit.Percent, null,
                words["推荐 {0} 件，不推荐 {1} 件", recommended, not]),
        ],
        [
            new("reviews-by-year", words["各年度专家评审"], FigureUnit.Count, FigureChart.StackedColumns,
                [.. outcomes.Select(outcome => new FigureSeries(outcome.ToString(), words[outcome.Word()],
                    StateAttribute.Of(outcome).Colour))],
                FigureRows.OfYears(all, row => row.Year,
                    (year, rows) => [.. outcomes.Select(outcome => new FigureValue(In(rows, outcome),
                        In(rows, outcome) > 0
                            && (Reading.RunsReviews(actor) || outcome is ReviewOutcome.Recommended or ReviewOutcome.NotRecommended)
                            ? filter.Link("/review/reviews", ("year", year), ("outcome", outcome)) : null))],
                    rows => FigureRows.Rate(In(rows, ReviewOutcome.Recommended),
                        In(rows, ReviewOutcome.Recommended) + In(rows, ReviewOutcome.NotRecommended))),
                words["专家评审，按转入评审的年度计；推荐率是推荐占专家组已有结论的比例"], Articles.Review, words["推荐率"]),
        ]);
    }

    static int In(IEnumerable<Counted> rows, ReviewOutcome outcome) => rows.Where(row => row.Outcome == outcome).Sum(row => row.Reviews);
}
