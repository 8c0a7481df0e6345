namespace Alliance.Statute.Data;

/// <summary>One thing that is wrong with a calendar or a policy.</summary>
/// <param name="Path">JSON path, for example $.notice.length; $ for the whole.</param>
/// <param name="Sentence">What is wrong, the path included; its format is the key of the translation.</param>
public sealed record DataFault(string Path, FormattableString Sentence);

/// <summary>What reading a document came to: the document, or every fault it has. Never both, never half.</summary>
/// <param name="Value">The document; null when there are faults.</param>
/// <param name="Faults">What is wrong; empty when read.</param>
public sealed record Reading<T>(T? Value, IReadOnlyList<DataFault> Faults) where T : class
{
    /// <summary>The document.</summary>
    /// <exception cref="StatuteException">It has faults; all are told.</exception>
    public T Required() => Value ?? throw new StatuteException([.. Faults.Select(f => f.Sentence)]);
}
