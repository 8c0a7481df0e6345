using Alliance.Core.Rules;
using Alliance.Statute.Text;

namespace Alliance.Workflows.Interventions;

/// <summary>
/// Holds a case. What waits is the machine: messages are kept and deadlines do not fire. The periods of the statute run on, and rights end
/// when they end by law, whether the machine is held or not.
/// </summary>
public sealed record PauseCase : Change
{
    public sealed record Request([LongText] string? Reason);

    /// <inheritdoc/>
    public override FormattableString InWords => $"暂停办理";

    internal override Task<Step> Look(Hands hands)
        => Task.FromResult<Step>(WhyNot(hands.Case) is { } refusal ? refusal : new Step(null, null, async () =>
    {
        await hands.Work.Execute("""
            update process_case
            set data = data || jsonb_build_object('pausedAt', @Now::timestamptz)
            where id = @CaseId and kind = @Kind
            """, new { hands.Now, hands.Case.CaseId, hands.Case.Kind });
        var waiting = await hands.Work
            .Execute("""
                update deadline
                set paused = true
                where case_id = @CaseId and kind = @Kind and fired_at is null and cancelled_at is null
                """, hands.Case);
        return new { waiting };
    }));

    internal static Refusal? WhyNot(CaseInHand found) => found switch
    {
        { Ended: true } => Refusal.Conflict($"案件已经办结，不能暂停"),
        { PausedAt: not null } => Refusal.Conflict($"案件已经暂停"),
        _ => null,
    };
}
