using System.Security.Cryptography;
using System.Text;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Alliance.Web.Api;

/// <summary>
/// <c>Idempotency-Key</c> on a POST to the API: the request is carried out at most once; whoever repeats it within a day gets the first
/// answer. Should the process die in between, the key stays taken: the caller looks whether the step was taken, and it is never taken
/// twice. Keys are kept hashed, and the answer is encrypted under its key: a code that is told once stands nowhere in clear. Somebody who
/// did not sign in has the keys of their own address.
/// </summary>
static class Idempotency
{
    const int LongestKey = 200;
    const string Header = "Idempotency-Key";

    /// <summary>How long an answer is kept.</summary>
    static readonly TimeSpan Keep = TimeSpan.FromDays(1);

    // What of the first answer a program needs besides its body.
    static readonly string[] Repeated = ["Location", "ETag", "Last-Modified", "Content-Language", "Content-Disposition",
        "Retry-After", "Tus-Resumable", "Upload-Offset", "Upload-Expires"];

    sealed record Kept
    {
        public string Request { get; init; } = "";
        public int? Status { get; init; }
        public string? ContentType { get; init; }
        public byte[]? Body { get; init; }
        public string? Headers { get; init; }
    }

    public static void UseIdempotency(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.Request.Headers[Header] is not [{ Length: > 0 } key]
            || !http.Request.Path.StartsWithSegments("/api"))
        {
            await next(http);
            return;
        }
        var ct = http.RequestAborted;
        var database = http.RequestServices.GetRequiredService<NpgsqlDataSource>();
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        key = key.Length > LongestKey ? key[..LongestKey] : key;
        var actor = Actor.From(http);
        var id = new { Account = actor.IsSignedIn ? actor.Account : $"public:{Hash(actor.RemoteAddress ?? "")[..16]}", key = Hash(key) };
        var protector = http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("alliance.idempotency", key);
        var request = await Describe(http.Request, ct);

        await using (var connection = await database.OpenConnectionAsync(ct))
        {
            await connection.ExecuteAsync(
                new CommandDefinition("delete from idempotency where at < @before", new { before = now - Keep }, cancellationToken: ct));
            var first = await connection.ExecuteAsync(new CommandDefinition(
                "insert into idempotency(account, key, request, at) values (@Account, @key, @request, @now) on conflict do nothing",
                new { id.Account, id.key, request, now }, cancellationToken: ct));
            if (first == 0)
            {
                var kept = await connection.QuerySingleOrDefaultAsync<Kept>(
                    new CommandDefinition("""
                        select request, status, content_type, body, headers::text
                        from idempotency
                        where account = @Account and key = @key
                        """, id, cancellationToken: ct));
                await Answer(http, kept, request, protector);
                return;
            }
        }

        var body = http.Response.Body;
        using var written = new MemoryStream();
        http.Response.Body = written;
        try
        {
            await next(http);
        }
        catch
        {
            await Forget(database, id);
            throw;
        }
        finally
        {
            http.Response.Body = body;
        }
        // What failed for a reason of ours may be tried again under the same key.
        if (http.Response.StatusCode >= 500) await Forget(database, id);
        else
        {
            await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
            var headers = Repeated.Where(http.Response.Headers.ContainsKey)
                .ToDictionary(name => name, name => http.Response.Headers[name].ToString());
            await connection.ExecuteAsync("""
                update idempotency
                set status = @StatusCode, content_type = @ContentType, body = @body, headers = @headers
                where account = @Account and key = @key
                """,
                new
                {
                    http.Response.StatusCode,
                    http.Response.ContentType,
                    body = protector.Protect(written.ToArray()),
                    headers = Json.Of(headers),
                    id.Account,
                    id.key
                });
        }
        written.Position = 0;
        await written.CopyToAsync(body, ct);
    });

    static async Task Answer(HttpContext http, Kept? kept, string request, IDataProtector protector)
    {
        if (kept is null || kept.Request != request)
            await new Outcome(Refusal.Invalid($"这个 Idempotency-Key 已用于另一个请求，请换一个")).ExecuteAsync(http);
        else if (kept.Status is null)
            await new Outcome(Refusal.Conflict($"同一个 Idempotency-Key 的请求正在办理，或中途断开；请先查询办理结果")).ExecuteAsync(http);
        else
        {
            http.Response.StatusCode = kept.Status.Value;
            http.Response.ContentType = kept.ContentType;
            byte[] body;
            try
            {
                body = protector.Unprotect(kept.Body ?? []);
            }
            catch (CryptographicException)
            {
                // The key ring was replaced: what was answered is lost, what was done is not.
                await new Outcome(Refusal.Conflict($"同一个 Idempotency-Key 的请求已经办理，当时的答复不能再取得；请查询办理结果")).ExecuteAsync(http);
                return;
            }
            foreach (var (name, value) in Json.Read<Dictionary<string, string>>(kept.Headers ?? "{}")) http.Response.Headers[name] = value;
            http.Response.Headers["Idempotency-Replayed"] = "true";
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }

    // Files are told apart by their length: hashing them would read them twice.
    static async Task<string> Describe(HttpRequest request, CancellationToken ct)
    {
        var body = request.ContentLength?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
        if (request.HasJsonContentType())
        {
            request.EnableBuffering();
            body = Convert.ToHexStringLower(await SHA256.HashDataAsync(request.Body, ct));
            request.Body.Position = 0;
        }
        return $"{request.Path}{request.QueryString} {body}";
    }

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static async Task Forget(NpgsqlDataSource database, object id)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await connection.ExecuteAsync("delete from idempotency where account = @Account and key = @key", id);
    }
}
