using Alliance.Platform.Messaging;
using Alliance.Platform.Rules;

namespace Alliance.Workflows.Interventions;

/// <summary>The case goes on: what came meanwhile is heard first, one by one in its order, then the deadlines that fell due. Who acted in time acted in time.</summary>
public sealed record ResumeCase : Change
{
    /// <inheritdoc/>
    public override FormattableString InWords => $"恢复办理";

    internal override Task<Step> Look(Hands hands) => Task.FromResult<Step>(WhyNot(hands.Case) is { } refusal ? refusal : new Step(null, null, async () =>
    {
        var first = await HeldMessages.Release(hands.Work, hands.Case.CaseId, hands.Case.Kind);
        await hands.Work.Execute("update process_case set data = data - 'pausedAt' || jsonb_build_object('hears', @first::uuid) where id = @CaseId and kind = @Kind", new { first, hands.Case.CaseId, hands.Case.Kind });
        return new { hears = first };
    }));

    // A message that broke on the way and was discarded leaves the others waiting: resumed again, the case hears the next.
    internal static Refusal? WhyNot(CaseInHand found) => found is { PausedAt: null, Hears: null } ? Refusal.Conflict($"案件没有暂停") : null;
}
