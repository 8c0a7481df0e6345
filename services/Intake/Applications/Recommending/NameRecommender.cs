using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;

namespace Alliance.Intake.Applications.Recommending;

/// <summary>The lead unit says which 推荐单位 it asks, while it works on its application (Art. 18). Without a word of it the bureau of its
/// district follows where the policy asks for a recommendation.</summary>
[For(Roles.Applicant)]
public sealed class NameRecommender(Database database)
{
    /// <param name="BodyId">Which; null: none in particular.</param>
    public sealed record Request(Guid? BodyId);

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor applicant, CancellationToken ct)
    {
        await using var work = await database.Begin(this, applicant, ct);
        var application = await work.Find<Application>("""
            select id, stage, policy_version, lead_credit_code, former_accounts, recommender_id from application
            where id = @applicationId for update
            """, new { applicationId });
        var body = request.BodyId is null ? null : await work.Find<RecommendingBody>(
            $"{RecommendingBody.Select} where b.id = @BodyId and b.ended_at is null", request);
        if (WhyNot(application, request, body, applicant) is { } refusal) return refusal;

        await work.Execute("update application set recommender_id = @BodyId where id = @applicationId",
            new { applicationId, request.BodyId });
        await work.Record(applicationId, nameof(NameRecommender), new { body = body?.Name }, Articles.Promotion,
            application!.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Application? application, Request request, RecommendingBody? body, Actor applicant)
    {
        if (Application.WhyNotOwner(application, applicant) is { } unknown) return unknown;
        var version = application!.PolicyVersion;
        if (application.Stage is not (Stage.Draft or Stage.Correction))
            return Refusal.Conflict($"申报书已提交，不能再更换推荐单位", Articles.Promotion, version);
        if (request.BodyId is not null && body is null)
            return Refusal.Invalid($"请从名录中选择推荐单位", Articles.Promotion, "bodyId", version);
        return body?.CreditCode == application.LeadCreditCode
            ? Refusal.Invalid($"推荐单位不能推荐本单位牵头的申报", Articles.Promotion, "bodyId", version) : null;
    }
}
