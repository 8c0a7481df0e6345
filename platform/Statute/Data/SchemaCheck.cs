using System.Globalization;
using System.Text.Json;
using Alliance.Statute.Text;
using Json.Schema;

namespace Alliance.Statute.Data;

/// <summary>
/// Reads documents against one of the library's published JSON Schemas. JsonSchema.Net says what is wrong and where; here it becomes a
/// sentence for the administrator who imports the document. What a schema cannot say of every text is looked at beside it.
/// </summary>
sealed class SchemaCheck(string schema)
{
    static readonly EvaluationOptions Listed = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    readonly JsonSchema _schema = JsonSchema.FromText(schema);
    readonly JsonElement _rules = JsonElement.Parse(schema);

    /// <summary>What a text says, or every fault of it.</summary>
    public Reading<T> Read<T>(string json) where T : class
    {
        try
        {
            var document = JsonElement.Parse(json);
            if (InTexts(document) is not { } unfit) return new(null, [new("$", $"内容含有不完整的字符，请检查 \\u 转义")]);
            List<DataFault> faults = [.. unfit, .. _schema.Evaluate(document, Listed).Details!.SelectMany(found => Of(found, document))];
            return faults.Count > 0 ? new(null, faults) : new(document.Deserialize<T>(StatuteJson.Options), []);
        }
        catch (JsonException e) when (e.Path is { } path)
        {
            // 7.0 is an integer to the schema, and so is what no field can hold.
            return new(null, [new(path, $"{path}：这个值无法使用；整数不带小数点，也不能过大")]);
        }
        catch (JsonException e)
        {
            return new(null, [new("$", $"第 {e.LineNumber + 1} 行第 {e.BytePositionInLine + 1} 字节处不是有效的 JSON")]);
        }
    }

    // Null where a text has half of a pair (\ud800): the parser takes it, only reading it fails.
    static List<DataFault>? InTexts(JsonElement document)
    {
        try
        {
            return [.. InTexts("$", document)];
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // Repeated names, which a parsed object has once, and characters nobody sees.
    static IEnumerable<DataFault> InTexts(string path, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().GroupBy(p => $"{path}.{p.Name}").SelectMany(named => named.Count() > 1
            ? [new(named.Key, $"{named.Key}：重复出现")] : InTexts(named.Key, named.Single().Value)),
        JsonValueKind.Array => value.EnumerateArray().Index().SelectMany(item => InTexts(Item(path, item.Index), item.Item)),
        JsonValueKind.String when TypedText.Unfit(value.GetString()!) is >= 0 and var unfit
            => [new(path, $"{path}：第 {unfit + 1} 个字符是不能显示的控制字符，请删除")],
        _ => [],
    };

    IEnumerable<DataFault> Of(EvaluationResults found, JsonElement root)
    {
        if (found.Errors is not { } errors) return [];
        // By way of the document: below "items", the places in the schema that 8.0.5 names are not there.
        var (path, value, rules) = ("$", root, _rules);
        foreach (var step in found.InstanceLocation.ToString().Split('/').Skip(1).Select(s => s.Replace("~1", "/").Replace("~0", "~")))
            (path, value, rules) = value.ValueKind == JsonValueKind.Array && int.Parse(step, CultureInfo.InvariantCulture) is var index
                ? (Item(path, index), value[index], Resolved(rules.GetProperty("items")))
                : ($"{path}.{step}", value.GetProperty(step),
                    rules.GetProperty("properties").TryGetProperty(step, out var known) ? Resolved(known) : default);
        if (rules.ValueKind == JsonValueKind.Undefined) return [new(path, $"{path}：没有这个参数")];
        // Whoever writes a number for a text is not told that it is none of the words, too; what is no address has no wrong beginning.
        return errors.Keys.Where(keyword => keyword == "type" || !errors.ContainsKey("type"))
            .Where(keyword => keyword != "pattern" || !errors.ContainsKey("format"))
            .SelectMany(keyword => Sentences(path, value, keyword, rules));
    }

    JsonElement Resolved(JsonElement rules) => rules.TryGetProperty("$ref", out var name)
        ? _rules.GetProperty("$defs").GetProperty(name.GetString()!["#/$defs/".Length..]) : rules;

    static IEnumerable<DataFault> Sentences(string path, JsonElement value, string keyword, JsonElement rules)
    {
        var rule = rules.GetProperty(keyword);
        var (said, asked) = (value.ToString(), rule.ToString());
        return keyword switch
        {
            "required" => rule.EnumerateArray().Select(n => n.GetString()!).Where(name => !value.TryGetProperty(name, out _))
                .Select(name => new DataFault($"{path}.{name}", $"{path}.{name}：缺少")),
            "type" when value.ValueKind == JsonValueKind.Null => [new(path, $"{path}：不能为 null；来源中未见的参数请整项省略")],
            "type" => [new(path, $"{path}：应为{new Word(Kind(asked))}，现为 {Shown(value)}")],
            "minItems" => [new(path, $"{path}：至少 {asked} 项，现有 {value.GetArrayLength()} 项")],
            "uniqueItems" => value.EnumerateArray().Index().GroupBy(item => item.Item.GetRawText()).SelectMany(same => same.Skip(1))
                .Select(item => Repeated(Item(path, item.Index), item.Item)),
            "enum" => [new(path, $"{path}：「{said}」不在可用的值之列：{string.Join(" | ", rule.EnumerateArray())}")],
            "minimum" => [new(path, $"{path}：{said} 小于 {asked}")],
            "maximum" => [new(path, $"{path}：{said} 大于 {asked}")],
            "pattern" when asked == "\\S" => [new(path, $"{path}：不能为空")],
            "pattern" when rules.TryGetProperty("examples", out var examples)
                => [new(path, $"{path}：「{said}」的写法不对，请写成 {examples[0].ToString()}")],
            "pattern" => [new(path, $"{path}：「{said}」的写法不对，应合乎 {asked}")],
            "format" when asked == "uri" => [new(path, $"{path}：「{said}」不是网址")],
            "format" => [new(path, $"{path}：「{said}」不是日期，请写成 2016-08-21")],
            _ => throw new NotSupportedException($"The schema uses {keyword} at {path}, for which there is no sentence."),
        };
    }

    static DataFault Repeated(string path, JsonElement value) => new(path, $"{path}：{Shown(value)} 重复");

    static string Kind(string type) => type switch
    {
        "object" => "对象",
        "array" => "数组",
        "string" => "文字",
        "boolean" => "true 或 false",
        "integer" => "整数",
        _ => "数字",
    };

    static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    // As people wrote it: text without escapes, long values cut.
    static string Shown(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? $"\"{value.GetString()}\"" : value.GetRawText();
        return text.Length > 60 ? text[..60] + "…" : text;
    }
}
