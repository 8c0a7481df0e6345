using Alliance.Core.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Alliance.Web.Api;

/// <summary>
/// What changes something over the API comes as JSON, with or without a body, or as a file where a file belongs. A form that another page
/// makes a browser send has none of these types, and no header of its own: it is refused before anything is done (415). For files, which a
/// form can send, the gateway looks at who sent them.
/// </summary>
static class ApiBodies
{
    public static void UseApiBodies(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (Fits(http.Request, http.GetEndpoint()))
        {
            await next(http);
            return;
        }
        var words = http.RequestServices.GetRequiredService<Words>();
        await Results.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType, type: "urn:alliance:refusal:mediaType",
            title: words["请求的内容类型不被接受"],
            detail: words["接口只接受 JSON（Content-Type: application/json，没有内容时也须注明）；上传文件的接口另接受 multipart/form-data"]).ExecuteAsync(http);
    });

    static bool Fits(HttpRequest request, Endpoint? endpoint)
    {
        if (endpoint is null || !request.Path.StartsWithSegments("/api") || request.Method is not ("POST" or "PUT" or "PATCH")) return true;
        if (request.HasJsonContentType() || request.Headers.ContainsKey("Tus-Resumable")) return true;
        return MediaTypeHeaderValue.TryParse(request.ContentType, out var sent)
            && !sent.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            && endpoint.Metadata.GetOrderedMetadata<IAcceptsMetadata>().SelectMany(accepts => accepts.ContentTypes)
                .Any(type => sent.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase));
    }
}
