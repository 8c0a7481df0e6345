using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Monitoring.Revocations.Deciding;

/// <summary>The revocation was annulled by reconsideration or court: it is to be decided anew (Art. 17). What was decided stays on record.
/// </summary>
public sealed class ReopenRevocation(Database database, StatutoryClock clock, LetterWriter letters)
    : IConsumer<Alliance.Contracts.ReopenRevocation>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.ReopenRevocation> context)
    {
        var (id, why) = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var found = await RevocationCase.Lock(work, id);
        if (found is { State: RevocationState.Revoking or RevocationState.Revoked })
        {
            await work.Execute("""
                update revocation_case set state = 'Decision', decided_at = null, decided_by = null, decided_by_name = null, revoked = null,
                  reasons = null, from_recognition = false, ended_at = null, end_sentence = null, annulled_at = @Now, annulled_why = @why
                where id = @id
                """, new { id, clock.Now, why });
            await letters.Tell(work, [Audience.Office(Roles.DecisionMaker), Audience.Account(found.OpenedBy)], found.AllianceId,
                $"撤销决定被撤销，须重新作出决定", $"撤销{found.AllianceName}认定资格的决定已被撤销（{why}），认定资格恢复，请重新作出决定。", found.Link, Articles.Revocation);
            await work.Record(found.AllianceId, nameof(ReopenRevocation),
                new { id, why, found.DecidedAt, found.DecidedByName, found.Reasons, found.FromRecognition }, Articles.Revocation,
                found.PolicyVersion);
        }
        else await work.Ignore(found?.AllianceId ?? id, nameof(ReopenRevocation), context.Message, "没有已作出的撤销决定", Articles.Revocation);
        await work.Commit();
    }
}
