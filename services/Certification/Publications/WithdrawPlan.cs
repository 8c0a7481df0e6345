using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Publications;

/// <summary>What was published wrongly is withdrawn with a reason, and stays named (Art. 7).</summary>
[For(Roles.CertificationOfficer, Roles.DecisionMaker)]
public sealed class WithdrawPlan(Database database, StatutoryClock clock)
{
    /// <param name="Why">For the public.</param>
    public sealed record Request([LongText(1000)] string? Why);

    public async Task<Outcome> Handle(Guid planId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var plan = await Plan.Lock(work, planId);
        if (WhyNot(plan, request) is { } refusal) return refusal;

        await work.Execute("update plan set withdrawn_at = @Now, withdrawn_why = @why where id = @planId",
            new { planId, clock.Now, why = request.Why!.Trim() });
        await work.Record(planId, nameof(WithdrawPlan), request, Articles.Authority);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Plan? plan, Request request) => plan switch
    {
        null => Refusal.NotFound($"没有这份计划或文件"),
        { WithdrawnAt: not null } => Refusal.Conflict($"已经撤回", Articles.Authority),
        _ when string.IsNullOrWhiteSpace(request.Why) => Refusal.Invalid($"请写明撤回的理由", Articles.Authority, "why"),
        _ => null,
    };
}
