using Alliance.Contracts;
using Alliance.Core.Data;
using MassTransit;

namespace Alliance.Core.Messaging;

/// <summary>
/// Keeps where an alliance's operation case is and until when, so that the pages can say it. An older word never replaces a newer one.
/// For services that work on alliances; their schema holds the table operation_case.
/// </summary>
public sealed class FollowOperation(Database database) : IConsumer<CaseAdvanced>
{
    public async Task Consume(ConsumeContext<CaseAdvanced> context)
    {
        var advanced = context.Message;
        if (advanced.Kind != "Operation") return;

        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        await work.Execute("""
            insert into operation_case(alliance_id, state, next_deadline, next_deadline_at, as_of)
            values (@CaseId, @To, @NextDeadline, @NextDeadlineAt, @At)
            on conflict (alliance_id) do update
              set state = excluded.state, next_deadline = excluded.next_deadline, next_deadline_at = excluded.next_deadline_at,
                as_of = excluded.as_of
              where operation_case.as_of <= excluded.as_of
            """, advanced);
        await work.Record(advanced.CaseId, nameof(FollowOperation),
            new { advanced.To, advanced.Because, advanced.NextDeadline, advanced.NextDeadlineAt });
        await work.Commit();
    }
}
