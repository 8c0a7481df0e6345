using System.Text.Json.Nodes;
using Alliance.Core.Text;

namespace Alliance.Monitoring.Reports;

/// <summary>
/// Several people of the lead unit write one report: what only one of them changed is taken from that one; what two changed differently is
/// a conflict at that field, and neither is lost. Rows are joined by what they are known by, never by their place.
/// </summary>
static class ReportMerge
{
    // What a row of each list is known by; changes (Art. 15) are told in free words and stand or fall together.
    static readonly Dictionary<string, string> Keys = new()
    {
        ["indicators"] = "indicatorId",
        ["spending"] = "category",
        ["staff"] = "title",
        ["inspection"] = "item",
    };

    // What people call the fields.
    static readonly Dictionary<string, string> Labels = new()
    {
        ["work"] = "年度主要工作",
        ["achievements"] = "取得的成绩",
        ["problems"] = "存在的问题",
        ["plans"] = "下年度设想",
        ["progress"] = "总体进展",
        ["progressCause"] = "推迟或停滞的原因",
        ["indicators"] = "指标完成情况",
        ["rdInvestmentFen"] = "研发投入",
        ["grantReceivedFen"] = "引导经费到位",
        ["matchingReceivedFen"] = "配套经费到位",
        ["fundManagement"] = "经费管理情况",
        ["spending"] = "经费使用情况",
        ["staff"] = "人员",
        ["selfInspection"] = "自检自查",
        ["inspection"] = "自检自查清单",
        ["changes"] = "重要事项变更（备案）",
    };

    /// <summary>A field that both changed.</summary>
    /// <param name="Part">The report's field, and in a list the row: "work", "spending/equipment".</param>
    /// <param name="Field">Its place in the merged report, as the form names it.</param>
    /// <param name="Label">What people call it.</param>
    internal sealed record Conflict(string Part, string Field, string Label);

    /// <summary>Joins both changes of the report that was seen; where they conflict the merged one holds mine.</summary>
    public static (AnnualReport Merged, IReadOnlyList<Conflict> Conflicts) Of(AnnualReport seen, AnnualReport mine, AnnualReport theirs)
    {
        var (was, a, b) = (Node(seen), Node(mine), Node(theirs));
        var (merged, conflicts) = (new JsonObject(), new List<Conflict>());
        foreach (var name in a.Select(p => p.Key).Union(b.Select(p => p.Key)).ToList())
            merged[name] = Keys.TryGetValue(name, out var key) ? Rows(name, key, was[name], a[name], b[name], conflicts)
                : Join(was[name], a[name], b[name], () => new(name, name == "changes" ? "changes[0].description" : name, LabelOf(name)),
                    conflicts);
        return (Json.Read<AnnualReport>(merged.ToJsonString(Json.Options)), conflicts);
    }

    /// <summary>True when both say the same.</summary>
    public static bool Same(AnnualReport one, AnnualReport other) => JsonNode.DeepEquals(Node(one), Node(other));

    /// <summary>The fields in which two versions differ, as people call them.</summary>
    public static IReadOnlyList<string> Differences(AnnualReport before, AnnualReport after)
    {
        var (was, now) = (Node(before), Node(after));
        return [.. was.Select(p => p.Key).Union(now.Select(p => p.Key)).Where(name => !JsonNode.DeepEquals(was[name], now[name]))
            .Select(LabelOf)];
    }

    static string LabelOf(string name) => Labels.GetValueOrDefault(name, name);

    // An empty field says nothing, whether it was sent or not, and neither does a row in which nothing stands but what it is known by.
    static JsonObject Node(AnnualReport report)
    {
        var node = JsonNode.Parse(Json.Write(report))!.AsObject();
        DropEmpty(node);
        foreach (var (name, key) in Keys)
            if (node[name] is JsonArray rows)
                node[name] = new JsonArray([.. rows.OfType<JsonObject>().Where(row => row.Count > 1 || !row.ContainsKey(key))
                    .Select(row => row.DeepClone())]);
        return node;
    }

    static void DropEmpty(JsonNode node)
    {
        if (node is JsonArray list) foreach (var item in list.OfType<JsonNode>()) DropEmpty(item);
        if (node is not JsonObject fields) return;
        foreach (var (name, value) in fields.ToList())
            if (value is null || (value is JsonValue text && text.TryGetValue<string>(out var said) && string.IsNullOrWhiteSpace(said)))
                fields.Remove(name);
            else DropEmpty(value);
    }

    static JsonNode? Join(JsonNode? seen, JsonNode? mine, JsonNode? theirs, Func<Conflict> conflict, List<Conflict> conflicts)
    {
        if (JsonNode.DeepEquals(mine, seen) || JsonNode.DeepEquals(mine, theirs)) return theirs?.DeepClone();
        if (!JsonNode.DeepEquals(theirs, seen)) conflicts.Add(conflict());
        return mine?.DeepClone();
    }

    // Rows that are missing say nothing; a row that one of them emptied is a change like any other.
    static JsonArray Rows(string name, string key, JsonNode? seen, JsonNode? mine, JsonNode? theirs, List<Conflict> conflicts)
    {
        var (was, a, b) = (ByKey(seen), ByKey(mine), ByKey(theirs));
        var rows = new JsonArray();
        foreach (var id in b.Keys.Union(a.Keys).ToList())
            if (Join(was.GetValueOrDefault(id), a.GetValueOrDefault(id), b.GetValueOrDefault(id),
                () => new($"{name}/{id}", $"{name}[{rows.Count}]{FieldOf(name)}", LabelOf(name)), conflicts) is { } row)
                rows.Add(row);
        return rows;

        Dictionary<string, JsonNode> ByKey(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonNode>()
            .GroupBy(row => row[key]?.GetValue<string>() ?? "").ToDictionary(same => same.Key, same => same.Last());
    }

    static string FieldOf(string name) => name switch
    {
        "indicators" => ".actual",
        "spending" => ".grantFen",
        "inspection" => ".result",
        _ => ".count",
    };
}
