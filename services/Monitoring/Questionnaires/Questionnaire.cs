using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;

namespace Alliance.Monitoring.Questionnaires;

/// <summary>A member unit's questionnaire before an assessment; the lead unit never sees it.</summary>
public sealed record Questionnaire
{
    public Guid AssessmentId { get; init; }
    public string UnitCreditCode { get; init; } = "";
    public string UnitName { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
    public DateOnly DueOn { get; init; }
    internal string? Body { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public string? AnsweredByName { get; init; }

    /// <summary>What the unit says; null while it said nothing.</summary>
    public Answers? Answers { get => field ?? (Body is null ? null : Json.Read<Answers>(Body)); init; }

    internal const string Select = """
        select q.assessment_id, q.unit_credit_code, q.unit_name, q.asked_at, q.due_on, q.answers::text as body, q.answered_at,
          q.answered_by_name
        from questionnaire q
        """;

    internal static Task<IReadOnlyList<Questionnaire>> Of(Database database, Guid assessmentId, CancellationToken ct)
        => database.Query<Questionnaire>(Select + " where q.assessment_id = @assessmentId order by q.unit_name", new { assessmentId }, ct);

    /// <summary>Asks every member unit but the lead, where the policy says so.</summary>
    internal static async Task Ask(
        UnitOfWork work, LetterWriter letters, OperatingAlliance alliance, Guid assessmentId, StatutoryClock clock)
    {
        if (alliance.Policy.MemberQuestionnaire is not { } period) return;
        var reckoned = clock.Reckon(period);
        var due = reckoned.LastDay ?? reckoned.NominalLastDay;
        foreach (var unit in Json.Read<List<Unit>>(alliance.MembersJson).Where(unit => unit.CreditCode != alliance.LeadUnitCreditCode)
            .DistinctBy(unit => unit.CreditCode))
        {
            await work.Execute("""
                insert into questionnaire(assessment_id, unit_credit_code, unit_name, asked_at, due_on)
                values (@assessmentId, @CreditCode, @Name, @Now, @due) on conflict do nothing
                """, new { assessmentId, unit.CreditCode, unit.Name, clock.Now, due });
            await letters.Tell(work, Audience.Unit(unit.CreditCode), alliance.Id, $"请填写联盟运行问卷",
                $"{alliance.Name}开始考核，请贵单位在 {due:yyyy-MM-dd} 前独立填写成员单位问卷。问卷不向牵头单位公开。", $"/monitoring/questionnaires/{assessmentId}",
                Articles.Operation);
        }
    }
}
