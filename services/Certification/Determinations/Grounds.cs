using Alliance.Contracts;
using Alliance.Core.Text;
using Alliance.Statute.Policies;
using Alliance.Statute.Text;
using Alliance.Ui;

namespace Alliance.Certification.Determinations;

/// <summary>Reasons of a refusal as forms have them: chosen from the policy's list, completed by whoever decides (Art. 11).</summary>
public static class Grounds
{
    /// <summary>How many a form offers.</summary>
    const int Offered = 3;

    /// <summary>A line of a form.</summary>
    public sealed class Typing
    {
        /// <summary>Key of the policy's list, which says the article too.</summary>
        public string? Article { get; set; }
        /// <summary>What is added to its sentence.</summary>
        [LongText(400)]
        public string? Sentence { get; set; }
    }

    /// <summary>What can be chosen.</summary>
    internal static IEnumerable<Choice> Choices(Policy policy, Words words)
        => policy.RefusalReasons.Select(reason => new Choice(reason.Id, words["{0}", new Word(reason.Sentence)]));

    /// <summary>The reasons that were chosen. A line that says more than it chose is a reason without an article, which is refused where it
    /// is decided.</summary>
    internal static IReadOnlyList<Reason> Of(Policy policy, IEnumerable<Typing> lines) =>
    [
        .. lines.Where(line => !string.IsNullOrWhiteSpace(line.Article) || !string.IsNullOrWhiteSpace(line.Sentence)).Select(line =>
            policy.RefusalReasons.FirstOrDefault(reason => reason.Id == line.Article) is { } ground
                ? new Reason(ground.Article, string.IsNullOrWhiteSpace(line.Sentence) ? ground.Sentence
                    : $"{ground.Sentence}：{line.Sentence.Trim()}")
                : new Reason("", line.Sentence ?? "")),
    ];

    /// <summary>Lines of a form as they were recorded, with empty ones behind.</summary>
    internal static List<Typing> Typed(Policy policy, IReadOnlyList<Reason> reasons)
    {
        // One that is not of the list keeps its words; whoever saves the form chooses for it.
        List<Typing> lines = [.. reasons.Select(reason => policy.RefusalReasons.FirstOrDefault(ground => ground.Article == reason.Article
            && reason.Sentence.StartsWith(ground.Sentence, StringComparison.Ordinal)) is { } ground
                ? new Typing { Article = ground.Id, Sentence = reason.Sentence[ground.Sentence.Length..].TrimStart('：') }
                : new Typing { Sentence = reason.Sentence })];
        while (lines.Count < Offered) lines.Add(new());
        return lines;
    }
}
