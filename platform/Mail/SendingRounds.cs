using Alliance.Core.Hosting;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alliance.Mail;

/// <summary>
/// Sends what is due of a table. What fails, whatever the reason, is tried again after growing pauses, eight times in about two days, then
/// given up. The table has the columns <c>id</c>, <c>attempts</c>, <c>next_at</c>, <c>sent_at</c> and <c>failure</c>.
/// </summary>
public abstract class SendingRounds(NpgsqlDataSource database, string table, ILogger log) : Rounds(TimeSpan.FromSeconds(1), log)
{
    const int MostAttempts = 8;

    // Shorter than the first pause: nobody else takes up what is still being sent.
    static readonly TimeSpan LongestSending = TimeSpan.FromSeconds(45);

    readonly NpgsqlDataSource _database = database;
    readonly ILogger _log = log;

    sealed record Claimed(Guid Id, int Attempts);

    /// <summary>Sends one; what it throws is its failure.</summary>
    /// <param name="connection">To read what is sent; closed before it is.</param>
    /// <param name="id">Which.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>How to send it; null where it is not to be sent any more.</returns>
    protected abstract Task<Func<CancellationToken, Task>?> Prepare(NpgsqlConnection connection, Guid id, CancellationToken ct);

    /// <summary>True where the others may be tried in this round although one failed.</summary>
    protected virtual bool GoesOn => true;

    /// <summary>What is put down of a failure.</summary>
    protected virtual string Reason(Exception failure) => failure.Message;

    /// <summary>True where trying again would change nothing.</summary>
    protected virtual bool IsFinal(Exception failure) => false;

    /// <summary>What else becomes of a row that was sent, or given up: further columns of an update; @failure is null when it was
    /// sent.</summary>
    protected virtual string Afterwards => "";

    /// <summary>Sends all that is due.</summary>
    protected async Task SendDue(CancellationToken ct)
    {
        while (await Claim(ct) is { } one)
            if (!await Send(one, ct)) return;
    }

    /// <summary>
    /// Takes one and counts the attempt at once: no transaction is open while it is sent, two replicas never send one twice, and whatever
    /// ends this process leaves only the one in hand to be tried again, not more often than any other.
    /// </summary>
    async Task<Claimed?> Claim(CancellationToken ct)
    {
        await using var connection = await _database.OpenConnectionAsync(ct);
        // Real time, as everything about machines; the first attempt is due whatever the simulated clock said.
        return await connection.QuerySingleOrDefaultAsync<Claimed>(new CommandDefinition($"""
            with due as (
              select id from {table} where next_at is not null and (attempts = 0 or next_at <= now()) order by next_at
              limit 1 for update skip locked)
            update {table} m set attempts = attempts + 1,
              next_at = case when attempts + 1 < @MostAttempts then now() + make_interval(mins => (1 << (2 * least(attempts, 5)))) end,
              failure = case when attempts + 1 < @MostAttempts then failure else coalesce(failure, '发送中断') end
            from due where m.id = due.id returning m.id, m.attempts
            """, new { MostAttempts }, cancellationToken: ct));
    }

    /// <summary>False where the server could not be reached: the others need not be tried in this round.</summary>
    async Task<bool> Send(Claimed one, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(LongestSending);
        var prepared = false;
        try
        {
            Func<CancellationToken, Task>? send;
            await using (var connection = await _database.OpenConnectionAsync(ct)) send = await Prepare(connection, one.Id, ct);
            prepared = true;
            if (send is not null) await send(patience.Token);
        }
        // Whatever it is, wrong settings and letters that cannot be written too, it is this one's failure and not the service's.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            _log.LogWarning("What was to be sent was not ({Table}, {Attempt} of {Most}): {Reason}", table, one.Attempts, MostAttempts,
                Reason(e));
            await Note(one, patience.IsCancellationRequested ? "邮件服务器没有及时答复" : Reason(e), IsFinal(e), ct);
            return !prepared || GoesOn;
        }
        await Note(one, null, true, ct);
        return true;
    }

    async Task Note(Claimed one, string? failure, bool final, CancellationToken ct)
    {
        await using var connection = await _database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition($"""
            update {table} set failure = @failure, sent_at = case when @failure::text is null then now() end,
              next_at = case when not @final then next_at end{Afterwards}
            where id = @Id
            """, new { one.Id, failure, final }, cancellationToken: ct));
    }
}
