using Alliance.Core.Data;
using Alliance.Core.Hosting;

namespace Alliance.Certification.Subscriptions;

/// <summary>Erases what nobody confirmed within three days, and what is known of mails to subscribers after a month.</summary>
public sealed class EraseSubscriptions(IServiceScopeFactory scopes, TimeProvider clock, ILogger<EraseSubscriptions> log)
    : Rounds(TimeSpan.FromSeconds(30), log)
{
    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<Database>();
        await using var work = await database.BeginAsSystem("certification", ct);
        var now = clock.GetUtcNow();
        var waiting = await work.Execute("delete from subscription where confirmed_at is null and created_at < @before",
            new { before = now.AddDays(-3) });
        var mails = await work.Execute("""
            delete from mail where next_at is null and written_at < @before and not exists (select from objection where id = mail.about)
            """, new { before = now.AddMonths(-1) });
        if (waiting + mails == 0) return;
        await work.Record(Guid.Empty, nameof(EraseSubscriptions), new { waiting, mails });
        await work.Commit();
    }
}
