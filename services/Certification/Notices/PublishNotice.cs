using Alliance.Certification.Determinations;
using Alliance.Certification.Instruments;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Notices;

/// <summary>The proposal has to stand in public: it waits for a notice, which people draft, check and sign, with others in one list or by
/// itself (Art. 11).</summary>
public sealed class PublishNotice(Database database, StatutoryClock clock) : IConsumer<Alliance.Contracts.PublishNotice>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.PublishNotice> context)
    {
        var applicationId = context.Message.ApplicationId;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var determination = await Determination.Lock(work, applicationId);
        // Published before, or withdrawn meanwhile; or it waits already.
        if (determination is not { State: DeterminationState.Proposed }
            || !await Matter.Wait(work, InstrumentKind.RecognitionNotice, applicationId, null, applicationId, clock.Now))
            await work.Ignore(applicationId, nameof(PublishNotice), context.Message, "不在公示阶段，或者公示已经发布", Articles.Notice,
                determination?.Application.PolicyVersion);
        else
            await work.Record(applicationId, nameof(PublishNotice), new { determination.Application.AllianceName }, Articles.Notice,
                determination.Application.PolicyVersion);
        await work.Commit();
    }
}
