using Alliance.Core.Rules;
using Alliance.Engine;

namespace Alliance.Workflows.Interventions;

/// <summary>The case goes on: what came meanwhile is heard first, one by one in its order, then the deadlines that fell due. Who acted in
/// time acted in time.</summary>
public sealed record ResumeCase : Change
{
    /// <inheritdoc/>
    public override FormattableString InWords => $"恢复办理";

    internal override async Task<Step> Look(Hands hands)
        => WhyNot(hands.Case, await IsStuck(hands)) is { } refusal ? refusal : new Step(null, null, async () =>
    {
        var first = await HeldMessages.Release(hands.Work, hands.Case.CaseId, hands.Case.Kind);
        await hands.Work.Execute("""
            update process_case
            set data = data - 'pausedAt' || jsonb_build_object('hears', @first::uuid)
            where id = @CaseId and kind = @Kind
            """, new { first, hands.Case.CaseId, hands.Case.Kind });
        return new { hears = first };
    });

    static async Task<bool> IsStuck(Hands hands) => hands.Case.Hears is { } next
        && await hands.Work.Find<bool>(
            "select exists(select from parked_message where message_id = @next and settlement = 'discarded')", new { next });

    // A message that broke on the way and was discarded leaves the others waiting: resumed again, the case hears the next.
    internal static Refusal? WhyNot(CaseInHand found, bool stuck) => found switch
    {
        { PausedAt: null, Hears: null } => Refusal.Conflict($"案件没有暂停"),
        { PausedAt: null } when !stuck => Refusal.Conflict($"案件已经恢复，正在依次处理暂停期间收到的消息"),
        _ => null,
    };
}
