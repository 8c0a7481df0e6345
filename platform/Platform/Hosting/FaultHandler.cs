using System.Globalization;
using Alliance.Platform.Data;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Platform.Hosting;

/// <summary>
/// What nobody foresaw, as problem details: 403 for a step that is not this person's, 503 with Retry-After where the database is away, 400 for an unreadable body, 500
/// otherwise; for people in the frame of the service's pages. Nothing inward shows.
/// </summary>
sealed class FaultHandler(Words words) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // What the request's own part of the pipeline had set ended with it.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture
            = httpContext.Features.Get<IRequestCultureFeature>()?.RequestCulture.UICulture ?? CultureInfo.GetCultureInfo(ServiceHost.Languages[0]);
        if (exception is NotAdmittedException { Refusal: var refusal })
        {
            // An answer without a body becomes the gateway's page, in the frame people know.
            if (AcceptsPage(httpContext.Request)) httpContext.Response.StatusCode = StatusCodes.Status403Forbidden;
            else await Problems.From(refusal, httpContext).ExecuteAsync(httpContext);
            return true;
        }
        var problem = exception switch
        {
            _ when Outage.Is(exception) => new ProblemDetails
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Title = words["数据库暂时无法访问，您的操作没有生效，请稍后重试"],
            },
            BadHttpRequestException bad => new ProblemDetails
            {
                Status = bad.StatusCode,
                Title = words["请求无法读取"],
                Detail = bad.InnerException is System.Text.Json.JsonException json ? words["第 {0} 行附近（{1}）不是正确的 JSON 内容", (json.LineNumber ?? 0) + 1, json.Path ?? "$"] : bad.Message,
            },
            _ => new ProblemDetails
            {
                Status = StatusCodes.Status500InternalServerError,
                Title = words["系统出错，您的操作没有生效，错误已记录"],
            },
        };
        problem.Extensions["traceId"] = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier;
        httpContext.Response.StatusCode = problem.Status!.Value;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable) httpContext.Response.Headers.RetryAfter = "10";
        ServiceHost.SetSecurityHeaders(httpContext);
        if (AcceptsPage(httpContext.Request))
        {
            // The frame's files keep their fingerprints; the endpoint itself is not called again.
            httpContext.SetEndpoint(httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint);
            await new PageFault(problem.Status.Value, problem.Title!, problem.Detail, problem.Extensions["traceId"]!.ToString()!).Show(httpContext);
        }
        else
        {
            await httpContext.Response.WriteAsJsonAsync(problem, Json.Options, "application/problem+json", cancellationToken);
        }
        return true;
    }

    static bool AcceptsPage(HttpRequest request)
        => request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) && !request.Path.StartsWithSegments("/api");
}
