using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Engine;
using Alliance.Statute.Text;

namespace Alliance.Workflows.Incidents;

/// <summary>An administrator sends messages back once the cause is gone, or gives one up with a written reason. Both go on
/// record.</summary>
[For(Roles.Administrator)]
public sealed class SettleIncident(ParkedMessages parked)
{
    public sealed record Discarding([LongText] string Reason);

    public sealed record Returning(string? Queue);

    public sealed record Returned(int Messages);

    public async Task<Outcome> Return(Guid id, Actor actor, CancellationToken ct)
        => WhyNot(actor) is { } refusal ? refusal : await parked.Return(id, actor, ct);

    public async Task<Outcome<Returned>> ReturnAll(Returning request, Actor actor, CancellationToken ct)
    {
        if (WhyNot(actor) is { } refusal) return refusal;
        var outcome = await parked.ReturnAll(string.IsNullOrWhiteSpace(request.Queue) ? null : request.Queue, actor, ct);
        return outcome.Refusal is { } other ? other : new Returned(outcome.Value);
    }

    public async Task<Outcome> Discard(Guid id, Discarding request, Actor actor, CancellationToken ct)
        => WhyNot(actor) is { } refusal ? refusal : await parked.Discard(id, request.Reason, actor, ct);

    // The pages are read by auditors too; what they show is decided there, what is done is decided here.
    internal static Refusal? WhyNot(Actor actor) => actor.Is(Roles.Administrator) ? null : Refusal.Forbidden($"只有系统管理员可以处理异常消息");
}
