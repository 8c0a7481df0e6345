using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Alliance.Core.Rules;
using Alliance.Core.Text;

namespace Alliance.Intake.Applications.Drafts;

/// <summary>The form's version and the whole content as HTTP says them: "7-1f0c…" for If-Match (the version) and If-None-Match (all of
/// it).</summary>
static class ETag
{
    /// <summary>The version an If-Match header names: "7-1f0c", "7" or 7; null where it names none, and then whatever stands is
    /// replaced.</summary>
    public static int? Version(string? ifMatch)
        => int.TryParse(ifMatch?.Trim().TrimStart('W', '/').Trim('"').Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture,
            out var version) ? version : null;

    /// <summary>The application with its tag, or 304 where the caller has it already.</summary>
    public static IResult Tagged(this Outcome<ReadApplication.Answer> outcome, HttpContext http)
    {
        if (outcome.Value is not { } application) return outcome;
        var json = Encoding.UTF8.GetBytes(Json.Write(application));
        var tag = string.Create(CultureInfo.InvariantCulture,
            $"\"{application.Version}-{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 8))}\"");
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-store";
        return http.Request.Headers.IfNoneMatch.Contains(tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(json, "application/json; charset=utf-8");
    }
}
