using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Reports;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.ReportReview;

/// <summary>A monitoring officer accepts a year's report as it was filed (Art. 14): from then on it stays as it is.</summary>
[For(Roles.MonitoringOfficer)]
public sealed class AcceptReport(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Version">The version that was looked at.</param>
    /// <param name="Opinion">What is said of it, for the lead unit and the file; null says nothing.</param>
    public sealed record Request(int Version, [LongText] string? Opinion = null);

    public async Task<Outcome> Handle(Guid allianceId, int year, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        if (OperatingAlliance.Missing(alliance) is { } missing) return missing;
        var report = await StoredReport.Of(work, allianceId, year);
        if (WhyNot(report, request.Version, year) is { } refusal) return refusal;

        var opinion = string.IsNullOrWhiteSpace(request.Opinion) ? null : request.Opinion.Trim();
        await work.Execute("""
            update annual_report set state = 'Accepted', opinion = @opinion, decided_at = @Now, decided_by = @Account,
              decided_by_name = @Name
            where id = @Id
            """, new { report!.Id, opinion, clock.Now, officer.Account, officer.Name });
        FormattableString accepted = $"{alliance!.Name}的 {year} 年度科技报告审阅通过，内容已固定，作为周期考核的依据。";
        FormattableString withOpinion = $"{alliance.Name}的 {year} 年度科技报告审阅通过，内容已固定，作为周期考核的依据。审阅意见：{opinion}";
        await letters.Tell(work, Audience.Unit(alliance.LeadUnitCreditCode), allianceId, $"年度科技报告审阅通过",
            opinion is null ? accepted : withOpinion,
            $"/monitoring/alliances/{allianceId}/reports/{year}", Articles.Operation);
        await work.Record(allianceId, nameof(AcceptReport), new { year, report.Version, opinion }, Articles.Operation,
            alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>Why an officer decides nothing on this version; null when one can.</summary>
    internal static Refusal? WhyNot(StoredReport? report, int version, int year) => report switch
    {
        null => Refusal.NotFound($"{year} 年度科技报告尚未报送"),
        { State: ReportStage.Accepted } => Refusal.Conflict($"{year} 年度科技报告已经审阅通过", Articles.Operation),
        { State: ReportStage.Returned } => Refusal.Conflict($"{year} 年度科技报告已退回修改，尚未重新报送", Articles.Operation),
        _ when report.Version != version => Refusal.Conflict($"您看到的是第 {version} 版，现在是第 {report.Version} 版，请重新打开", Articles.Operation),
        _ => null,
    };
}
