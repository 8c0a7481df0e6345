using System.Globalization;
using Alliance.Platform.Hosting;
using Alliance.Statute.Periods;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Cases;

/// <summary>A deadline's computation in the language of the page.</summary>
public sealed class DeadlineWords(WorkCalendar calendar, Words words)
{
    /// <summary>
    /// What was kept with the deadline is Chinese. For other languages it is computed again by the same rule, and shown translated only
    /// when it is the same computation; otherwise what was kept stands.
    /// </summary>
    public IReadOnlyList<string> Explain(ReadCase.Deadline deadline)
    {
        if (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" || deadline.Rule is null) return deadline.Explanation;
        var reckoning = DeadlineRule.FromJson(deadline.Rule).Reckon(calendar);
        return reckoning.InChinese().SequenceEqual(deadline.Explanation)
            ? [.. reckoning.Steps.Select(step => $"{words.Say(step.Sentence)} ({words[step.Article]})")]
            : deadline.Explanation;
    }

    /// <summary>An article as the language of the page cites it.</summary>
    public static string Cite(string article) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? Ui.Articles.InChinese(article) : article;

    /// <summary>年度报告期限（2024）.</summary>
    public string Name(string name)
    {
        var (text, year) = Sentences.Deadline(name);
        return year is null ? words[text] : words["{0}（{1}）", text, year];
    }
}
