using Alliance.Platform.Messaging;
using Alliance.Platform.Rules;

namespace Alliance.Workflows.Interventions;

/// <summary>The case goes on: what came meanwhile is heard first, in its order, then the deadlines that fell due. Who acted in time acted in time.</summary>
public sealed record ResumeCase : Change
{
    /// <inheritdoc/>
    public override FormattableString InWords => $"恢复办理";

    internal override Task<Step> Look(Hands hands) => Task.FromResult<Step>(WhyNot(hands.Case) is { } refusal ? refusal : new Step(null, null, async () =>
    {
        await hands.Work.Execute("update process_case set data = data - 'pausedAt' where id = @CaseId and kind = @Kind", hands.Case);
        var heard = await HeldMessages.Release(hands.Work, hands.Case.CaseId, hands.Case.Kind);
        await hands.Work.Execute("update deadline set paused = false where case_id = @CaseId and kind = @Kind and paused", hands.Case);
        return new { heard };
    }));

    internal static Refusal? WhyNot(CaseInHand found) => found.PausedAt is null ? Refusal.Conflict($"案件没有暂停") : null;
}
