using System.Text.RegularExpressions;
using Alliance.Local.Infrastructure;
using Xunit;

namespace Alliance.Platform.Tests.Pages;

/// <summary>The address of a page is anybody's to write and to pass on: what stands in it is never shown as what the bureau says.</summary>
public sealed partial class NoPageRepeatsItsAddressAsSuccess
{
    [Fact]
    public void A_notice_of_success_shows_no_text_of_the_query()
    {
        var repeated = new List<string>();
        var pages = 0;
        foreach (var file in new[] { "platform", "services", "workflows" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(SourceTree.Root, folder), "*.razor", SearchOption.AllDirectories)))
        {
            var source = File.ReadAllText(file);
            var texts = TextOfQuery().Matches(source).Select(match => match.Groups[1].Value).ToList();
            if (texts.Count > 0) pages++;
            foreach (Match notice in Success().Matches(source))
                repeated.AddRange(texts.Where(text => Regex.IsMatch(Literal().Replace(notice.Groups[2].Value, ""),
                    $@"(?<![\w.""]){text}(?!\w|\s*(==|is ))")).Select(text => $"{Path.GetFileName(file)}: {text}"));
        }

        Assert.True(pages > 20, $"Only {pages} pages read a text from their address.");
        Assert.Empty(repeated);
    }

    [GeneratedRegex(@"\[SupplyParameterFromQuery[^\]]*\]\s*(?:public )?string\?? (\w+)")]
    private static partial Regex TextOfQuery();

    [GeneratedRegex(@"<Notice Kind=""NoticeKind\.Success""([^>]*)>(.*?)</Notice>", RegexOptions.Singleline)]
    private static partial Regex Success();

    [GeneratedRegex(@"""[^""]*""")]
    private static partial Regex Literal();
}
