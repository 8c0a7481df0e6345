using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Contracts;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Assessments;

/// <summary>
/// The assessor concludes the 考核: knock-outs first, then the scores that target and reports propose, confirmed or corrected with a reason.
/// 合格 takes no knock-out and a weighted score of at least the policy's pass mark (Art. 14).
/// </summary>
[For(Roles.Assessor)]
public sealed class ConcludeAssessment(Database database, TimeProvider clock, LetterWriter letters)
{
    /// <param name="Knockouts">Facts that fail the assessment whatever the scores.</param>
    /// <param name="Scores">Scores by indicator; one that is not named confirms the proposed score.</param>
    /// <param name="Opinion">考核意见.</param>
    public sealed record Request(IReadOnlyList<Knockout>? Knockouts, IReadOnlyList<GivenScore>? Scores, [LongText] string? Opinion);

    /// <summary>One indicator's score.</summary>
    /// <param name="IndicatorId">As in the 合同书.</param>
    /// <param name="Score">0–100.</param>
    /// <param name="Reason">Why it differs from the proposed score.</param>
    public sealed record GivenScore(string IndicatorId, decimal? Score, [LongText] string? Reason);

    /// <summary>The answer.</summary>
    public sealed record Concluded(bool Passed, decimal Score);

    public async Task<Outcome<Concluded>> Handle(Guid allianceId, int cycle, Request request, Actor assessor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, assessor, ct);

        var alliance = await OperatingAlliance.Lock(work, allianceId);
        var assessment = await work.Find<ReadAssessment.Stored>(
            $"{ReadAssessment.Stored.Select} where alliance_id = @allianceId and cycle = @cycle order by attempt desc limit 1",
            new { allianceId, cycle });
        IReadOnlyList<Line> proposed = [];
        // Without an assessment there is no such cycle to reckon with.
        if (alliance is not null && assessment is not null)
            (proposed, _) = ReadAssessment.Propose(alliance, cycle, await Target.Of(work, allianceId, cycle),
                await work.Query<ReadAssessment.Report>("select year, late, body::text from annual_report where alliance_id = @allianceId",
                    new { allianceId }));
        if (WhyNot(alliance, assessment, cycle, proposed, request) is { } refusal) return refusal;

