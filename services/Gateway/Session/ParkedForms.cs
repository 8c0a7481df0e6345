using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alliance.Gateway.Addresses;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace Alliance.Gateway.Session;

/// <summary>
/// A form that was sent after the session had ended is kept, so that nothing typed is lost: after sign-in the same person, in the same
/// browser, sees what waits and where it goes, and sends it on with one button. Nobody else can make it wait or see it: it is kept under
/// the account whose session ended and under a cookie. Only what a page posts is kept, encrypted and for two hours; files are not.
/// </summary>
sealed class ParkedForms(NpgsqlDataSource database, IDataProtectionProvider protection)
{
    /// <summary>The longest form that is kept; the 申报书's longest page is a fifth of it.</summary>
    public const int MostBytes = 512 * 1024;

    /// <summary>What is kept for one person: the newest.</summary>
    const int MostForms = 10, MostBytesOfOne = 2 * 1024 * 1024;

    const string Cookie = "gw.parked";

    /// <summary>How long.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromHours(2);

    readonly IDataProtector _protector = protection.CreateProtector("alliance.parked-form");

    /// <summary>A form and where it was going.</summary>
    public sealed record Form(string Address, IReadOnlyList<KeyValuePair<string, string>> Fields);

    /// <summary>True when what is being sent is a page's form that could be kept. What a script sends is the script's to keep.</summary>
    public static bool Fits(HttpRequest request) => HttpMethods.IsPost(request.Method) && !ServiceAddresses.IsApi(request.Path)
        && request.ContentLength is > 0 and <= MostBytes
        && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
        && (request.Headers["Sec-Fetch-Mode"].Count == 0 || request.Headers["Sec-Fetch-Mode"] == "navigate");

    /// <summary>Keeps the form of this request for the person whose session ended; answers with its key.</summary>
    public async Task<string> Park(HttpContext http, string subject)
    {
        var request = http.Request;
        request.Body.Position = 0;
        var fields = await request.ReadFormAsync(http.RequestAborted);
        var form = new Form(request.Path + request.QueryString,
            [.. fields.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")))]);
        var key = Secret();
        var browser = request.Cookies[Cookie] is { Length: 64 } known ? known : Secret();
        http.Response.Cookies.Append(Cookie, browser,
            new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = request.IsHttps, MaxAge = Keep, IsEssential = true });
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            insert into parked_form(id, subject, browser, content, expires_at) values (@Id, @subject, @Browser, @Content, @ExpiresAt);
            delete from parked_form where id in (
              select id from (
                select id, row_number() over newest as number, sum(length(content)) over newest as bytes
                from parked_form where subject = @subject window newest as (order by expires_at desc, id)) kept
              where number > @MostForms or bytes > @MostBytesOfOne)
            """, new
        {
            Id = Hash(key),
            subject,
            Browser = Hash(browser),
            Content = _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(form)),
            ExpiresAt = TimeProvider.System.GetUtcNow() + Keep,
            MostForms,
            MostBytesOfOne,
        });
        return key;
    }

    /// <summary>The form kept under this key for who asks, in the browser that asks, and until when; null when there is none.</summary>
    public async Task<(Form Form, DateTimeOffset Until)?> Find(HttpContext http, string key)
    {
        if (OwnerOf(http, key) is not { } owner) return null;
        await using var connection = await database.OpenConnectionAsync();
        var kept = await connection.QuerySingleOrDefaultAsync<(byte[]? Content, DateTimeOffset Until)>(
            $"select content, expires_at from parked_form where {Own}", owner);
        return kept.Content is null || Read(kept.Content) is not { } form ? null : (form, kept.Until);
    }

    /// <summary>Hands the form over for good.</summary>
    public async Task<Form?> Take(HttpContext http, string key)
    {
        if (OwnerOf(http, key) is not { } owner) return null;
        await using var connection = await database.OpenConnectionAsync();
        var content = await connection.ExecuteScalarAsync<byte[]?>($"delete from parked_form where {Own} returning content", owner);
        return content is null ? null : Read(content);
    }

    /// <summary>Forgets forms that nobody came back for.</summary>
    public async Task RemoveEnded(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("delete from parked_form where expires_at < now()", cancellationToken: ct));
    }

    const string Own = "id = @Id and subject = @Subject and browser = @Browser and expires_at > now()";

    static object? OwnerOf(HttpContext http, string key)
        => http.User.FindFirst("sub")?.Value is { } subject && http.Request.Cookies[Cookie] is { } browser
            ? new { Id = Hash(key), Subject = subject, Browser = Hash(browser) } : null;

    Form? Read(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize<Form>(_protector.Unprotect(content));
        }
        catch (CryptographicException)
        {
            // The key ring was replaced.
            return null;
        }
    }

    static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
