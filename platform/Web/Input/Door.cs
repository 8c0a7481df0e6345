using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Alliance.Core.Input;
using Alliance.Core.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Alliance.Web.Input;

/// <summary>
/// Where everything that is sent comes in. An address with a control character and a body that is not UTF-8 are refused whatever they are
/// for; what an endpoint was given passes <see cref="InputCheck"/>; and a value in a page's address that cannot be read is left out, so
/// that the page is shown all the same.
/// </summary>
public static class Door
{
    static readonly object Unread = new();
    static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, Type>> Queries = new();

    /// <summary>What of this page's address could not be read and was left out, such as <c>year=abc</c>.</summary>
    public static IReadOnlyList<string> LeftOut(HttpContext http) => http.Items[Unread] as IReadOnlyList<string> ?? [];

    /// <summary>Refuses what no address and no body may be. Before routing.</summary>
    public static void UseDoor(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (WhyNot(http.Request) is not { } status) return next(http);
        throw new BadHttpRequestException(status == StatusCodes.Status415UnsupportedMediaType ? "Only UTF-8 is read."
            : "The address has a control character.", status);
    });

    /// <summary>Leaves out of a page's address what the page cannot read. After routing.</summary>
    public static void UseReadableQueries(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.Query.Count > 0 && http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is { } page)
            LeaveOut(http, QueryOf(page.Type));
        return next(http);
    });

    /// <summary>Looks at everything an endpoint was given before it runs.</summary>
    public static void Check(EndpointBuilder endpoint) => endpoint.FilterFactories.Add((context, next) =>
    {
        var services = context.ApplicationServices.GetService<IServiceProviderIsService>();
        var given = context.MethodInfo.GetParameters().Index().Where(p => IsSent(p.Item, services)).ToArray();
        if (given.Length == 0) return next;
        return invocation =>
        {
            foreach (var (index, parameter) in given) Read(invocation.Arguments, index, parameter.Name!);
            var faults = given.SelectMany(p => InputCheck.Faults(invocation.Arguments[p.Index], p.Item)).ToList();
            return faults.Count == 0 ? next(invocation) : ValueTask.FromResult<object?>(new Outcome(Refusal.Invalid(faults)));
        };
    });

    static void Read(IList<object?> arguments, int index, string name)
    {
        if (arguments[index] is string text) arguments[index] = InputCheck.Clean(text, name);
        else InputCheck.Clean(arguments[index]);
    }

    static bool IsSent(ParameterInfo parameter, IServiceProviderIsService? services)
        => parameter.ParameterType is var type && type != typeof(CancellationToken) && type != typeof(HttpContext)
            && type != typeof(HttpRequest) && type != typeof(HttpResponse)
            && !typeof(Stream).IsAssignableFrom(type) && !typeof(IFormFile).IsAssignableFrom(type) && services?.IsService(type) != true;

    static int? WhyNot(HttpRequest request)
    {
        if (HasControl(request.Path.Value)
            || (request.QueryString.HasValue && request.Query.Any(q => HasControl(q.Key) || q.Value.Any(HasControl))))
            return StatusCodes.Status400BadRequest;
        return MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset is { Length: > 0 } charset
            && !HeaderUtilities.RemoveQuotes(charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                ? StatusCodes.Status415UnsupportedMediaType : null;
    }

    static bool HasControl(string? text) => text is not null && text.AsSpan().IndexOfAnyInRange('\0', '\u001F') is >= 0
        || text?.AsSpan().IndexOfAnyInRange('\u007F', '\u009F') is >= 0;

    static void LeaveOut(HttpContext http, IReadOnlyDictionary<string, Type> known)
    {
        var unread = http.Request.Query.Where(q => known.TryGetValue(q.Key, out var type) && !q.Value.All(value => CanRead(value, type)))
            .ToList();
        if (unread.Count == 0) return;
        http.Items[Unread] = unread.Select(q => $"{q.Key}={q.Value}").ToList();
        var kept = http.Request.Query.Where(q => !unread.Any(u => u.Key == q.Key))
            .SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value));
        http.Request.QueryString = QueryString.Create(kept);
    }

    // Those of the page's parameters that are more than text. Its parts take theirs from it.
    static IReadOnlyDictionary<string, Type> QueryOf(Type page) => Queries.GetOrAdd(page, static page => page
        .GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .Select(p => (Property: p, Attribute: p.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
        .Where(p => p.Attribute is not null)
        .Select(p => (Name: p.Attribute!.Name ?? p.Property.Name, Type: Nullable.GetUnderlyingType(p.Property.PropertyType)
            ?? p.Property.PropertyType)).Where(p => p.Type != typeof(string))
        .ToDictionary(p => p.Name, p => p.Type, StringComparer.OrdinalIgnoreCase));

    static bool CanRead(string? value, Type type) => string.IsNullOrEmpty(value) || (type switch
    {
        _ when type == typeof(bool) => bool.TryParse(value, out _),
        _ when type == typeof(Guid) => Guid.TryParse(value, out _),
        _ when type == typeof(int) => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        _ when type == typeof(long) => long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        _ when type == typeof(DateOnly) => DateOnly.TryParse(value, CultureInfo.InvariantCulture, out _),
        _ => throw new NotSupportedException($"A page takes no {type.Name} from its address."),
    });
}
