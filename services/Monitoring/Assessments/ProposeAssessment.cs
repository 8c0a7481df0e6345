using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Contracts;
using Alliance.Monitoring.Delivery;
using Alliance.Statute;
using Alliance.Statute.Operation;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Assessments;

/// <summary>
/// The assessor proposes the result of a 考核: knock-outs first, then the scores that target and reports give, confirmed or corrected with a
/// reason. 合格 takes no knock-out and a weighted score of at least the policy's pass mark (Art. 14). Where the policy says so, the lead unit
/// states what it has to say first, and another person confirms; else it is concluded with that.
/// </summary>
[For(Roles.Assessor)]
public sealed class ProposeAssessment(Database database, StatutoryClock clock, LetterWriter letters)
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
    /// <param name="Passed">合格, or better.</param>
    /// <param name="Score">The weighted sum.</param>
    /// <param name="Grade">The grade by the policy.</param>
    /// <param name="Concluded">True where the policy asks for nobody else.</param>
    /// <param name="StatementDueOn">Until when the lead unit states; null where it is not asked.</param>
    public sealed record Result(bool Passed, decimal Score, string Grade, bool Concluded, DateOnly? StatementDueOn);

    public async Task<Outcome<Result>> Handle(Guid allianceId, int cycle, Request request, Actor assessor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, assessor, ct);

        var alliance = await OperatingAlliance.Lock(work, allianceId);
        var assessment = await ReadAssessment.Stored.Latest(work, allianceId, cycle);
        var standing = assessment is null ? null : await Proposed.LockStanding(work, assessment.Id);
        IReadOnlyList<Line> lines = [];
        // Without an assessment there is no such cycle to reckon with.
        if (alliance is not null && assessment is not null)
            (lines, _) = ReadAssessment.Propose(alliance, cycle, await Target.Of(work, allianceId, cycle),
                await work.Query<ReadAssessment.Report>("select year, late, body::text from annual_report where alliance_id = @allianceId",
                    new { allianceId }));
        var heard = assessment is null ? 0 : AssessmentPanel.Heard(await AssessmentPanel.Of(work, assessment.Id));
        if (WhyNot(alliance, assessment, standing is not null, cycle, heard, lines, request) is { } refusal) return refusal;

        var policy = alliance!.Policy;
        var knockouts = (request.Knockouts ?? []).Select(k => new Knockout(Knockout.CodeOf(k.Kind)!, k.Fact.Trim())).ToList();
        var scored = lines.Select(line => Given(request, line)).ToList();
        var score = Line.Total(scored);
        var grade = Grading.Of(score, knockouts.Count > 0, policy);
        var passed = Grading.IsPassed(score, knockouts.Count > 0, policy);
        var proposal = new ProposedResult(knockouts, scored, score, passed, grade, request.Opinion!.Trim(),
            new Reason(Articles.Operation, Sentence(cycle, knockouts, score, policy.AssessmentPassMark, grade, passed)));
        var now = clock.Now;
        var statement = policy.AssessmentStatement is { } period ? clock.Reckon(period) : null;
        var due = statement is null ? null : statement.LastDay ?? (DateOnly?)statement.NominalLastDay;
        await work.Execute("""
            insert into assessment_proposal(assessment_id, number, body, proposed_at, proposed_by, proposed_by_name, statement_due_on,
              over_told_at)
            select @Id, coalesce(max(number), 0) + 1, @body::jsonb, @now, @Account, @Name, @due, @told
            from assessment_proposal where assessment_id = @Id
            """, new
        {
            assessment!.Id,
            body = Json.Write(proposal),
            now,
            assessor.Account,
            assessor.Name,
            due,
            // Without a statement the second person is told at once.
            told = due is null ? now : (DateTimeOffset?)null,
        });
        await work.Record(allianceId, nameof(ProposeAssessment), new { cycle, proposal.Passed, proposal.Score, grade, due },
            Articles.Operation,
            policy.Version);
        var concluded = due is null && !policy.AssessmentFourEyes;
        if (concluded) await ConcludeAssessment.Conclude(work, letters, alliance, assessment.Id, cycle, proposal, assessor, now);
        else if (due is { } until) await AskForStatement(work, alliance, assessment.Id, cycle, proposal, until, now);
        else await ConcludeAssessment.TellSecond(work, letters, alliance, cycle);
        await work.Commit();
        return new Result(passed, score, grade, concluded, due);
    }

    async Task AskForStatement(
        UnitOfWork work, OperatingAlliance alliance, Guid assessmentId, int cycle, ProposedResult proposal, DateOnly until,
        DateTimeOffset now)
    {
        var grade = new Word(proposal.Grade);
        var letter = await letters.Tell(work, Audience.Unit(alliance.LeadUnitCreditCode), alliance.Id, $"考核结果告知",
            $"{alliance.Name}第 {cycle} 周期的拟定考核结果为{grade}，{proposal.Score:0.##} 分。有意见的，请在 {until:yyyy-MM-dd} 前陈述；没有意见的，也可以说明。",
            $"/monitoring/alliances/{alliance.Id}/assessments/{cycle}", Articles.Operation,
            new($"{alliance.Name}第 {cycle} 个运行周期的考核，拟定结果为{proposal.Grade}，加权得分 {proposal.Score:0.##} 分。考核意见：{proposal.Opinion}",
                [proposal.Reason], Appealable: false));
        await Delivered.Expect(work, letter, alliance.Id, assessmentId, "考核结果告知书", alliance.LeadUnit, Roles.Assessor, now);
    }

    internal static Refusal? WhyNot(
        OperatingAlliance? alliance, ReadAssessment.Stored? assessment, bool stands, int cycle, int heard, IReadOnlyList<Line> proposed,
        Request request)
    {
        if (OperatingAlliance.Missing(alliance) is { } missing) return missing;
        var version = alliance!.PolicyVersion;
        if (assessment is null)
            return Refusal.Conflict($"第 {cycle} 周期的考核尚未开始，运行周期至 {alliance.EndsOn:yyyy-MM-dd} 届满", Articles.Operation, version);
        if (assessment.ConcludedAt is not null) return Refusal.Conflict($"第 {cycle} 周期的考核已有结论", Articles.Operation, version);
        if (stands) return Refusal.Conflict($"第 {cycle} 周期的考核结果已经拟定，等待陈述和复核", Articles.Operation, version);
        if (alliance.Policy.AssessmentExperts is { } least && heard < least)
            return Refusal.Conflict($"拟定结果以前须听取不少于 {least} 名专家的意见，已登记 {heard} 名", Articles.Operation, version);

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

    static string Sentence(int cycle, List<Knockout> knockouts, decimal score, decimal passMark, string grade, bool passed)
        => knockouts.Count > 0
        ? $"第 {cycle} 周期考核{grade}：{string.Join('；', knockouts.Select(k => $"{k.Chinese}（{k.Fact}）"))}"
        : passed
            ? $"第 {cycle} 周期考核{grade}：加权得分 {score:0.##} 分，达到合格线 {passMark:0.##} 分"
            : $"第 {cycle} 周期考核{grade}：加权得分 {score:0.##} 分，低于合格线 {passMark:0.##} 分";
}
