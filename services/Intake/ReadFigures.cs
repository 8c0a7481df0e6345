using Alliance.Contracts;
using Alliance.Contracts.Desk;
using Alliance.Core.Data;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Intake.Applications;
using Alliance.Statute;
using Alliance.Web.Desk;

namespace Alliance.Intake;

/// <summary>Applications and their formal review in numbers: by year, state, industry and district. A number leads to its list where that
/// shows the reader all it counts.</summary>
[ForReadingByStaff]
public sealed class ReadFigures(Database database, Words words) : IReadFigures
{
    const string List = "/intake/applications";

    sealed record Counted
    {
        public int Year { get; init; }
        public Stage Stage { get; init; }
        public ApplicationState? CaseState { get; init; }
        public string Industry { get; init; } = "";
        public string District { get; init; } = "";
        public int Cases { get; init; }
        // Those of them in the reader's list.
        public int Listed { get; init; }

        public ApplicationState State => CurrentState.Of(Stage, CaseState);
    }

    public async Task<ServiceFigures> Handle(CaseFilter filter, Actor actor, CancellationToken ct)
    {
        // Once through an index that holds all of it; the rest is sums of few rows.
        var all = await database.Query<Counted>("""
            select a.year, a.stage, a.case_state, a.key_industry as industry, coalesce(a.district, '') as district, count(*)::int as cases,
              (count(*) filter (where a.reached >= @from))::int as listed
            from application a
            where a.stage <> 'Draft' and coalesce(@Industry::text, '') in ('', a.key_industry)
              and coalesce(@District::text, '') in ('', a.district)
            group by a.year, a.stage, a.case_state, a.key_industry, a.district
            """, new { from = (int?)Offices.From(actor), filter.Industry, filter.District }, ct);
        var shown = all.Where(row => filter.Counts(row.Year)).ToList();
        var (passed, refused) = (In(shown, Stage.Passed), In(shown, Stage.Refused));

        FigureValue Sum(IEnumerable<Counted> rows, params (string, object?)[] query)
        {
            var counted = rows.ToList();
            var cases = counted.Sum(row => row.Cases);
            return new(cases, cases > 0 && cases == counted.Sum(row => row.Listed) ? filter.Link(List, query) : null);
        }

        var stages = Enum.GetValues<Stage>().Where(stage => stage != Stage.Draft).ToList();
        return new(
        [
            new("applications", words["申报数"], shown.Sum(row => row.Cases), FigureUnit.Count, Sum(shown).Link),
            new("formal-review-rate", words["形式审查通过率"], FigureRows.Percent(passed, passed + refused), FigureUnit.Percent, null,
                words["通过 {0} 件，未通过 {1} 件", passed, refused]),
        ],
        [
            new("applications-by-year", words["各年度申报和形式审查"], FigureUnit.Count, FigureChart.StackedColumns,
                [.. stages.Select(stage => new FigureSeries(stage.ToString(),
                    words[CurrentState.Of(stage).Word()], StateAttribute.Of(CurrentState.Of(stage)).Colour))],
                FigureRows.OfYears(all, row => row.Year,
                    (year, rows) => [.. stages.Select(stage =>
                        Sum(rows.Where(row => row.Stage == stage), ("year", year), ("stage", stage)))],
                    rows => FigureRows.Rate(In(rows, Stage.Passed), In(rows, Stage.Passed) + In(rows, Stage.Refused))),
                words["已提交的申报书，按申报通知的年度计；通过率是通过占通过与未通过之和的比例，撤回和在办的不计入"], Articles.Review, words["通过率"]),
            new("applications-by-state", words["申报所处环节"], FigureUnit.Count, FigureChart.Bars,
                [new("cases", words["申报数"])],
                [.. Enum.GetValues<ApplicationState>().Select(state => new FigureRow(state.ToString(), words[state.Word()],
                    [Sum(shown.Where(row => row.State == state), ("state", state))])).Where(row => row.Values[0].Value > 0)],
                words["已提交的申报书现在所处的环节"], Articles.Applications),
            new("applications-by-industry", words["各重点产业的申报"], FigureUnit.Count, FigureChart.Bars,
                [new("cases", words["申报数"])],
                FigureRows.OfNames(words, shown, row => row.Industry, name => FigureRows.Industry(words, name),
                    (name, rows) => Sum(name.Length == 0 ? [] : rows, ("industry", name)) with { Value = rows.Sum(row => row.Cases) }),
                words["已提交的申报书，按所属“188”重点产业计"], Articles.Industries),
            new("applications-by-district", words["各县（市、区）的申报"], FigureUnit.Count, FigureChart.Bars,
                [new("cases", words["申报数"])],
                FigureRows.OfNames(words, shown, row => row.District, code => FigureRows.District(words, code),
                    (code, rows) => Sum(code.Length == 0 ? [] : rows, ("district", code)) with { Value = rows.Sum(row => row.Cases) }),
                words["已提交的申报书，按牵头单位注册地计"], Articles.Lead),
        ]);
    }

    static int In(IEnumerable<Counted> rows, Stage stage) => rows.Where(row => row.Stage == stage).Sum(row => row.Cases);
}
