using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using MassTransit;

namespace Alliance.Monitoring.Alliances;

/// <summary>The recognition ended: the alliance's books are closed, nothing more is filed, set or assessed (Art. 14, 17).</summary>
public sealed class CloseOperation(Database database, TimeProvider clock, LetterWriter letters)
    : IConsumer<Alliance.Contracts.CloseOperation>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.CloseOperation> context)
    {
        var (allianceId, reason) = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);

        var closed = await work.Execute("""
            update alliance set closed_at = @now, closed_article = @Article, closed_sentence = @Sentence
            where id = @allianceId and closed_at is null
            """, new { allianceId, reason.Article, reason.Sentence, now = clock.GetUtcNow() });
        if (closed == 1)
        {
            var alliance = (await OperatingAlliance.Lock(work, allianceId))!;
            await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), allianceId, $"联盟运行终止",
                $"{alliance.Name}的认定资格已终止，不再报送、考核。原因：{reason.Sentence}。", $"/monitoring/alliances/{allianceId}", reason.Article);
            await work.Record(allianceId, nameof(CloseOperation), new { reason }, reason.Article);
        }
        else await work.Ignore(allianceId, nameof(CloseOperation), context.Message, "联盟不在运行", reason.Article);
        await work.Commit();
    }
}
