using System.Text.Json;
using Alliance.Local.Running;

namespace Alliance.SystemTests.Api;

/// <summary>An operation of an OpenAPI document.</summary>
/// <param name="Service">The service, for example "funding".</param>
/// <param name="Method">In capitals.</param>
/// <param name="Path">Below the service's prefix, with parameters in braces.</param>
/// <param name="Definition">The operation object.</param>
/// <param name="Document">The document it stands in.</param>
sealed record Operation(string Service, string Method, string Path, JsonElement Definition, JsonElement Document)
{
    /// <summary>The id, or an empty text.</summary>
    public string Id => Definition.TryGetProperty("operationId", out var id) ? id.GetString()! : "";

    public override string ToString() => $"{Method} /{Service}{Path}";
}

/// <summary>The OpenAPI documents of the running system.</summary>
static class Interfaces
{
    /// <summary>The services that have one: all but the gateway, which passes on, and the authority, whose interface is OpenID
    /// Connect.</summary>
    public static readonly string[] Described = [.. RunningAlliance.Services.Where(service => service is not ("gateway" or "identity"))];

    static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch"];

    /// <summary>The document of each service.</summary>
    public static async Task<IReadOnlyDictionary<string, JsonElement>> Documents(this RunningSystem system)
    {
        var reader = await system.SignedIn("shenji");
        var documents = new Dictionary<string, JsonElement>();
        foreach (var service in Described) documents[service] = (await reader.Get($"/{service}/openapi/v1.json")).Must();
        return documents;
    }

    /// <summary>Every operation of every document.</summary>
    public static async Task<IReadOnlyList<Operation>> Operations(this RunningSystem system)
        => [.. (await system.Documents()).SelectMany(d => d.Value.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Where(m => Methods.Contains(m.Name))
            .Select(m => new Operation(d.Key, m.Name.ToUpperInvariant(), path.Name, m.Value, d.Value))))];
}
