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
/// The secretary appoints the panel (组建专家组): as many experts as the policy asks for, none of them from a member unit, one of them the
/// leader (Art. 10). Who bears the name of somebody the application names, or sits beside another of their own institution, is appointed
/// for a stated reason only; so is whose institution works with the lead unit in a recognised alliance.
/// </summary>
[For(Roles.ReviewSecretary)]
public sealed class AppointPanel(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Experts">Accounts of the pool.</param>
    /// <param name="Leader">One of them.</param>
    /// <param name="Why">Why experts who are related are appointed all the same; needed where there are some.</param>
    public sealed record Request(IReadOnlyList<string> Experts, string Leader, [LongText] string? Why = null);

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor secretary, CancellationToken ct)
    {
        await using var work = await database.Begin(this, secretary, ct);
        var review = await ExpertReview.Lock(work, applicationId);
        var experts = await work.Query<Expert>("""
            select account, name, institution, institution_credit_code, field from expert where account = any(@Accounts)
            """, new { Accounts = (request.Experts ?? []).ToArray() });
        var people = await HearApplicants.Of(work, applicationId);
        var shared = review is null ? [] : await KeepAlliances.Of(work, review.Application.LeadUnit);
        if (WhyNot(review, request, experts, people, shared) is { } refusal) return refusal;

        foreach (var expert in experts)
            await Seat(work, applicationId, expert, expert.Account == request.Leader, clock.Now,
                Related(expert, review!.Application, people, experts, shared).Count > 0 ? request.Why?.Trim() : null);
        await work.Execute("update review set state = 'Scoring' where application_id = @applicationId", new { applicationId });
        await letters.Tell(work, experts.Select(expert => Audience.Account(expert.Account)), applicationId, $"邀请您参加专家评审",
            $"请您评审“{review!.Application.AllianceName}”的申报。请先声明是否需要回避，然后独立评分。", $"/review/tasks/{applicationId}", Articles.Review);
        await work.Record(applicationId, nameof(AppointPanel), request, Articles.Review, review.Application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(
        ExpertReview? review, Request request, IReadOnlyList<Expert> pool, IReadOnlyList<NamedPerson> people,
        IReadOnlyList<KeepAlliances.Shared>? shared = null)
    {
        if (review is null) return Refusal.NotFound($"没有这项专家评审");
        if (review.State == ReviewState.Closed) return Refusal.Conflict($"申报已撤回，评审已关闭");
        if (review.State != ReviewState.AwaitingPanel) return Refusal.Conflict($"专家组已经组建", Articles.Review);

        var chosen = (request.Experts ?? []).Distinct().ToList();
        var faults = new List<Fault>();
        if (chosen.Count < review.Policy.PanelMinimum)
            faults.Add(new($"专家组不少于 {review.Policy.PanelMinimum} 人，目前选择了 {chosen.Count} 人", Articles.Review, "experts"));
        foreach (var account in chosen)
        {
            if (pool.FirstOrDefault(e => e.Account == account) is not { } expert) faults.Add(new($"专家库中没有账号“{account}”", Field: "experts"));
            else if (WhyIneligible(expert, review.Application) is { } fault) faults.Add(fault);
            else if (string.IsNullOrWhiteSpace(request.Why))
                faults.AddRange(Related(expert, review.Application, people, [.. pool.Where(e => chosen.Contains(e.Account))], shared)
                    .Select(sentence => new Fault(sentence, Articles.Review, "why")));
        }
        if (!chosen.Contains(request.Leader)) faults.Add(new($"请从专家组成员中指定一名组长", Articles.Review, "leader"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults, review.Application.PolicyVersion);
    }

    /// <summary>Nobody judges the application of a unit they belong to.</summary>
    internal static Fault? WhyIneligible(Expert expert, ApplicationSummary application)
        => application.Members.FirstOrDefault(m => Same(m.CreditCode, expert.InstitutionCreditCode)
            || Same(m.Name, expert.Institution)) is { } member
            ? new($"专家{expert.Name}所在单位“{member.Name}”是该联盟的成员单位，应当回避", Articles.Review, "experts")
            : null;

    /// <summary>What speaks against an expert without ruling them out; one name can be two people's, so the secretary decides and says
    /// why.</summary>
    internal static IReadOnlyList<FormattableString> Related(
        Expert expert, ApplicationSummary application, IReadOnlyList<NamedPerson> people, IReadOnlyList<Expert> panel,
        IReadOnlyList<KeepAlliances.Shared>? shared = null)
    {
        var related = new List<FormattableString>();
        foreach (var person in people.Where(p => Same(p.Name, expert.Name)))
            related.Add($"专家{expert.Name}与申报书所列的{new Alliance.Statute.Text.Word(person.As)}（{person.Unit}）同名，请核对是否同一人；确需选用的，请说明理由");
        foreach (var alliance in (shared ?? []).Where(one => one.Members.Any(m => Same(m.CreditCode, expert.InstitutionCreditCode)
            || Same(m.Name, expert.Institution))))
            related.Add($"专家{expert.Name}所在单位“{expert.Institution}”与牵头单位“{application.LeadUnit.Name}”同为“{alliance.Name}”的成员单位；确需选用的，请说明理由");
        if (panel.FirstOrDefault(e => e.Account != expert.Account
            && (Same(e.InstitutionCreditCode, expert.InstitutionCreditCode) || Same(e.Institution, expert.Institution))) is { } colleague)
            related.Add($"专家{expert.Name}与专家{colleague.Name}来自同一单位“{expert.Institution}”，专家组宜来自不同单位；确需选用的，请说明理由");
        return related;
    }

    static bool Same(string one, string other) => TypedText.Letters(one) is { Length: > 0 } key && key == TypedText.Letters(other);

    /// <summary>Gives an expert a place on the panel.</summary>
    internal static async Task Seat(
        UnitOfWork work, Guid applicationId, Expert expert, bool isLeader, DateTimeOffset now, string? relatedWhy)
    {
        await work.Execute("""
            insert into panel_member(application_id, account, name, institution, is_leader, appointed_at, told, related_why)
            values (@applicationId, @Account, @Name, @Institution, @isLeader, @now, true, @relatedWhy)
            """, new { applicationId, expert.Account, expert.Name, expert.Institution, isLeader, now, relatedWhy });
        await work.Publish(new PanelSeatTaken(applicationId, expert.Account, now));
    }
}
