using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Review.Experts;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Review.Reviews.Panels;

/// <summary>
/// The secretary puts somebody in the place of an expert who must recuse, or who for a stated reason cannot go on, until the opinion is
/// written. A leader's place comes with the lead. A sheet of who goes stays on record and counts no more; who comes scores anew, and until
/// then the sheets are sealed again.
/// </summary>
[For(Roles.ReviewSecretary)]
public sealed class ReplaceExpert(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Account">Who goes.</param>
    /// <param name="By">Who comes.</param>
    /// <param name="Why">Needed where no conflict was stated, and where who comes is related.</param>
    public sealed record Request(string Account, string By, [LongText] string? Why = null);

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor secretary, CancellationToken ct)
    {
        await using var work = await database.Begin(this, secretary, ct);
        var review = await ExpertReview.Lock(work, applicationId);
        var panel = await work.Query<PanelMember>(PanelMember.OfReview, new { applicationId });
        var substitute = await work.Find<Expert>(
            "select account, name, institution, institution_credit_code, field from expert where account = @By", request);
        var wasReplaced = await work.Find<string>("""
            select account from panel_member where application_id = @applicationId and account = @By and replaced_at is not null
            """, new { applicationId, request.By }) is not null;
        var people = await HearApplicants.Of(work, applicationId);
        var others = await work.Query<Expert>("""
            select e.account, e.name, e.institution, e.institution_credit_code, e.field from expert e join panel_member m using (account)
            where m.application_id = @applicationId and m.replaced_at is null and m.account <> @Account
            """, new { applicationId, request.Account });
        var shared = review is null ? [] : await KeepAlliances.Of(work, review.Application.LeadUnit);
        if (WhyNot(review, panel, request, substitute, wasReplaced, people, others, shared) is { } refusal) return refusal;

        await work.Execute("""
            update panel_member set replaced_by = @By, replaced_why = @Why, replaced_at = @now
            where application_id = @applicationId and account = @Account
            """, new { applicationId, request.Account, request.By, Why = request.Why?.Trim(), now = clock.Now });
        await work.Publish(new PanelSeatLeft(applicationId, request.Account, clock.Now));
        await AppointPanel.Seat(work, applicationId, substitute!, panel.Single(m => m.Account == request.Account).IsLeader, clock.Now,
            AppointPanel.Related(substitute!, review!.Application, people, others, shared).Count > 0 ? request.Why?.Trim() : null);
        await work.Execute("""
            update review
            set state = 'Scoring', average_score = null
            where application_id = @applicationId and state = 'AwaitingOpinion'
            """, new { applicationId });
        await letters.Tell(work, Audience.Account(request.Account), applicationId, $"您不再参加这项评审",
            $"“{review.Application.AllianceName}”的评审已由其他专家接替，谢谢您。", $"/review/tasks", Articles.Review);
        await letters.Tell(work, Audience.Account(request.By), applicationId, $"邀请您参加专家评审",
            $"请您评审“{review.Application.AllianceName}”的申报。请先声明是否需要回避，然后独立评分。", $"/review/tasks/{applicationId}", Articles.Review);
        var sheetDropped = panel.Single(m => m.Account == request.Account).SheetIn;
        await work.Record(applicationId, nameof(ReplaceExpert), new { request.Account, request.By, request.Why, sheetDropped },
            Articles.Review, review.Application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(
        ExpertReview? review, IReadOnlyList<PanelMember> panel, Request request, Expert? substitute, bool wasReplaced,
        IReadOnlyList<NamedPerson> people, IReadOnlyList<Expert> others, IReadOnlyList<KeepAlliances.Shared>? shared = null)
    {
        if (review is null) return Refusal.NotFound($"没有这项专家评审");
        if (review.State == ReviewState.Closed) return Refusal.Conflict($"申报已撤回，评审已关闭");
        if (review.State == ReviewState.AwaitingPanel) return Refusal.Conflict($"专家组尚未组建", Articles.Review);
        if (review.State == ReviewState.Concluded) return Refusal.Conflict($"专家组意见已经提交，不能再更换专家", Articles.Review);
        if (panel.FirstOrDefault(m => m.Account == request.Account) is not { } leaving)
            return Refusal.Invalid($"账号“{request.Account}”不在专家组中", field: "account");
        if (leaving.Recusal != Recusal.Conflict && string.IsNullOrWhiteSpace(request.Why))
            return Refusal.Invalid($"专家{leaving.Name}没有声明回避，更换须说明原因", Articles.Review, "why");
        if (substitute is null) return Refusal.Invalid($"专家库中没有账号“{request.By}”", field: "by");
        if (panel.Any(m => m.Account == request.By)) return Refusal.Invalid($"专家{substitute.Name}已在专家组中", field: "by");
        if (wasReplaced) return Refusal.Invalid($"专家{substitute.Name}已退出本次评审，不能再次选用", Articles.Review, "by");
        if (AppointPanel.WhyIneligible(substitute, review.Application) is { } fault)
            return Refusal.Invalid([fault with { Field = "by" }], review.Application.PolicyVersion);
        return string.IsNullOrWhiteSpace(request.Why)
            && AppointPanel.Related(substitute, review.Application, people, others, shared) is { Count: > 0 } related
            ? Refusal.Invalid([.. related.Select(sentence => new Fault(sentence, Articles.Review, "why"))],
                review.Application.PolicyVersion)
            : null;
    }
}
