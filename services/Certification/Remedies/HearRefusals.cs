using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
using MassTransit;

namespace Alliance.Certification.Remedies;

/// <summary>Keeps which applications Intake refused, so that reconsideration and court proceedings against it can be put on
/// record.</summary>
public sealed class HearRefusals(Database database) : IConsumer<FormalReviewRefused>, IConsumer<ApplicationClosedUncorrected>
{
    public Task Consume(ConsumeContext<FormalReviewRefused> context) => context.Message.Application is not { } application
        ? Task.CompletedTask
        : Keep(context.Message.ApplicationId, nameof(DecidedStep.FormalReview), application, context.Message.RefusedAt,
            context.CancellationToken);

    public Task Consume(ConsumeContext<ApplicationClosedUncorrected> context) => Keep(context.Message.ApplicationId,
        nameof(DecidedStep.Correction), context.Message.Application, context.Message.ClosedAt, context.CancellationToken);

    async Task Keep(Guid applicationId, string step, ApplicationSummary application, DateTimeOffset refusedAt, CancellationToken ct)
    {
        await using var work = await database.BeginAsSystem("intake", ct);
        // Refused once more after an annulment; said twice it changes nothing.
        await work.Execute("""
            insert into refused_application(application_id, step, application, refused_at)
            values (@applicationId, @step, @application, @refusedAt)
            on conflict (application_id) do update set step = excluded.step, application = excluded.application,
              refused_at = excluded.refused_at, annulled_at = null
            where refused_application.refused_at < excluded.refused_at
            """, new { applicationId, step, application = Json.Of(application), refusedAt });
        await work.Record(applicationId, nameof(HearRefusals), new { step });
        await work.Commit();
    }
}
