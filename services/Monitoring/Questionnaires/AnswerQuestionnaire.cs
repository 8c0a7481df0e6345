using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;

namespace Alliance.Monitoring.Questionnaires;

/// <summary>A member unit says by itself what it knows of the cycle that is assessed (Art. 14). It may say it anew until the assessor
/// proposes a result; the lead unit never sees it.</summary>
[For(Roles.Member, Roles.Applicant)]
public sealed class AnswerQuestionnaire(Database database, StatutoryClock clock)
{
    public async Task<Outcome> Handle(Guid assessmentId, Answers answers, Actor member, CancellationToken ct)
    {
        await using var work = await database.Begin(this, member, ct);
        var open = await work.Find<Open>("""
            select s.alliance_id, s.cycle, a.policy_version, s.concluded_at is null and a.closed_at is null and not exists (
              select 1 from assessment_proposal p where p.assessment_id = s.id and p.returned_at is null) as is_open
            from questionnaire q join assessment s on s.id = q.assessment_id join alliance a on a.id = s.alliance_id
            where q.assessment_id = @assessmentId and q.unit_credit_code = @unit for update of q
            """, new { assessmentId, unit = member.Unit?.CreditCode });
        if (WhyNot(open, answers) is { } refusal) return refusal;

        await work.Execute("""
            update questionnaire set answers = @body::jsonb, answered_at = @Now, answered_by = @Account, answered_by_name = @Name
            where assessment_id = @assessmentId and unit_credit_code = @CreditCode
            """, new
        {
            assessmentId,
            member.Unit!.CreditCode,
            body = Json.Write(answers),
            clock.Now,
            member.Account,
            member.Name,
        });
        // That it answered is on record with the case; what it said is not, since the lead unit reads that record.
        await work.Record(open!.AllianceId, nameof(AnswerQuestionnaire), new { open.Cycle, unit = member.Unit.Name }, Articles.Operation,
            open.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal sealed record Open
    {
        public Guid AllianceId { get; init; }
        public int Cycle { get; init; }
        public string PolicyVersion { get; init; } = "";
        public bool IsOpen { get; init; }
    }

    internal static Refusal? WhyNot(Open? open, Answers answers)
    {
        if (open is null) return Refusal.NotFound($"没有请贵单位填写的问卷");
        if (!open.IsOpen) return Refusal.Conflict($"考核结果已经拟定，问卷不能再填写", Articles.Operation, open.PolicyVersion);
        var faults = new List<Fault>();
        if (answers.TakesPart is null) faults.Add(new($"请选择贵单位是否仍参加联盟", Articles.Operation, "takesPart"));
        if (answers.RdInvestmentFen is null or < 0) faults.Add(new($"请填写本周期的研发投入，没有的填 0", Articles.Operation, "rdInvestmentFen"));
        if (answers.JointProjects is null or < 0) faults.Add(new($"请填写参加的联合研发项目数，没有的填 0", Articles.Operation, "jointProjects"));
        if (answers.Meetings is null or < 0) faults.Add(new($"请填写参加的会议和活动次数，没有的填 0", Articles.Operation, "meetings"));
        if (answers.GrantReceivedFen is null or < 0) faults.Add(new($"请填写收到的引导经费，没有的填 0", Articles.Operation, "grantReceivedFen"));
        if (answers.BenefitSharing is null) faults.Add(new($"请选择利益分享协议的履行情况", Articles.Operation, "benefitSharing"));
        if (answers.Satisfaction is null or < 1 or > 5) faults.Add(new($"请选择对牵头单位工作的评价", Articles.Operation, "satisfaction"));
        return faults.Count > 0 ? Refusal.Invalid(faults, open.PolicyVersion) : null;
    }
}
