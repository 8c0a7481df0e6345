using Alliance.Core.Rules;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Statute.Text;

namespace Alliance.Workflows.Interventions;

/// <summary>
/// A case goes on under a newer policy version, from the next stage that is opened for it. What was begun ends under the version it was
/// begun with, in every service, and deadlines that run stay as they are: no right that runs is shortened.
/// </summary>
/// <param name="To">The version.</param>
public sealed record MigrateCase(string To) : Change
{
    /// <summary>Several cases at once; each is looked at by itself.</summary>
    public sealed record Request(IReadOnlyList<Guid> CaseIds, string To, [LongText] string? Reason);

    /// <summary>Most cases at once.</summary>
    public const int Most = 100;

    /// <inheritdoc/>
    public override FormattableString InWords => $"下一环节起改用政策版本 {To}";

    internal override Task<Step> Look(Hands hands)
        => Task.FromResult<Step>(WhyNot(hands.Case, To, BeijingTime.DayOf(hands.Now)) is { } refusal ? refusal
            : new Step(null, Articles.EntryIntoForce, async () =>
    {
        await hands.Work.Execute("""
            update process_case
            set data = data || jsonb_build_object('nextPolicyVersion', @To::text)
            where id = @CaseId and kind = @Kind
            """, new { To, hands.Case.CaseId, hands.Case.Kind });
        return new { from = hands.Case.PolicyVersion, to = To };
    }));

    internal static Refusal? WhyNot(CaseInHand found, string to, DateOnly today)
    {
        if (found.Ended) return Refusal.Conflict($"案件已经办结，不再适用新的政策版本");
        if (PolicyBook.Known(to) is not { } policy) return Refusal.Invalid($"没有政策版本 {to}", field: "to");
        if (policy.Status != PolicyStatus.InForce || policy.Document.EffectiveFrom > today)
            return Refusal.Invalid($"政策版本 {to} 尚未施行", Articles.EntryIntoForce, "to");
        if ((found.NextPolicyVersion ?? found.PolicyVersion) == to) return Refusal.Conflict($"案件已经适用政策版本 {to}");
        if (policy.Document.EffectiveFrom <= found.Policy.Document.EffectiveFrom)
            return Refusal.Invalid($"只能改用比 {found.PolicyVersion} 更新的政策版本", Articles.EntryIntoForce, "to");
        if (found.Kind == "Operation" && policy.CycleMonths != found.Policy.CycleMonths)
            return Refusal.Conflict($"政策版本 {to} 的运行周期长度不同，与已按原版本计算的周期不能衔接", Articles.Operation);
        return null;
    }

    /// <summary>The stage from which a case in this state goes on under the new version; the key of its translation.</summary>
    public static string From(string kind, string state) => (kind, state) switch
    {
        ("Operation", _) => "下一运行周期",
        ("Upgrade", _) => "推荐升级",
        ("Revocation", _) => "撤销",
        (_, "FormalReview" or "Correction") => "专家评审",
        (_, "ExpertReview") => "认定决定",
        _ => "认定之后的经费和运行",
    };

    /// <summary>The versions a case could go on under today.</summary>
    public static IReadOnlyList<Policy> Newer(string version, DateOnly today) => PolicyBook.Known(version) is not { } old ? []
        : [.. PolicyBook.All.Where(policy => policy.Status == PolicyStatus.InForce && policy.Document.EffectiveFrom <= today
            && policy.Document.EffectiveFrom > old.Document.EffectiveFrom)];
}
