using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Web;

/// <summary>
/// What nobody foresaw, as problem details: 403 for a step that is not this person's, 503 with Retry-After where the database is away, 400
/// for an unreadable body, 500 otherwise; for people in the frame of the service's pages. Nothing inward shows.
/// </summary>
sealed partial class FaultHandler(Words words) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // What the request's own part of the pipeline had set ended with it.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture
            = httpContext.Features.Get<IRequestCultureFeature>()?.RequestCulture.UICulture
                ?? CultureInfo.GetCultureInfo(ServiceHost.Languages[0]);
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
            BadHttpRequestException bad => Unreadable(bad),
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
            await new PageFault(problem.Status.Value, problem.Title!, problem.Detail, problem.Extensions["traceId"]!.ToString()!)
                .Show(httpContext);
        }
        else
        {
            await httpContext.Response.WriteAsJsonAsync(problem, Json.Options, "application/problem+json", cancellationToken);
        }
        return true;
    }

    // Names the place: of a body by its path, of an address by the parameter's name, which the framework tells in a sentence only.
    ProblemDetails Unreadable(BadHttpRequestException bad)
    {
        var json = bad.InnerException as JsonException;
        var parameter = Parameter().Match(bad.Message);
        var field = json?.Path?.TrimStart('$').TrimStart('.') ?? (parameter.Success ? parameter.Groups["name"].Value : null);
        var sentence = bad.StatusCode switch
        {
            StatusCodes.Status415UnsupportedMediaType => words["请求内容的类型或编码不受支持，请按接口说明发送，文字用 UTF-8"],
            StatusCodes.Status413PayloadTooLarge => words["请求内容过大"],
            _ when json is not null =>
                words["第 {0} 行附近（{1}）不是正确的 JSON 内容", (json.LineNumber ?? 0) + 1, string.IsNullOrEmpty(field) ? "$" : field],
            _ when parameter.Success => words["参数 {0} 的值“{1}”无法识别", field, parameter.Groups["value"].Value],
            _ => words["地址或内容含有不能使用的字符，或者缺少必需的部分"],
        };
        var problem = new ProblemDetails { Status = bad.StatusCode, Title = words["请求无法读取"], Detail = sentence };
        problem.Extensions["errors"] =
            new[] { new { sentence, article = (string?)null, field = string.IsNullOrEmpty(field) ? null : field } };
        return problem;
    }

    [GeneratedRegex("^Failed to bind parameter \"\\S+ (?<name>\\w+)\" from \"(?<value>.*)\"\\.$|^Required parameter \"\\S+ " +
        "(?<name>\\w+)\" was not provided",
        RegexOptions.Singleline)]
    private static partial Regex Parameter();

    static bool AcceptsPage(HttpRequest request)
        => request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) && !request.Path.StartsWithSegments("/api");
}
