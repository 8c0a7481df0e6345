using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Letters;

/// <summary>
/// The secret address of somebody's calendar. It is told once, when it is made; only its hash is kept. A new one takes the place of the old
/// one, and it is taken back at any time.
/// </summary>
public sealed class CalendarAddress(Database database, TimeProvider clock)
{
    const int Bytes = 32;

    /// <summary>Whose calendar it is.</summary>
    public sealed record Owner
    {
        /// <summary>The person.</summary>
        public string Account { get; init; } = "";
        /// <summary>What they heard of when they made it.</summary>
        public string[] Audience { get; init; } = [];
    }

    /// <summary>The token of a new address.</summary>
    public sealed record Made(string Token);

    /// <summary>When this person's address was made; null where there is none.</summary>
    [ForSignedIn]
    public Task<DateTimeOffset?> Since(Actor actor, CancellationToken ct)
        => database.Find<DateTimeOffset?>("select created_at from own_calendar where account = @Account", actor, ct);

    /// <summary>Makes an address, in the place of an earlier one.</summary>
    [ForSignedIn]
    public async Task<Outcome<Made>> Make(Actor actor, CancellationToken ct)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        await using var work = await database.Begin(this, actor, ct);
        await work.Execute("""
            insert into own_calendar(account, audience, token_sha256, created_at) values (@Account, @audience, @hash, @now)
            on conflict (account) do update
            set audience = excluded.audience, token_sha256 = excluded.token_sha256, created_at = excluded.created_at
            """, new { actor.Account, audience = Audience.Of(actor), hash = HashOf(token), now = clock.GetUtcNow() });
        await work.Record(Guid.Empty, "MakeCalendarAddress");
        await work.Commit();
        return new Made(token);
    }

    /// <summary>Takes the address back; whoever has it sees nothing any more. Done a second time it changes nothing.</summary>
    [ForSignedIn]
    public async Task<Outcome> Revoke(Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        await work.Execute("delete from own_calendar where account = @Account", actor);
        await work.Record(Guid.Empty, "RevokeCalendarAddress");
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>Whose address this is; null where it is nobody's.</summary>
    [ForEveryone]
    public Task<Owner?> Of(string token, CancellationToken ct) => token.Length > 2 * Bytes ? Task.FromResult<Owner?>(null)
        : database.Find<Owner>("select account, audience from own_calendar where token_sha256 = @hash",
            new { hash = HashOf(token) }, ct);

    static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
