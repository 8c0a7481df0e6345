using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Assessments;

/// <summary>Another person returns the result that was proposed, with reasons, and the assessor proposes anew (Art. 14).</summary>
[For(Roles.Assessor, Roles.DecisionMaker)]
public sealed class ReturnAssessment(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Why">Why it is returned.</param>
    public sealed record Request([property: LongText(2000)] string? Why);

    public async Task<Outcome> Handle(Guid allianceId, int cycle, Request request, Actor second, CancellationToken ct)
    {
        await using var work = await database.Begin(this, second, ct);
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        var assessment = await ReadAssessment.Stored.Latest(work, allianceId, cycle);
        var standing = assessment is null ? null : await Proposed.LockStanding(work, assessment.Id);
        if (WhyNot(alliance, assessment, standing, cycle, request, clock.Today, second) is { } refusal) return refusal;

        var why = request.Why!.Trim();
        await work.Execute("""
            update assessment_proposal set returned_why = @why, returned_at = @Now, returned_by_name = @Name
            where assessment_id = @AssessmentId and number = @Number
            """, new { standing!.AssessmentId, standing.Number, why, clock.Now, second.Name });
        await letters.Tell(work, Audience.Office(Roles.Assessor), allianceId, $"考核结果退回重新拟定",
            $"{alliance!.Name}第 {cycle} 周期的拟定考核结果经复核退回。{why.TrimEnd('。')}。",
            $"/monitoring/alliances/{allianceId}/assessments/{cycle}", Articles.Operation);
        await work.Record(allianceId, nameof(ReturnAssessment), new { cycle, standing.Number, why }, Articles.Operation,
            alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(
        OperatingAlliance? alliance, ReadAssessment.Stored? assessment, Proposed? standing, int cycle, Request request, DateOnly today,
        Actor second)
        => ConcludeAssessment.WhyNot(alliance, assessment, standing, cycle, today, second) ?? (string.IsNullOrWhiteSpace(request.Why)
            ? Refusal.Invalid($"请写明退回的理由", Articles.Operation, "why", alliance!.PolicyVersion) : null);
}
