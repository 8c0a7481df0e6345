using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Intake.Applications;
using Alliance.Statute;
using Alliance.Statute.Eligibility;
using Alliance.Statute.Text;

namespace Alliance.Intake.FormalReview;

/// <summary>An officer writes down, condition by condition, whether Art. 8 is met (Art. 10). May be done in several sittings and changed
/// until the decision.</summary>
[For(Roles.IntakeOfficer)]
public sealed class JudgeConditions(Database database, StatutoryClock clock)
{
    /// <summary>The judgements to write down.</summary>
    public sealed record Request
    {
        public IReadOnlyList<Judgement> Judgements { get; init; } = [];
    }

    /// <summary>One condition, met or not, in a sentence.</summary>
    public sealed record Judgement
    {
        public string Code { get; init; } = "";
        public bool Met { get; init; }
        [LongText] public string Sentence { get; init; } = "";
    }

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var application = await work.Find<Application>("""
            select a.id, a.stage, a.form::text, a.policy_version, a.submissions,
              exists(select 1 from officer_recusal r where r.application_id = a.id and r.account = @Account) as recused
            from application a where a.id = @applicationId for update
            """, new { applicationId, officer.Account });
        if (WhyNot(application, request) is { } refusal) return refusal;

        foreach (var judgement in request.Judgements)
            await work.Execute("""
                insert into judgement(application_id, submission, code, met, sentence, judged_at, judged_by, judged_by_name)
                values (@applicationId, @Submissions, @Code, @Met, @Sentence, @Now, @Account, @Name)
                on conflict (application_id, submission, code)
                do update set met = excluded.met, sentence = excluded.sentence, judged_at = excluded.judged_at,
                  judged_by = excluded.judged_by, judged_by_name = excluded.judged_by_name
                """, new
            {
                applicationId,
                application!.Submissions,
                judgement.Code,
                judgement.Met,
                Sentence = judgement.Sentence.Trim(),
                clock.Now,
                officer.Account,
                officer.Name
            });
        await work.Record(applicationId, nameof(JudgeConditions), request, Articles.Review, application!.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Application? application, Request request)
    {
        if (application is null || application.Stage == Stage.Draft) return Application.Unknown;
        if (application.Stage != Stage.FormalReview)
            return Refusal.Conflict($"只有形式审查中的申请可以填写审查意见", Articles.Review, application.PolicyVersion);
        if (Officers.WhyNot(application) is { } recused) return recused;

        var known = Conditions.Judge(application.ReadForm(), application.Policy).ToDictionary(f => f.Code);
        List<Fault> faults = [];
        for (var i = 0; i < request.Judgements.Count; i++)
        {
            var judgement = request.Judgements[i];
            if (!known.TryGetValue(judgement.Code, out var finding))
                faults.Add(new($"没有条件 {judgement.Code}", Articles.Lead, $"judgements[{i}].code"));
            else if (!judgement.Met && string.IsNullOrWhiteSpace(judgement.Sentence))
                faults.Add(new($"认为条件 {judgement.Code} 不符合的，请写明理由", finding.Article, $"judgements[{i}].sentence"));
            else if (judgement.Met && finding.TakesReason && string.IsNullOrWhiteSpace(judgement.Sentence))
                faults.Add(new($"条件 {judgement.Code} 的自动核对有疑点，认定为符合的，请写明核实的情况", finding.Article, $"judgements[{i}].sentence"));
        }
        return faults.Count > 0 ? Refusal.Invalid(faults, application.PolicyVersion) : null;
    }
}
