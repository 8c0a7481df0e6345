using System.Security.Cryptography;
using System.Text;
using Alliance.Core.Security;
using Dapper;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Alliance.Web;

/// <summary>Why a form that arrived was not carried out.</summary>
public enum LostWhy
{
    /// <summary>The page has no such form any more: somebody took the step, its period is over, or what it was about has changed.</summary>
    Gone,
    /// <summary>It was filled in by another account than the one that sends it.</summary>
    OtherAccount,
    /// <summary>The page was opened too long ago, or elsewhere, for the browser to prove that it comes from here.</summary>
    Stale,
}

/// <summary>A form that arrived and was not carried out: why, and what was typed.</summary>
/// <param name="Why">What happened.</param>
/// <param name="Account">Whose form it was, where that is another than who sends it.</param>
/// <param name="Name">The form's name on its page.</param>
/// <param name="Typed">What was typed, in the order of the form.</param>
public sealed record LostForm(LostWhy Why, string? Account, string? Name, IReadOnlyList<string> Typed)
{
    /// <summary>The hidden field that says whose form it is.</summary>
    public const string AccountField = "_account";

    /// <summary>What the page of this request has to say about a form; null when there is none.</summary>
    public static LostForm? Of(HttpContext http) => http.Items[typeof(LostForm)] as LostForm;

    /// <summary>Notes that the form found its place on the page.</summary>
    public static void Arrived(HttpContext http) => http.Items[nameof(Arrived)] = true;

    /// <summary>True when the page itself is not for this account, so that only the form is shown.</summary>
    public static bool StandsAlone(HttpContext http) => Of(http) is not null && http.Items.ContainsKey(nameof(StandsAlone));
}

