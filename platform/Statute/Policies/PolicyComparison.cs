using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Statute.Data;

namespace Alliance.Statute.Policies;

/// <summary>One difference between two policy versions.</summary>
/// <param name="Path">JSON path; entries of lists by their key, for example $.indicators[rdInvestment].weight.</param>
/// <param name="Before">The earlier value as JSON; null when it had none.</param>
/// <param name="After">The later value as JSON; null when it has none.</param>
/// <param name="Sentence">The difference in words.</param>
public sealed record PolicyChange(string Path, string? Before, string? After, FormattableString Sentence);

/// <summary>What changes from one policy version to another, parameter by parameter.</summary>
public static class PolicyComparison
{
    // What entries of a list are known by; lists of plain words are compared as sets.
    static readonly string[] Keys = ["id", "level", "grade", "kind"];

    /// <summary>Every difference, in the order of the document.</summary>
    public static IReadOnlyList<PolicyChange> Between(Policy before, Policy after)
    {
        var changes = new List<PolicyChange>();
        Compare("$", Node(before), Node(after), changes);
        return changes;
    }

    static JsonNode? Node(Policy policy) => JsonSerializer.SerializeToNode(policy.Document with { Schema = null }, StatuteJson.Options);

    static void Compare(string path, JsonNode? before, JsonNode? after, List<PolicyChange> changes)
    {
        if (JsonNode.DeepEquals(before, after)) return;
        if (before is JsonObject was && after is JsonObject now)
            foreach (var name in was.Select(p => p.Key).Union(now.Select(p => p.Key)))
                Compare($"{path}.{name}", was[name], now[name], changes);
        else if (before is JsonArray wasList && after is JsonArray nowList && ByKey(wasList) is { } wasKeyed
            && ByKey(nowList) is { } nowKeyed)
        {
            var found = changes.Count;
            foreach (var key in wasKeyed.Keys.Union(nowKeyed.Keys))
                Compare($"{path}[{key}]", wasKeyed.GetValueOrDefault(key), nowKeyed.GetValueOrDefault(key), changes);
            if (changes.Count == found)
                changes.Add(new(path, Shown(before), Shown(after),
                    $"{path}：次序由 {string.Join('、', wasKeyed.Keys)} 改为 {string.Join('、', nowKeyed.Keys)}"));
        }
        else changes.Add((before, after) switch
        {
            (null, _) => new(path, null, Shown(after), $"{path}：新增 {Shown(after)}"),
            (_, null) => new(path, Shown(before), null, $"{path}：删去 {Shown(before)}"),
            _ => new(path, Shown(before), Shown(after), $"{path}：由 {Shown(before)} 改为 {Shown(after)}"),
        });
    }

    static OrderedDictionary<string, JsonNode?>? ByKey(JsonArray list)
    {
        var keyed = new OrderedDictionary<string, JsonNode?>();
        foreach (var item in list)
        {
            var key = item is JsonObject entry ? Keys.Select(k => entry[k]?.ToString()).FirstOrDefault(k => k is not null)
                : item?.ToString();
            if (key is null || !keyed.TryAdd(key, item)) return null;
        }
        return keyed;
    }

    static string? Shown(JsonNode? node) => node?.ToJsonString(Compact);

    static readonly JsonSerializerOptions Compact = new(StatuteJson.Options) { WriteIndented = false };
}
