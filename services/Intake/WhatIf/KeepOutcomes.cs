using Alliance.Contracts;
using Alliance.Core.Data;
using MassTransit;

namespace Alliance.Intake.WhatIf;

/// <summary>Keeps what later steps found, as the services that own them announce it, so that a draft policy can be tried on it. The last
/// word counts.</summary>
public sealed class KeepOutcomes(Database database)
    : IConsumer<ExpertReviewConcluded>, IConsumer<ReviewReturned>, IConsumer<AllianceRecognised>,
        IConsumer<MatchingVerified>, IConsumer<AssessmentConcluded>
{
    public Task Consume(ConsumeContext<ExpertReviewConcluded> context) => Keep(context.Message.ApplicationId, """
        insert into review_outcome(application_id, experts, average_score) values (@ApplicationId, @Experts, @AverageScore)
        on conflict (application_id) do update set experts = excluded.experts, average_score = excluded.average_score
        """, context.Message, context.CancellationToken);

    // What the first round found counts no more; the seats of its panel open the application again.
    public Task Consume(ConsumeContext<ReviewReturned> context) => Keep(context.Message.ApplicationId,
        "delete from review_outcome where application_id = @ApplicationId", new { context.Message.ApplicationId },
        context.CancellationToken);

    public Task Consume(ConsumeContext<AllianceRecognised> context) => Keep(context.Message.ApplicationId, """
        insert into alliance_outcome(alliance_id, application_id) values (@AllianceId, @ApplicationId)
        on conflict (alliance_id) do update set application_id = excluded.application_id
        """, new { context.Message.AllianceId, context.Message.ApplicationId }, context.CancellationToken);

    public Task Consume(ConsumeContext<MatchingVerified> context) => Keep(context.Message.AllianceId, """
        insert into alliance_outcome(alliance_id, matching_fen) values (@AllianceId, @MatchingFen)
        on conflict (alliance_id) do update set matching_fen = excluded.matching_fen
        """, context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<AssessmentConcluded> context) => Keep(context.Message.AllianceId, """
        insert into alliance_outcome(alliance_id, assessment_score) values (@AllianceId, @Score)
        on conflict (alliance_id) do update set assessment_score = excluded.assessment_score
        """, new { context.Message.AllianceId, context.Message.Score }, context.CancellationToken);

    async Task Keep(Guid caseId, string sql, object outcome, CancellationToken ct)
    {
        await using var work = await database.BeginAsSystem("workflows", ct);
        await work.Execute(sql, outcome);
        await work.Record(caseId, nameof(KeepOutcomes), outcome);
        await work.Commit();
    }
}
