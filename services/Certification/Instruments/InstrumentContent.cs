using Alliance.Contracts;

namespace Alliance.Certification.Instruments;

/// <summary>What an instrument says: as a preview until it is signed, and for good from then on. In Chinese only.</summary>
/// <param name="Head">发文机关标志, in red; null where there is none.</param>
/// <param name="Number">发文字号.</param>
/// <param name="Title">Heading.</param>
/// <param name="Paragraphs">Text.</param>
/// <param name="Lines">Its list.</param>
/// <param name="Column">What its list says of each line beside name, lead and members.</param>
/// <param name="Authority">落款: who issues it.</param>
/// <param name="On">成文日期; null before it is signed.</param>
public sealed record InstrumentContent(
    string? Head, string? Number, string Title, IReadOnlyList<string> Paragraphs, IReadOnlyList<InstrumentContent.Line> Lines,
    string? Column, string Authority, DateOnly? On)
{
    /// <summary>A line of the list.</summary>
    /// <param name="Name">The alliance.</param>
    /// <param name="LeadUnit">Its lead unit.</param>
    /// <param name="Members">Its member units, the lead among them.</param>
    /// <param name="Column">What else the list says.</param>
    /// <param name="NoticeId">The line's own notice, where it is one of a notice.</param>
    public sealed record Line(string Name, string LeadUnit, IReadOnlyList<Unit> Members, string? Column = null, Guid? NoticeId = null)
    {
        internal static Line Of(Matter matter, SignedLine? signed = null) => new(matter.Application.AllianceName,
            matter.Application.LeadUnit.Name, matter.Application.Members, signed?.Column, signed?.NoticeId);
    }

    /// <summary>True for what heads a part of the text: 一、依据.</summary>
    internal static bool IsHeading(string paragraph) => paragraph.Length < 30
        && paragraph.IndexOf('、', StringComparison.Ordinal) is 1 or 2 && "一二三四五六七八九十".Contains(paragraph[0], StringComparison.Ordinal);

    /// <summary>2023年9月26日.</summary>
    internal static string Day(DateOnly day)
        => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    /// <summary>An instrument with its places filled in.</summary>
    internal static InstrumentContent Of(
        Instrument instrument, ISigning signing, IReadOnlyList<Line> lines, string? number, DateOnly? on, DateOnly today)
    {
        var policy = instrument.Policy;
        var (start, end) = signing.Days(policy, on ?? today);
        return new(Template.Head(instrument.Kind, policy), number, Template.Fill(instrument.Title, lines, start, end),
            [.. Template.Fill(instrument.Body, lines, start, end).Split('\n', StringSplitOptions.TrimEntries
                | StringSplitOptions.RemoveEmptyEntries)], lines, signing.Column, policy.Authority, on);
    }
}
