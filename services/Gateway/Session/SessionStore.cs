using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace Alliance.Gateway.Session;

/// <summary>Sessions in the database, so that a browser holds a key and nothing else, and every replica knows every session.</summary>
sealed class SessionStore(NpgsqlDataSource database, IDataProtectionProvider protection) : ITicketStore
{
    readonly IDataProtector protector = protection.CreateProtector("alliance.session");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        await RenewAsync(key, ticket);
        return key;
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            insert into session(id, ticket, subject, expires_at) values (@Id, @Ticket, @Subject, @ExpiresAt)
            on conflict (id) do update set ticket = excluded.ticket, expires_at = excluded.expires_at
            """, new
        {
            Id = Id(key),
            Ticket = protector.Protect(TicketSerializer.Default.Serialize(ticket)),
            Subject = ticket.Principal.FindFirst("sub")?.Value,
            ExpiresAt = (ticket.Properties.ExpiresUtc ?? TimeProvider.System.GetUtcNow() + SessionSetup.Lifetime).ToUniversalTime(),
        });
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        await using var connection = await database.OpenConnectionAsync();
        var ticket = await connection.ExecuteScalarAsync<byte[]?>("select ticket from session where id = @Id and expires_at > now()", new { Id = Id(key) });
        if (ticket is null) return null;
        try
        {
            return TicketSerializer.Default.Deserialize(protector.Unprotect(ticket));
        }
        catch (CryptographicException)
        {
            // The key ring was replaced: the person signs in again, nothing else is lost.
            return null;
        }
    }

    public async Task RemoveAsync(string key)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync("delete from session where id = @Id", new { Id = Id(key) });
    }

    /// <summary>Forgets sessions that have ended.</summary>
    public async Task<int> RemoveEnded(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition("delete from session where expires_at < now()", cancellationToken: ct));
    }

    static byte[] Id(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
