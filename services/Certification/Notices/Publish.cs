using Alliance.Certification.Determinations;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Statute.Periods;
using MassTransit;

namespace Alliance.Certification.Notices;

/// <summary>The proposal stands on the public portal at once, for the period the policy sets, its last day computed by law (Art. 11).</summary>
public sealed class Publish(Database database, StatutoryClock clock) : IConsumer<PublishNotice>
{
    public async Task Consume(ConsumeContext<PublishNotice> context)
    {
        var applicationId = context.Message.ApplicationId;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        if (await Determination.Lock(work, applicationId) is not { State: DeterminationState.Proposed } determination)
        {
            // Published before, or withdrawn meanwhile.
            await work.Record(applicationId, "Ignored" + nameof(PublishNotice));
            await work.Commit();
            return;
        }

        var policy = determination.Policy;
        var period = clock.Reckon(policy.Notice);
        var title = NoticeText.Title(PublicNoticeKind.Recognition, policy, determination.Application);
        var noticeId = await Insert(work, PublicNoticeKind.Recognition, applicationId, allianceId: null, title, period, clock.Now);
        await work.Execute("update determination set state = 'PublicNotice' where application_id = @applicationId", new { applicationId });
        await work.Publish(new NoticePublished(applicationId, noticeId, period.Start, period.ClosesAt, period.NominalLastDay));
        await work.Record(applicationId, nameof(PublishNotice), new { noticeId, period.Start, period.LastDay, period.NominalLastDay }, "Art. 11", policy.Version);
        await work.Commit();
    }

    /// <summary>Puts a notice on the portal.</summary>
    internal static async Task<Guid> Insert(
        UnitOfWork work, PublicNoticeKind kind, Guid applicationId, Guid? allianceId, string title, ReckonedPeriod period, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7();
        await work.Execute("""
            insert into notice(id, kind, application_id, alliance_id, title, published_on, published_at, nominal_last_day, last_day, closes_at)
            values (@id, @kind, @applicationId, @allianceId, @title, @Start, @now, @NominalLastDay, @LastDay, @ClosesAt)
            """, new { id, kind = kind.ToString(), applicationId, allianceId, title, period.Start, now, period.NominalLastDay, period.LastDay, period.ClosesAt });
        return id;
    }
}
