using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Intake.Applications.Form;
using Alliance.Platform.Data;
using Alliance.Statute.Eligibility;

namespace Alliance.Intake.Applications;

/// <summary>
/// Two people of the lead unit edit one form: what only one of them changed is taken from that one; what both changed differently
/// is a conflict at that very field, and neither is lost.
/// </summary>
public static class FormMerge
{
    /// <summary>A field that both changed.</summary>
    /// <param name="Field">Path, for example "members[2].creditCode".</param>
    /// <param name="Theirs">What is stored there now, as text.</param>
    public sealed record Conflict(string Field, string Theirs);

    /// <summary>Joins both changes of the form that was seen; where they conflict the merged form holds mine.</summary>
    public static (ApplicationForm Merged, IReadOnlyList<Conflict> Conflicts) Of(ApplicationForm seen, ApplicationForm mine, ApplicationForm theirs)
    {
        List<Conflict> conflicts = [];
        var merged = Join(Node(seen), Node(mine), Node(theirs), "", conflicts);
        return (merged.Deserialize<ApplicationForm>(Json.Options)!, conflicts);
    }

    /// <summary>True when both say the same.</summary>
    public static bool Same(ApplicationForm one, ApplicationForm other) => JsonNode.DeepEquals(Node(one), Node(other));

    static JsonNode? Node(ApplicationForm form) => JsonSerializer.SerializeToNode(form, Json.Options);

    // A whole row is told by its name.
    static string Text(JsonNode? node) => node switch
    {
        JsonValue value => value.ToString(),
        JsonObject row => (row["name"] ?? row["title"])?.ToString() ?? "",
        _ => "",
    };

    static JsonNode? Join(JsonNode? seen, JsonNode? mine, JsonNode? theirs, string path, List<Conflict> conflicts)
    {
        if (JsonNode.DeepEquals(mine, seen) || JsonNode.DeepEquals(mine, theirs)) return theirs?.DeepClone();
        if (JsonNode.DeepEquals(theirs, seen)) return mine?.DeepClone();
        switch (seen, mine, theirs)
        {
            case (JsonObject was, JsonObject a, JsonObject b):
                return new JsonObject(a.Select(p => p.Key).Union(b.Select(p => p.Key)).Select(key =>
                    KeyValuePair.Create(key, Join(was[key], a[key], b[key], path.Length == 0 ? key : $"{path}.{key}", conflicts))));
            case (JsonArray was, JsonArray a, JsonArray b) when was.Count == a.Count && a.Count == b.Count:
                return new JsonArray([.. a.Select((_, i) => Join(was[i], a[i], b[i], $"{path}[{i}]", conflicts))]);
            case (JsonArray was, JsonArray a, JsonArray b) when FormFields.Parts.FirstOrDefault(p => p.Repeats && p.Path == path) is { } part:
                return JoinRows(part, part.Keyed(was), part.Keyed(a), part.Keyed(b), conflicts);
            default:
                conflicts.Add(new(path, Text(theirs)));
                return mine?.DeepClone();
        }
    }

    // A list that grew or shrank is joined by what its rows are known by: what either added stays, what either took out goes, unless the other one changed it.
    static JsonArray JoinRows(FormPart part, OrderedDictionary<string, JsonNode> seen, OrderedDictionary<string, JsonNode> mine, OrderedDictionary<string, JsonNode> theirs, List<Conflict> conflicts)
    {
        var rows = new JsonArray();
        foreach (var key in theirs.Keys.Union(mine.Keys))
        {
            var (was, a, b) = (seen.GetValueOrDefault(key), mine.GetValueOrDefault(key), theirs.GetValueOrDefault(key));
            if (Join(was, a, b, $"{part.Path}[{(a is null ? theirs : mine).IndexOf(key)}]", conflicts) is { } row) rows.Add(row);
        }
        return rows;
    }
}
