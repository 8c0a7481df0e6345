using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Text;
using MassTransit;

namespace Alliance.Review.Reviews;

/// <summary>Formal review passed: the application waits for a panel (Art. 10).</summary>
public sealed class OpenReview(Database database, StatutoryClock clock) : IConsumer<OpenExpertReview>
{
    public async Task Consume(ConsumeContext<OpenExpertReview> context)
    {
        var command = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var opened = await work.Execute("""
            insert into review(application_id, application, state, opened_at) values (@ApplicationId, @application, 'AwaitingPanel', @now)
            on conflict (application_id) do nothing
            """, new { command.ApplicationId, application = Json.Of(command.Application), now = clock.Now });
        // Opened before, or withdrawn before it could be opened: either way there is nothing to do, and that is put on record.
        await work.Record(command.ApplicationId, opened == 1 ? nameof(OpenReview) : "Ignored" + nameof(OpenExpertReview),
            new { command.Application.AllianceName }, "Art. 10", command.Application.PolicyVersion);
        await work.Commit();
    }
}
