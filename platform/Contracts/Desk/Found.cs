namespace Alliance.Contracts.Desk;

/// <summary>Something that a search found and its reader may read, in the words of the reader's language.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Title">Its name.</param>
/// <param name="Detail">What tells it from others of the same name: numbers, the lead unit.</param>
/// <param name="Link">Where it is, below the public address.</param>
public sealed record Found(string Kind, string Title, string? Detail, string Link)
{
    /// <summary>As many of a kind; who looks for more opens the list.</summary>
    public const int Most = 5;
}
