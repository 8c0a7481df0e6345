using System.ComponentModel.DataAnnotations;
using Alliance.Core.Rules;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Registers;

/// <summary>An entry as a form posts it; the amount in yuan.</summary>
public sealed class EntryInput
{
    [MaxLength(300)] public string? Title { get; set; }
    [MaxLength(100)] public string? Number { get; set; }
    [MaxLength(18)] public string? OwnerCreditCode { get; set; }
    public DateOnly? StartsOn { get; set; }
    public DateOnly? EndsOn { get; set; }
    public decimal? AmountFen { get; set; }
    [LongText(EntryRules.LongestDetail)] public Dictionary<string, string?> Details { get; set; } = [];
    /// <summary>The version it was read in.</summary>
    public int Version { get; set; }

    /// <summary>With a place for each field of the kind; what was posted stays.</summary>
    internal EntryInput For(EntryShape shape)
    {
        foreach (var field in shape.Details) Details.TryAdd(field.Key, null);
        return this;
    }

    internal static EntryInput Of(Entry entry) => new EntryInput
    {
        Title = entry.Title,
        Number = entry.Number,
        OwnerCreditCode = entry.OwnerCreditCode,
        StartsOn = entry.StartsOn,
        EndsOn = entry.EndsOn,
        AmountFen = entry.AmountFen / 100m,
        Details = entry.Details.ToDictionary(),
        Version = entry.Version,
    }.For(EntryShape.Of(entry.Kind));

    /// <summary>What the use case is told; refused where the amount is no amount.</summary>
    internal (EntryBody? Body, Refusal? Refusal) Body()
    {
        long? fen = null;
        if (AmountFen is { } yuan && (fen = Money.Fen(yuan)) is null) return (null, Refusal.Invalid($"金额最多两位小数", field: "amountFen"));
        return (new(Title, Number, OwnerCreditCode, StartsOn, EndsOn, fen, Details), null);
    }
}
