using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Monitoring.Questionnaires;

/// <summary>A member unit's own questionnaire.</summary>
[For(Roles.Member, Roles.Applicant)]
public sealed class ReadQuestionnaire(Database database)
{
    /// <param name="AllianceName">Of which alliance.</param>
    /// <param name="LeadUnitName">Its lead unit.</param>
    /// <param name="Cycle">The cycle that is assessed.</param>
    /// <param name="IsOpen">True until a result is proposed.</param>
    /// <param name="Own">What the unit was asked, and said.</param>
    public sealed record View(string AllianceName, string LeadUnitName, int Cycle, bool IsOpen, Questionnaire Own);

    sealed record Head(string Name, string LeadUnitName, int Cycle, bool IsOpen);

    public async Task<Outcome<View>> Handle(Guid assessmentId, Actor member, CancellationToken ct)
    {
        var own = member.Unit is null ? null : await database.Find<Questionnaire>(
            Questionnaire.Select + " where q.assessment_id = @assessmentId and q.unit_credit_code = @CreditCode",
            new { assessmentId, member.Unit.CreditCode }, ct);
        if (own is null) return Refusal.NotFound($"没有请贵单位填写的问卷");
        var head = (await database.Find<Head>("""
            select a.name, a.lead_unit_name, s.cycle, s.concluded_at is null and a.closed_at is null and not exists (
              select 1 from assessment_proposal p where p.assessment_id = s.id and p.returned_at is null) as is_open
            from assessment s join alliance a on a.id = s.alliance_id where s.id = @assessmentId
            """, new { assessmentId }, ct))!;
        return new View(head.Name, head.LeadUnitName, head.Cycle, head.IsOpen, own);
    }
}
