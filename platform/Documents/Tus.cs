using System.Globalization;
using System.Text;
using Alliance.Core.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Alliance.Documents;

/// <summary>
/// The words of tus 1.0 (https://tus.io/protocols/resumable-upload), core with creation, termination and expiration: what an upload is
/// asked and answered over HTTP, so that any tus client can send a file.
/// </summary>
public static class Tus
{
    /// <summary>The version spoken.</summary>
    public const string Version = "1.0.0";
    /// <summary>The type of a piece.</summary>
    public const string PieceType = "application/offset+octet-stream";

    /// <summary>What a client announced.</summary>
    /// <param name="Length">Bytes; -1 where it did not say.</param>
    /// <param name="Metadata">Its words about the file: filename, and what the service asks for.</param>
    public sealed record Announcement(long Length, IReadOnlyDictionary<string, string> Metadata)
    {
        /// <summary>A word about the file, or an empty text.</summary>
        public string this[string key] => Metadata.GetValueOrDefault(key, "");
    }

    /// <summary>Answers OPTIONS: what can be done here.</summary>
    public static IResult Abilities(Uploads uploads) => new Answer(StatusCodes.Status204NoContent, response =>
    {
        response.Headers["Tus-Version"] = Version;
        response.Headers["Tus-Extension"] = "creation,termination,expiration";
        response.Headers["Tus-Max-Size"] = uploads.Largest.ToString(CultureInfo.InvariantCulture);
    });

    /// <summary>Why a request of another version is not understood (412); null when it is.</summary>
    public static IResult? WhyNot(HttpRequest request) => request.Headers["Tus-Resumable"] == Version ? null
        : new Answer(StatusCodes.Status412PreconditionFailed, response => response.Headers["Tus-Version"] = Version);

    /// <summary>
    /// Proxies that let only GET and POST through: the method that is meant stands in X-HTTP-Method-Override. Only for uploads, and only on
    /// a POST, so that nothing that looks harmless changes anything.
    /// </summary>
    public static void UseTusMethods(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.Headers.ContainsKey("Tus-Resumable")
            && http.Request.Headers["X-HTTP-Method-Override"].ToString().ToUpperInvariant()
                is ("PATCH" or "DELETE" or "HEAD") and var meant)
        {
            http.Request.Method = meant;
            // What was found for a POST is looked for again.
            http.SetEndpoint(null);
        }
        return next(http);
    });

    /// <summary>Why a file cannot be announced this way; null when it can.</summary>
    public static Refusal? WhyNotAnnounced(HttpRequest request) => request.Headers switch
    {
        var headers when headers.ContainsKey("Upload-Concat") => Refusal.Invalid($"本系统不把几个上传合成一个文件（Upload-Concat），请把文件作为一个上传"),
        var headers when headers.ContainsKey("Upload-Defer-Length") =>
            Refusal.Invalid($"本系统不接受事后说明文件长度（Upload-Defer-Length），请先用 Upload-Length 说明"),
        var headers when !long.TryParse(headers["Upload-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out _) =>
            Refusal.Malformed($"请求没有用 Upload-Length 说明文件长度"),
        _ => null,
    };

    /// <summary>Why a piece is not taken, before any of it is read; null when it is.</summary>
    public static Refusal? WhyNotPiece(HttpRequest request, Upload upload)
    {
        if (OffsetOf(request) < 0) return Refusal.Malformed($"请求没有用 Upload-Offset 说明这一段从哪里开始");
        return OffsetOf(request) == upload.Received && request.ContentLength > upload.Size - upload.Received
            ? Uploads.TooLong(upload) : null;
    }

    /// <summary>A piece of another type than <see cref="PieceType"/>.</summary>
    public static IResult OtherType
        => new Answer(StatusCodes.Status415UnsupportedMediaType, response => response.Headers["Accept-Patch"] = PieceType);

    /// <summary>Reads Upload-Length and Upload-Metadata of a POST.</summary>
    public static Announcement Read(HttpRequest request)
    {
        var metadata = new Dictionary<string, string>();
        foreach (var pair in request.Headers["Upload-Metadata"].ToString()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split(' ', 2);
            var bytes = new byte[pair.Length];
            if (parts.Length == 2 && Convert.TryFromBase64String(parts[1].Trim(), bytes, out var length))
                metadata[parts[0]] = Encoding.UTF8.GetString(bytes, 0, length);
        }
        return new(long.TryParse(request.Headers["Upload-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size : -1, metadata);
    }

    /// <summary>Upload-Offset of a PATCH; -1 where it is missing.</summary>
    public static long OffsetOf(HttpRequest request)
        => long.TryParse(request.Headers["Upload-Offset"], NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : -1;

    /// <summary>Answers POST: where the file is to be sent.</summary>
    public static IResult Created(HttpRequest request, Upload upload) => new Answer(StatusCodes.Status201Created, response =>
    {
        response.Headers.Location = $"{request.PathBase}{request.Path}/{upload.Id:D}";
        Expires(response, upload);
    });

    /// <summary>Answers HEAD: how much is here.</summary>
    public static IResult Offset(Upload upload) => new Answer(StatusCodes.Status200OK, response =>
    {
        response.Headers["Upload-Offset"] = upload.Received.ToString(CultureInfo.InvariantCulture);
        response.Headers["Upload-Length"] = upload.Size.ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-store";
        if (!upload.IsWhole) Expires(response, upload);
    });

    /// <summary>Answers PATCH: how much is here now.</summary>
    public static IResult Appended(Upload upload, long offset) => new Answer(StatusCodes.Status204NoContent, response =>
    {
        response.Headers["Upload-Offset"] = offset.ToString(CultureInfo.InvariantCulture);
        if (offset < upload.Size) Expires(response, upload);
    });

    /// <summary>Answers DELETE.</summary>
    public static IResult Gone => new Answer(StatusCodes.Status204NoContent, _ => { });

    /// <summary>A refusal, with the version spoken.</summary>
    public static IResult Refused(Refusal refusal) => new Answer(null, _ => { }, new Outcome(refusal));

    static void Expires(HttpResponse response, Upload upload)
        => response.Headers["Upload-Expires"] = upload.ExpiresAt.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture);

    sealed class Answer(int? status, Action<HttpResponse> write, IResult? body = null) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (status is { } code) httpContext.Response.StatusCode = code;
            httpContext.Response.Headers["Tus-Resumable"] = Version;
            write(httpContext.Response);
            return body?.ExecuteAsync(httpContext) ?? Task.CompletedTask;
        }
    }
}
