using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute.Periods;
using Alliance.Statute.Text;

namespace Alliance.Workflows.Interventions;

/// <summary>Another administrator confirms a proposed intervention, and it is carried out on the case as it is then; or it is rejected,
/// with a reason.</summary>
[For(Roles.Administrator)]
public sealed class SettleIntervention(Database database, WorkCalendar calendar, TimeProvider clock, LetterWriter letters)
{
    public sealed record Rejecting(string Reason);

    public async Task<Outcome> Confirm(Guid id, Actor actor, CancellationToken ct)
    {
        if (Intervene.WhyNot(actor) is { } refusal) return refusal;
        await using var work = await database.Begin(this, actor, ct);
        var proposed = await Lock(work, id);
        if (WhyNotConfirm(proposed, actor) is { } no) return no;
        var found = (await CaseInHand.Lock(work, proposed!.CaseId))!;
        var hands = new Hands(found, work, calendar, clock.GetUtcNow(), proposed.Reason);
        var change = Change.FromJson(proposed.Change);
        // The case may have moved since: it is looked at again.
        var step = await change.Look(hands);
        if (step.Refusal is { } notAnyMore) return notAnyMore;
        await Settle(work, id, InterventionState.CarriedOut, null, hands.Now);
        await Intervene.CarryOut(id, change, step, hands, $"{proposed.ProposedByName}、{actor.Name}", letters);
        await work.Commit();
        return Outcome.Done;
    }

    public async Task<Outcome> Reject(Guid id, Rejecting request, Actor actor, CancellationToken ct)
    {
        if ((Intervene.WhyNot(actor) ?? Intervene.WhyNot(request.Reason)) is { } refusal) return refusal;
        await using var work = await database.Begin(this, actor, ct);
        var proposed = await Lock(work, id);
        if (WhyNotSettle(proposed) is { } no) return no;
        await Settle(work, id, InterventionState.Rejected, request.Reason.Trim(), clock.GetUtcNow());
        await work.Record(proposed!.CaseId, "RejectIntervention", new { id, request.Reason }, policyVersion: proposed.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNotConfirm(Proposed? proposed, Actor actor) => WhyNotSettle(proposed)
        ?? (proposed!.ProposedBy == actor.Account
            ? Refusal.Conflict($"提出干预的人不能自己确认，须由另一名系统管理员确认", policyVersion: proposed.PolicyVersion) : null);

    internal static Refusal? WhyNotSettle(Proposed? proposed) => proposed switch
    {
        null => Refusal.NotFound($"没有这项干预"),
        { State: not InterventionState.Proposed } => Refusal.Conflict($"该项干预已经处理"),
        _ => null,
    };

    static Task<Proposed?> Lock(UnitOfWork work, Guid id) => work.Find<Proposed>("""
        select case_id, change::text as change, reason, state, policy_version, proposed_by, proposed_by_name from intervention
        where id = @id for update
        """, new { id });

    static Task<int> Settle(UnitOfWork work, Guid id, InterventionState state, string? why, DateTimeOffset now) => work.Execute("""
        update intervention set state = @state, settled_at = @now, settled_by = @Account, settled_by_name = @Name,
          settlement = @why where id = @id
        """, new { id, state = state.ToString(), now, work.Actor.Account, work.Actor.Name, why });

    internal sealed record Proposed
    {
        public Guid CaseId { get; init; }
        public string Change { get; init; } = "";
        [LongText] public string Reason { get; init; } = "";
        public InterventionState State { get; init; }
        public string PolicyVersion { get; init; } = "";
        public string ProposedBy { get; init; } = "";
        public string ProposedByName { get; init; } = "";
    }
}
