using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alliance.Statute.Text;

namespace Alliance.Statute.Data;

/// <summary>
/// Checks a document against one of the library's own JSON Schemas (draft 2020-12) and says in sentences what is wrong and where.
/// It knows exactly the keywords those schemas use and refuses a schema with any other, so that no rule of a schema is skipped in silence.
/// General validators say "Value should match pattern" in one language; the administrator who imports a policy needs more.
/// </summary>
sealed class SchemaCheck
{
    static readonly HashSet<string> Notes = ["$schema", "$id", "$defs", "title", "description"];
    static readonly HashSet<string> Rules =
    [
        "$ref", "type", "required", "properties", "additionalProperties", "enum", "pattern", "minLength", "minimum", "maximum",
        "items", "minItems", "uniqueItems", "format",
    ];

    readonly JsonElement _root;
    readonly List<DataFault> _faults = [];

    SchemaCheck(JsonElement root) => _root = root;

    /// <summary>Every fault of a text, or its parsed document.</summary>
    public static Reading<JsonDocument> Check(string json, string schema)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            return new(null, [new("$", $"第 {e.LineNumber + 1} 行第 {e.BytePositionInLine + 1} 字节处不是有效的 JSON")]);
        }

        using var parsed = JsonDocument.Parse(schema);
        var check = new SchemaCheck(parsed.RootElement);
        try
        {
            check.Value("$", document.RootElement, parsed.RootElement);
        }
        catch (InvalidOperationException)
        {
            // The parser takes half of a pair (\ud800) and fails when it is read.
            check._faults.Add(new("$", $"内容含有不完整的字符，请检查 \\u 转义"));
        }
        if (check._faults.Count == 0) return new(document, []);
        document.Dispose();
        return new(null, check._faults);
    }

    void Value(string path, JsonElement value, JsonElement schema)
    {
        foreach (var keyword in schema.EnumerateObject())
            if (!Notes.Contains(keyword.Name) && !Rules.Contains(keyword.Name))
                throw new NotSupportedException($"The schema uses {keyword.Name} at {path}, which {nameof(SchemaCheck)} does not know.");

        if (schema.TryGetProperty("$ref", out var reference)) schema = _root.GetProperty("$defs")
            .GetProperty(reference.GetString()!["#/$defs/".Length..]);
        if (!HasType(path, value, schema)) return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: Object(path, value, schema); break;
            case JsonValueKind.Array: Array(path, value, schema); break;
            case JsonValueKind.String: Text(path, value.GetString()!, schema); break;
            case JsonValueKind.Number: Number(path, value.GetDecimal(), schema); break;
        }
    }

    bool HasType(string path, JsonElement value, JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type)) return true;
        var (fits, word) = type.GetString() switch
        {
            "object" => (value.ValueKind == JsonValueKind.Object, "对象"),
            "array" => (value.ValueKind == JsonValueKind.Array, "数组"),
            "string" => (value.ValueKind == JsonValueKind.String, "文字"),
            "boolean" => (value.ValueKind is JsonValueKind.True or JsonValueKind.False, "true 或 false"),
            "integer" => (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _), "整数"),
            "number" => (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out _), "数字"),
            var other => throw new NotSupportedException($"Schema type {other}."),
        };
        if (fits) return true;
        if (value.ValueKind == JsonValueKind.Null) _faults.Add(new(path, $"{path}：不能为 null；来源中未见的参数请整项省略"));
        else _faults.Add(new(path, $"{path}：应为{new Text.Word(word)}，现为 {Shown(value)}"));
        return false;
    }

    void Object(string path, JsonElement value, JsonElement schema)
    {
        var properties = schema.TryGetProperty("properties", out var known) ? known : default;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            var at = $"{path}.{property.Name}";
            if (!seen.Add(property.Name)) _faults.Add(new(at, $"{at}：重复出现"));
            else if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(property.Name, out var rule))
                Value(at, property.Value, rule);
            else if (schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False)
                _faults.Add(new(at, $"{at}：没有这个参数"));
        }
        if (!schema.TryGetProperty("required", out var required)) return;
        foreach (var name in required.EnumerateArray().Select(n => n.GetString()!).Where(n => !seen.Contains(n)))
            _faults.Add(new($"{path}.{name}", $"{path}.{name}：缺少"));
    }

    void Array(string path, JsonElement value, JsonElement schema)
    {
        if (schema.TryGetProperty("minItems", out var min) && value.GetArrayLength() < min.GetInt32())
            _faults.Add(new(path, $"{path}：至少 {min.GetInt32()} 项，现有 {value.GetArrayLength()} 项"));
        var (index, seen) = (0, new HashSet<string>(StringComparer.Ordinal));
        var unique = schema.TryGetProperty("uniqueItems", out var distinct) && distinct.GetBoolean();
        foreach (var item in value.EnumerateArray())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]");
            if (unique && !seen.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText()))
                _faults.Add(new(at, $"{at}：{Shown(item)} 重复"));
            if (schema.TryGetProperty("items", out var rule)) Value(at, item, rule);
        }
    }

    void Text(string path, string text, JsonElement schema)
    {
        if (TypedText.Unfit(text) is >= 0 and var unfit) _faults.Add(new(path, $"{path}：第 {unfit + 1} 个字符是不能显示的控制字符，请删除"));
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(w => w.GetString() == text))
            _faults.Add(new(path, $"{path}：「{text}」不在可用的值之列：{string.Join(" | ", words.EnumerateArray().Select(w => w.GetString()))}"));
        if (schema.TryGetProperty("minLength", out var min) && text.Trim().Length < min.GetInt32())
            _faults.Add(new(path, $"{path}：不能为空"));
        if (schema.TryGetProperty("pattern", out var pattern)
            && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
            _faults.Add(new(path, $"{path}：「{text}」的写法不对，应合乎 {pattern.GetString()}"));
        if (schema.TryGetProperty("format", out var format)) Format(path, text, format.GetString());
    }

    void Format(string path, string text, string? format)
    {
        switch (format)
        {
            case "date" when !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _):
                _faults.Add(new(path, $"{path}：「{text}」不是日期，请写成 2016-08-21"));
                break;
            case "time" when !TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _):
                _faults.Add(new(path, $"{path}：「{text}」不是时刻，请写成 17:30"));
                break;
            case "uri" when !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"):
                _faults.Add(new(path, $"{path}：「{text}」不是网址"));
                break;
            case "date" or "time" or "uri":
                break;
            default:
                throw new NotSupportedException($"Schema format {format}.");
        }
    }

    void Number(string path, decimal number, JsonElement schema)
    {
        if (schema.TryGetProperty("minimum", out var min) && number < min.GetDecimal())
            _faults.Add(new(path, $"{path}：{number} 小于 {min.GetDecimal()}"));
        if (schema.TryGetProperty("maximum", out var max) && number > max.GetDecimal())
            _faults.Add(new(path, $"{path}：{number} 大于 {max.GetDecimal()}"));
    }

    // As people wrote it: text without escapes, long values cut.
    static string Shown(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? $"\"{value.GetString()}\"" : value.GetRawText();
        return text.Length > 60 ? text[..60] + "…" : text;
    }
}
