using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute.Policies;

namespace Alliance.Intake.Applications.Recommending;

/// <summary>Who is asked to recommend an application and what was said of it, for whoever may read the application (Art. 18).</summary>
[ForReadingByStaff(Roles.Applicant, Roles.Expert, Roles.Recommender)]
public sealed class ReadRecommendations(Database database)
{
    /// <summary>What is known of it.</summary>
    public sealed record View
    {
        public Guid ApplicationId { get; init; }
        /// <summary>True where its policy asks for one before it passes formal review.</summary>
        public bool Required { get; init; }
        /// <summary>Who is asked; before submission who would be. Null: nobody in particular.</summary>
        public Body? Asked { get; init; }
        /// <summary>True where the lead unit named them itself.</summary>
        public bool IsNamed { get; init; }
        /// <summary>Until when it is expected, where the policy asks for it.</summary>
        public DateTimeOffset? DueAt { get; init; }
        /// <summary>What was said; what was withdrawn is for the bureau, the lead unit and who said it.</summary>
        public IReadOnlyList<Recommendation> Items { get; init; } = [];
        /// <summary>Whom the lead unit may ask, while it works on its application.</summary>
        public IReadOnlyList<Body> Bodies { get; init; } = [];
        /// <summary>True for a body that may say something now.</summary>
        public bool MayRecommend { get; init; }
        /// <summary>True for a body that may take back what it said.</summary>
        public bool MayWithdraw { get; init; }
        /// <summary>The body of whoever reads.</summary>
        public Guid? OwnBodyId { get; init; }
        /// <summary>False where there is nothing to tell.</summary>
        public bool IsOfInterest => Required || Asked is not null || Items.Count > 0 || Bodies.Count > 0 || MayRecommend;
    }

    /// <summary>推荐单位.</summary>
    public sealed record Body(Guid BodyId, string Name, Contracts.RecommendingKind Kind);

    sealed record Row
    {
        public Stage Stage { get; init; }
        public string PolicyVersion { get; init; } = "";
        public Guid? RecommenderId { get; init; }
        public bool RecommendationRequired { get; init; }
        public string District { get; init; } = "";
        public string LeadCreditCode { get; init; } = "";
        public DateTimeOffset ClosesAt { get; init; }
        public DateTimeOffset? RecommendUntil { get; init; }
        public bool ReviewBegan { get; init; }

        /// <summary>As its policy says before submission, and as it was kept then.</summary>
        public bool IsRequired => Stage == Stage.Draft ? PolicyBook.Find(PolicyVersion).RecommendationRequired : RecommendationRequired;
    }

    public async Task<Outcome<View>> Handle(Guid applicationId, Actor actor, CancellationToken ct)
    {
        var access = await Reading.Of(database, applicationId, actor, ct);
        if (Reading.WhyNot(access) is { } refusal) return refusal;
        var row = (await database.Find<Row>("""
            select a.stage, a.policy_version, a.recommender_id, a.recommendation_required, a.district, a.lead_credit_code, c.closes_at,
              c.recommend_until, exists(select 1 from judgement j where j.application_id = a.id) as review_began
            from application a join call c on c.id = a.call_id where a.id = @applicationId
            """, new { applicationId }, ct))!;
        var own = access is Access.Area ? await RecommendingBody.Of(database, actor, ct) : null;
        var editable = access is Access.Own && row.Stage is (Stage.Draft or Stage.Correction);
        var active = editable ? await RecommendingBody.Active(database, ct) : [];
        var asked = row.RecommenderId is { } id
            ? await database.Find<RecommendingBody>($"{RecommendingBody.Select} where b.id = @id", new { id }, ct)
            : editable && row.IsRequired ? RecommendingBody.For(active, null, row.District, row.LeadCreditCode) : null;
        var items = await Recommendation.Of(database, applicationId, ct);
        var standing = own is null ? null : items.FirstOrDefault(r => r.BodyId == own.Id && r.WithdrawnAt is null);
        var application = new Application
        {
            Stage = row.Stage,
            PolicyVersion = row.PolicyVersion,
            ReviewBegan = row.ReviewBegan,
        };
        return new View
        {
            ApplicationId = applicationId,
            Required = row.IsRequired,
            Asked = asked is null ? null : new(asked.Id, asked.Name, asked.Kind),
            IsNamed = row.RecommenderId is not null,
            DueAt = row.IsRequired ? row.RecommendUntil ?? row.ClosesAt : null,
            Items = [.. items.Where(r => r.WithdrawnAt is null || access is Access.Bureau or Access.Own || r.BodyId == own?.Id)
                .Select(r => access is Access.Bureau || r.BodyId == own?.Id ? r : r with { GivenByName = "" })],
            Bodies = [.. active.Where(b => b.CreditCode != row.LeadCreditCode).Select(b => new Body(b.Id, b.Name, b.Kind))],
            OwnBodyId = own?.Id,
            MayRecommend = own is not null && standing is null && own.CreditCode != row.LeadCreditCode
                && row.Stage is (Stage.FormalReview or Stage.Correction),
            MayWithdraw = standing is not null && WithdrawRecommendation.WhyNotAnyMore(application, standing.Recommended) is null,
        };
    }
}
