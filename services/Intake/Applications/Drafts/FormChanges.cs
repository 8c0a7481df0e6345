using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Core.Text;
using Alliance.Statute.Forms;

namespace Alliance.Intake.Applications.Drafts;

/// <summary>One field that is not as it was.</summary>
/// <param name="Part">The part of the form; key of its translation.</param>
/// <param name="Row">By what its row is known; null in a part that does not repeat.</param>
/// <param name="Field">The field; key of its translation. Null where the whole row came or went.</param>
/// <param name="Before">What stood there, empty for nothing.</param>
/// <param name="After">What stands there now, empty for nothing.</param>
/// <param name="IsChoice">Both are words to choose from, keys of their translations; otherwise somebody's text.</param>
public sealed record FormChange(string Part, string? Row, string? Field, string Before, string After, bool IsChoice = false);

/// <summary>What differs between two versions of one 申报书. Rows are known again by their code, name or number, so that inserting one does
/// not change all after it.</summary>
public static class FormChanges
{
    /// <summary>Every difference, in the order of the form.</summary>
    public static IReadOnlyList<FormChange> Between(ApplicationForm before, ApplicationForm after)
    {
        var (was, now) = (Node(before), Node(after));
        return [.. FormFields.Parts.SelectMany(part => part.Repeats ? Rows(part, was, now, before, after)
            : Fields(part, null, part.In(was), part.In(now), before, after))];
    }

    static JsonNode Node(ApplicationForm form) => JsonSerializer.SerializeToNode(form, Json.Options)!;

    static IEnumerable<FormChange> Fields(
        FormPart part, string? row, JsonNode? was, JsonNode? now, ApplicationForm formBefore, ApplicationForm formAfter)
        => from field in part.Fields
           let before = Said(field, was, formBefore)
           let after = Said(field, now, formAfter)
           where field.Text(was) != field.Text(now)
           select new FormChange(part.Title, row, field.Label, before, after, field.Kind is FieldKind.Choice or FieldKind.YesNo);

    static IEnumerable<FormChange> Rows(FormPart part, JsonNode was, JsonNode now, ApplicationForm formBefore, ApplicationForm formAfter)
    {
        var (before, after) = (part.In(was)!.AsArray(), part.In(now)!.AsArray());
        var pairs = part.Match(after, before);
        for (var i = 0; i < after.Count; i++)
        {
            if (after[i] is not { } row) continue;
            if (!pairs.TryGetValue(i, out var old)) yield return new(part.Title, part.NameOf(row), null, "", Whole(part, row, formAfter));
            else foreach (var change in Fields(part, part.NameOf(row), before[old], row, formBefore, formAfter)) yield return change;
        }
        for (var i = 0; i < before.Count; i++)
            if (before[i] is { } row && !pairs.ContainsValue(i))
                yield return new(part.Title, part.NameOf(row), null, Whole(part, row, formBefore), "");
    }

    // A unit that is meant by its code is named; only the code of a member itself is a code.
    static string Said(FormField field, JsonNode? part, ApplicationForm form)
        => field.Text(part) is { Length: > 0 } code && field.Path.EndsWith("CreditCode", StringComparison.Ordinal)
            && form.UnitName(code) is var name && name != code ? $"{name}（{code}）" : field.Text(part);

    static string Whole(FormPart part, JsonNode row, ApplicationForm form)
        => string.Join('；', part.Fields.Select(f => Said(f, row, form)).Where(t => t.Length > 0 && t != "否"));
}
