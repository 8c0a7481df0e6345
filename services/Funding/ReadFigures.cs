using Alliance.Contracts;
using Alliance.Contracts.Desk;
using Alliance.Core.Data;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Funding.Grants;
using Alliance.Funding.Reading;
using Alliance.Statute;
using Alliance.Web.Desk;

namespace Alliance.Funding;

/// <summary>The guidance grants and their matching in numbers: approved, paid, matched and what the matching lacks.</summary>
[ForReadingInOperation]
public sealed class ReadFigures(Database database, Words words) : IReadFigures
{
    const string List = "/funding/grants";

    static readonly GrantMoney[] Sums = Enum.GetValues<GrantMoney>();

    sealed record Counted
    {
        public int Year { get; init; }
        public GrantState State { get; init; }
        public int Grants { get; init; }
        public long ApprovedFen { get; init; }
        public long PaidFen { get; init; }
        public long MatchedFen { get; init; }
        public long ShortFen { get; init; }

        public long Of(GrantMoney money) => money switch
        {
            GrantMoney.Approved => ApprovedFen,
            GrantMoney.Paid => PaidFen,
            GrantMoney.Matched => MatchedFen,
            _ => ShortFen,
        };
    }

    public async Task<ServiceFigures> Handle(CaseFilter filter, Actor actor, CancellationToken ct)
    {
        var all = await database.Query<Counted>($"""
            select g.year, g.state, count(*)::int as grants,
              {string.Join(", ", Sums.Select(money => $"sum({GrantSums.Of(money)})::bigint as {money}_fen"))}
            from guidance_grant g where {CaseFilter.InAnyYear("g")} group by 1, 2
            """, filter, ct);
        var shown = all.Where(row => filter.Counts(row.Year)).ToList();

        FigureValue Sum(IEnumerable<Counted> rows, GrantMoney money, params (string, object?)[] query)
            => rows.Sum(row => row.Of(money)) is var fen && fen > 0 ? new(fen, filter.Link(List, [("money", money), .. query])) : new(0);

        return new(
            [.. Sums.Select(money => (money, Fen: Sum(shown, money))).Select(sum =>
                new KeyFigure($"grants-{sum.money}", words[sum.money.Word()], sum.Fen.Value, FigureUnit.Fen, sum.Fen.Link))],
        [
            new("grants-by-year", words["各年度认定联盟的引导经费和配套"], FigureUnit.Fen, FigureChart.Columns,
                [.. Sums.Select(money => new FigureSeries(money.ToString(), words[money.Word()], StateAttribute.Of(money).Colour))],
                FigureRows.OfYears(all, row => row.Year,
                    (year, rows) => [.. Sums.Select(money => Sum(rows, money, ("year", year)))]),
                words["按联盟认定的年度计；配套缺口是引导经费的配套倍数减去已核实配套，认定资格终止的不计缺口"], Articles.Funding),
            new("grants-by-state", words["引导经费所处环节"], FigureUnit.Count, FigureChart.Bars,
                [new("grants", words["引导经费"])],
                [.. Enum.GetValues<GrantState>().Select(state => (State: state,
                    Grants: shown.Where(row => row.State == state).Sum(row => row.Grants))).Where(row => row.Grants > 0)
                    .Select(row => new FigureRow(row.State.ToString(), words[row.State.Word()],
                        [new(row.Grants, filter.Link(List, ("state", row.State)))]))],
                words["每个联盟一笔引导经费，按今日所处环节计"], Articles.Funding),
        ]);
    }
}
