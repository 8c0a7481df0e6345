using System.Diagnostics;
using Alliance.Core.Text;
using Alliance.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Alliance.Gateway.Portal;

/// <summary>An error without a body becomes a page for people and problem details for programs.</summary>
static class FriendlyErrors
{
    public static void UseFriendlyErrors(this WebApplication app) => app.UseStatusCodePages(context =>
        context.HttpContext.Response.StatusCode == StatusCodes.Status304NotModified ? Task.CompletedTask
            : Write(context.HttpContext, context.HttpContext.Response.StatusCode));

    public static bool WantsPage(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    public static async Task Write(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        http.SetSecurityHeaders();
        if (WantsPage(http.Request))
        {
            http.Response.Headers.ContentSecurityPolicy = PagePolicy(http);
            await new RazorComponentResult<ErrorPage>(new { Status = status }) { StatusCode = status }.ExecuteAsync(http);
            return;
        }
        var words = http.RequestServices.GetRequiredService<Words>();
        await Results.Problem(statusCode: status, title: words[Title(status)], detail: words[Advice(status)],
            extensions: new Dictionary<string, object?> { ["traceId"] = Trace(http) }).ExecuteAsync(http);
    }

    /// <summary>For somebody whose session ended while they filled in a form, which is kept under the key.</summary>
    public static async Task WriteSessionEnded(HttpContext http, string key)
    {
        http.Response.Headers.ContentSecurityPolicy = PagePolicy(http);
        await new RazorComponentResult<SessionEnded>(new { Key = key }) { StatusCode = StatusCodes.Status401Unauthorized }
            .ExecuteAsync(http);
    }

    static string PagePolicy(HttpContext http)
        => $"default-src 'self'; script-src 'self' 'nonce-{(string?)http.Items["nonce"]}'; img-src 'self' data:; object-src 'none'; " +
            $"base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    public static string Trace(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    public static string Title(int status) => status switch
    {
        401 => "请先登录",
        403 => "您没有办理此事项的权限",
        404 => "页面不存在",
        405 => "不支持此操作",
        413 => "提交的内容过大",
        421 => "这不是本系统的网址",
        502 or 503 or 504 => "系统暂时无法访问",
        >= 500 => "系统出错",
        _ => "请求无法处理",
    };

    public static string Advice(int status) => status switch
    {
        401 => "登录已过期，刚才的内容尚未提交。请在新窗口登录，再回到本页后退一步重新提交，已填内容不会丢失。",
        403 => "如工作需要，请联系系统管理员开通相应角色。",
        404 => "地址可能有误，或页面已经移动。",
        413 => "一次提交不得超过 30 MB，其中的文件不得超过 20 MB。更大的文件请在附件页面上传：浏览器会分段传送，上限见该页面。",
        421 => "请使用公布的网址访问本系统。",
        502 or 503 or 504 => "对应的业务系统正在启动或维护，您的操作没有生效，请稍后重试。",
        >= 500 => "您的操作没有生效，错误已记录。",
        _ => "请返回后重试。",
    };
}
