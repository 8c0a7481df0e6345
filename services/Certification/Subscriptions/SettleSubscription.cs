using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Certification.Subscriptions;

/// <summary>Whoever reads the mailbox confirms a subscription or ends it, with the key in the mails.</summary>
[ForEveryone]
public sealed class SettleSubscription(Database database, StatutoryClock clock)
{
    /// <summary>A subscription, for whoever has its key.</summary>
    public sealed record View
    {
        public bool Notices { get; init; }
        public bool Registry { get; init; }
        public string? District { get; init; }
        public string? Industry { get; init; }
        public string? Unit { get; init; }
        public DateTimeOffset? ConfirmedAt { get; init; }
    }

    /// <summary>What is subscribed with this key; null where nothing is, or not any more.</summary>
    public Task<View?> Find(Guid key, CancellationToken ct) => database.Find<View>(
        "select notices, registry, district, industry, unit, confirmed_at from subscription where key = @key", new { key }, ct);

    /// <summary>Confirms it; done a second time it changes nothing. An earlier one that asks for the same ends.</summary>
    public async Task<Outcome> Confirm(Guid key, Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor.Unnamed, ct);
        var id = await work.Find<Guid?>("""
            update subscription set confirmed_at = coalesce(confirmed_at, @Now), asked_from = null where key = @key returning id
            """, new { key, clock.Now });
        if (id is null) return Refusal.NotFound($"链接已经失效，请重新订阅");
        await work.Execute("""
            delete from subscription o using subscription s
            where s.id = @id and o.id <> s.id and o.address = s.address and (o.notices, o.registry) = (s.notices, s.registry)
              and (o.district, o.industry, o.unit) is not distinct from (s.district, s.industry, s.unit)
            """, new { id });
        await work.Record(Guid.Empty, "ConfirmSubscription", new { id });
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>Ends it; done a second time it changes nothing.</summary>
    public async Task<Outcome> End(Guid key, Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor.Unnamed, ct);
        if (await work.Find<Guid?>("delete from subscription where key = @key returning id", new { key }) is { } id)
        {
            // What is still on its way is not sent any more.
            await work.Execute("delete from mail where about = @id and sent_at is null", new { id });
            await work.Record(Guid.Empty, "EndSubscription", new { id });
            await work.Commit();
        }
        return Outcome.Done;
    }
}
