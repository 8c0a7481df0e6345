namespace Alliance.Statute.Text;

/// <summary>
/// A word of the product's own as a value in a sentence, such as the name of a step: it is translated with the sentence. A value that is a
/// plain text is somebody's, such as the name of an alliance, and stays as it was written, whatever it happens to equal.
/// </summary>
/// <param name="Chinese">The word, key of its translation.</param>
public readonly record struct Word(string Chinese)
{
    /// <summary>As it reads in Chinese.</summary>
    public override string ToString() => Chinese;
}
