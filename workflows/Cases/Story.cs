using Alliance.Contracts;
using Alliance.Core.Text;
using Alliance.Workflows.Diagrams;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Wording;

namespace Alliance.Workflows.Cases;

/// <summary>A case told in plain sentences, each with its day and its article, deadlines with their computation.</summary>
public sealed class Story(Words words, DeadlineWords deadlineWords)
{
    /// <param name="At">When.</param>
    /// <param name="Sentence">What happened.</param>
    /// <param name="Deadlines">Deadlines that began then, with how each was computed.</param>
    public sealed record Line(DateTimeOffset At, string Sentence, IReadOnlyList<string> Deadlines);

    /// <summary>Tells it.</summary>
    public IReadOnlyList<Line> Tell(ReadCase.Answer found)
    {
        var diagram = Processes.Find(found.Kind);
        var left = found.AllDeadlines.ToList();
        var lines = new List<Line>();
        foreach (var entry in found.Journal)
        {
            var row = diagram?.Steps.Where(step => step.From == entry.From && step.To == entry.To && step.Message == entry.Message)
                .OrderByDescending(step => step.Note == entry.Note).FirstOrDefault();
            lines.Add(new(entry.At, Sentence(entry, row?.Article),
                [.. (row?.Sets ?? []).Select(name => Begun(left, name)).OfType<string>()]));
        }
        return lines;
    }

    string Sentence(ReadCase.Entry entry, string? article)
    {
        var (day, heard) = (Ui.BeijingTime.Text(Ui.BeijingTime.Day(entry.At)), words[Sentences.Heard(entry.Message)]);
        var on = article is null ? "" : words["（{0}）", DeadlineWords.Cite(article)];
        if (entry.Change is { } change) return words["{0}，{1}{2}：{3}。", day, heard, words["（{0}）", entry.By], words.Say(change.InWords)]
            + words["理由：{0}", entry.Note] + words["。"];
        var sentence = entry.From == entry.To
            ? words["{0}，{1}{2}。", day, heard, on]
            : words["{0}，{1}{2}，进入“{3}”。", day, heard, on, words[CaseStates.Of(entry.To).Word()]];
        return entry.Note is null ? sentence : $"{sentence}{words[entry.Note]}{words["。"]}";
    }

    // One deadline of a name runs at a time, so they began in the order in which they are kept.
    string? Begun(List<ReadCase.Deadline> left, string name)
    {
        if (left.Find(d => d.Name.Split(':')[0] == name) is not { } deadline) return null;
        left.Remove(deadline);
        var computed = string.Join(words["；"], deadlineWords.Explain(deadline.Rule, deadline.Explanation));
        return deadline.DueAt is { } due
            ? words["{0}至 {1} 届满：{2}", deadlineWords.Name(deadline.Name), Ui.BeijingTime.EndText(due), computed]
            : words["{0}的届满日暂定为 {1}：{2}", deadlineWords.Name(deadline.Name), Ui.BeijingTime.Text(deadline.NominalDueOn), computed];
    }
}
