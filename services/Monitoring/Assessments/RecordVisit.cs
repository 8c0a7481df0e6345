using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Assessments;

/// <summary>An assessor puts a visit on site on record, with its minutes (现场考察, Art. 14). As many as are useful; none is needed.</summary>
[For(Roles.Assessor)]
public sealed class RecordVisit(Database database, DocumentStore documents, StatutoryClock clock)
{
    /// <summary>Most visits of an assessment.</summary>
    public const int Most = 20;

    /// <param name="VisitedOn">On which day.</param>
    /// <param name="Participants">Who was there.</param>
    /// <param name="Findings">What was found.</param>
    public sealed record Request(
        DateOnly? VisitedOn, [property: MaxLength(500)] string? Participants, [property: LongText(4000)] string? Findings);

    public async Task<Outcome> Handle(Guid allianceId, int cycle, Request request, IFormFile? file, Actor assessor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, assessor, ct);
        if ((WhyNot(request, file is { Length: > 0 }, clock.Today) ?? WhyNot(await OperatingAlliance.Find(database, allianceId, ct),
            await ReadAssessment.Stored.Latest(work, allianceId, cycle), cycle, 0)) is { } early) return early;
        var stored = await documents.Store(work, allianceId, "assessment-visit", "现场考察记录", file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        var assessment = await ReadAssessment.Stored.Latest(work, allianceId, cycle);
        var count = assessment is null ? 0 : await work.Find<int>(
            "select count(*)::int from assessment_visit where assessment_id = @Id", assessment);
        if (WhyNot(alliance, assessment, cycle, count) is { } refusal) return refusal;

        await work.Execute("""
            insert into assessment_visit(id, assessment_id, visited_on, participants, findings, document_id, file_name, recorded_at,
              recorded_by_name)
            values (@key, @Id, @VisitedOn, @participants, @findings, @documentId, @FileName, @Now, @Name)
            """, new
        {
            key = Guid.CreateVersion7(),
            assessment!.Id,
            request.VisitedOn,
            participants = request.Participants!.Trim(),
            findings = request.Findings!.Trim(),
            documentId = stored.Value!.Id,
            stored.Value.FileName,
            clock.Now,
            assessor.Name,
        });
        await work.Record(allianceId, nameof(RecordVisit), new { cycle, request.VisitedOn, documentId = stored.Value.Id },
            Articles.Operation, alliance!.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(OperatingAlliance? alliance, ReadAssessment.Stored? assessment, int cycle, int visits)
        => OperatingAlliance.Missing(alliance) ?? (assessment switch
        {
            null => Refusal.NotFound($"没有第 {cycle} 周期的考核"),
            { ConcludedAt: not null } => Refusal.Conflict($"第 {cycle} 周期的考核已有结论", Articles.Operation, alliance!.PolicyVersion),
            _ when visits >= Most => Refusal.Conflict($"一次考核最多登记 {Most} 次现场考察", Articles.Operation, alliance!.PolicyVersion),
            _ => null,
        });

    internal static Refusal? WhyNot(Request request, bool hasFile, DateOnly today)
    {
        var faults = new List<Fault>();
        if (request.VisitedOn is not { } day) faults.Add(new($"请填写考察的日期", Articles.Operation, "visitedOn"));
        else if (day > today) faults.Add(new($"考察的日期不能晚于今天", Articles.Operation, "visitedOn"));
        if (string.IsNullOrWhiteSpace(request.Participants)) faults.Add(new($"请填写参加考察的人员", Articles.Operation, "participants"));
        if (string.IsNullOrWhiteSpace(request.Findings)) faults.Add(new($"请写明考察的情况", Articles.Operation, "findings"));
        if (!hasFile) faults.Add(new($"请上传考察记录", Articles.Operation, "file"));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }
}
