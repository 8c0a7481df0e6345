using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Alliance.Web.Api;

/// <summary>
/// The OpenAPI document of a service. Nothing of it is written by hand: an operation is named after its use case and described by the
/// comment that stands above it, a schema after its type; roles come from the words that admit them.
/// </summary>
public static partial class OpenApi
{
    const string Bearer = "bearer";

    /// <summary>Names an operation that is one of several of its use case, and says what it does.</summary>
    public static T Called<T>(this T endpoint, string name, string summary) where T : IEndpointConventionBuilder
        => endpoint.WithMetadata(new EndpointNameMetadata(Json.CamelCase(name)), new EndpointSummaryAttribute(summary));

    /// <summary>Answers a file of this type, or a refusal.</summary>
    public static T ProducesFile<T>(this T endpoint, string contentType) where T : IEndpointConventionBuilder
    {
        var isJson = contentType.EndsWith("json", StringComparison.Ordinal);
        return endpoint.Answers(StatusCodes.Status200OK, isJson ? typeof(JsonObject) : typeof(Stream), contentType);
    }

    /// <summary>Answers this status without a body, or a refusal.</summary>
    public static T Answers<T>(this T endpoint, int status) where T : IEndpointConventionBuilder => endpoint.Answers(status, typeof(void));

    static T Answers<T>(this T endpoint, int status, Type type, params string[] contentTypes) where T : IEndpointConventionBuilder
    {
        endpoint.Add(builder =>
        {
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, type, contentTypes));
            Problems.Describe(builder);
        });
        return endpoint;
    }

    /// <summary>Describes the service.</summary>
    internal static void AddDocument(this IServiceCollection services, string name) => services.AddOpenApi(options =>
    {
        var types = new Dictionary<string, Type>();
        var comments = new Lazy<Comments>(() => new Comments());
        options.CreateSchemaReferenceId = info => IdOf(info, types);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, context, comments.Value);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(async (operation, context, ct) =>
        {
            Describe(operation, context, comments.Value);
            if (context.Document is { } document && document.Components?.Schemas?.ContainsKey(nameof(Problem)) != true)
                document.AddComponent(nameof(Problem), await context.GetOrCreateSchemaAsync(typeof(Problem), null, ct));
            Refusals(operation, new OpenApiSchemaReference(nameof(Problem), context.Document));
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = $"Alliance {name}";
            document.Info.License = new() { Name = "Apache 2.0", Url = new("https://www.apache.org/licenses/LICENSE-2.0") };
            document.Servers = [new() { Url = $"/{name}" }];
            Complete(document);
            return Task.CompletedTask;
        });
    });

    // A nested type is known by the one it stands in: Request alone would be forty types.
    static string? IdOf(JsonTypeInfo info, Dictionary<string, Type> types)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(info) is null
            || type.Assembly.GetName().Name?.StartsWith("Alliance.", StringComparison.Ordinal) != true) return null;
        var id = NameOf(type);
        lock (types)
            if (!types.TryAdd(id, type) && types[id] != type)
                throw new InvalidOperationException($"{types[id]} and {type} would both be called {id} in the OpenAPI document.");
        return id;
    }

    static string NameOf(Type type)
    {
        var name = type.Name.Split('`')[0];
        if (type.DeclaringType is { } outer) name = NameOf(outer) + name;
        return type.IsGenericType ? $"{name}Of{string.Concat(type.GetGenericArguments().Select(NameOf))}" : name;
    }

    static void Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, Comments comments)
    {
        // What is written is a number; that a number in quotes is read as well is a courtesy nobody should build on.
        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.String)
            && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }
        // Where a word may be missing, the place says so; the list of words is one for all places.
        if (schema.Enum is { Count: > 0 } words)
            (schema.Type, schema.Enum) = (JsonSchemaType.String, [.. words.Where(word => word is not null)]);
        if (context.JsonPropertyInfo?.AttributeProvider is MemberInfo member
            && OpenApiOptions.CreateDefaultSchemaReferenceId(context.JsonTypeInfo) is null)
            schema.Description ??= comments.Of(member);
        else if (context.ParameterDescription is null)
            schema.Description ??= comments.Of(Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
    }

    static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, Comments comments)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var useCase = UseCaseOf(metadata, context.ApplicationServices);
        operation.OperationId ??= useCase is null ? null : Json.CamelCase(useCase.Name);
        operation.Summary ??= useCase is null ? null : comments.Of(useCase);
        // Names of a query are read in any case; they are shown as everything else is written.
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Query) ?? [])
            parameter.Name = Json.CamelCase(parameter.Name!);
        // A part of the address that the endpoint does not look at is a part of the address all the same.
        foreach (var name in PartOfPath().Matches(context.Description.RelativePath ?? "").Select(m => m.Groups[1].Value))
            if (operation.Parameters?.Any(p => p.Name == name) != true)
                (operation.Parameters ??= [])
                    .Add(new OpenApiParameter
                    {
                        Name = name,
                        In = ParameterLocation.Path,
                        Required = true,
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String }
                    });
        // A document handed in as it is, calendar or policy.
        if (operation.RequestBody?.Content is { } body && body.Remove("application/octet-stream"))
            body["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } };
        // A file that somebody uploaded has the type it has.
        if (operation.Responses?.GetValueOrDefault("200")?.Content is { } answer
            && answer.Remove("application/octet-stream", out var file)) answer["*/*"] = file;
        if (metadata.OfType<IAdmits>().LastOrDefault() is { Admitted: { } admitted })
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
            if (admitted.Count > 0)
                operation.AddExtension("x-roles",
                    new JsonNodeExtension(new JsonArray([.. admitted.Distinct().Select(role => JsonValue.Create(role))])));
        }
        else
        {
            operation.Security = [];
        }
    }

    // The class an endpoint calls: the first of its parameters that is ours and made by the container.
    static Type? UseCaseOf(IList<object> metadata, IServiceProvider services)
        => metadata.OfType<MethodInfo>().FirstOrDefault()?.GetParameters().Select(p => p.ParameterType).FirstOrDefault(type =>
            type.Namespace?.StartsWith("Alliance.", StringComparison.Ordinal) == true && type != typeof(Actor) && type != typeof(Words)
            && services.GetRequiredService<IServiceProviderIsService>().IsService(type));

    static void Refusals(OpenApiOperation operation, OpenApiSchemaReference problem)
    {
        var responses = operation.Responses ??= [];
        void Refused(int status, string when)
            => responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = when,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = problem } },
            };
        if (operation.Parameters is { Count: > 0 } || operation.RequestBody is not null) Refused(400, "The request cannot be read.");
        if (operation.Security is { Count: > 0 })
        {
            Refused(401, "Nobody is signed in, or the token is not valid any more.");
            Refused(403, "The person may not do this.");
        }
        if (responses.ContainsKey("404")) Refused(404, "There is no such thing, or not for this person.");
        if (responses.ContainsKey("409")) Refused(409, "The case is not where this step is possible.");
        if (responses.ContainsKey("422")) Refused(422, "What was entered breaks a rule; every fault is named with its field.");
        responses["default"] = new OpenApiResponse
        {
            Description = "Not answered: 5xx where a part of the system is away, with Retry-After.",
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = problem } },
        };
    }

    static void Complete(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "A token of the authority, for audience alliance: a person's, or a program's by client credentials.",
        });
        var paths = document.Paths;
        document.Paths = [];
        var tags = paths.Keys.Select(TagOf).Distinct().ToList();
        document.Tags = new HashSet<OpenApiTag>(
            tags.Select(tag => new OpenApiTag { Name = tag, Description = $"What stands below {tag}." }));
        foreach (var (path, item) in paths)
            foreach (var operation in item.Operations?.Values.AsEnumerable() ?? [])
                operation.Tags = new HashSet<OpenApiTagReference> { new(TagOf(path), document) };
        foreach (var (path, item) in paths) document.Paths[path.Length > 1 ? path.TrimEnd('/') : path] = item;
        OpenApiExamples.Add(document);
    }

    // "applications" of /api/applications.csv and /api/applications/{id}/pdf.
    static string TagOf(string path)
        => (path.Split('/', StringSplitOptions.RemoveEmptyEntries) is ["api", var named, ..] ? named : path.Trim('/')).Split('.', '/')[0];

    [GeneratedRegex(@"\{(\w+)")]
    private static partial Regex PartOfPath();
}
