using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Review.Reviews;

/// <summary>The lead unit withdrew: the review ends where it stands. One that is concluded stays as it is.</summary>
public sealed class CloseReview(Database database, StatutoryClock clock, LetterWriter letters) : IConsumer<Alliance.Contracts.CloseReview>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.CloseReview> context)
    {
        var command = context.Message;
        var now = clock.Now;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        // Messages of one case may overtake each other: a review that is closed before it was opened leaves a mark, so that it is never
        // opened.
        var marked = await work.Execute("""
            insert into review(application_id, state, opened_at, closed_at, closed_why) values (@ApplicationId, 'Closed', @now, @now, @Why)
            on conflict (application_id) do nothing
            """, new { command.ApplicationId, command.Why, now });
        var closed = marked == 1 ? 1 : await work.Execute("""
            update review set state = 'Closed', closed_at = @now, closed_why = @Why
            where application_id = @ApplicationId and state not in ('Concluded', 'Closed')
            """, new { command.ApplicationId, command.Why, now });
        if (closed == 1)
        {
            // Who was invited and has not been replaced, and who ran it.
            var experts = await work.Query<string>(
                "select account from panel_member where application_id = @ApplicationId and replaced_at is null", command);
            if (marked == 0 && await ExpertReview.Lock(work, command.ApplicationId) is { } review)
                await letters.Tell(work, experts.Select(Audience.Account).Append(Audience.Office(Roles.ReviewSecretary)),
                    command.ApplicationId, $"申报已撤回，评审终止", $"“{review.Application.AllianceName}”的申报已由牵头单位撤回，评审终止，无须再办理。",
                    $"/review/", Articles.Review);
            await work.Record(command.ApplicationId, nameof(CloseReview), new { command.Why });
        }
        else await work.Ignore(command.ApplicationId, nameof(CloseReview), context.Message, "评审已经结束");
        await work.Commit();
    }
}
