using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Monitoring.Revocations.Deciding;

/// <summary>The procedure saw the period of the statement end: the case waits for its decision, and whoever decides is told (Art. 17).
/// </summary>
public sealed class FollowRevocation(Database database, LetterWriter letters) : IConsumer<CaseAdvanced>
{
    public async Task Consume(ConsumeContext<CaseAdvanced> context)
    {
        var advanced = context.Message;
        if (advanced is not { Kind: "Revocation", To: nameof(RevocationState.Decision), Because: nameof(StatementDue) }) return;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var found = await RevocationCase.Lock(work, advanced.CaseId);
        if (found is { State: RevocationState.Statement })
        {
            await work.Execute("update revocation_case set state = 'Decision' where id = @Id", new { found.Id });
            await letters.Tell(work, Audience.Office(Roles.DecisionMaker), found.AllianceId, $"有撤销案件等待决定",
                $"{found.AllianceName}的撤销案件陈述申辩期限已满，请作出决定。", found.Link, Articles.Revocation);
            await work.Record(found.AllianceId, nameof(FollowRevocation), new { found.Id }, Articles.Revocation, found.PolicyVersion);
        }
        else await work.Ignore(found?.AllianceId ?? advanced.CaseId, nameof(FollowRevocation), advanced, "案件不在陈述申辩期", Articles.Revocation);
        await work.Commit();
    }
}
