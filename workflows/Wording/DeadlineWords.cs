using System.Globalization;
using System.Text.RegularExpressions;
using Alliance.Core.Text;
using Alliance.Statute.Periods;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Wording;

/// <summary>A deadline's computation in the language of the page.</summary>
public sealed partial class DeadlineWords(WorkCalendar calendar, Words words)
{
    /// <summary>
    /// What was kept with the deadline is Chinese. For other languages it is computed again by the same rule, and shown translated only
    /// when it is the same computation; otherwise what was kept stands.
    /// </summary>
    /// <param name="rule">The rule as it is stored; null for a deadline of before rules were kept.</param>
    /// <param name="explanation">What was kept.</param>
    public IReadOnlyList<string> Explain(string? rule, IReadOnlyList<string> explanation)
    {
        if (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" || rule is null) return explanation;
        var reckoning = DeadlineRule.FromJson(rule).Reckon(calendar);
        var steps = reckoning.InChinese();
        return steps.SequenceEqual(explanation.Take(steps.Count))
            && explanation.Skip(steps.Count).Select(Extension).ToList() is var extensions && extensions.TrueForAll(e => e.Success)
            ? [.. reckoning.Steps.Select(step => $"{words.Say(step.Sentence)} ({words[step.Article]})"),
               .. extensions.Select(e =>
                   $"{words[Extended, e.Groups[1].Value, e.Groups[2].Value, e.Groups[3].Value]} ({words[Statute.Articles.HolidayRules]})")]
            : explanation;
    }

    const string Extended = "原定 {0} 届满；放假安排（{1}）公布后依法延至 {2}";
    static readonly System.Text.CompositeFormat ExtendedFormat = System.Text.CompositeFormat.Parse(Extended);

    /// <summary>The sentence that a calendar, which came later and extended the deadline, leaves in its explanation.</summary>
    internal static string Extends(string before, string calendar, string after)
        => $"{string.Format(CultureInfo.InvariantCulture, ExtendedFormat, before, calendar, after)}（{Statute.Articles.HolidayRules}）";

    static Match Extension(string sentence) => ExtendedPattern().Match(sentence);

    [GeneratedRegex("^原定 (.+) 届满；放假安排（(.+)）公布后依法延至 (.+)（全国年节及纪念日放假办法）$")]
    private static partial Regex ExtendedPattern();

    /// <summary>An article as the language of the page cites it.</summary>
    public static string Cite(string article)
        => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? Ui.ArticleText.InChinese(article) : article;

    /// <summary>年度报告期限（2024）.</summary>
    public string Name(string name) => Name(words, name);

    /// <summary>The same, where there are no more than words.</summary>
    public static string Name(Words words, string name)
    {
        var (text, year) = Sentences.Deadline(name);
        return year is null ? words[text] : words["{0}（{1}）", words[text], year];
    }
}
