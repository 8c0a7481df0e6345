using Alliance.Certification.Determinations;
using Alliance.Certification.Instruments;
using Alliance.Certification.Notices;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Alliances;

/// <summary>
/// The notice period ended without an open objection: the case waits for the recognition document, which people draft, check and sign
/// (Art. 11). Repeated or untimely commands change nothing.
/// </summary>
public sealed class IssueRecognition(Database database, StatutoryClock clock) : IConsumer<Alliance.Contracts.IssueRecognition>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.IssueRecognition> context)
    {
        var applicationId = context.Message.ApplicationId;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var determination = await Determination.Lock(work, applicationId);
        var notice = (await PublicNotice.LockRunning(work, applicationId, PublicNoticeKind.Recognition))?.Known(clock.Calendar);
        var why = WhyIgnore(determination, notice, context.Message.NoticeId, clock.Now);
        if (why is null && !await Matter.Wait(work, InstrumentKind.Recognition, applicationId, null, applicationId, clock.Now))
            why = "已在等待发文";
        if (why is not null)
            await work.Ignore(applicationId, nameof(IssueRecognition), context.Message, why, Articles.Notice,
                determination?.Application.PolicyVersion);
        else
            await work.Record(applicationId, nameof(IssueRecognition), new { noticeId = notice!.Id }, Articles.Notice,
                determination!.Application.PolicyVersion);
        await work.Commit();
    }

    /// <summary>Why the command is not carried out; null when it is. For the record.</summary>
    internal static string? WhyIgnore(Determination? determination, PublicNotice? notice, Guid noticeId, DateTimeOffset now)
        => determination switch
        {
            null => "没有这项认定事项",
            { State: DeterminationState.Recognised } => "已经认定",
            { State: not DeterminationState.PublicNotice } => "不在公示阶段",
            _ when notice is null => "没有进行中的公示",
            _ when notice.Id != noticeId => "公示已更正并重新公示",
            _ when notice.OpenObjections > 0 => "尚有异议未处理",
            // The workflow host saw the period end; a clock a moment behind must not lose its command. Thrown, it is retried, and parked at
            // last.
            _ when !notice.IsOver(now) => throw new InvalidOperationException("公示期未满：本服务的时钟晚于流程，稍后重试"),
            _ => null,
        };
}
