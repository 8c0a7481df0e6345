using Alliance.Contracts;
using Alliance.Core.Data;
using MassTransit;

namespace Alliance.Monitoring.Alliances;

/// <summary>The recognition ended: the alliance's books are closed, nothing more is filed, set or assessed (Art. 14, 17).</summary>
public sealed class EndOperation(Database database, TimeProvider clock) : IConsumer<CloseOperation>
{
    public async Task Consume(ConsumeContext<CloseOperation> context)
    {
        var (allianceId, reason) = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);

        var closed = await work.Execute("""
            update alliance set closed_at = @now, closed_article = @Article, closed_sentence = @Sentence where id = @allianceId and closed_at is null
            """, new { allianceId, reason.Article, reason.Sentence, now = clock.GetUtcNow() });
        await work.Record(allianceId, nameof(EndOperation), closed == 1 ? new { reason } : (object)new { ignored = "联盟不在运行", reason }, reason.Article);
        await work.Commit();
    }
}
