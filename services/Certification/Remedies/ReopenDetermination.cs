using Alliance.Certification.Determinations;
using Alliance.Certification.Instruments;
using Alliance.Certification.Notices;
using Alliance.Certification.Objections;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Remedies;

/// <summary>
/// The decision was annulled: a declined application is undecided again; a notice that an upheld objection had ended stands again for a
/// whole period, and its objection is to be answered anew. The answer that was annulled is kept.
/// </summary>
public sealed class ReopenDetermination(Database database, StatutoryClock clock, LetterWriter letters, HoldCase holding)
    : IConsumer<Alliance.Contracts.ReopenDetermination>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.ReopenDetermination> context)
    {
        var (id, step, on) = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var determination = await Determination.Lock(work, id);
        var reopened = (step, determination?.State) switch
        {
            (ApplicationState.Determination, DeterminationState.Declined) => await Undecide(work, id),
            (ApplicationState.ObjectionHandling, DeterminationState.Refused) => await StandAgain(work, determination!, on),
            _ => false,
        };
        if (reopened)
        {
            // What had not been issued yet of the annulled decision is not issued any more.
            await Matter.Drop(work, id, "原决定已被撤销", clock.Now);
            await letters.Tell(work, Offices.Determining.Select(Audience.Office), id, $"原决定被撤销，请重新办理",
                $"对“{determination!.Application.AllianceName}”的决定已被撤销，请重新办理。", $"/certification/determinations/{id}",
                Articles.Notice);
            await work.Record(id, nameof(ReopenDetermination), new { step, on }, Articles.Notice,
                determination.Application.PolicyVersion);
        }
        else await work.Ignore(id, nameof(ReopenDetermination), context.Message, "没有可以恢复的决定", Articles.Notice);
        await work.Commit();
    }

    async Task<bool> Undecide(UnitOfWork work, Guid id) => await work.Execute("""
        update determination set state = 'Determination', reasons = null, minutes = null, decided_at = null, decided_by = null,
          reopened_at = @Now
        where application_id = @id
        """, new { id, clock.Now }) == 1;

    async Task<bool> StandAgain(UnitOfWork work, Determination determination, DateOnly on)
    {
        var id = determination.ApplicationId;
        if (await work.Find<Guid?>("""
            select id from notice where application_id = @id and kind = 'Recognition' and outcome = 'Refused'
            order by closed_at desc limit 1
            """, new { id }) is not { } noticeId || await PublicNotice.Lock(work, noticeId) is not { } notice) return false;
        var period = notice.Policy.Notice.Reckon(on, clock.Calendar);
        await work.Execute("""
            update notice set outcome = null, closed_at = null, reopened_on = @on, nominal_last_day = @NominalLastDay, last_day = @LastDay,
              closes_at = @ClosesAt, first_closes_at = null, extended_by = null
            where id = @noticeId
            """, new { noticeId, on, period.NominalLastDay, period.LastDay, period.ClosesAt });
        await work.Execute("""
            insert into annulled_answer(objection_id, answer, settled_at, settled_by, annulled_at)
            select id, coalesce(answer, ''), settled_at, coalesce(settled_by, ''), @Now from objection
            where notice_id = @noticeId and state = 'Upheld'
            """, new { noticeId, clock.Now });
        await work.Execute("""
            update objection set state = 'Open', answer = null, settled_at = null, settled_by = null, due_on = @due, extended_at = null,
              extended_why = null
            where notice_id = @noticeId and state = 'Upheld'
            """, new { noticeId, due = holding.Due() });
        await work.Execute("update determination set state = 'PublicNotice', reopened_at = @Now where application_id = @id",
            new { id, clock.Now });
        return true;
    }
}
