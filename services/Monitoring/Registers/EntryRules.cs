using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Statute.Forms;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Registers;

/// <summary>What an entry has to have, by its kind.</summary>
static class EntryRules
{
    /// <summary>Longest text of a detail.</summary>
    public const int LongestDetail = 2000;

    /// <summary>The entry as it is put down: trimmed, with the fields of its kind only.</summary>
    public static EntryBody Clean(EntryShape shape, EntryBody body) => new(
        Text(body.Title), shape.NumberLabel is null ? null : Text(body.Number),
        shape.OwnerLabel is null ? null : Text(body.OwnerCreditCode), body.StartsOn,
        shape.EndLabel is null ? null : body.EndsOn, shape.AmountLabel is null ? null : body.AmountFen,
        shape.Details.Where(field => Text(body.Details?.GetValueOrDefault(field.Key)) is not null)
            .ToDictionary(field => field.Key, field => Text(body.Details![field.Key])));

    /// <summary>The number without what people write differently; null where there is none.</summary>
    public static string? Key(string? number) => number is null ? null : IntellectualProperty.Key(number);

    /// <summary>Every fault of it.</summary>
    public static IReadOnlyList<Fault> Faults(EntryShape shape, EntryBody body, IReadOnlyList<Unit> members, DateOnly today)
    {
        var faults = new List<Fault>();
        if (body.Title is null) faults.Add(new($"请填写名称", shape.Article, "title"));
        if (shape.NeedsNumber && body.Number is null) faults.Add(new($"请填写{new Word(shape.NumberLabel!)}", shape.Article, "number"));
        if (body.OwnerCreditCode is { } owner && members.All(unit => unit.CreditCode != owner))
            faults.Add(new($"“{new Word(shape.OwnerLabel!)}”应是联盟的成员单位", shape.Article, "ownerCreditCode"));
        else if (body.OwnerCreditCode is null && shape.Kind == EntryKind.Result)
            faults.Add(new($"请选择{new Word(shape.OwnerLabel!)}", shape.Article, "ownerCreditCode"));
        if (body.StartsOn is null) faults.Add(new($"请填写{new Word(shape.StartLabel)}", shape.Article, "startsOn"));
        else if (body.StartsOn > today) faults.Add(new($"{new Word(shape.StartLabel)}不能晚于今天", shape.Article, "startsOn"));
        if (body.EndsOn < body.StartsOn) faults.Add(new($"{new Word(shape.EndLabel!)}不能早于{new Word(shape.StartLabel)}", shape.Article,
            "endsOn"));
        if (body.AmountFen < 0) faults.Add(new($"{new Word(shape.AmountLabel!)}不能小于零", shape.Article, "amountFen"));
        foreach (var field in shape.Details)
        {
            var said = body.Details!.GetValueOrDefault(field.Key);
            if (field.IsRequired && said is null) faults.Add(new($"请填写{new Word(field.Label)}", shape.Article, $"details[{field.Key}]"));
            else if (said is not null && field.Choices?.Contains(said) == false)
                faults.Add(new($"“{new Word(field.Label)}”应是：{string.Join('、', field.Choices)}", shape.Article, $"details[{field.Key}]"));
            else if (said?.Length > LongestDetail) faults.Add(new($"{new Word(field.Label)}不超过 {LongestDetail} 字", shape.Article,
                $"details[{field.Key}]"));
        }
        return faults;
    }

    static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : TypedText.Clean(typed).Trim();
}
