using System.Globalization;
using System.Text.RegularExpressions;

namespace Alliance.Ui;

/// <summary>Articles as Chinese readers cite them.</summary>
public static partial class ArticleText
{
    /// <summary>"Art. 8(1)" → 第八条（一）; anything without "Art." stays as it is.</summary>
    public static string InChinese(string article) => Pattern().Replace(article, match =>
    {
        var item = match.Groups["item"] is { Success: true, Value: var number } ? $"（{Numeral(number)}）" : "";
        return $"第{Numeral(match.Groups["article"].Value)}条{item}";
    }).Replace("Civil Code", "《民法典》", StringComparison.Ordinal).Replace("》 第", "》第", StringComparison.Ordinal);

    /// <summary>The number of an article of the measures, of the first where several are named; null for those of other laws.</summary>
    public static string? NumberOf(string article)
        => article.StartsWith("Art.", StringComparison.Ordinal) && Pattern().Match(article) is { Success: true } match
            ? match.Groups["article"].Value : null;

    static string Numeral(string digits)
    {
        var number = int.Parse(digits, CultureInfo.InvariantCulture);
        const string units = "零一二三四五六七八九";
        return number switch
        {
            < 10 => $"{units[number]}",
            < 20 => number == 10 ? "十" : $"十{units[number % 10]}",
            < 100 => $"{units[number / 10]}十{(number % 10 == 0 ? "" : units[number % 10])}",
            // Long laws are cited in digits everywhere but in print.
            _ => digits,
        };
    }

    [GeneratedRegex(@"Art\.\s*(?<article>\d{1,4})(?:\((?<item>\d{1,2})\))?")]
    private static partial Regex Pattern();
}
