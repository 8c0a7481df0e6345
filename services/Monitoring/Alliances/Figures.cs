using System.Globalization;
using Alliance.Core.Rules;
using Alliance.Core.Text;

namespace Alliance.Monitoring.Alliances;

/// <summary>Numbers of contract, report and assessment as people read them.</summary>
static class Figures
{
    /// <summary>"12.5", or a dash where there is none.</summary>
    public static string Text(decimal? value) => value?.ToString("#,##0.####", CultureInfo.InvariantCulture) ?? "—";

    /// <summary>The name or unit of an indicator: the policy's own are words of the product, those an alliance set for itself stay as they
    /// were written.</summary>
    public static string Said(Words words, string? family, string text) => family is null ? text : words[text];

    /// <summary>The same as a value in a sentence.</summary>
    public static object Word(string? family, string text) => family is null ? text : new Statute.Text.Word(text);

    /// <summary>As a number input expects it.</summary>
    public static string? Input(decimal? value) => value?.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>An amount in fen as it is typed, in yuan.</summary>
    public static decimal? InYuan(long? fen) => fen / 100m;

    /// <summary>A form shows every row, a use case is told only of those that were filled in: leads its faults back to the rows of the
    /// form.</summary>
    public static Refusal AtRows(this Refusal refusal, string list, IReadOnlyList<int> rows) => refusal with
    {
        Faults = [.. refusal.Faults.Select(fault =>
        {
            for (var i = 0; i < rows.Count; i++)
                if (fault.Field?.StartsWith($"{list}[{i}].", StringComparison.Ordinal) == true)
                    return fault with { Field =
                        $"{list}[{rows[i]}].{fault.Field[(fault.Field.IndexOf('.', StringComparison.Ordinal) + 1)..]}" };
            return fault;
        })],
    };
}
