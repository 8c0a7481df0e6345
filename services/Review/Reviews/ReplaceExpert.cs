using Alliance.Contracts;
using Alliance.Platform.Data;
using Alliance.Platform.Hosting;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;
using Alliance.Review.Experts;
using Alliance.Statute.Text;

namespace Alliance.Review.Reviews;

/// <summary>The secretary puts somebody in the place of an expert who must recuse, or who for a stated reason cannot go on. A leader's place comes with the lead.</summary>
[For(Roles.ReviewSecretary)]
public sealed class ReplaceExpert(Database database, StatutoryClock clock)
{
    /// <param name="Account">Who goes.</param>
    /// <param name="By">Who comes.</param>
    /// <param name="Why">Needed where no conflict was stated.</param>
    public sealed record Request(string Account, string By, [LongText] string? Why = null);

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor secretary, CancellationToken ct)
    {
        await using var work = await database.Begin(this, secretary, ct);
        var review = await ExpertReview.Lock(work, applicationId);
        var panel = await work.Query<PanelMember>(PanelMember.OfReview, new { applicationId });
        var substitute = await work.Find<Expert>("select account, name, institution, institution_credit_code, field from expert where account = @By", request);
        var wasReplaced = await work.Find<string>("""
            select account from panel_member where application_id = @applicationId and account = @By and replaced_at is not null
            """, new { applicationId, request.By }) is not null;
        if (WhyNot(review, panel, request, substitute, wasReplaced) is { } refusal) return refusal;

        await work.Execute("""
            update panel_member set replaced_by = @By, replaced_why = @Why, replaced_at = @now where application_id = @applicationId and account = @Account
            """, new { applicationId, request.Account, request.By, Why = request.Why?.Trim(), now = clock.Now });
        await work.Publish(new PanelSeatLeft(applicationId, request.Account, clock.Now));
        await AppointPanel.Seat(work, applicationId, substitute!, panel.Single(m => m.Account == request.Account).IsLeader, clock.Now);
        await work.Record(applicationId, nameof(ReplaceExpert), request, "Art. 10", review!.Application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(ExpertReview? review, IReadOnlyList<PanelMember> panel, Request request, Expert? substitute, bool wasReplaced)
    {
        if (review is null) return Refusal.NotFound($"没有这项专家评审");
        if (review.State == ReviewState.Closed) return Refusal.Conflict($"申报已撤回，评审已关闭");
        if (review.State != ReviewState.Scoring) return Refusal.Conflict($"只有评分阶段可以更换专家", "Art. 10");
        if (panel.FirstOrDefault(m => m.Account == request.Account) is not { } leaving) return Refusal.Invalid($"账号“{request.Account}”不在专家组中", field: "account");
        if (leaving.SheetIn) return Refusal.Conflict($"专家{leaving.Name}的评分表已提交，不能更换", "Art. 10");
        if (leaving.Recusal != Recusal.Conflict && string.IsNullOrWhiteSpace(request.Why))
            return Refusal.Invalid($"专家{leaving.Name}没有声明回避，更换须说明原因", "Art. 10", "why");
        if (substitute is null) return Refusal.Invalid($"专家库中没有账号“{request.By}”", field: "by");
        if (panel.Any(m => m.Account == request.By)) return Refusal.Invalid($"专家{substitute.Name}已在专家组中", field: "by");
        if (wasReplaced) return Refusal.Invalid($"专家{substitute.Name}已退出本次评审，不能再次选用", "Art. 10", "by");
        return AppointPanel.WhyIneligible(substitute, review.Application) is { } fault
            ? Refusal.Invalid([fault with { Field = "by" }], review.Application.PolicyVersion)
            : null;
    }
}
