using System.Globalization;

namespace Alliance.Ui;

/// <summary>A scale from nought with ticks at round numbers.</summary>
/// <param name="Top">Where it ends; the largest value lies below or on it.</param>
/// <param name="Step">From tick to tick.</param>
public sealed record Axis(decimal Top, decimal Step)
{
    /// <summary>The ticks, nought and the top among them.</summary>
    public IReadOnlyList<decimal> Ticks => [.. Enumerable.Range(0, (int)(Top / Step) + 1).Select(n => n * Step)];

    /// <summary>Where a value lies, of a hundred.</summary>
    public decimal Percent(decimal value) => 100 * Math.Clamp(value, 0, Top) / Top;

    /// <summary>The scale for values up to this one, in steps of 1, 2 or 5 and their powers of ten.</summary>
    /// <param name="largest">The largest value.</param>
    /// <param name="whole">True where half of one makes no sense, as with cases.</param>
    /// <param name="steps">No more steps than these.</param>
    public static Axis For(decimal largest, bool whole, int steps = 4)
    {
        if (largest <= 0) return new(1, 1);
        var least = largest / steps;
        var power = 1m;
        while (power * 10 <= least) power *= 10;
        while (power > least) power /= 10;
        var step = new[] { 1, 2, 5, 10 }.Select(n => n * power).First(n => n >= least);
        if (whole) step = Math.Max(1, step);
        return new(Math.Ceiling(largest / step) * step, step);
    }

    /// <summary>A number as people read it at an axis, a bar or in a table.</summary>
    public static string Text(decimal value) => value.ToString("#,##0.##", CultureInfo.InvariantCulture);

    /// <summary>About how many pixels a text takes: letters of the West half of what a Chinese sign does.</summary>
    public static int Wide(string text, int size = 12) => text.Sum(c => c < 0x2E80 ? size * 11 / 20 + 1 : size);

    /// <summary>The text, or its beginning where it is wider than this.</summary>
    public static string Fit(string text, int width)
    {
        if (Wide(text) <= width) return text;
        var shown = text.Length;
        while (shown > 1 && Wide(text[..shown]) + Wide("…") > width) shown--;
        return text[..shown].TrimEnd() + "…";
    }
}
