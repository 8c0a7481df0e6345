using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Alliance.Web.Security;

/// <summary>
/// Sessions in the database, so that a browser holds a key and nothing else, every replica knows every session, and one that was signed out
/// is over wherever its key may lie. Whose session ended by itself stays known for a week: a form that comes too late is kept for that
/// person alone.
/// </summary>
public sealed class SessionStore(NpgsqlDataSource database, IDataProtectionProvider protection) : ITicketStore
{
    /// <summary>A working day without a break; every request moves it on.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    readonly IDataProtector _protector = protection.CreateProtector("alliance.session");

    sealed record Kept(byte[] Ticket, string? Subject, bool Live);

    sealed record Seen(string Key, string? Ended);

    /// <summary>
    /// Whose session the request came with, when it is over; null when it came with none that ever was, or with one that goes on.
    /// </summary>
    public static string? EndedOf(HttpContext http) => (http.Items[typeof(Seen)] as Seen)?.Ended;

    /// <inheritdoc/>
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        await Write("insert into session(id, ticket, subject, expires_at) values (@Id, @Ticket, @Subject, @ExpiresAt)", key, ticket);
        return key;
    }

    /// <inheritdoc/>
    /// <remarks>One that was signed out meanwhile stays signed out.</remarks>
    public Task RenewAsync(string key, AuthenticationTicket ticket)
        => Write("update session set ticket = @Ticket, expires_at = @ExpiresAt where id = @Id and expires_at > now()", key, ticket);

    /// <inheritdoc/>
    public Task<AuthenticationTicket?> RetrieveAsync(string key) => throw new NotSupportedException("A session is read for a request.");

    /// <inheritdoc/>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var kept = await connection.QuerySingleOrDefaultAsync<Kept>(new CommandDefinition(
            "select ticket, subject, expires_at > now() as live from session where id = @Id", new { Id = Id(key) },
            cancellationToken: cancellationToken));
        if (kept is null) return null;
        httpContext.Items[typeof(Seen)] = new Seen(key, kept.Live ? null : kept.Subject);
        if (!kept.Live) return null;
        try
        {
            return TicketSerializer.Default.Deserialize(_protector.Unprotect(kept.Ticket));
        }
        catch (CryptographicException)
        {
            // The key ring was replaced: the person signs in again, nothing else is lost.
            return null;
        }
    }

    /// <summary>Ends the session this request came with, as time would: what it opened is gone at once, whose it was stays known.</summary>
    public async Task End(HttpContext http)
    {
        if (http.Items[typeof(Seen)] is not Seen { Ended: null } seen) return;
        await using var connection = await database.OpenConnectionAsync();
        var subject = await connection.ExecuteScalarAsync<string?>(
            "update session set expires_at = now(), ticket = '' where id = @Id returning subject", new { Id = Id(seen.Key) });
        http.Items[typeof(Seen)] = seen with { Ended = subject };
    }

    /// <summary>Ends every session of the person, as time would; that of the request goes on where one is given.</summary>
    public async Task EndAllOf(string subject, HttpContext? but, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("""
            update session set expires_at = now(), ticket = '' where subject = @subject and expires_at > now() and id <> @Kept
            """, new { subject, Kept = but?.Items[typeof(Seen)] is Seen seen ? Id(seen.Key) : [] }, cancellationToken: ct));
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string key)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync("delete from session where id = @Id", new { Id = Id(key) });
    }

    /// <summary>Forgets what ended sessions opened, and after a week whose they were.</summary>
    public async Task RemoveEnded(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("""
            delete from session where expires_at < now() - interval '7 days';
            update session set ticket = '' where expires_at < now() and ticket <> ''
            """, cancellationToken: ct));
    }

    async Task Write(string sql, string key, AuthenticationTicket ticket)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new
        {
            Id = Id(key),
            Ticket = _protector.Protect(TicketSerializer.Default.Serialize(ticket)),
            Subject = ticket.Principal.FindFirst("sub")?.Value,
            ExpiresAt = (ticket.Properties.ExpiresUtc ?? TimeProvider.System.GetUtcNow() + Lifetime).ToUniversalTime(),
        });
    }

    static byte[] Id(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
