using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Reports;
using Alliance.Statute;
using Alliance.Statute.Periods;

namespace Alliance.Monitoring.ReportFiles;

/// <summary>The lead unit adds a file to the report that it writes or amends (Art. 14); it is filed with the next version.</summary>
[For(Roles.Applicant)]
public sealed class AttachToReport(Database database, DocumentStore documents, StatutoryClock clock)
{
    /// <summary>The answer.</summary>
    public sealed record Attached(Guid FileId);

    public async Task<Outcome<Attached>> Handle(
        Guid allianceId, int year, string? title, IFormFile? file, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        if (await WhyNotTheirs(work, await OperatingAlliance.Find(database, allianceId, ct), year, file, lead) is { } early) return early;

        // A slow upload holds nobody up: it is stored before the alliance is locked, and gone again where it is refused then.
        var named = string.IsNullOrWhiteSpace(title) ? FileNames.Stem(file!.FileName) : title.Trim();
        await using var content = file!.OpenReadStream();
        var stored = await documents.Store(work, allianceId, "annual-report", named, file.FileName, content, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        if (await WhyNotTheirs(work, alliance, year, file, lead) is { } refusal) return refusal;

        await work.Execute("""
            insert into report_file(document_id, alliance_id, year, title, file_name, added_at, added_by)
            values (@Value, @allianceId, @year, @named, @FileName, @Now, @Account)
            """, new { stored.Value, allianceId, year, named, FileName = FileNames.Safe(file.FileName), clock.Now, lead.Account });
        await work.Record(allianceId, nameof(AttachToReport), new { year, documentId = stored.Value, title = named }, Articles.Operation,
            alliance!.PolicyVersion);
        await work.Commit();
        return new Attached(stored.Value);
    }

    async Task<Refusal?> WhyNotTheirs(UnitOfWork work, OperatingAlliance? alliance, int year, IFormFile? file, Actor lead)
    {
        if (FileAnnualReport.WhyNotOf(alliance, year, clock.Today, lead) is { } notTheirs) return notTheirs;
        var count = await work.Find<int>(
            "select count(*)::int from report_file where alliance_id = @Id and year = @year and removed_at is null",
            new { alliance!.Id, year });
        return WhyNot(await StoredReport.Of(work, alliance.Id, year), year, file is { Length: > 0 }, count);
    }

    internal static Refusal? WhyNot(StoredReport? report, int year, bool hasFile, int count) => report switch
    {
        { State: not ReportStage.Returned } => Refusal.Conflict(
            $"{year} 年度科技报告已于 {BeijingTime.DayOf(report.FiledAt):yyyy-MM-dd} 报送，内容已固定", Articles.Operation),
        _ when !hasFile => Refusal.Invalid($"请选择要上传的文件", field: "file"),
        _ when count >= ReportFile.Most => Refusal.Conflict($"一份报告最多 {ReportFile.Most} 个附件"),
        _ => null,
    };
}
