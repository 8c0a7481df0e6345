using System.Globalization;
using Alliance.Contracts;
using Alliance.Contracts.Desk;
using Alliance.Core.Data;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Web.Desk;
using Alliance.Workflows.Diagrams;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.ServiceLevels;

namespace Alliance.Workflows;

/// <summary>How long recognition cases stay in each state. The tallies that know it name no case, so industry and district narrow nothing
/// here; the explanation says so.</summary>
[ForReadingByStaff]
public sealed class ReadFigures(Database database, Words words) : IReadFigures
{
    const string Kind = "Recognition";

    public async Task<ServiceFigures> Handle(CaseFilter filter, Actor actor, CancellationToken ct)
    {
        var stays = await database.Query<ReadServiceLevels.Stay>("""
            select from_state as state, days, sum(steps)::bigint as steps, sum(seconds)::bigint as seconds from step_count
            where kind = @Kind and from_state <> ''
              and (@Year::int is null or day between make_date(@Year, 1, 1) and make_date(@Year, 12, 31))
            group by from_state, days order by from_state, days
            """, new { Kind, filter.Year }, ct);
        var rows = Processes.Find(Kind)!.States.Where(state => !state.Ends)
            .Select(state => (state.Name, Stays: stays.Where(stay => stay.State == state.Name).ToList()))
            .Where(state => state.Stays.Count > 0);
        const string link = $"/workflows/service-levels?kind={Kind}#stays";
        return new([],
        [
            new("time-per-stage", words["各环节办理时间"], FigureUnit.Days, FigureChart.Ranges,
                [new("median", words["中位数"]), new("ninety", words["九成不超过"])],
                [.. rows.Select(state => (state.Name, state.Stays, Left: state.Stays.Sum(stay => stay.Steps))).Select(state =>
                    new FigureRow(state.Name, words[CaseStates.Of(state.Name).Word()],
                    [
                        new(ReadServiceLevels.Quantile(state.Stays, state.Left, .5), link),
                        new(ReadServiceLevels.Quantile(state.Stays, state.Left, .9), link),
                    ], state.Left.ToString("#,##0", CultureInfo.InvariantCulture)))],
                filter is { Industry: null or "", District: null or "" }
                    ? words["从转入到转出的整天数，按转出的年度计；圆点是中位数，横条到九成案件不超过的天数"]
                    : words["从转入到转出的整天数，按转出的年度计；圆点是中位数，横条到九成案件不超过的天数。不分产业和县（市、区）统计"],
                null, words["办出件数"]),
        ]);
    }
}
