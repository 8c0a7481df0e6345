using Alliance.Certification.Determinations;
using Alliance.Contracts;
using Alliance.Contracts.Desk;
using Alliance.Core.Data;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Web.Desk;

namespace Alliance.Certification.Desk;

/// <summary>What was determined and which alliances are recognised, in numbers. The register is public; determinations are counted for
/// those who may read them.</summary>
[ForReadingInOperation]
public sealed class ReadFigures(Database database, Words words) : IReadFigures
{
    const string Register = "/certification/registry";

    sealed record Determined
    {
        public int Year { get; init; }
        public DeterminationState State { get; init; }
        public int Cases { get; init; }
    }

    sealed record Recognised
    {
        public int Year { get; init; }
        public AllianceStatus Status { get; init; }
        public string Industry { get; init; } = "";
        public string District { get; init; } = "";
        public int Alliances { get; init; }
    }

    public async Task<ServiceFigures> Handle(CaseFilter filter, Actor actor, CancellationToken ct)
    {
        var alliances = await database.Query<Recognised>($"""
            select a.year, a.status, a.industry, a.district, count(*)::int as alliances from alliance a
            where {CaseFilter.InAnyYear("a")} group by 1, 2, 3, 4
            """, filter, ct);
        var registered = OfTheRegister(filter, alliances);
        if (!Rights.Admits<ListDeterminations>(actor)) return registered;

        var determinations = await database.Query<Determined>($"""
            select d.year, d.state, count(*)::int as cases from determination d
            where d.application is not null and d.recognised_under is null and {CaseFilter.InAnyYear("d")} group by 1, 2
            """, filter, ct);
        var before = OfTheBureau(filter, determinations);
        return new([.. before.Key, .. registered.Key], [.. before.Charts, .. registered.Charts]);
    }

    ServiceFigures OfTheBureau(CaseFilter filter, IReadOnlyList<Determined> all)
    {
        var shown = all.Where(row => filter.Counts(row.Year)).ToList();
        var states = Enum.GetValues<DeterminationState>().Where(state => all.Any(row => row.State == state)).ToList();
        return new(
        [
            new("determination-rate", words["认定通过率"], FigureRows.Percent(Positive(shown), Decided(shown)), FigureUnit.Percent, null,
                words["认定 {0} 件，不予认定和异议成立 {1} 件", Positive(shown), Decided(shown) - Positive(shown)]),
        ],
        [
            new("determinations-by-year", words["各年度认定决定"], FigureUnit.Count, FigureChart.StackedColumns,
                [.. states.Select(state => new FigureSeries(state.ToString(), words[state.Word()], StateAttribute.Of(state).Colour))],
                FigureRows.OfYears(all, row => row.Year,
                    (year, rows) => [.. states.Select(state => Value(In(rows, state),
                        filter.Link("/certification/determinations", ("year", year), ("state", state))))],
                    rows => FigureRows.Rate(Positive(rows), Decided(rows))),
                words["专家评审后提请认定的申报，按提请的年度计；通过率是认定占已有结果的比例，撤回和在办的不计入"], Articles.Notice, words["通过率"]),
        ]);
    }

    ServiceFigures OfTheRegister(CaseFilter filter, IReadOnlyList<Recognised> all)
    {
        var shown = all.Where(row => filter.Counts(row.Year)).ToList();
        var valid = shown.Where(row => row.Status == AllianceStatus.Valid).ToList();
        var statuses = Enum.GetValues<AllianceStatus>();
        FigureValue Valid(IEnumerable<Recognised> rows, string name, string key) => Value(rows.Sum(row => row.Alliances),
            key.Length == 0 ? null : filter.Link(Register, ("status", AllianceStatus.Valid), (name, key)));
        return new(
        [
            new("recognised", words["认定的联盟"], shown.Sum(row => row.Alliances), FigureUnit.Count, filter.Link(Register)),
            new("valid", words["现有效的联盟"], valid.Sum(row => row.Alliances), FigureUnit.Count,
                filter.Link(Register, ("status", AllianceStatus.Valid))),
        ],
        [
            new("recognised-by-year", words["各年度认定的联盟"], FigureUnit.Count, FigureChart.StackedColumns,
                [.. statuses.Select(status => new FigureSeries(status.ToString(), words[status.Word()], StateAttribute.Of(status).Colour))],
                FigureRows.OfYears(all, row => row.Year,
                    (year, rows) => [.. statuses.Select(status => Value(rows.Where(row => row.Status == status).Sum(row => row.Alliances),
                        filter.Link(Register, ("year", year), ("status", status))))]),
                words["认定名录中的联盟，按认定文件的年度计，颜色表示今日状态"], Articles.Notice),
            new("valid-by-industry", words["各重点产业的有效联盟"], FigureUnit.Count, FigureChart.Bars,
                [new("alliances", words["有效联盟"], StateColour.Green)],
                FigureRows.OfNames(words, valid, row => row.Industry, name => FigureRows.Industry(words, name),
                    (name, rows) => Valid(rows, "industry", name)),
                words["今日有效的联盟，按所属“188”重点产业计；选定年度的，只计该年度认定的"], Articles.Industries),
            new("valid-by-district", words["各县（市、区）的有效联盟"], FigureUnit.Count, FigureChart.Bars,
                [new("alliances", words["有效联盟"], StateColour.Green)],
                FigureRows.OfNames(words, valid, row => row.District, code => FigureRows.District(words, code),
                    (code, rows) => Valid(rows, "district", code)),
                words["今日有效的联盟，按牵头单位注册地计；选定年度的，只计该年度认定的"], Articles.Lead),
        ]);
    }

    static FigureValue Value(int count, string? link) => new(count, count > 0 ? link : null);

    static int In(IEnumerable<Determined> rows, DeterminationState state) => rows.Where(row => row.State == state).Sum(row => row.Cases);

    static int Positive(IEnumerable<Determined> rows) => In(rows, DeterminationState.Recognised);

    static int Decided(IReadOnlyList<Determined> rows)
        => Positive(rows) + In(rows, DeterminationState.Declined) + In(rows, DeterminationState.Refused);
}
