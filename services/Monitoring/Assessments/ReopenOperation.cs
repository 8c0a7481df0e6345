using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Monitoring.Assessments;

/// <summary>The end of the recognition was annulled: the alliance's books are open again, and the cycle is assessed anew; one that ran
/// when the recognition was revoked goes on (Art. 14, 17).</summary>
public sealed class ReopenOperation(Database database, StatutoryClock clock, LetterWriter letters)
    : IConsumer<Alliance.Contracts.ReopenOperation>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.ReopenOperation> context)
    {
        var (allianceId, why, cycle, _, assess) = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);

        var reopened = await work.Execute("""
            update alliance set closed_at = null, closed_article = null, closed_sentence = null
            where id = @allianceId and closed_at is not null
            """, new { allianceId });
        if (reopened == 1)
        {
            var alliance = (await OperatingAlliance.Lock(work, allianceId))!;
            var earlier = await work.Query<bool?>(
                "select passed from assessment where alliance_id = @allianceId and cycle = @cycle order by attempt",
                new { allianceId, cycle });
            // Passed or not: what was concluded before counts no more.
            var attempt = assess && alliance.Cycle == cycle && !earlier.Contains(null)
                ? await OpenAssessment.Open(work, letters, alliance, cycle, earlier.Count, clock) : 0;
            await letters.Tell(work,
                [Audience.Unit(alliance.LeadUnit.CreditCode), Audience.Office(Roles.MonitoringOfficer), Audience.Office(Roles.Assessor)],
                allianceId,
                $"联盟恢复运行",
                assess ? (FormattableString)$"{alliance.Name}终止资格的决定已被撤销（{why}），联盟恢复运行，并重新考核。"
                    : $"{alliance.Name}终止资格的决定已被撤销（{why}），联盟恢复运行，运行周期照旧。",
                $"/monitoring/alliances/{allianceId}", Articles.Operation);
            await work.Record(allianceId, nameof(ReopenOperation), new { why, cycle, attempt }, Articles.Operation,
                alliance.PolicyVersion);
        }
        else await work.Ignore(allianceId, nameof(ReopenOperation), context.Message, "联盟仍在运行", Articles.Operation);
        await work.Commit();
    }
}
