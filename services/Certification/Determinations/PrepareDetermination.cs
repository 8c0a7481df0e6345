using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Determinations;

/// <summary>The panel's opinion is in: the application comes before the decision maker (Art. 11).</summary>
public sealed class PrepareDetermination(Database database, StatutoryClock clock) : IConsumer<Alliance.Contracts.PrepareDetermination>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.PrepareDetermination> context)
    {
        var command = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var prepared = await work.Execute("""
            insert into determination(application_id, application, state, recommended, average_score, experts, panel_opinion, prepared_at)
            values (@ApplicationId, @application, 'Determination', @Recommended, @AverageScore, @Experts, @Opinion, @now)
            on conflict (application_id) do update set application = excluded.application, state = 'Determination',
              recommended = excluded.recommended, average_score = excluded.average_score, experts = excluded.experts,
              panel_opinion = excluded.panel_opinion, prepared_at = excluded.prepared_at
            where determination.state = 'Returned' and @Round > 1
            """, new
        {
            command.ApplicationId,
            application = Json.Of(command.Application),
            command.Recommended,
            command.AverageScore,
            command.Experts,
            command.Opinion,
            command.Round,
            now = clock.Now,
        });
        // Prepared before, or withdrawn before it could be: either way there is nothing to do, and that is put on record.
        var (what, policy) = (nameof(PrepareDetermination), command.Application.PolicyVersion);
        if (prepared == 1)
            await work.Record(command.ApplicationId, what, new { command.Application.AllianceName, command.Recommended },
                Articles.Notice, policy);
        else await work.Ignore(command.ApplicationId, what, context.Message, "已经转来，或者申报已经撤回", Articles.Notice, policy);
        await work.Commit();
    }
}
