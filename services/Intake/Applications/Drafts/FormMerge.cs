using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Core.Text;
using Alliance.Statute.Forms;

namespace Alliance.Intake.Applications.Drafts;

/// <summary>
/// Two people of the lead unit edit one form: what only one of them changed is taken from that one; what both changed differently
/// is a conflict at that very field, and neither is lost. Rows are joined by what they are known by (<see cref="FormPart.Match"/>),
/// never by their place: what belongs to one member unit stays with it.
/// </summary>
public static class FormMerge
{
    /// <summary>A field that both changed.</summary>
    /// <param name="Field">Path in the form that was sent, for example "members[2].creditCode"; the list itself where the row is not in it
    /// any more.</param>
    /// <param name="Merged">The same place in the merged form.</param>
    /// <param name="Row">By what its row is known; null in a part that does not repeat.</param>
    /// <param name="Label">What people call the field; key of its translation. Null where the whole row came or went.</param>
    /// <param name="Theirs">What is stored there now, as people read it; empty for nothing.</param>
    /// <param name="Gone">True where the row is not stored any more.</param>
    public sealed record Conflict(string Field, string Merged, string? Row, string? Label, string Theirs, bool Gone = false);

    /// <summary>Joins both changes of the form that was seen; where they conflict the merged form holds mine.</summary>
    public static (ApplicationForm Merged, IReadOnlyList<Conflict> Conflicts) Of(
        ApplicationForm seen, ApplicationForm mine, ApplicationForm theirs)
    {
        var (was, a, b) = (Node(seen), Node(mine), Node(theirs));
        List<Conflict> conflicts = [];
        var merged = new JsonObject();
        foreach (var part in FormFields.Parts.Where(p => p.Path.Length > 0))
            merged[part.Path] = part.Repeats
                ? Rows(part, was[part.Path]!.AsArray(), a[part.Path]!.AsArray(), b[part.Path]!.AsArray(), conflicts)
                : Join(was[part.Path], a[part.Path], b[part.Path], new(part, part.Path, part.Path, null), "", conflicts);
        // The form's own fields lie beside its parts.
        var own = FormFields.Parts.Single(p => p.Path.Length == 0);
        foreach (var key in a.Select(p => p.Key).Union(b.Select(p => p.Key)).Where(key => !merged.ContainsKey(key)).ToList())
            merged[key] = Join(was[key], a[key], b[key], new(own, "", "", null), key, conflicts);
        return (merged.Deserialize<ApplicationForm>(Json.Options)!, conflicts);
    }

    /// <summary>True when both say the same.</summary>
    public static bool Same(ApplicationForm one, ApplicationForm other) => JsonNode.DeepEquals(Node(one), Node(other));

    static JsonObject Node(ApplicationForm form) => JsonSerializer.SerializeToNode(form, Json.Options)!.AsObject();

    // Where a field stands: in the form that was sent, and in the merged one.
    sealed record Place(FormPart Part, string Sent, string Merged, string? Row)
    {
        public Conflict At(string field, JsonNode? theirs)
        {
            var known = Part.Fields.FirstOrDefault(f => f.Path == field);
            return new(Under(Sent, field), Under(Merged, field), Row, known?.Label ?? field, known?.TextOf(theirs) ?? "");
        }

        static string Under(string place, string field) => place.Length == 0 ? field : $"{place}.{field}";
    }

    static JsonNode? Join(JsonNode? seen, JsonNode? mine, JsonNode? theirs, Place place, string field, List<Conflict> conflicts)
    {
        if (JsonNode.DeepEquals(mine, seen) || JsonNode.DeepEquals(mine, theirs)) return theirs?.DeepClone();
        if (JsonNode.DeepEquals(theirs, seen)) return mine?.DeepClone();
        if (mine is JsonObject or null && theirs is JsonObject or null && (mine ?? theirs ?? seen) is JsonObject)
        {
            // A group that one of them emptied is looked at field by field too, so that the other's change is named.
            var (was, a, b) = (seen as JsonObject ?? [], mine as JsonObject ?? [], theirs as JsonObject ?? []);
            var joined = a.Select(p => p.Key).Union(b.Select(p => p.Key)).ToList()
                .ToDictionary(key => key,
                    key => Join(was[key], a[key], b[key], place, field.Length == 0 ? key : $"{field}.{key}", conflicts));
            return mine is null || theirs is null ? mine?.DeepClone() : new JsonObject(joined);
        }
        conflicts.Add(place.At(field, theirs));
        return mine?.DeepClone();
    }

    // What either added stays, what either took out goes, unless the other one changed it. Their order, then what I added.
    static JsonArray Rows(FormPart part, JsonArray seen, JsonArray mine, JsonArray theirs, List<Conflict> conflicts)
    {
        var (mineOf, theirsOf) = (part.Match(seen, mine), part.Match(seen, theirs));
        var added = Enumerable.Range(0, mine.Count).Where(i => !mineOf.ContainsValue(i)).ToList();
        var addedByThem = Enumerable.Range(0, theirs.Count).Where(i => !theirsOf.ContainsValue(i)).ToList();
        // Both may have added the same unit.
        var both = part.Match(new([.. addedByThem.Select(i => theirs[i]?.DeepClone())]), new([.. added.Select(i => mine[i]?.DeepClone())]))
            .ToDictionary(pair => addedByThem[pair.Key], pair => added[pair.Value]);
        var seenOfTheirs = theirsOf.ToDictionary(pair => pair.Value, pair => pair.Key);

        var rows = new JsonArray();
        for (var i = 0; i < theirs.Count; i++)
        {
            var was = At(seenOfTheirs, i);
            Add(was, was is { } row ? At(mineOf, row) : At(both, i), i);
        }
        for (var s = 0; s < seen.Count; s++)
            if (!theirsOf.ContainsKey(s) && mineOf.TryGetValue(s, out var mineAt)) Add(s, mineAt, null);
        foreach (var i in added.Where(i => !both.ContainsValue(i))) Add(null, i, null);
        return rows;

        static int? At(Dictionary<int, int> places, int key) => places.TryGetValue(key, out var place) ? place : null;

        void Add(int? was, int? mineAt, int? theirsAt)
        {
            var (before, a, b) = (was is { } w ? seen[w] : null, mineAt is { } m ? mine[m] : null, theirsAt is { } t ? theirs[t] : null);
            var merged = $"{part.Path}[{rows.Count}]";
            var sent = mineAt is null ? part.Path : $"{part.Path}[{mineAt}]";
            if (a is not null && b is not null) rows.Add(Join(before, a, b, new(part, sent, merged, part.NameOf(b)), "", conflicts));
            // One took it out: it goes, unless the other one changed it; then mine is what I did to it, and I am told.
            else if (was is null) rows.Add((a ?? b)!.DeepClone());
            else if (!JsonNode.DeepEquals(before, a ?? b))
            {
                conflicts.Add(new(sent, a is null ? part.Path : merged, part.NameOf(before!), null, "", Gone: b is null));
                if (a is not null) rows.Add(a.DeepClone());
            }
        }
    }
}
