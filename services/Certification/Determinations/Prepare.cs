using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Text;
using MassTransit;

namespace Alliance.Certification.Determinations;

/// <summary>The panel's opinion is in: the application comes before the decision maker (Art. 11).</summary>
public sealed class Prepare(Database database, StatutoryClock clock) : IConsumer<PrepareDetermination>
{
    public async Task Consume(ConsumeContext<PrepareDetermination> context)
    {
        var command = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var prepared = await work.Execute("""
            insert into determination(application_id, application, state, recommended, average_score, experts, panel_opinion, prepared_at)
            values (@ApplicationId, @application, 'Determination', @Recommended, @AverageScore, @Experts, @Opinion, @now)
            on conflict (application_id) do nothing
            """, new
        {
            command.ApplicationId,
            application = Json.Of(command.Application),
            command.Recommended,
            command.AverageScore,
            command.Experts,
            command.Opinion,
            now = clock.Now,
        });
        // Prepared before, or withdrawn before it could be: either way there is nothing to do, and that is put on record.
        await work.Record(command.ApplicationId, prepared == 1 ? nameof(PrepareDetermination) : "Ignored" + nameof(PrepareDetermination),
            new { command.Application.AllianceName, command.Recommended }, "Art. 11", command.Application.PolicyVersion);
        await work.Commit();
    }
}
