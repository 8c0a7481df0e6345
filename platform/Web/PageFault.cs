using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Web;

/// <summary>What stands in the frame of a service's pages where the page itself cannot: it failed, or what was sent to it cannot be
/// read.</summary>
/// <param name="Status">The answer's status.</param>
/// <param name="Title">What is the matter.</param>
/// <param name="Detail">More of it; null when there is no more to say.</param>
/// <param name="TraceId">What an operator finds it by.</param>
public sealed record PageFault(int Status, string Title, string? Detail, string TraceId)
{
    /// <summary>The fault that the page of this request shows; null when the page shows itself.</summary>
    public static PageFault? Of(HttpContext http) => http.Items[typeof(PageFault)] as PageFault;

    /// <summary>Shows it in the frame of the service.</summary>
    public Task Show(HttpContext http)
    {
        http.Items[typeof(PageFault)] = this;
        return InTheFrame(http, Status);
    }

    /// <summary>The service's document without its page. What the page began is left behind: this has services of its own.</summary>
    internal static async Task InTheFrame(HttpContext http, int status)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var before = http.RequestServices;
        http.RequestServices = scope.ServiceProvider;
        try
        {
            await new RazorComponentResult(before.GetRequiredService<PageRoot>().Component!)
            {
                StatusCode = status,
                PreventStreamingRendering = true
            }.ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = before;
        }
    }
}

/// <summary>The component that holds every page of a service.</summary>
sealed class PageRoot
{
    public Type? Component { get; set; }
}
