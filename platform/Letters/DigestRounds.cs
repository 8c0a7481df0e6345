using Alliance.Core.Hosting;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alliance.Letters;

/// <summary>
/// Makes the daily digests: one mail for each person to whom something waits that came before their hour. Taking a letter into a mail and
/// writing the mail are one transaction, so that a restart neither loses one nor sends it twice.
/// </summary>
sealed class DigestRounds(NpgsqlDataSource database, TimeProvider clock, ILogger<DigestRounds> log) : Rounds(TimeSpan.FromSeconds(2), log)
{
    protected override async Task Round(CancellationToken ct)
    {
        while (await Next(ct)) { }
    }

    // The last time somebody's hour struck, by the procedure's clock: Beijing is eight hours ahead, all year round.
    const string LastStrike = """
        (date_trunc('day', (@now at time zone 'UTC') + make_interval(hours => 8 - a.digest_hour))
          - make_interval(hours => 8 - a.digest_hour)) at time zone 'UTC'
        """;

    async Task<bool> Next(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // The address is locked: two replicas make no two digests of one person.
        var account = await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition($"""
            select a.account from letter_address a
            where exists (select from letter_digest_item i where i.account = a.account and i.mail_id is null and i.added_at < {LastStrike})
            limit 1 for update of a skip locked
            """, new { now = clock.GetUtcNow() }, transaction, cancellationToken: ct));
        if (account is null) return false;
        await connection.ExecuteAsync(new CommandDefinition("""
            with mailed as (
              insert into letter_mail(id, letter_id, account, address, next_at, digest)
              select gen_random_uuid(), (select letter_id from letter_digest_item where account = @account and mail_id is null
                order by added_at desc, letter_id limit 1), account, address, @now, true
              from letter_address where account = @account returning id)
            update letter_digest_item set mail_id = mailed.id from mailed where account = @account and mail_id is null
            """, new { account, now = clock.GetUtcNow() }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        return true;
    }
}
