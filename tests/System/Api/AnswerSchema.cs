using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Alliance.SystemTests.Api;

/// <summary>
/// Compares an answer with its schema in an OpenAPI 3.1 document. A property that the schema does not name is a fault too, since a
/// generated client would not have it.
/// </summary>
static class AnswerSchema
{
    static readonly EvaluationOptions Listed = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    /// <summary>Every fault, with its place.</summary>
    public static IReadOnlyList<string> Faults(JsonElement document, JsonElement schema, JsonElement answer)
    {
        // A schema keeps what it refers to in "$defs", an OpenAPI document elsewhere.
        var whole = JsonNode.Parse($$"""
            {"allOf":[{{schema.GetRawText()}}],"$defs":{{document.GetProperty("components").GetProperty("schemas").GetRawText()}}}
            """.Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal))!;
        Close(whole);
        var found = JsonSchema.FromText(whole.ToJsonString()).Evaluate(answer, Listed);
        return found.IsValid ? [] : [.. found.Details!.Where(d => d.Errors is not null)
            .SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value}"))];
    }

    static void Close(JsonNode? node)
    {
        if (node is JsonObject schema)
        {
            // OpenAPI's own words.
            schema.Remove("discriminator");
            schema.Remove("example");
            if (schema["properties"] is JsonObject) schema.TryAdd("additionalProperties", false);
            foreach (var (_, inner) in schema.ToList()) Close(inner);
        }
        else if (node is JsonArray list) foreach (var inner in list) Close(inner);
    }
}
