using Alliance.Contracts.Desk;
using Alliance.Core.Text;
using Alliance.Statute;

namespace Alliance.Ui;

/// <summary>The numbers of a figure as people read them: money in 元, or in 万元 where there is more of it.</summary>
/// <param name="Unit">What stands beside the title.</param>
/// <param name="Divisor">What a value is divided by.</param>
public sealed record FigureText(string? Unit, decimal Divisor)
{
    const int FenOfYuan = 100;

    /// <summary>As this figure's numbers are read.</summary>
    public static FigureText Of(Figure figure, Words words)
    {
        var largest = figure.Rows.SelectMany(row => row.Values).Select(value => value.Value).DefaultIfEmpty().Max();
        return Of(figure.Unit, largest, words) is { Unit: null } plain ? plain with { Unit = figure.Measure } : Of(figure.Unit, largest, words);
    }

    /// <summary>As numbers of this unit up to this one are read.</summary>
    public static FigureText Of(FigureUnit unit, decimal largest, Words words) => unit switch
    {
        FigureUnit.Fen when largest >= Money.FenOfTenThousand => new(words["万元"], Money.FenOfTenThousand),
        FigureUnit.Fen => new(words["元"], FenOfYuan),
        FigureUnit.Days => new(words["天"], 1),
        FigureUnit.Percent => new("%", 1),
        FigureUnit.Count => new(words["件"], 1),
        _ => new(null, 1),
    };

    /// <summary>A number that stands alone, with its unit; a dash where there is none. What cases are counted in, its title says.</summary>
    public static string Of(KeyFigure figure, Words words)
    {
        if (figure.Value is not { } value) return "—";
        var text = Of(figure.Unit, value, words);
        return figure.Unit switch
        {
            FigureUnit.Count => text.Value(value),
            FigureUnit.Percent => text.Value(value) + text.Unit,
            _ => $"{text.Value(value)} {text.Unit}",
        };
    }

    /// <summary>A value without its unit.</summary>
    public string Value(decimal value) => Axis.Text(Scaled(value));

    /// <summary>A value in the unit.</summary>
    public decimal Scaled(decimal value) => value / Divisor;
}
