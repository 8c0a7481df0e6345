using System.Globalization;

namespace Alliance.Statute;

/// <summary>
/// A calendar, a policy or a code cannot be used as it is. <see cref="Sentences"/> say what is wrong and where, so that the person
/// who supplied it can put it right; nothing of it was loaded.
/// </summary>
public sealed class StatuteException : Exception
{
    /// <summary>One thing is wrong.</summary>
    public StatuteException(FormattableString sentence) : this([sentence]) { }

    /// <summary>Several things are wrong; all are told at once.</summary>
    public StatuteException(IReadOnlyList<FormattableString> sentences)
        : base(string.Join('\n', sentences.Select(s => s.ToString(CultureInfo.InvariantCulture)))) => Sentences = sentences;

    /// <summary>What is wrong, each with its place; the format of each is the key of its translation.</summary>
    public IReadOnlyList<FormattableString> Sentences { get; }
}
