using System.Diagnostics;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute.Periods;

namespace Alliance.Workflows.Interventions;

/// <summary>
/// An administrator changes something in a case, with a written reason that goes on record. It is carried out at once; where the policy of
/// the case asks for four eyes it is proposed, and another administrator confirms it (<see cref="SettleIntervention"/>).
/// </summary>
[For(Roles.Administrator)]
public sealed class Intervene(Database database, WorkCalendar calendar, TimeProvider clock, LetterWriter letters)
{
    /// <summary>Longest reason.</summary>
    public const int LongestReason = 500;

    public sealed record Answer(Guid InterventionId, InterventionState State);

    public async Task<Outcome<Answer>> Handle(Guid caseId, Change change, string? reason, Actor actor, CancellationToken ct)
    {
        if ((WhyNot(actor) ?? WhyNot(reason)) is { } refusal) return refusal;
        await using var work = await database.Begin(this, actor, ct);
        if (await CaseInHand.Lock(work, caseId) is not { } found) return Refusal.NotFound($"没有这个案件");
        var hands = new Hands(found, work, calendar, clock.GetUtcNow(), reason!.Trim());
        var step = await change.Look(hands);
        if (step.Refusal is { } no) return no;
        if (await work.Find<Guid?>("select id from intervention where case_id = @caseId and what = @What and state = 'Proposed'",
            new { caseId, change.What }) is not null)
            return Refusal.Conflict($"本案件已有同类干预等待确认");

        var id = Guid.CreateVersion7();
        var state = found.Policy.InterventionsFourEyes ? InterventionState.Proposed : InterventionState.CarriedOut;
        await work.Execute("""
            insert into intervention(id, case_id, kind, what, change, reason, state, policy_version, proposed_at,
              proposed_by, proposed_by_name)
            values (@id, @caseId, @Kind, @What, @change, @Reason, @state, @PolicyVersion, @Now, @Account, @Name)
            """, new
        {
            id,
            caseId,
            found.Kind,
            change.What,
            change = Json.Of(change),
            hands.Reason,
            state = state.ToString(),
            found.PolicyVersion,
            hands.Now,
            actor.Account,
            actor.Name
        });
        if (state == InterventionState.Proposed)
            await work.Record(caseId, "ProposeIntervention", new { id, change, hands.Reason }, step.Article, found.PolicyVersion);
        else await CarryOut(id, change, step, hands, actor.Name, letters);
        await work.Commit();
        return new Answer(id, state);
    }

    /// <summary>Carries it out; what was done, by whom and why stands in journal and audit of the same transaction.</summary>
    internal static async Task CarryOut(Guid id, Change change, Step step, Hands hands, string by, LetterWriter letters)
    {
        var (found, work) = (hands.Case, hands.Work);
        var done = await step.CarryOut();
        await work.Execute("update process_case set updated_at = @Now where id = @CaseId and kind = @Kind",
            new { hands.Now, found.CaseId, found.Kind });
        await work.Execute("""
            insert into journal(case_id, kind, at, from_state, to_state, message, message_body, outputs, note, trace_id)
            values (@CaseId, @Kind, @Now, @State, @State, @What, @body, '{}', @Reason, @trace)
            """, new
        {
            found.CaseId,
            found.Kind,
            hands.Now,
            found.State,
            change.What,
            body = Json.Of(new { id, by, change }),
            hands.Reason,
            trace = Activity.Current?.TraceId.ToString()
        });
        // A command that is said again changes nothing for anybody outside.
        if (change is not RepeatCommand && found.LeadCreditCode is { } unit)
            await letters.Tell(work, Audience.Unit(unit), found.CaseId, $"事项的办理有变更",
                $"“{found.Name}”的办理有变更：{change.InWords}。理由：{hands.Reason}",
                found.Kind switch
                {
                    "Recognition" => $"/intake/applications/{found.CaseId}",
                    "Operation" => $"/monitoring/alliances/{found.CaseId}",
                    "Revocation" => $"/monitoring/revocations/{found.CaseId}",
                    // The unit has no page of an upgrade of its own.
                    _ => "/inbox",
                },
                step.Article);
        await work.Record(found.CaseId, change.What, new { id, change, hands.Reason, done }, step.Article, found.PolicyVersion);
    }

    // The pages are read by auditors too; what they show is decided there, what is done is decided here.
    internal static Refusal? WhyNot(Actor actor) => actor.Is(Roles.Administrator) ? null : Refusal.Forbidden($"只有系统管理员可以干预案件");

    internal static Refusal? WhyNot(string? reason) => reason?.Trim() switch
    {
        null or "" => Refusal.Invalid($"请写明理由", field: "reason"),
        { Length: > LongestReason } => Refusal.Invalid($"理由不超过 {LongestReason} 字", field: "reason"),
        _ => null,
    };
}
