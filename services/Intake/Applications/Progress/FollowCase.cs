using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Security;
using MassTransit;

namespace Alliance.Intake.Applications.Progress;

/// <summary>Hears where the whole procedure is, so that the lead unit sees on its own page what happens next and until when.</summary>
public sealed class FollowCase(Database database) : IConsumer<CaseAdvanced>
{
    public async Task Consume(ConsumeContext<CaseAdvanced> context)
    {
        var message = context.Message;
        if (message.Kind != "Recognition") return;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        // Out of order, the older news changes nothing.
        var advanced = await work.Execute("""
            update application set case_state = @To, case_advanced_at = @At, next_deadline = @NextDeadline,
              next_deadline_at = @NextDeadlineAt
            where id = @CaseId and (case_advanced_at is null or case_advanced_at <= @At)
            """, message);
        // How far it came does not depend on which news came first.
        if (Offices.ReachedBy(message.To) is { } reached)
            await work.Execute("update application set reached = greatest(reached, @reached) where id = @CaseId",
                new { message.CaseId, reached = (int)reached });
        if (advanced == 1) await work.Record(message.CaseId, nameof(FollowCase), new { message.From, message.To, message.Because });
        else await work.Ignore(message.CaseId, nameof(FollowCase), context.Message, "后来的进展已经知道");
        await work.Commit();
    }
}
