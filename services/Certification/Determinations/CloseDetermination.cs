using Alliance.Certification.Instruments;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Mail;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Determinations;

/// <summary>The lead unit withdrew: the application leaves the table, its name is free again, and a running notice ends with a remark for
/// the public.</summary>
public sealed class CloseDetermination(Database database, StatutoryClock clock, LetterWriter letters, MailWriter mails)
    : IConsumer<Alliance.Contracts.CloseDetermination>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.CloseDetermination> context)
    {
        var command = context.Message;
        var now = clock.Now;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        // Messages of one case may overtake each other: what is closed before it was prepared leaves a mark, so that it is never prepared.
        var marked = await work.Execute("""
            insert into determination(application_id, state, prepared_at, closed_why) values (@ApplicationId, 'Closed', @now, @Why)
            on conflict (application_id) do nothing
            """, new { command.ApplicationId, command.Why, now });
        var closed = marked == 1 ? 1 : await work.Execute("""
            update determination set state = 'Closed', closed_why = @Why
            where application_id = @ApplicationId and state in ('Determination', 'Returned', 'Proposed', 'PublicNotice')
            """, new { command.ApplicationId, command.Why });
        if (closed == 1)
        {
            await Matter.Drop(work, command.ApplicationId, "申报单位已撤回申报", now);
            await work.Execute("update reserved_name set released_at = @now where application_id = @ApplicationId and released_at is null",
                new { command.ApplicationId, now });
            await work.Execute("""
                update objection o set state = 'Closed', settled_at = @now
                from notice n where n.id = o.notice_id and n.application_id = @ApplicationId and n.outcome is null and o.state = 'Open'
                """, new { command.ApplicationId, now });
            await work.Execute("""
                update notice set outcome = 'Withdrawn', closed_at = @now
                where application_id = @ApplicationId and kind = 'Recognition' and outcome is null
                """, new { command.ApplicationId, now });
            var application = (await Determination.Lock(work, command.ApplicationId))?.Application;
            foreach (var notice in await work.Query<Guid>(
                "select id from notice where application_id = @ApplicationId and outcome = 'Withdrawn' and closed_at = @now",
                new { command.ApplicationId, now }))
                foreach (var one in await Objector.WithAddress(work, notice, now))
                    await mails.Tell(work, one.Address, one.ObjectionId, $"异议程序终止",
                        $"“{application!.AllianceName}”的申报已由申报单位撤回，公示终止，您的异议（收件编号 {one.Number}）不再处理。",
                        one.Link);
            if (application is not null)
                await letters.Tell(work, Offices.Determining.Select(Audience.Office), command.ApplicationId, $"申报已撤回，认定事项终止",
                    $"“{application.AllianceName}”的申报已由牵头单位撤回，认定事项已经终止。",
                    $"/certification/determinations/{command.ApplicationId}", Articles.Notice);
        }
        if (closed == 1) await work.Record(command.ApplicationId, nameof(CloseDetermination), new { command.Why });
        else await work.Ignore(command.ApplicationId, nameof(CloseDetermination), context.Message, "认定事项已经结束");
        await work.Commit();
    }
}
