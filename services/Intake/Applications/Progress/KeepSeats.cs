using Alliance.Contracts;
using Alliance.Core.Data;
using MassTransit;

namespace Alliance.Intake.Applications.Progress;

/// <summary>Keeps who has a seat on the panel of an application, as Review announces it: an expert reads it from there (<see
/// cref="Reading"/>).</summary>
public sealed class KeepSeats(Database database) : IConsumer<PanelSeatTaken>, IConsumer<PanelSeatLeft>
{
    public Task Consume(ConsumeContext<PanelSeatTaken> context) => Keep(context.Message.ApplicationId, context.Message.Account, """
        insert into panel_seat(application_id, account, taken_at) values (@ApplicationId, @Account, @TakenAt)
        on conflict (application_id, account) do update set taken_at = excluded.taken_at
        """, context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<PanelSeatLeft> context) => Keep(context.Message.ApplicationId, context.Message.Account, """
        insert into panel_seat(application_id, account, left_at) values (@ApplicationId, @Account, @LeftAt)
        on conflict (application_id, account) do update set left_at = excluded.left_at
        """, context.Message, context.CancellationToken);

    async Task Keep(Guid applicationId, string account, string sql, object seat, CancellationToken ct)
    {
        await using var work = await database.BeginAsSystem("review", ct);
        await work.Execute(sql, seat);
        await work.Record(applicationId, seat.GetType().Name, new { account });
        await work.Commit();
    }
}
