using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Alliance.Web;

/// <summary>HEAD wherever GET is (RFC 9110, 9.3.2): what GET would answer, with its headers and without its body.</summary>
public static class Head
{
    /// <summary>Finds the endpoint; where one is there for GET and none for HEAD, it is asked as for GET and its body is counted and left
    /// out.</summary>
    public static void UseRoutingWithHead(this WebApplication app)
    {
        app.UseRouting();
        app.Use(async (http, next) =>
        {
            // An endpoint without a route is the framework's own that says "not with this method".
            if (!HttpMethods.IsHead(http.Request.Method) || http.GetEndpoint() is null or RouteEndpoint)
            {
                await next(http);
                return;
            }
            var (body, counted) = (http.Response.Body, new Counted());
            http.SetEndpoint(null);
            http.Items[typeof(Head)] = true;
            http.Request.Method = HttpMethods.Get;
            http.Response.Body = counted;
            try
            {
                await next(http);
            }
            finally
            {
                http.Response.Body = body;
                http.Request.Method = HttpMethods.Head;
            }
            if (!http.Response.HasStarted
                && http.Response.StatusCode is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified))
                http.Response.ContentLength ??= counted.Length;
        });
        app.UseRouting();
    }

    /// <summary>
    /// True where a person's browser shows what is asked for. Who asks by HEAD, or ahead of time (Sec-Purpose: prefetch, and what browsers
    /// sent before it), has opened nothing yet.
    /// </summary>
    public static bool IsOpening(this HttpContext http) => !http.Items.ContainsKey(typeof(Head)) && !http.IsAheadOfTime();

    /// <summary>True where a browser asks for a page that nobody may ever see.</summary>
    public static bool IsAheadOfTime(this HttpContext http) => new[] { "Sec-Purpose", "Purpose", "X-Purpose", "X-Moz" }
        .SelectMany(name => http.Request.Headers[name])
        .Any(said => said?.StartsWith("pre", StringComparison.OrdinalIgnoreCase) == true);

    sealed class Counted : Stream
    {
        long _length;

        public override long Length => _length;
        public override bool CanWrite => true;
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override long Position { get => _length; set => throw new NotSupportedException(); }
        public override void Write(byte[] buffer, int offset, int count) => _length += count;
        public override void Write(ReadOnlySpan<byte> buffer) => _length += buffer.Length;
        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            _length += count;
            return Task.CompletedTask;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _length += buffer.Length;
            return default;
        }

        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
