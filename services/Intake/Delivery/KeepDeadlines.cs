using Alliance.Contracts;
using Alliance.Core.Data;
using MassTransit;

namespace Alliance.Intake.Delivery;

/// <summary>Keeps which deadlines run in a case, as the workflow host tells of them, so that people's calendars show them and move with
/// them.</summary>
public sealed class KeepDeadlines(Database database) : IConsumer<CaseAdvanced>
{
    public async Task Consume(ConsumeContext<CaseAdvanced> context)
    {
        var message = context.Message;
        if (message.Deadlines is not { } running) return;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var newest = await work.Execute("""
            insert into case_deadline_heard(case_id, heard_at) values (@CaseId, @At)
            on conflict (case_id) do update set heard_at = excluded.heard_at where case_deadline_heard.heard_at <= excluded.heard_at
            """, message);
        if (newest == 1)
        {
            await work.Execute("delete from case_deadline where case_id = @CaseId and name <> all(@names)",
                new { message.CaseId, names = running.Select(one => one.Name).ToArray() });
            foreach (var one in running)
                await work.Execute("""
                    insert into case_deadline(case_id, name, nominal_due_on, due_at, changed_at)
                    values (@CaseId, @Name, @NominalDueOn, @DueAt, @At)
                    on conflict (case_id, name) do update set nominal_due_on = excluded.nominal_due_on, due_at = excluded.due_at,
                      sequence = case_deadline.sequence + 1, changed_at = excluded.changed_at
                    where (case_deadline.nominal_due_on, case_deadline.due_at) is distinct from (excluded.nominal_due_on, excluded.due_at)
                    """, new { message.CaseId, one.Name, one.NominalDueOn, one.DueAt, message.At });
            await work.Record(message.CaseId, nameof(KeepDeadlines), new { running = running.Select(one => one.Name) });
        }
        else await work.Ignore(message.CaseId, nameof(KeepDeadlines), message, "后来的期限已经知道");
        await work.Commit();
    }
}
