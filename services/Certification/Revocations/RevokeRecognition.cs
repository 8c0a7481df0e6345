using Alliance.Certification.Instruments;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Revocations;

/// <summary>It was decided to revoke: the case waits for its decision letter, which people draft, check and sign (撤销, Art. 17).</summary>
public sealed class RevokeRecognition(Database database, StatutoryClock clock) : IConsumer<Alliance.Contracts.RevokeRecognition>
{
    /// <summary>What the matter keeps of the decision.</summary>
    internal sealed record Details(Guid RevocationCaseId, string Article, string Sentence, RevocationDecision Decision);

    public async Task Consume(ConsumeContext<Alliance.Contracts.RevokeRecognition> context)
    {
        var command = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var alliance = await RecognisedAlliance.Lock(work, command.AllianceId);
        var why = WhyIgnore(alliance);
        if (why is null && !await Matter.Wait(work, InstrumentKind.Revocation, alliance!.ApplicationId, alliance.Id,
            command.RevocationCaseId, clock.Now,
            new Details(command.RevocationCaseId, command.Reason.Article, command.Reason.Sentence, command.Decision))) why = "已在等待发文";
        if (why is not null)
            await work.Ignore(command.AllianceId, nameof(RevokeRecognition), command, why, Articles.Revocation,
                alliance?.Application.PolicyVersion);
        else
            await work.Record(command.AllianceId, nameof(RevokeRecognition), new { command.RevocationCaseId, command.Reason },
                Articles.Revocation, alliance!.Application.PolicyVersion);
        await work.Commit();
    }

    /// <summary>Why nothing is revoked any more; null when it is. For the record.</summary>
    internal static string? WhyIgnore(RecognisedAlliance? alliance) => alliance switch
    {
        null => "没有这个联盟",
        { IsAlive: false } => "资格已经终止",
        _ => null,
    };
}
