using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Monitoring.Reports;

/// <summary>
/// The date passed without the report: puts that on record and opens a compliance case for an officer (Art. 14, 17-2). It revokes nothing.
/// A report that arrived in the meantime settles it.
/// </summary>
public sealed class RecordMissedReport(Database database, TimeProvider clock, LetterWriter letters)
    : IConsumer<Alliance.Contracts.RecordMissedReport>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.RecordMissedReport> context)
    {
        var (allianceId, year, dueOn) = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);

        var alliance = await OperatingAlliance.Lock(work, allianceId);
        var known = await work.Find<Known>("""
            select exists (select 1 from annual_report where alliance_id = @allianceId and year = @year) as filed,
              exists (select 1 from missed_report where alliance_id = @allianceId and year = @year) as recorded,
              (select count(*) from missed_report where alliance_id = @allianceId)::int as missed_before
            """, new { allianceId, year });
        if (WhyIgnore(alliance, known!) is { } why)
        {
            await work.Ignore(allianceId, nameof(RecordMissedReport), context.Message, why, Articles.Operation, alliance?.PolicyVersion);
            await work.Commit();
            return;
        }

        var now = clock.GetUtcNow();
        await work.Execute("insert into missed_report(alliance_id, year, due_on, recorded_at) values (@allianceId, @year, @dueOn, @now)",
            new { allianceId, year, dueOn, now });
        // Art. 17(2) reads "每年不按时": how many misses make a case is the policy's reading; Kunming's is one.
        var opens = known!.MissedBefore + 1 >= alliance!.Policy.MissedReportsForCase;
        if (opens)
        {
            var id = Guid.CreateVersion7();
            var reason = new Reason(Articles.LateReport, $"{year} 年度科技报告未在 {dueOn:yyyy-MM-dd} 前报送");
            await work.Execute("""
                insert into compliance_case(id, alliance_id, year, article, sentence, state, opened_at)
                values (@id, @allianceId, @year, @Article, @Sentence, 'Open', @now)
                """, new { id, allianceId, year, reason.Article, reason.Sentence, now });
            await work.Publish(new ComplianceCaseOpened(allianceId, id, reason, now));
        }
        await letters.Tell(work, Audience.Unit(alliance.LeadUnit.CreditCode), allianceId, $"年度科技报告未按时报送",
            $"{alliance.Name}的 {year} 年度科技报告没有在 {dueOn:yyyy-MM-dd} 前报送，请尽快补报。不按时报送的，可能被撤销认定。",
            $"/monitoring/alliances/{allianceId}/reports/{year}", Articles.LateReport,
            new($"{alliance.Name}应当在 {dueOn:yyyy-MM-dd} 前报送 {year} 年度科技报告，至该日没有报送。", [new(Articles.LateReport, opens
                ? "年度科技报告没有按时报送，已立案核查；核查前可以补报并说明情况" : "年度科技报告没有按时报送，请尽快补报")], Appealable: false));
        await letters.Tell(work, alliance.OtherMembers, allianceId, $"联盟的年度科技报告没有按时报送",
            $"{alliance.Name}的 {year} 年度科技报告没有在 {dueOn:yyyy-MM-dd} 前报送，可能影响认定资格，请联系牵头单位。", $"/portal", Articles.LateReport);
        if (opens)
            await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), allianceId, $"有违规核查等待处理",
                $"{alliance.Name}没有按时报送 {year} 年度科技报告，请核查。", $"/monitoring/compliance", Articles.LateReport);
        await work.Record(allianceId, nameof(RecordMissedReport), new { year, dueOn, complianceCase = opens }, Articles.LateReport,
            alliance.PolicyVersion);
        await work.Commit();
    }

    internal static string? WhyIgnore(OperatingAlliance? alliance, Known known) => (alliance, known) switch
    {
        (null, _) => "没有这个联盟",
        ({ ClosedAt: not null }, _) => "认定资格已终止",
        (_, { Filed: true }) => "报告已经报送",
        (_, { Recorded: true }) => "未报送已经记录",
        _ => null,
    };

    internal sealed record Known
    {
        public bool Filed { get; init; }
        public bool Recorded { get; init; }
        public int MissedBefore { get; init; }
    }
}
