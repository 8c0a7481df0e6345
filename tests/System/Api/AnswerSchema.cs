using System.Globalization;
using System.Text.Json;

namespace Alliance.SystemTests.Api;

/// <summary>
/// Compares an answer with its schema in an OpenAPI 3.1 document. It knows the words our documents use and throws at any other; a property
/// that the schema does not name is a fault too, since a generated client would not have it.
/// </summary>
sealed class AnswerSchema(JsonElement document)
{
    static readonly HashSet<string> Notes = ["description", "default", "example", "examples", "title", "deprecated"];
    readonly List<string> _faults = [];

    /// <summary>Every fault, with its place.</summary>
    public static IReadOnlyList<string> Faults(JsonElement document, JsonElement schema, JsonElement answer)
    {
        var check = new AnswerSchema(document);
        check.Value("$", answer, schema);
        return check._faults;
    }

    void Value(string at, JsonElement value, JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = Resolve(reference.GetString()!);
        }
        JsonElement properties = default, additional = default;
        foreach (var word in schema.EnumerateObject())
            switch (word.Name)
            {
                case "type":
                    string[] types = word.Value.ValueKind == JsonValueKind.Array
                        ? [.. word.Value.EnumerateArray().Select(t => t.GetString()!)] : [word.Value.GetString()!];
                    if (!types.Any(type => Is(value, type)))
                    {
                        _faults.Add($"{at} is {value.ValueKind}, not {string.Join('|', types)}");
                        return;
                    }
                    break;
                case "enum":
                    if (!word.Value.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)))
                        _faults.Add($"{at} is {value}, none of {word.Value}");
                    break;
                case "oneOf" or "anyOf":
                    if (!word.Value.EnumerateArray().Any(one => Faults(document, one, value).Count == 0))
                        _faults.AddRange(word.Value.EnumerateArray().Select(one => Faults(document, one, value))
                            .MaxBy(f => f.Count)!.Select(f => at + f[1..]));
                    break;
                case "required" when value.ValueKind == JsonValueKind.Object:
                    _faults.AddRange(word.Value.EnumerateArray().Select(p => p.GetString()!).Where(p => !value.TryGetProperty(p, out _))
                        .Select(p => $"{at}.{p} is missing"));
                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                    foreach (var (i, item) in value.EnumerateArray()
                        .Index()) Value(string.Create(CultureInfo.InvariantCulture, $"{at}[{i}]"), item, word.Value);
                    break;
                case "properties": properties = word.Value; break;
                case "additionalProperties": additional = word.Value; break;
                case "format" when value.ValueKind == JsonValueKind.String:
                    if (!IsWritten(value.GetString()!, word.Value.GetString()!)) _faults.Add($"{at} is {value}, no {word.Value}");
                    break;
                case "minimum":
                    if (value.ValueKind == JsonValueKind.Number && value.GetDecimal() < word.Value.GetDecimal())
                        _faults.Add($"{at} is {value}, less than {word.Value}");
                    break;
                case "maximum":
                    if (value.ValueKind == JsonValueKind.Number && value.GetDecimal() > word.Value.GetDecimal())
                        _faults.Add($"{at} is {value}, more than {word.Value}");
                    break;
                case "maxLength" or "minLength" when value.ValueKind == JsonValueKind.String:
                    var characters = new StringInfo(value.GetString()!).LengthInTextElements;
                    if (word.Name == "maxLength" ? characters > word.Value.GetInt32() : value.GetString()!.Length < word.Value.GetInt32())
                        _faults.Add($"{at} has {characters} characters, {word.Name} is {word.Value}");
                    break;
                case "maxItems" when value.ValueKind == JsonValueKind.Array:
                    if (value.GetArrayLength() > word.Value.GetInt32())
                        _faults.Add($"{at} has {value.GetArrayLength()} entries, {word.Value} at most");
                    break;
                case "required" or "items" or "format" or "discriminator" or "maxLength" or "minLength" or "maxItems": break;
                case var note when Notes.Contains(note): break;
                default: throw new NotSupportedException($"The schema at {at} says {word.Name}, which this check does not know.");
            }
        if (value.ValueKind == JsonValueKind.Object && properties.ValueKind == JsonValueKind.Object)
            foreach (var property in value.EnumerateObject())
                if (properties.TryGetProperty(property.Name, out var known)) Value($"{at}.{property.Name}", property.Value, known);
                else if (additional.ValueKind == JsonValueKind.Undefined) _faults.Add($"{at}.{property.Name} is not in the schema");
        if (value.ValueKind == JsonValueKind.Object && additional.ValueKind == JsonValueKind.Object)
            foreach (var property in value.EnumerateObject()
                .Where(p => properties.ValueKind != JsonValueKind.Object || !properties.TryGetProperty(p.Name, out _)))
                Value($"{at}.{property.Name}", property.Value, additional);
    }

    JsonElement Resolve(string reference)
        => reference.TrimStart('#', '/').Split('/').Aggregate(document, (node, name) => node.GetProperty(name));

    static bool Is(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => throw new NotSupportedException($"type {type}"),
    };

    static bool IsWritten(string text, string format) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            && text.Contains('T', StringComparison.Ordinal),
        "time" => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out _),
        "uri" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
        "byte" => Convert.TryFromBase64String(text, new byte[text.Length], out _),
        _ => throw new NotSupportedException($"format {format}"),
    };
}
