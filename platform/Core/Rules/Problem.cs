namespace Alliance.Core.Rules;

/// <summary>Why something was not done (RFC 9457).</summary>
/// <param name="Title">The refusal in a sentence, in the reader's language.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">What kind of refusal it is, a URN of this system or a link to the meaning of the status.</param>
/// <param name="Detail">Every fault in its sentence, one a line.</param>
/// <param name="Article">The article of the measures it rests on, for example "Art. 8(1)".</param>
/// <param name="PolicyVersion">The version of the policy it rests on.</param>
/// <param name="Errors">Every fault with its field.</param>
/// <param name="TraceId">Number to give to the people who look after the system.</param>
public sealed record Problem(
    string Title, int Status, string? Type = null, string? Detail = null, string? Article = null, string? PolicyVersion = null,
    IReadOnlyList<Problem.Error>? Errors = null, string? TraceId = null)
{
    /// <summary>One fault.</summary>
    /// <param name="Sentence">What is wrong and what to do.</param>
    /// <param name="Article">The article it breaks.</param>
    /// <param name="Field">Path of the field, for example "members[2].creditCode".</param>
    public sealed record Error(string Sentence, string? Article, string? Field);
}
