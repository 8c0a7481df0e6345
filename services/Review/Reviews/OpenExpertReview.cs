using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Review.Reviews;

/// <summary>Formal review passed: the application waits for a panel (Art. 10).</summary>
public sealed class OpenExpertReview(Database database, StatutoryClock clock, LetterWriter letters)
    : IConsumer<Alliance.Contracts.OpenExpertReview>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.OpenExpertReview> context)
    {
        var command = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var opened = await work.Execute("""
            insert into review(application_id, application, state, opened_at) values (@ApplicationId, @application, 'AwaitingPanel', @now)
            on conflict (application_id) do nothing
            """, new { command.ApplicationId, application = Json.Of(command.Application), now = clock.Now });
        // Opened before, or withdrawn before it could be opened: either way there is nothing to do, and that is put on record.
        var (what, policy) = (nameof(OpenExpertReview), command.Application.PolicyVersion);
        if (opened == 1)
        {
            await letters.Tell(work, Audience.Office(Roles.ReviewSecretary), command.ApplicationId, $"有申报等待组建专家组",
                $"“{command.Application.AllianceName}”通过了形式审查，请组建专家组。", $"/review/reviews/{command.ApplicationId}", Articles.Review);
            await work.Record(command.ApplicationId, what, new { command.Application.AllianceName }, Articles.Review, policy);
        }
        else await work.Ignore(command.ApplicationId, what, context.Message, "评审已经开始，或者申报已经撤回", Articles.Review, policy);
        await work.Commit();
    }
}
