using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Input;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Reports;

/// <summary>
/// People of the lead unit write the 年度科技报告 together before it is filed, or amend one that was returned, complete or not (Art. 14).
/// Whoever began from an older version is joined with what others saved since; only where two changed the same field is the save refused,
/// naming that field.
/// </summary>
[For(Roles.Applicant)]
public sealed class SaveReportDraft(Database database, StatutoryClock clock)
{
    // More than any alliance has; it keeps one request from filling the database.
    const int MostRows = 100;

    /// <param name="BasedOn">The version that was seen; 0 where none was saved yet, null takes the one that stands.</param>
    /// <param name="Report">The report as it shall be.</param>
    public sealed record Request(int? BasedOn, AnnualReport? Report);

    /// <summary>The version that now stands.</summary>
    public sealed record Answer(int Version)
    {
        /// <summary>After a conflict: both changes joined, for the page that shows it.</summary>
        internal AnnualReport? Joined { get; init; }
    }

    internal sealed record Saved
    {
        public int Version { get; init; }
        public string Body { get; init; } = "";
        public DateTimeOffset SavedAt { get; init; }
        public string SavedByName { get; init; } = "";

        public AnnualReport Report => Json.Read<AnnualReport>(Body);
    }

    public async Task<Outcome<Answer>> Handle(Guid allianceId, int year, Request request, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        if (FileAnnualReport.WhyNotOf(alliance, year, clock.Today, lead) is { } notTheirs) return notTheirs;
        var filed = await StoredReport.Of(work, allianceId, year);
        if (WhyNot(filed, year, request.Report, alliance!.PolicyVersion) is { } refusal) return refusal;

        var later = await work.Query<Saved>("""
            select version, body::text, saved_at, saved_by_name from report_draft
            where alliance_id = @allianceId and year = @year order by version
            """, new { allianceId, year });
        var stands = later.Count > 0 ? later[^1] : null;
        // A report that was returned is amended from what was filed.
        var beginning = filed?.Report ?? new AnnualReport();
        var report = request.Report!;
        if (request.BasedOn is { } seenVersion && seenVersion != (stands?.Version ?? 0))
        {
            var seen = seenVersion == 0 ? beginning : later.FirstOrDefault(one => one.Version == seenVersion)?.Report;
            if (seen is null) return Refusal.Conflict($"您所依据的版本 {seenVersion} 不存在，请重新打开报告", Articles.Operation);
            var (merged, conflicts) = ReportMerge.Of(seen, report, stands!.Report);
            if (conflicts.Count > 0)
                return new Outcome<Answer>(new(stands.Version) { Joined = merged },
                    WhyConflict(seen, report, conflicts, [.. later.Where(one => one.Version > seenVersion)]));
            report = merged;
        }
        if (ReportMerge.Same(report, stands?.Report ?? beginning)) return new Answer(stands?.Version ?? 0);

        var version = (stands?.Version ?? 0) + 1;
        await Add(work, allianceId, year, version, report, clock.Now, lead);
        await work.Record(allianceId, nameof(SaveReportDraft), new { year, version }, Articles.Operation, alliance.PolicyVersion);
        await work.Commit();
        return new Answer(version);
    }

    /// <summary>What was saved last; null where nothing was.</summary>
    internal static Task<Saved?> Newest(UnitOfWork work, Guid allianceId, int year) => work.Find<Saved>("""
        select version, body::text, saved_at, saved_by_name from report_draft
        where alliance_id = @allianceId and year = @year order by version desc limit 1
        """, new { allianceId, year });

    /// <summary>Adds a version to the draft; whoever does holds the alliance.</summary>
    internal static Task Add(
        UnitOfWork work, Guid allianceId, int year, int version, AnnualReport report, DateTimeOffset now, Actor lead)
        => work.Execute("""
            insert into report_draft(alliance_id, year, version, body, saved_at, saved_by, saved_by_name)
            values (@allianceId, @year, @version, @body, @now, @Account, @Name)
            """, new { allianceId, year, version, body = Json.Of(report), now, lead.Account, lead.Name });

    internal static Refusal? WhyNot(StoredReport? filed, int year, AnnualReport? report, string version)
    {
        if (filed is { State: not ReportStage.Returned })
            return Refusal.Conflict($"{year} 年度科技报告已于 {BeijingTime.DayOf(filed.FiledAt):yyyy-MM-dd} 报送，内容已固定", Articles.Operation, version);
        if (report is null) return Refusal.Invalid($"没有可以保存的内容");
        List<Fault> faults = [.. InputCheck.Faults(report)];
        if (new[] { report.Indicators.Count, report.Spending.Count, report.Staff.Count, report.Changes.Count, report.Inspection.Count }
            .Max() > MostRows)
            faults.Add(new($"每张表最多 {MostRows} 行"));
        return faults.Count > 0 ? Refusal.Invalid(faults, version) : null;
    }

    // Whoever saved last need not be who changed the field: it is the first save since which it has been what it is now.
    static Refusal WhyConflict(
        AnnualReport seen, AnnualReport mine, IReadOnlyList<ReportMerge.Conflict> conflicts, IReadOnlyList<Saved> later)
        => new(RefusalKind.Conflict, [.. conflicts.Select(conflict =>
        {
            var by = later.Reverse().TakeWhile(one => ReportMerge.Of(seen, mine, one.Report).Conflicts.Any(c => c.Part == conflict.Part))
                .LastOrDefault() ?? later[^1];
            return new Fault(
                $"{by.SavedByName} 已于 {Ui.BeijingTime.Text(by.SavedAt)} 修改了“{new Word(conflict.Label)}”，您填写的内容仍保留；再次保存将以您的内容为准",
                Field: conflict.Field);
        })]);
}