/// <summary>
/// A form that is sent to a page where it no longer stands ends on that page as it is now, with what happened, what was typed and a way on,
/// instead of an error of the framework. One that is sent twice is carried out once: the second one ends where the first one did.
/// </summary>
static class LostForms
{
    /// <summary>Shows what became of a form; goes before authorization, because another account may not see the page at all.</summary>
    public static void UseLostForms(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (!IsFormOfAPage(http))
        {
            await next(http);
            return;
        }
        var body = http.Response.Body;
        using var written = new MemoryStream();
        http.Response.Body = written;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
        }
        if (await WhatBecame(http) is { } lost) await Show(http, lost);
        else
        {
            written.Position = 0;
            await written.CopyToAsync(body, http.RequestAborted);
        }
    });

    /// <summary>Carries out what is sent twice from one page, word for word, once; goes after the antiforgery check.</summary>
    public static void UseFormsOnce(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (!IsFormOfAPage(http) || http.Features.Get<IAntiforgeryValidationFeature>()?.IsValid != true || !http.Request.HasFormContentType)
        {
            await next(http);
            return;
        }
        var form = await Read(http);
        var key = Describe(http.Request, form);
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        await using var connection = await http.RequestServices.GetRequiredService<NpgsqlDataSource>()
            .OpenConnectionAsync(http.RequestAborted);
        await connection.ExecuteAsync("delete from sent_form where at < @before", new { before = now.AddDays(-1) });
        // The row stays unwritten while the first one runs: the second one waits here, and finds it, or finds that there was nothing to
        // find.
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        if (await connection.ExecuteAsync("insert into sent_form(key, at) values (@key, @now) on conflict do nothing",
            new { key, now }, transaction) == 0)
        {
            http.Response.Redirect((await connection.ExecuteScalarAsync<string?>("select location from sent_form where key = @key",
                new { key }, transaction))!);
            LostForm.Arrived(http);
            SayCarriedOut(http);
            return;
        }
        await next(http);
        // What was refused changed nothing, and may be sent again.
        if (!http.Items.ContainsKey(nameof(LostForm.Arrived))
            || http.Response is not { StatusCode: StatusCodes.Status302Found, Headers.Location: [{ } location] }) return;
        await connection.ExecuteAsync("update sent_form set location = @location where key = @key", new { key, location }, transaction);
        await transaction.CommitAsync(CancellationToken.None);
        SayCarriedOut(http);
    });

    // Tells the script that what it kept in the tab is not needed any more.
    static void SayCarriedOut(HttpContext http)
        => http.Response.Cookies.Append("sent", "true",
            new() { Path = "/", SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromMinutes(1), Secure = http.Request.IsHttps });

    static bool IsFormOfAPage(HttpContext http)
        => HttpMethods.IsPost(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    static async Task<LostForm?> WhatBecame(HttpContext http)
    {
        // What it found is known; until it is taken away nobody may read what was typed, not even to give it back.
        var isStale = http.Features.Get<IAntiforgeryValidationFeature>()?.IsValid == false;
        http.Features.Set<IAntiforgeryValidationFeature>(null);
        if (!http.Request.HasFormContentType || http.Items.ContainsKey(nameof(LostForm.Arrived))
            || http.Response.StatusCode is not (400 or 403 or 302)) return null;
        var form = await Read(http);
        var account = form[LostForm.AccountField] is [{ } named] ? named : null;
        var isOther = account is not null && account != Actor.From(http).Account;
        if (http.Response.StatusCode == StatusCodes.Status403Forbidden && !isOther) return null;
        return new(isOther ? LostWhy.OtherAccount : isStale ? LostWhy.Stale : LostWhy.Gone, account, form["_handler"],
            [.. form.Where(field => !IsTechnical(field.Key)).SelectMany(field => field.Value).OfType<string>().Where(IsText)]);
    }

    static async Task Show(HttpContext http, LostForm lost)
    {
        http.Items[typeof(LostForm)] = lost;
        // Not for this account, or a page that leads elsewhere by now: the form is all there is to show.
        var isAlone = http.Response.StatusCode != StatusCodes.Status400BadRequest;
        var status = lost.Why switch
        {
            LostWhy.OtherAccount => StatusCodes.Status403Forbidden,
            LostWhy.Stale => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status409Conflict,
        };
        http.Response.Clear();
        ServiceHost.SetSecurityHeaders(http);
        http.Response.StatusCode = status;
        // The page as it is now.
        http.Request.Method = HttpMethods.Get;
        if (isAlone)
        {
            http.Items[nameof(LostForm.StandsAlone)] = true;
            await PageFault.InTheFrame(http, status);
            return;
        }
        await using var scope = http.RequestServices.CreateAsyncScope();
        var (before, body) = (http.RequestServices, http.Response.Body);
        using var written = new MemoryStream();
        (http.RequestServices, http.Response.Body) = (scope.ServiceProvider, written);
        try
        {
            await http.GetEndpoint()!.RequestDelegate!(http);
        }
        finally
        {
            (http.RequestServices, http.Response.Body) = (before, body);
        }
        if (http.Response.StatusCode != StatusCodes.Status302Found)
        {
            written.Position = 0;
            await written.CopyToAsync(body, http.RequestAborted);
            return;
        }
        // It leads elsewhere by now.
        http.Response.Clear();
        ServiceHost.SetSecurityHeaders(http);
        http.Items[nameof(LostForm.StandsAlone)] = true;
        await PageFault.InTheFrame(http, status);
    }

    // What no browser sends, U+0000 or a thousand fields, the framework refuses to read: that is a bad request, not a fault of ours.
    static async Task<IFormCollection> Read(HttpContext http)
    {
        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (InvalidDataException unreadable)
        {
            throw new BadHttpRequestException(unreadable.Message, StatusCodes.Status400BadRequest, unreadable);
        }
    }

    static bool IsTechnical(string name)
        => name.StartsWith('_') || name is "Version" or "Input.Do" || name.StartsWith("Input.Was.", StringComparison.Ordinal);

    // A tick or a key is nothing that anybody would want to copy.
    static bool IsText(string value)
        => !string.IsNullOrWhiteSpace(value) && value is not ("true" or "false") && !Guid.TryParse(value, out _);

    // The antiforgery token is another one each time a page is shown: it tells a second click from a second visit. Files are told apart by
    // their names and lengths.
    static string Describe(HttpRequest request, IFormCollection form)
    {
        var text = new StringBuilder().Append(Actor.From(request.HttpContext).Account).Append('\n').Append(request.PathBase)
            .Append(request.Path).Append(request.QueryString);
        foreach (var (name, values) in form)
            foreach (var value in values) text.Append('\n').Append(name).Append('=').Append(value?.Length ?? 0).Append(':').Append(value);
        foreach (var file in form.Files) text.Append('\n').Append(file.Name).Append('=').Append(file.Length).Append(':')
            .Append(file.FileName);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
