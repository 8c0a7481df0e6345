using Alliance.Certification.Instruments;
using Alliance.Certification.Notices;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Alliances;

/// <summary>The cancellation's notice period ended without an open objection: the case waits for the decision, which people draft, check
/// and sign (Art. 14).</summary>
public sealed class ConfirmCancellation(Database database, StatutoryClock clock) : IConsumer<Alliance.Contracts.ConfirmCancellation>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.ConfirmCancellation> context)
    {
        var allianceId = context.Message.AllianceId;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var alliance = await RecognisedAlliance.Lock(work, allianceId);
        var notice = alliance is null ? null
            : (await PublicNotice.LockRunning(work, alliance.ApplicationId, PublicNoticeKind.Cancellation))?.Known(clock.Calendar);
        var why = WhyIgnore(alliance, notice, clock.Now);
        if (why is null
            && !await Matter.Wait(work, InstrumentKind.Cancellation, alliance!.ApplicationId, allianceId, allianceId, clock.Now))
            why = "已在等待发文";
        if (why is not null)
            await work.Ignore(allianceId, nameof(ConfirmCancellation), context.Message, why, Articles.Operation,
                alliance?.Application.PolicyVersion);
        else
            await work.Record(allianceId, nameof(ConfirmCancellation), new { noticeId = notice!.Id }, Articles.Operation,
                alliance!.Application.PolicyVersion);
        await work.Commit();
    }

    /// <summary>Why the command is not carried out; null when it is. For the record.</summary>
    internal static string? WhyIgnore(RecognisedAlliance? alliance, PublicNotice? notice, DateTimeOffset now) => alliance switch
    {
        null => "没有这个联盟",
        { Status: AllianceStatus.Cancelled or AllianceStatus.Revoked or AllianceStatus.Dissolved } => "资格已经终止",
        { Status: not AllianceStatus.Cancelling } => "没有进行中的取消程序",
        _ when notice is null => "没有进行中的公示",
        _ when notice.OpenObjections > 0 => "尚有异议未处理",
        // The workflow host saw the period end; a clock a moment behind must not lose its command. Thrown, it is retried, and parked at
        // last.
        _ when !notice.IsOver(now) => throw new InvalidOperationException("公示期未满：本服务的时钟晚于流程，稍后重试"),
        _ => null,
    };
}
