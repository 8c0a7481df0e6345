using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Assessments;

/// <summary>The lead unit states in its own page what it has to say to the result that is proposed, until its day, with a file where it has
/// one (Art. 14). Once: with that the statement is made.</summary>
[For(Roles.Applicant)]
public sealed class StateOnAssessment(Database database, DocumentStore documents, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Statement">What it has to say; that it has nothing to say, too.</param>
    public sealed record Request([property: LongText(10_000)] string? Statement);

    public async Task<Outcome> Handle(Guid allianceId, int cycle, Request request, IFormFile? file, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        if (OperatingAlliance.NotOf(await OperatingAlliance.Find(database, allianceId, ct), lead) is { } notTheirs) return notTheirs;
        var stored = file is not { Length: > 0 } ? null
            : await documents.Store(work, allianceId, "assessment-statement", "陈述意见附件", file, ct);
        if (stored?.Refusal is { } unusable) return unusable;
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        var assessment = await ReadAssessment.Stored.Latest(work, allianceId, cycle);
        var standing = assessment is null ? null : await Proposed.LockStanding(work, assessment.Id);
        if (WhyNot(alliance, assessment, standing, request, clock.Today, lead) is { } refusal) return refusal;

        await work.Execute("""
            update assessment_proposal set statement = @statement, statement_document_id = @documentId, statement_file_name = @fileName,
              stated_at = @Now, stated_by_name = @Name, over_told_at = @Now
            where assessment_id = @AssessmentId and number = @Number
            """, new
        {
            standing!.AssessmentId,
            standing.Number,
            statement = request.Statement!.Trim(),
            documentId = stored?.Value?.Id,
            fileName = stored?.Value?.FileName,
            clock.Now,
            lead.Name,
        });
        await letters.Tell(work, Audience.Office(Roles.Assessor), allianceId, $"牵头单位已陈述意见",
            $"{alliance!.Name}的牵头单位对第 {cycle} 周期的拟定考核结果陈述了意见。", $"/monitoring/alliances/{allianceId}/assessments/{cycle}",
                Articles.Operation);
        await ConcludeAssessment.TellSecond(work, letters, alliance, cycle);
        await work.Record(allianceId, nameof(StateOnAssessment), new { cycle, standing.Number, documentId = stored?.Value?.Id },
            Articles.Operation, alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(
        OperatingAlliance? alliance, ReadAssessment.Stored? assessment, Proposed? standing, Request request, DateOnly today, Actor lead)
    {
        if (OperatingAlliance.NotOf(alliance, lead) is { } notTheirs) return notTheirs;
        var version = alliance!.PolicyVersion;
        if (assessment is null || standing is null) return Refusal.NotFound($"没有等待陈述的考核结果");
        if (assessment.ConcludedAt is not null) return Refusal.Conflict($"考核已有结论，不能再陈述", Articles.Operation, version);
        if (standing.StatedAt is not null) return Refusal.Conflict($"贵单位已经陈述意见", Articles.Operation, version);
        if (standing.StatementDueOn is not { } due) return Refusal.Conflict($"这次考核没有要求陈述", Articles.Operation, version);
        if (today > due) return Refusal.Conflict($"陈述的期限至 {due:yyyy-MM-dd}，已经届满", Articles.Operation, version);
        return string.IsNullOrWhiteSpace(request.Statement)
            ? Refusal.Invalid($"请写明陈述的意见；没有意见的，请写“无意见”", Articles.Operation, "statement", version) : null;
    }
}
