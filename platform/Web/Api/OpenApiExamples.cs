using System.Text.Json.Nodes;
using Alliance.Statute;
using Microsoft.OpenApi;

namespace Alliance.Web.Api;

/// <summary>Examples in a document: an answer made of its schema, with words that could be real where the name of a property says what
/// belongs there.</summary>
static class OpenApiExamples
{
    static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["account"] = "zhuanjia1",
        ["experts"] = "zhuanjia1",
        ["leader"] = "zhuanjia1",
        ["address"] = "昆明市五华区",
        ["regionCode"] = "530102",
        ["phone"] = "13888012345",
        ["contact"] = "0871-63100000",
        ["article"] = Articles.Agreement,
        ["reason"] = "等待核实",
        ["why"] = "等待核实",
        ["reasons"] = "已补报，落实专人",
        ["note"] = "预算调整",
        ["sentence"] = "请补充工作原则",
        ["creditCode"] = "91530100MA6K0XQ12X",
        ["unitCreditCode"] = "91530100MA6K0XQ12X",
        ["ownerCreditCode"] = "91530100MA6K0XQ12X",
        ["liableCreditCode"] = "91530100MA6K0XQ12X",
        ["institutionCreditCode"] = "91530100MA6K0XQ12X",
        ["creditCodes"] = "91530100MA6K0XQ12X",
        ["value"] = "91530100MA6K0XQ12X",
        ["coreName"] = "钛材料",
        ["keyIndustry"] = "新材料",
        ["industryCode"] = "3252",
        ["field"] = "材料科学",
        ["institution"] = "春城科技评估中心",
        ["name"] = "张晓梅",
        ["signatory"] = "李建国",
        ["legalRepresentative"] = "李建国",
        ["objectorName"] = "赵秉正",
        ["position"] = "科技部",
        ["unit"] = "万元",
        ["title"] = "2024 年度申报通知",
        ["body"] = "请在受理期间内提交。",
        ["facts"] = "成员单位未实际参与研发",
        ["answer"] = "经调查核实，答复如下。",
        ["minutes"] = "经局长办公会研究，同意。",
        ["opinion"] = "技术路线可行，成员分工明确。",
        ["voucherNumber"] = "昆财支〔2024〕12号",
        ["documentNumber"] = "转账凭证 20240301",
        ["source"] = "单位自筹",
        ["number"] = "ZL202010000001",
        ["policy"] = "kunming-2016.1",
        ["version"] = "kunming-2016.1",
        ["before"] = "kunming-2016.1",
        ["to"] = "kunming-2016.1",
        ["queue"] = "funding",
        ["code"] = "7KQM-2WXR",
        ["q"] = "钛材料",
        ["kind"] = "recognition",
        ["indicatorId"] = "rd-investment",
        ["work"] = "联合攻关三项",
        ["category"] = "materials",
        ["If-Match"] = "\"3\"",
        ["month"] = "2024-03",
        ["state"] = "open",
        ["stage"] = "formalReview",
        ["year"] = "2024",
        ["query"] = "state=FormalReview",
        ["by"] = "week",
    };

    /// <summary>Gives every parameter and every body that is sent an example.</summary>
    public static void Add(OpenApiDocument document)
    {
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations?.Values.AsEnumerable() ?? []))
        {
            // What only a former answer can tell, a cursor or a version, has no example.
            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>()
                .Where(p => p is { Schema: not null, Example: null } && p.Name != "after") ?? [])
                parameter.Example = Of(parameter.Schema!, parameter.Name!, []);
            foreach (var media in operation.RequestBody?.Content?.Where(c => c.Key == "application/json").Select(c => c.Value)
                .OfType<OpenApiMediaType>() ?? [])
                media.Example ??= media.Schema is null ? null : Of(media.Schema, "", []);
        }
    }

    static JsonNode? Of(IOpenApiSchema schema, string name, IReadOnlyList<string> within)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } id })
        {
            // A type that holds itself is shown once.
            if (within.Contains(id)) return null;
            within = [.. within, id];
        }
        if (schema.Enum is { Count: > 0 } words) return words[0]!.DeepClone();
        if ((schema.OneOf ?? schema.AnyOf)?.FirstOrDefault(one => one.Type != JsonSchemaType.Null) is { } either)
            return Of(either, name, within);
        var type = schema.Type ?? JsonSchemaType.Object;
        if (type.HasFlag(JsonSchemaType.Boolean)) return true;
        if (type.HasFlag(JsonSchemaType.Integer))
            return name switch { "year" => 2024, _ when name.EndsWith("Fen", StringComparison.Ordinal) => 10_000_000, _ => 1 };
        if (type.HasFlag(JsonSchemaType.Number)) return 85.5m;
        if (type.HasFlag(JsonSchemaType.Array)) return schema.Items is { } items && Of(items, name, within) is { } item
            ? new JsonArray(item) : [];
        if (type.HasFlag(JsonSchemaType.String)) return schema.Format switch
        {
            "uuid" => "0192f3a4-5b6c-7d8e-9f01-23456789abcd",
            "date" => "2024-03-01",
            "date-time" => "2024-03-01T09:00:00+08:00",
            "uri" => "https://example.org/",
            _ => Words.GetValueOrDefault(name, "文字"),
        };
        if (schema.AdditionalProperties is { } rest) return new JsonObject { ["conformity"] = Of(rest, name, within) };
        return new JsonObject((schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            .Select(p => KeyValuePair.Create(p.Key, Of(p.Value, p.Key, within))).Where(p => p.Value is not null));
    }
}
