using System.Security.Cryptography;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Alliance.Platform.Hosting;

/// <summary>
/// <c>Idempotency-Key</c> on a POST to the API: the request is carried out at most once; whoever repeats it within a day gets the first answer. Should the
/// process die in between, the key stays taken: the caller looks whether the step was taken, and it is never taken twice.
/// </summary>
static class Idempotency
{
    const int LongestKey = 200;
    const string Header = "Idempotency-Key";

    sealed record Kept
    {
        public string Request { get; init; } = "";
        public int? Status { get; init; }
        public string? ContentType { get; init; }
        public byte[]? Body { get; init; }
    }

    public static void UseIdempotency(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.Request.Headers[Header] is not [{ Length: > 0 } key] || !http.Request.Path.StartsWithSegments("/api"))
        {
            await next(http);
            return;
        }
        var ct = http.RequestAborted;
        var database = http.RequestServices.GetRequiredService<NpgsqlDataSource>();
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var id = new { Actor.From(http).Account, key = key.Length > LongestKey ? key[..LongestKey] : key };
        var request = await Describe(http.Request, ct);

        await using (var connection = await database.OpenConnectionAsync(ct))
        {
            await connection.ExecuteAsync(new CommandDefinition("delete from idempotency where at < @before", new { before = now.AddDays(-1) }, cancellationToken: ct));
            var first = await connection.ExecuteAsync(new CommandDefinition(
                "insert into idempotency(account, key, request, at) values (@Account, @key, @request, @now) on conflict do nothing", new { id.Account, id.key, request, now }, cancellationToken: ct));
            if (first == 0)
            {
                var kept = await connection.QuerySingleOrDefaultAsync<Kept>(new CommandDefinition("select request, status, content_type, body from idempotency where account = @Account and key = @key", id, cancellationToken: ct));
                await Answer(http, kept, request);
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
            await connection.ExecuteAsync("update idempotency set status = @StatusCode, content_type = @ContentType, body = @body where account = @Account and key = @key",
                new { http.Response.StatusCode, http.Response.ContentType, body = written.ToArray(), id.Account, id.key });
        }
        written.Position = 0;
        await written.CopyToAsync(body, ct);
    });

    static async Task Answer(HttpContext http, Kept? kept, string request)
    {
        if (kept is null || kept.Request != request)
            await new Outcome(Refusal.Invalid($"这个 Idempotency-Key 已用于另一个请求，请换一个")).ExecuteAsync(http);
        else if (kept.Status is null)
            await new Outcome(Refusal.Conflict($"同一个 Idempotency-Key 的请求正在办理，或中途断开；请先查询办理结果")).ExecuteAsync(http);
        else
        {
            http.Response.StatusCode = kept.Status.Value;
            http.Response.ContentType = kept.ContentType;
            http.Response.Headers["Idempotency-Replayed"] = "true";
            await http.Response.Body.WriteAsync(kept.Body, http.RequestAborted);
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

    static async Task Forget(NpgsqlDataSource database, object id)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await connection.ExecuteAsync("delete from idempotency where account = @Account and key = @key", id);
    }
}
