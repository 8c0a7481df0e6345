namespace Alliance.Contracts;

/// <summary>A sentence in both languages, as it was said.</summary>
public sealed record Wording(string Chinese, string English);

/// <summary>
/// Somebody was written to (送达): what happened, what they may or must do, and where. Written in the transaction of the step it tells of;
/// whoever keeps the letters puts it into the inbox, and no step waits for that.
/// </summary>
/// <param name="CaseId">The case it is about.</param>
/// <param name="LetterId">The letter's key.</param>
/// <param name="Audience">Whom it is for, as <c>unit:</c>, <c>account:</c> or <c>role:</c> and a key.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Body">What happened and what is to be done.</param>
/// <param name="Link">Where, below the public address.</param>
/// <param name="Article">The article it rests on.</param>
/// <param name="WrittenAt">When the step was taken.</param>
public sealed record LetterWritten(
    Guid CaseId, Guid LetterId, string Audience, Wording Title, Wording Body, string Link, string? Article, DateTimeOffset WrittenAt);
