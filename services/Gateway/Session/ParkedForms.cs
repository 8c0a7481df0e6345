using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace Alliance.Gateway.Session;

/// <summary>
/// A form that was sent after the session had ended is kept, so that nothing typed is lost: after sign-in the person sends it on with one button.
/// Kept for a working day, encrypted, under a key that only that person's browser was told. Files are not kept.
/// </summary>
sealed class ParkedForms(NpgsqlDataSource database, IDataProtectionProvider protection)
{
    /// <summary>The longest form that is kept; the 申报书's longest page is a fifth of it.</summary>
    public const int MostBytes = 512 * 1024;

    readonly IDataProtector protector = protection.CreateProtector("alliance.parked-form");

    /// <summary>A form and where it was going.</summary>
    public sealed record Form(string Address, IReadOnlyList<KeyValuePair<string, string>> Fields);

    /// <summary>True when what is being sent is a form that could be kept.</summary>
    public static bool Fits(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.ContentLength is > 0 and <= MostBytes
        && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Keeps the form of this request; answers with its key.</summary>
    public async Task<string> Park(HttpRequest request)
    {
        request.Body.Position = 0;
        var fields = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var form = new Form(request.Path + request.QueryString, [.. fields.SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? "")))]);
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync("insert into parked_form(id, content, expires_at) values (@Id, @Content, @ExpiresAt)", new
        {
            Id = Id(key),
            Content = protector.Protect(JsonSerializer.SerializeToUtf8Bytes(form)),
            ExpiresAt = TimeProvider.System.GetUtcNow() + SessionSetup.Lifetime,
        });
        return key;
    }

    /// <summary>The form kept under this key; null when there is none any more.</summary>
    public async Task<Form?> Find(string key)
    {
        await using var connection = await database.OpenConnectionAsync();
        var content = await connection.ExecuteScalarAsync<byte[]?>("select content from parked_form where id = @Id and expires_at > now()", new { Id = Id(key) });
        if (content is null) return null;
        try
        {
            return JsonSerializer.Deserialize<Form>(protector.Unprotect(content));
        }
        catch (CryptographicException)
        {
            // The key ring was replaced.
            return null;
        }
    }

    /// <summary>Forgets forms that nobody came back for.</summary>
    public async Task RemoveEnded(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("delete from parked_form where expires_at < now()", cancellationToken: ct));
    }

    static byte[] Id(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
