using Alliance.Contracts;
using Alliance.Platform.Data;
using Alliance.Platform.Hosting;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;
using Alliance.Review.Experts;

namespace Alliance.Review.Reviews;

/// <summary>The secretary appoints the panel (组建专家组): as many experts as the policy asks for, none of them from a member unit, one of them the leader (Art. 10).</summary>
[For(Roles.ReviewSecretary)]
public sealed class AppointPanel(Database database, StatutoryClock clock)
{
    public sealed record Request(IReadOnlyList<string> Experts, string Leader);

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor secretary, CancellationToken ct)
    {
        await using var work = await database.Begin(this, secretary, ct);
        var review = await ExpertReview.Lock(work, applicationId);
        var experts = await work.Query<Expert>("""
            select account, name, institution, institution_credit_code, field from expert where account = any(@Accounts)
            """, new { Accounts = (request.Experts ?? []).ToArray() });
        if (WhyNot(review, request, experts) is { } refusal) return refusal;

        foreach (var expert in experts)
            await Seat(work, applicationId, expert, expert.Account == request.Leader, clock.Now);
        await work.Execute("update review set state = 'Scoring' where application_id = @applicationId", new { applicationId });
        await work.Record(applicationId, nameof(AppointPanel), request, "Art. 10", review!.Application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(ExpertReview? review, Request request, IReadOnlyList<Expert> pool)
    {
        if (review is null) return Refusal.NotFound($"没有这项专家评审");
        if (review.State == ReviewState.Closed) return Refusal.Conflict($"申报已撤回，评审已关闭");
        if (review.State != ReviewState.AwaitingPanel) return Refusal.Conflict($"专家组已经组建", "Art. 10");

        var chosen = (request.Experts ?? []).Distinct().ToList();
        var faults = new List<Fault>();
        if (chosen.Count < review.Policy.PanelMinimum)
            faults.Add(new($"专家组不少于 {review.Policy.PanelMinimum} 人，目前选择了 {chosen.Count} 人", "Art. 10", "experts"));
        foreach (var account in chosen)
        {
            if (pool.FirstOrDefault(e => e.Account == account) is not { } expert) faults.Add(new($"专家库中没有账号“{account}”", Field: "experts"));
            else if (WhyIneligible(expert, review.Application) is { } fault) faults.Add(fault);
        }
        if (!chosen.Contains(request.Leader)) faults.Add(new($"请从专家组成员中指定一名组长", "Art. 10", "leader"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults, review.Application.PolicyVersion);
    }

    /// <summary>Nobody judges the application of a unit they belong to.</summary>
    internal static Fault? WhyIneligible(Expert expert, ApplicationSummary application)
        => application.Members.FirstOrDefault(m => m.CreditCode == expert.InstitutionCreditCode || m.Name == expert.Institution) is { } member
            ? new($"专家{expert.Name}所在单位“{member.Name}”是该联盟的成员单位，应当回避", "Art. 10", "experts")
            : null;

    /// <summary>Gives an expert a place on the panel.</summary>
    internal static async Task Seat(UnitOfWork work, Guid applicationId, Expert expert, bool isLeader, DateTimeOffset now)
    {
        await work.Execute("""
            insert into panel_member(application_id, account, name, institution, is_leader, appointed_at, told)
            values (@applicationId, @Account, @Name, @Institution, @isLeader, @now, true)
            """, new { applicationId, expert.Account, expert.Name, expert.Institution, isLeader, now });
        await work.Publish(new PanelSeatTaken(applicationId, expert.Account, now));
    }
}
