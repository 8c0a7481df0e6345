using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Delivery;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Assessments;

/// <summary>
/// Another person than the one who proposed it concludes the 考核, after the lead unit stated what it has to say or its time was over
/// (Art. 14). The result is served, with the remedies where it fails.
/// </summary>
[For(Roles.Assessor, Roles.DecisionMaker)]
public sealed class ConcludeAssessment(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <summary>The answer.</summary>
    /// <param name="Passed">合格, or better.</param>
    /// <param name="Score">The weighted sum.</param>
    public sealed record Concluded(bool Passed, decimal Score);

    public async Task<Outcome<Concluded>> Handle(Guid allianceId, int cycle, Actor second, CancellationToken ct)
    {
        await using var work = await database.Begin(this, second, ct);
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        var assessment = await ReadAssessment.Stored.Latest(work, allianceId, cycle);
        var standing = assessment is null ? null : await Proposed.LockStanding(work, assessment.Id);
        if (WhyNot(alliance, assessment, standing, cycle, clock.Today, second) is { } refusal) return refusal;

        var proposal = standing!.Proposal;
        await Conclude(work, letters, alliance!, assessment!.Id, cycle, proposal, second, clock.Now);
        await work.Record(allianceId, nameof(ConcludeAssessment), new { cycle, standing.Number, proposal.Passed, proposal.Score },
            Articles.Operation, alliance!.PolicyVersion);
        await work.Commit();
        return new Concluded(proposal.Passed, proposal.Score);
    }

    /// <summary>What whoever looks at a proposed result a second time asks first.</summary>
    internal static Refusal? WhyNot(
        OperatingAlliance? alliance, ReadAssessment.Stored? assessment, Proposed? standing, int cycle, DateOnly today, Actor second)
    {
        if (OperatingAlliance.Missing(alliance) is { } missing) return missing;
        var version = alliance!.PolicyVersion;
        if (assessment?.ConcludedAt is not null) return Refusal.Conflict($"第 {cycle} 周期的考核已有结论", Articles.Operation, version);
        if (standing is null) return Refusal.Conflict($"第 {cycle} 周期没有等待复核的考核结果", Articles.Operation, version);
        // Separation of duties: whoever proposed the result does not conclude it.
        if (standing.ProposedBy == second.Account) return Refusal.Forbidden($"拟定与复核须由不同的人办理，您拟定了这次考核结果");
        return standing.MayBeStated(today)
            ? Refusal.Conflict($"牵头单位可以陈述至 {standing.StatementDueOn:yyyy-MM-dd}，届满或者陈述后才能复核", Articles.Operation, version) : null;
    }

    /// <summary>The result stands from now on: put on file, said to the procedure, served.</summary>
    internal static async Task Conclude(
        UnitOfWork work, LetterWriter letters, OperatingAlliance alliance, Guid assessmentId, int cycle, ProposedResult proposal, Actor by,
        DateTimeOffset now)
    {
        var policy = alliance.Policy;
        await work.Execute("""
            update assessment set passed = @Passed, grade = @Grade, score = @Score, knockouts = @knockouts, scores = @scores,
              opinion = @Opinion, reason_article = @Article, reason_sentence = @Sentence, concluded_at = @now, concluded_by = @Account,
              concluded_by_name = @Name
            where id = @assessmentId
            """, new
        {
            assessmentId,
            proposal.Passed,
            proposal.Grade,
            proposal.Score,
            knockouts = Json.Of(proposal.Knockouts),
            scores = Json.Of(proposal.Lines),
            proposal.Opinion,
            proposal.Reason.Article,
            proposal.Reason.Sentence,
            now,
            by.Account,
            by.Name,
        });
        await work.Publish(new AssessmentConcluded(alliance.Id, cycle, assessmentId, proposal.Passed, proposal.Score, proposal.Reason, now)
        {
            Grade = proposal.Grade
        });
        var link = $"/monitoring/alliances/{alliance.Id}/assessments/{cycle}";
        var facts = $"{alliance.Name}第 {cycle} 个运行周期的考核已经结束，结果为{proposal.Grade}，加权得分 {proposal.Score:0.##} 分，合格线 " +
            $"{policy.AssessmentPassMark:0.##} 分。考核意见：{proposal.Opinion}";
        var why = proposal.Reason.Sentence;
        var letter = proposal.Passed
            ? await letters.Tell(work, Audience.Unit(alliance.LeadUnitCreditCode), alliance.Id, $"周期考核合格",
                $"{alliance.Name}第 {cycle} 周期的考核结果为{new Word(proposal.Grade)}，{proposal.Score:0.##} 分，下一个运行周期随即开始。", link,
                    Articles.Operation,
                new(facts, [proposal.Reason], Appealable: false))
            : await letters.Tell(work, Audience.Unit(alliance.LeadUnitCreditCode), alliance.Id, $"周期考核不合格",
                $"{alliance.Name}第 {cycle} 周期的考核不合格，拟取消认定资格，将公示。理由：{why}。对考核结果不服的，可以在公示期内提出异议；对决定不服的，可以依法申请行政复议或者提起行政诉讼。",
                link, Articles.Operation, new(facts, [proposal.Reason]));
        await Delivered.Expect(work, letter, alliance.Id, assessmentId, "考核结果通知书", alliance.LeadUnit, Roles.Assessor, now);
        await letters.Tell(work, alliance.OtherMembers, alliance.Id, $"联盟周期考核已有结果",
            $"{alliance.Name}第 {cycle} 周期的考核{new Word(proposal.Grade)}。{Next(proposal.Passed)}", $"/portal", Articles.Operation);
    }

    static FormattableString Next(bool passed) => passed ? (FormattableString)$"下一个运行周期随即开始。" : $"拟取消认定资格，将公示。";

    /// <summary>Tells those who may that a result waits for a second person.</summary>
    internal static Task TellSecond(UnitOfWork work, LetterWriter letters, OperatingAlliance alliance, int cycle)
        => letters.Tell(work, [Audience.Office(Roles.Assessor), Audience.Office(Roles.DecisionMaker)], alliance.Id, $"有考核结果等待复核",
            $"{alliance.Name}第 {cycle} 周期的考核结果已经拟定，请由拟定人以外的人复核。", $"/monitoring/alliances/{alliance.Id}/assessments/{cycle}",
            Articles.Operation);
}
