using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Alliance.Documents;

/// <summary>A file somebody uploaded, on its way to a browser that must not run it.</summary>
sealed class Served(DocumentStore documents, StoredDocument document) : IResult
{
    /// <summary>Headers under which a browser shows or saves bytes and never runs them.</summary>
    public static void Safely(HttpResponse response, string contentType, string fileName, bool inline)
    {
        var disposition = new ContentDispositionHeaderValue(inline ? "inline" : "attachment");
        disposition.SetHttpFileName(fileName);
        response.ContentType = contentType;
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        // Chromium shows no PDF in a sandboxed document; its viewer is a sandbox of its own, and a PDF has no origin to act in.
        var sandbox = contentType == "application/pdf" ? "" : "sandbox; ";
        response.Headers.ContentSecurityPolicy =
            $"{sandbox}default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";
        response.Headers.CacheControl = "no-store";
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response, ct) = (httpContext.Request, httpContext.Response, httpContext.RequestAborted);
        var tag = $"\"{Convert.ToHexStringLower(document.Sha256)}\"";
        Safely(response, document.ContentType, document.FileName, DocumentStore.OpensInBrowser(document.ContentType));
        response.Headers.ETag = tag;
        response.Headers.AcceptRanges = "bytes";
        if (request.Headers.IfNoneMatch.Contains(tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var (from, length) = (0L, document.Size);
        if (RangeOf(request, tag) is { } range)
        {
            if (range.From >= document.Size)
            {
                response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                response.Headers.ContentRange = $"bytes */{document.Size}";
                return;
            }
            (from, length) = (range.From, Math.Min(range.To, document.Size - 1) - range.From + 1);
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {from}-{from + length - 1}/{document.Size}";
        }
        response.ContentLength = length;
        await documents.CopyTo(document.Id, from, length, response.Body, ct);
    }

    // One range is answered, as viewers and interrupted downloads ask; several, or one of an older file, get the whole file.
    (long From, long To)? RangeOf(HttpRequest request, string tag)
    {
        if (request.GetTypedHeaders().Range is not { Unit.Value: "bytes", Ranges.Count: 1 } asked) return null;
        if (request.Headers.IfRange is [{ } known] && known != tag) return null;
        var range = asked.Ranges.Single();
        return range switch
        {
            { From: { } from } => (from, range.To ?? long.MaxValue),
            { To: { } last } when last > 0 => (Math.Max(0, document.Size - last), long.MaxValue),
            _ => (document.Size, 0),
        };
    }
}
