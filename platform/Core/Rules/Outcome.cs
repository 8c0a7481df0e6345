using System.Globalization;
using System.Reflection;
using Alliance.Core.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Core.Rules;

/// <summary>How a use case ended: done, or refused with reasons. As an HTTP result it is 200 or problem details (RFC 9457).</summary>
public sealed record Outcome(Refusal? Refusal) : IResult, IEndpointMetadataProvider
{
    /// <summary>The step was taken.</summary>
    public static readonly Outcome Done = new((Refusal?)null);

    /// <summary>A refusal is an outcome.</summary>
    public static implicit operator Outcome(Refusal refusal) => new(refusal);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => Refusal is null
        ? TypedResults.Json(new Taken(), Json.Options).ExecuteAsync(httpContext)
        : Problems.From(Refusal, httpContext).ExecuteAsync(httpContext);

    /// <inheritdoc/>
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Taken), ["application/json"]));
        Problems.Describe(builder);
    }
}

/// <summary>An answer that says nothing but that the step was taken.</summary>
public sealed record Taken;

/// <summary>How a use case that answers with something ended.</summary>
public sealed record Outcome<T>(T? Value, Refusal? Refusal) : IResult, IEndpointMetadataProvider
{
    /// <summary>The answer of a step that was taken.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A refusal is an outcome.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => Refusal is null
        ? TypedResults.Json(Value, Json.Options).ExecuteAsync(httpContext)
        : Problems.From(Refusal, httpContext).ExecuteAsync(httpContext);

    /// <inheritdoc/>
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
        Problems.Describe(builder);
    }
}

/// <summary>Refusals as RFC 9457 problem details, in the language of the request.</summary>
public static class Problems
{
    /// <summary>Tells OpenAPI which refusals an endpoint knows.</summary>
    public static void Describe(EndpointBuilder builder)
    {
        foreach (var status in (int[])[StatusCodes.Status404NotFound, StatusCodes.Status409Conflict,
            StatusCodes.Status422UnprocessableEntity])
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(Problem), ["application/problem+json"]));
    }

    /// <summary>Status, sentence, article, policy version and every fault with its field.</summary>
    public static IResult From(Refusal refusal, HttpContext http)
    {
        var words = http.RequestServices.GetRequiredService<Words>();
        var status = refusal.Kind switch
        {
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.Malformed => StatusCodes.Status400BadRequest,
            RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
            _ => throw new InvalidOperationException($"Unknown refusal {refusal.Kind}."),
        };
        var problem = new ProblemDetails
        {
            Status = status,
            Type = string.Create(CultureInfo.InvariantCulture, $"urn:alliance:refusal:{Json.CamelCase(refusal.Kind.ToString())}"),
            Title = words.Say(refusal.Sentence),
            Detail = string.Join('\n', refusal.Faults.Select(f => words.Say(f.Sentence))),
        };
        if (refusal.Article is not null) problem.Extensions["article"] = refusal.Article;
        if (refusal.PolicyVersion is not null) problem.Extensions["policyVersion"] = refusal.PolicyVersion;
        problem.Extensions["errors"] =
            refusal.Faults.Select(f => new { sentence = words.Say(f.Sentence), article = f.Article, field = f.Field });
        return TypedResults.Problem(problem);
    }
}
