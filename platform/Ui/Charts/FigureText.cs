using System.Globalization;
using Alliance.Contracts.Desk;
using Alliance.Core.Text;
using Alliance.Statute;

namespace Alliance.Ui;

/// <summary>The numbers of a figure as people read them: money in 元, or where there is more of it in 万元, in English in thousands or
/// millions.</summary>
/// <param name="Unit">What stands beside the title.</param>
/// <param name="Divisor">What a value is divided by.</param>
public sealed record FigureText(string? Unit, decimal Divisor)
{
    const int FenOfYuan = 100;
    const int FenOfThousand = 100_000;
    const int FenOfMillion = 100_000_000;

    // 万 is no step of an English number.
    static bool CountsByTenThousands => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    /// <summary>As this figure's numbers are read.</summary>
    public static FigureText Of(Figure figure, Words words)
    {
        var largest = figure.Rows.SelectMany(row => row.Values).Select(value => value.Value).DefaultIfEmpty().Max();
        var text = Of(figure.Unit, largest, words);
        return text with { Unit = text.Unit ?? figure.Measure };
    }

    /// <summary>As numbers of this unit up to this one are read.</summary>
    public static FigureText Of(FigureUnit unit, decimal largest, Words words) => unit switch
    {
        FigureUnit.Fen when CountsByTenThousands && largest >= Money.FenOfTenThousand => new(words["万元"], Money.FenOfTenThousand),
        FigureUnit.Fen when !CountsByTenThousands && largest >= FenOfMillion => new(words["百万元"], FenOfMillion),
        FigureUnit.Fen when !CountsByTenThousands && largest >= FenOfThousand => new(words["千元"], FenOfThousand),
        FigureUnit.Fen => new(words["元"], FenOfYuan),
        FigureUnit.Days => new(words["天"], 1),
        FigureUnit.Percent => new("%", 1),
        FigureUnit.Count => new(words["件"], 1),
        _ => new(null, 1),
    };

    /// <summary>A number that stands alone; a dash where there is none.</summary>
    public static string Number(KeyFigure figure, Words words) => figure.Value is not { } value ? "—"
        : Of(figure.Unit, value, words).Value(value) + (figure.Unit == FigureUnit.Percent ? "%" : "");

    /// <summary>The unit that stands behind it; null where its title says what is counted.</summary>
    public static string? Word(KeyFigure figure, Words words)
        => figure.Unit is FigureUnit.Count or FigureUnit.Percent || figure.Value is not { } value ? null
            : Of(figure.Unit, value, words).Unit;

    /// <summary>A value without its unit.</summary>
    public string Value(decimal value) => Axis.Text(Scaled(value));

    /// <summary>A value in the unit.</summary>
    public decimal Scaled(decimal value) => value / Divisor;
}
