using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Monitoring.Revocations.Deciding;

/// <summary>The recognition ended: revoked by the document of this case, or otherwise, and then there is nothing left to revoke (Art. 14,
/// 17).</summary>
public sealed class HearEnd(Database database, StatutoryClock clock, LetterWriter letters)
    : IConsumer<RecognitionRevoked>, IConsumer<RecognitionCancelled>
{
    public async Task Consume(ConsumeContext<RecognitionRevoked> context)
    {
        var heard = context.Message;
        await using var work = await database.BeginAsSystem("certification", context.CancellationToken);
        var found = await RevocationCase.Lock(work, heard.RevocationCaseId);
        if (found is { State: RevocationState.Revoking })
        {
            await work.Execute("update revocation_case set state = 'Revoked', ended_at = @Now, end_sentence = @Sentence where id = @Id",
                new { found.Id, clock.Now, heard.Reason.Sentence });
            await work.Record(found.AllianceId, nameof(HearEnd), new { found.Id, heard.RevokedOn }, Articles.Revocation,
                found.PolicyVersion);
        }
        else await work.Ignore(heard.AllianceId, nameof(HearEnd), heard, "没有等待发文的撤销案件", Articles.Revocation);
        await work.Commit();
    }

    public Task Consume(ConsumeContext<RecognitionCancelled> context)
        => Overtake(context.Message.AllianceId, context.Message.Reason, context.CancellationToken);

    async Task Overtake(Guid allianceId, Reason reason, CancellationToken ct)
    {
        await using var work = await database.BeginAsSystem("certification", ct);
        var id = await RevocationCase.Against(work, allianceId);
        if (id is null || await RevocationCase.Lock(work, id.Value) is not { IsOpen: true } found) return;
        await work.Execute("update revocation_case set state = 'Overtaken', ended_at = @Now, end_sentence = @Sentence where id = @Id",
            new { found.Id, clock.Now, reason.Sentence });
        await work.Publish(new RevocationOvertaken(found.Id, allianceId, reason, clock.Now));
        await letters.Tell(work, [Audience.Account(found.OpenedBy), Audience.Office(Roles.DecisionMaker)], allianceId, $"撤销案件终止办理",
            $"{found.AllianceName}的认定资格已因其他原因终止，撤销案件终止办理。", found.Link, Articles.Revocation);
        if (found.NoticedAt is not null)
            await letters.Tell(work, Audience.Unit(found.LeadUnitCreditCode), allianceId, $"撤销案件终止办理",
                $"{found.AllianceName}的认定资格已因其他原因终止，撤销案件终止办理。", found.Link, Articles.Revocation);
        await work.Record(allianceId, nameof(HearEnd), new { found.Id, reason }, Articles.Revocation, found.PolicyVersion);
        await work.Commit();
    }
}
