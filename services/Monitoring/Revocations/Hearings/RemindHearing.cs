using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Monitoring.Revocations.Hearings;

/// <summary>The hearing was not held within its period: those who have to see to it are told, and it is still owed (Art. 17).</summary>
public sealed class RemindHearing(Database database, StatutoryClock clock, LetterWriter letters)
    : IConsumer<Alliance.Contracts.RemindHearing>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.RemindHearing> context)
    {
        var id = context.Message.RevocationCaseId;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var found = await RevocationCase.Lock(work, id);
        if (found is { State: RevocationState.Hearing })
        {
            await work.Execute("update revocation_case set hearing_overdue_at = @Now where id = @id", new { id, clock.Now });
            await letters.Tell(work, [Audience.Office(Roles.MonitoringOfficer), Audience.Office(Roles.DecisionMaker)], found.AllianceId,
                $"听证逾期未举行", $"{found.AllianceName}要求的听证期限已满，仍未举行；听证举行以前不能作出撤销决定。", found.Link, Articles.Revocation);
            await work.Record(found.AllianceId, nameof(RemindHearing), new { id }, Articles.Revocation, found.PolicyVersion);
        }
        else await work.Ignore(found?.AllianceId ?? id, nameof(RemindHearing), context.Message, "没有待举行的听证", Articles.Revocation);
        await work.Commit();
    }
}
