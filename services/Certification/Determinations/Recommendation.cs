using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Determinations;

/// <summary>What a district's bureau or an association said of an application (Art. 18).</summary>
/// <param name="Body">Who.</param>
/// <param name="Recommended">推荐 or 不予推荐.</param>
/// <param name="Opinion">Its opinion.</param>
/// <param name="GivenAt">When.</param>
public sealed record Recommendation(string Body, bool Recommended, string Opinion, DateTimeOffset GivenAt)
{
    /// <summary>Those that stand, as JSON, in a query of the determination d.</summary>
    internal const string Sql = """
        (select jsonb_agg(jsonb_build_object('body', r.body_name, 'recommended', r.recommended, 'opinion', r.opinion,
            'givenAt', r.given_at) order by r.given_at)::text
          from recommendation r where r.application_id = d.application_id and r.given_at > coalesce(r.withdrawn_at, '-infinity'))
        """;

    internal static IReadOnlyList<Recommendation> Read(string? json) => json is null ? [] : Json.Read<List<Recommendation>>(json);
}

/// <summary>Keeps what was said of an application by who recommends it, as Intake announces it (Art. 18).</summary>
public sealed class KeepRecommendations(Database database) : IConsumer<RecommendationGiven>, IConsumer<RecommendationWithdrawn>
{
    public Task Consume(ConsumeContext<RecommendationGiven> context) => Keep(context.Message.ApplicationId, """
        insert into recommendation(application_id, body_credit_code, body_name, recommended, opinion, given_at)
        values (@ApplicationId, @CreditCode, @Name, @Recommended, @Opinion, @GivenAt)
        on conflict (application_id, body_credit_code) do update set body_name = excluded.body_name, recommended = excluded.recommended,
          opinion = excluded.opinion, given_at = excluded.given_at
        where recommendation.given_at is null or recommendation.given_at < excluded.given_at
        """, new
    {
        context.Message.ApplicationId,
        context.Message.Body.CreditCode,
        context.Message.Body.Name,
        context.Message.Recommended,
        context.Message.Opinion,
        context.Message.GivenAt,
    }, context.CancellationToken);

    public Task Consume(ConsumeContext<RecommendationWithdrawn> context) => Keep(context.Message.ApplicationId, """
        insert into recommendation(application_id, body_credit_code, body_name, withdrawn_at)
        values (@ApplicationId, @CreditCode, @Name, @WithdrawnAt)
        on conflict (application_id, body_credit_code) do update
        set withdrawn_at = greatest(recommendation.withdrawn_at, excluded.withdrawn_at)
        """, new
    {
        context.Message.ApplicationId,
        context.Message.Body.CreditCode,
        context.Message.Body.Name,
        context.Message.WithdrawnAt,
    }, context.CancellationToken);

    async Task Keep(Guid applicationId, string sql, object said, CancellationToken ct)
    {
        await using var work = await database.BeginAsSystem("intake", ct);
        await work.Execute(sql, said);
        await work.Record(applicationId, nameof(KeepRecommendations), said, Articles.Promotion);
        await work.Commit();
    }
}