        var policy = alliance!.Policy;
        var knockouts = (request.Knockouts ?? []).Select(k => new Knockout(Knockout.CodeOf(k.Kind)!, k.Fact.Trim())).ToList();
        var lines = proposed.Select(line => Given(request, line)).ToList();
        var score = Line.Total(lines);
        var passed = knockouts.Count == 0 && score >= policy.AssessmentPassMark;
        var reason = new Reason(Articles.Operation, Sentence(cycle, knockouts, score, policy.AssessmentPassMark));
        var now = clock.GetUtcNow();
        await work.Execute("""
            update assessment set passed = @passed, score = @score, knockouts = @knockouts, scores = @scores, opinion = @opinion,
              reason_article = @Article, reason_sentence = @Sentence, concluded_at = @now, concluded_by = @Account,
                concluded_by_name = @Name
            where id = @Id
            """, new
        {
            assessment!.Id,
            passed,
            score,
            knockouts = Json.Of(knockouts),
            scores = Json.Of(lines),
            opinion = request.Opinion!.Trim(),
            reason.Article,
            reason.Sentence,
            now,
            assessor.Account,
            assessor.Name,
        });
        await work.Publish(new AssessmentConcluded(allianceId, cycle, assessment.Id, passed, score, reason, now));
        if (passed)
            await letters.Tell(work, Audience.Unit(alliance.LeadUnit.CreditCode), allianceId, $"周期考核合格",
                $"{alliance.Name}第 {cycle} 周期的考核合格，{score} 分，下一个运行周期随即开始。", $"/monitoring/alliances/{allianceId}/assessments/{cycle}",
                Articles.Operation);
        else
            await letters.Tell(work, Audience.Unit(alliance.LeadUnit.CreditCode), allianceId, $"周期考核不合格",
                $"{alliance.Name}第 {cycle} 周期的考核不合格，拟取消认定资格，将公示。理由：{reason.Sentence}。对考核结果不服的，可以在公示期内提出异议；对决定不服的，可以依法申请行政复议或者提起行政诉讼。",
                $"/monitoring/alliances/{allianceId}/assessments/{cycle}", Articles.Operation,
                new($"{alliance.Name}第 {cycle} 个运行周期的考核已经结束，加权得分 {score:0.##} 分，合格线 {policy.AssessmentPassMark:0.##} 分。" +
                    $"考核意见：{request.Opinion!.Trim()}",
                    [reason]));
        await letters.Tell(work, alliance.OtherMembers, allianceId, $"联盟周期考核已有结果",
            $"{alliance.Name}第 {cycle} 周期的考核{Said(passed)}。{Next(passed)}",
            $"/portal", Articles.Operation);
        await work.Record(allianceId, nameof(ConcludeAssessment), new { cycle, assessment.Attempt, passed, score, knockouts, lines },
            reason.Article, alliance.PolicyVersion);
        await work.Commit();
        return new Concluded(passed, score);
    }

    static Word Said(bool passed) => new(passed ? "合格" : "不合格");

    static FormattableString Next(bool passed) => passed ? (FormattableString)$"下一个运行周期随即开始。" : $"拟取消认定资格，将公示。";

    internal static Refusal? WhyNot(
        OperatingAlliance? alliance, ReadAssessment.Stored? assessment, int cycle, IReadOnlyList<Line> proposed, Request request)
    {
        if (OperatingAlliance.Missing(alliance) is { } missing) return missing;
        var version = alliance!.PolicyVersion;
        if (assessment is null)
            return Refusal.Conflict($"第 {cycle} 周期的考核尚未开始，运行周期至 {alliance.EndsOn:yyyy-MM-dd} 届满", Articles.Operation, version);
        if (assessment.ConcludedAt is not null) return Refusal.Conflict($"第 {cycle} 周期的考核已有结论", Articles.Operation, version);

        var faults = new List<Fault>();
        var knockouts = request.Knockouts ?? [];
        for (var i = 0; i < knockouts.Count; i++)
        {
            if (Knockout.CodeOf(knockouts[i].Kind) is null)
                faults.Add(new($"一票否决事项只有虚假、擅自变更、未报告三种", Articles.Operation, $"knockouts[{i}].kind"));
            if (string.IsNullOrWhiteSpace(knockouts[i].Fact)) faults.Add(new($"请写明一票否决的事实", Articles.Operation, $"knockouts[{i}].fact"));
        }
        var scores = request.Scores ?? [];
        for (var i = 0; i < scores.Count; i++)
        {
            var given = scores[i];
            if (proposed.FirstOrDefault(l => l.IndicatorId == given.IndicatorId) is not { } line)
                faults.Add(new($"合同书没有编号为 {given.IndicatorId} 的指标", Articles.Operation, $"scores[{i}].score"));
            else if (scores.Take(i).Any(s => s.IndicatorId == given.IndicatorId))
                faults.Add(new($"指标 {given.IndicatorId} 评了两次分", Articles.Operation, $"scores[{i}].score"));
            else if (given.Score is < 0 or > 100)
                faults.Add(new($"“{Figures.Word(line.Family, line.Name)}”的得分须在 0 至 100 之间", Articles.Operation, $"scores[{i}].score"));
            else if (given.Score is { } score && score != line.ProposedScore && string.IsNullOrWhiteSpace(given.Reason))
                faults.Add(new($"“{Figures.Word(line.Family, line.Name)}”的得分与按目标和完成值计算的不同，须说明理由", Articles.Operation,
                    $"scores[{i}].reason"));
        }
        // A knock-out decides alone; without one every indicator needs a score.
        if (knockouts.Count == 0)
            foreach (var (line, position) in proposed.Select((l, i) => (l, i)))
                if (Given(request, line).Score is null)
                    faults.Add(new($"“{Figures.Word(line.Family, line.Name)}”没有目标值，请直接评分", Articles.Operation,
                        $"scores[{position}].score"));
        if (string.IsNullOrWhiteSpace(request.Opinion)) faults.Add(new($"请填写考核意见", Articles.Operation, "opinion"));
        return faults.Count > 0 ? Refusal.Invalid(faults, version) : null;
    }

    static Line Given(Request request, Line line)
        => request.Scores?.FirstOrDefault(s => s.IndicatorId == line.IndicatorId) is { Score: { } score } given
        ? line with { Score = score, Reason = string.IsNullOrWhiteSpace(given.Reason) ? null : given.Reason.Trim() }
        : line with { Score = line.ProposedScore };

    static string Sentence(int cycle, List<Knockout> knockouts, decimal score, decimal passMark) => knockouts.Count > 0
        ? $"第 {cycle} 周期考核不合格：{string.Join('；', knockouts.Select(k => $"{k.Chinese}（{k.Fact}）"))}"
        : score >= passMark
            ? $"第 {cycle} 周期考核合格：加权得分 {score:0.##} 分，达到合格线 {passMark:0.##} 分"
            : $"第 {cycle} 周期考核不合格：加权得分 {score:0.##} 分，低于合格线 {passMark:0.##} 分";
}
