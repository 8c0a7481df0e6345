using Alliance.Certification.Instruments;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Alliances;

/// <summary>The assessment was failed: the cancellation waits for its notice, which people draft, check and sign (取消, Art. 14).</summary>
public sealed class CancelRecognition(Database database, StatutoryClock clock) : IConsumer<Alliance.Contracts.CancelRecognition>
{
    /// <summary>What the matter keeps of the failed assessment.</summary>
    internal sealed record Details(int Cycle, int Attempt, string Article, string Sentence);

    public async Task Consume(ConsumeContext<Alliance.Contracts.CancelRecognition> context)
    {
        var command = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var alliance = await RecognisedAlliance.Lock(work, command.AllianceId);
        var announced = command.Attempt > 0 && await work.Find<int?>("""
            select attempt from cancellation where alliance_id = @AllianceId and cycle = @Cycle and attempt = @Attempt
            """, command) is not null;
        var why = WhyIgnore(alliance, announced);
        if (why is null && !await Matter.Wait(work, InstrumentKind.CancellationNotice, alliance!.ApplicationId, alliance.Id, alliance.Id,
            clock.Now, new Details(command.Cycle, command.Attempt, command.Reason.Article, command.Reason.Sentence))) why = "已在等待公示";
        if (why is not null)
            await work.Ignore(command.AllianceId, nameof(CancelRecognition), context.Message, why, Articles.Operation);
        else
            await work.Record(command.AllianceId, nameof(CancelRecognition), new { command.Cycle, command.Reason }, Articles.Operation,
                alliance!.Policy.Version);
        await work.Commit();
    }

    // Announced before, or ended meanwhile. An assessment whose cancellation an upheld objection stopped cancels nothing any more.
    internal static string? WhyIgnore(RecognisedAlliance? alliance, bool announced) => alliance switch
    {
        not { Status: AllianceStatus.Valid } => "认定资格不在有效状态",
        _ when announced => "该次考核的取消决定已经公示过",
        _ => null,
    };
}
