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

/// <summary>
/// A monitoring officer returns a year's report with reasons and a day until which the lead unit amends it (Art. 14). It stays filed, in
/// time or late as it was; the version that was not good enough stays on file.
/// </summary>
[For(Roles.MonitoringOfficer)]
public sealed class ReturnReport(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <summary>The longest time to amend, days.</summary>
    public const int LongestDays = 90;

    /// <summary>The time the form offers.</summary>
    public const int UsualDays = 15;

    /// <param name="Version">The version that was looked at.</param>
    /// <param name="Reasons">What has to be amended, and why.</param>
    /// <param name="Until">The last day to file it again.</param>
    public sealed record Request(int Version, [LongText] string? Reasons, DateOnly? Until);

    public async Task<Outcome> Handle(Guid allianceId, int year, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        if (OperatingAlliance.Missing(alliance) is { } missing) return missing;
        var report = await StoredReport.Of(work, allianceId, year);
        if (WhyNot(report, request, year, clock.Today) is { } refusal) return refusal;

        var reasons = request.Reasons!.Trim();
        await work.Execute("""
            update annual_report set state = 'Returned', returned_why = @reasons, returned_until = @Until, decided_at = @Now,
              decided_by = @Account, decided_by_name = @Name, amendment_overdue_told_at = null where id = @Id;
            update report_version set returned_why = @reasons where report_id = @Id and version = @Version
            """, new { report!.Id, report.Version, reasons, request.Until, clock.Now, officer.Account, officer.Name });
        await letters.Tell(work, Audience.Unit(alliance!.LeadUnitCreditCode), allianceId, $"年度科技报告退回修改",
            $"{alliance.Name}的 {year} 年度科技报告须修改，请在 {request.Until:yyyy-MM-dd} 前重新报送。{reasons.TrimEnd('。')}。",
            $"/monitoring/alliances/{allianceId}/reports/{year}", Articles.Operation);
        await work.Record(allianceId, nameof(ReturnReport), new { year, report.Version, reasons, request.Until }, Articles.Operation,
            alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(StoredReport? report, Request request, int year, DateOnly today)
    {
        if (AcceptReport.WhyNot(report, request.Version, year) is { } refusal) return refusal;
        var faults = Faults(request.Reasons, request.Until, today);
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }

    internal static IReadOnlyList<Fault> Faults(string? reasons, DateOnly? due, DateOnly today)
    {
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(reasons)) faults.Add(new($"请写明须修改的内容和理由", Articles.Operation, "reasons"));
        if (due is not { } until) faults.Add(new($"请填写重新报送的期限", Articles.Operation, "until"));
        else if (until <= today || until > today.AddDays(LongestDays))
            faults.Add(new($"重新报送的期限应在 {today.AddDays(1):yyyy-MM-dd} 至 {today.AddDays(LongestDays):yyyy-MM-dd} 之间", Articles.Operation,
                "until"));
        return faults;
    }
}
