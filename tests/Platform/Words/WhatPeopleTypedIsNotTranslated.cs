using System.Globalization;
using System.Text.RegularExpressions;
using Alliance.Local.Infrastructure;
using Alliance.Statute.Text;
using Xunit;

namespace Alliance.Platform.Tests.Words;

/// <summary>
/// An alliance may be called 申报书: what a person typed is shown as it was typed, in every language, whatever word of the screens it equals.
/// </summary>
public sealed partial class WhatPeopleTypedIsNotTranslated : IDisposable
{
    readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    public WhatPeopleTypedIsNotTranslated() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

    public void Dispose() => CultureInfo.CurrentUICulture = _before;

    [Fact]
    public void A_text_as_a_value_of_a_sentence_stays_as_it_is()
    {
        var words = new Core.Text.Words();
        var typed = "公众";
        Assert.Equal("The public", words[typed]);

        Assert.Equal("公众", words["{0}", typed]);
        Assert.Equal("公众", words.Say($"{typed}"));
        Assert.Equal("The public", words["{0}", new Word("公众")]);
        Assert.Equal("The public", words.Say($"{new Word("公众")}"));
        FormattableString nested = $"公众";
        Assert.Equal("The public", words.Say($"{nested}"));
    }

    [Fact]
    public void What_a_page_looks_up_in_the_words_is_the_products_own()
    {
        var unknown = new List<string>();
        var looked = 0;
        foreach (var file in new[] { "platform", "services", "workflows" }.Select(folder => Path.Combine(SourceTree.Root, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.razor", SearchOption.AllDirectories)))
            foreach (Match match in Lookup().Matches(File.ReadAllText(file)))
            {
                looked++;
                var what = Space().Replace(match.Groups["what"].Value.Trim(), " ");
                if (!Own().IsMatch(what)) unknown.Add($"{Path.GetFileName(file)}: L[{what}]");
            }

        Assert.True(looked > 80, $"Only {looked} words are looked up by something else than their text.");
        Assert.True(unknown.Count == 0,
            $"Is this a word of the product, or what somebody typed?\n{string.Join('\n', unknown.Distinct().Order())}");
    }

    // Whatever is not a text in the source itself: up to the bracket that closes, which may hold others.
    [GeneratedRegex("""(?<![\w.])L\[(?!")(?<what>[^\[\]"]*(?:\[[^\]]*\][^\[\]"]*|"[^"]*"[^\[\]"]*)*)\]""")]
    private static partial Regex Lookup();

    // A lookup may be broken over lines.
    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    // Names of states, steps, kinds and fields, which stand in tables of the code; names in a policy or a calendar, which its publisher
    // words; and texts that a page chooses among.
    [GeneratedRegex("""
        ^(?:(?:\w+\.)*(?:Sentences|Naming|Vocabulary|PolicyWords|RoleText|Knockout|AnnualReport|FriendlyErrors|MigrateCase|Articles
            |ListIncidents|WaitingWork|IncidentsPage|InterventionsPage)\.[\w.]+(?:\(.*\)|\[\w+\])?.*
        |(?:About|Category|Level|Named|Service|Stage)\(.+\)
        |(?:Done|\w+\.Kind)\s(?:==|switch)\s.*
        |(?:condition|criterion|step|section|Section|known|Known|service|Fault|change|one|first|day|target|column|guide|paper|f|c)
          \.(?:Question|Name|Title|Chinese|Text|Part|Field|From|What|Who|Article|Note|Family|Lead|About)
        |.+\.Word\(\)|Shown\.Text
        |change\.(?:Before|After)
        |entry\.Note|knockout\.Chinese|notice\.Policy\.Authority|reason\.Sentence|row\.(?:Name|Unit)\s\?\?\s""
        |WeekDays\[.+\]|Names\[i\]
        |Text|day|done|k|known|outcome|part|said|text|title|word)$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Own();
}
