using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Platform.Data;
using Alliance.Statute.Eligibility;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications;

/// <summary>A form with every text as it is stored (<see cref="TypedText"/>), whether it came from a page, a program or a workbook: codes as the register has them.</summary>
static class TypedForm
{
    public static ApplicationForm Of(ApplicationForm form)
    {
        var node = JsonSerializer.SerializeToNode(form, Json.Options)!;
        Clean(node);
        return node.Deserialize<ApplicationForm>(Json.Options)!;
    }

    static void Clean(JsonNode? node)
    {
        if (node is JsonArray items)
            foreach (var item in items) Clean(item);
        if (node is not JsonObject fields) return;
        foreach (var (name, value) in fields.ToList())
            if (value is JsonValue && value.GetValueKind() == JsonValueKind.String)
                fields[name] = name.EndsWith("Code", StringComparison.OrdinalIgnoreCase) ? TypedText.Code(value.GetValue<string>()) : TypedText.Clean(value.GetValue<string>());
            else Clean(value);
    }
}
