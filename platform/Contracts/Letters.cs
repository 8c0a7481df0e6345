namespace Alliance.Contracts;

/// <summary>A sentence in both languages, as it was said.</summary>
public sealed record Wording(string Chinese, string English);

/// <summary>
/// What makes a letter an instrument (文书): it is served, it says on what facts and for which reasons, and from its service on periods run.
/// In Chinese only, as everything with legal effect.
/// </summary>
/// <param name="Facts">What was found and done.</param>
/// <param name="Reasons">Why, each with its article.</param>
/// <param name="Appealable">True for a decision that can be taken to reconsideration and to court (行政复议, 行政诉讼).</param>
public sealed record Instrument(string Facts, IReadOnlyList<Reason> Reasons, bool Appealable = true);

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
/// <param name="Service">Which service's step it was; null in messages that lack it.</param>
/// <param name="Instrument">What it says where it is an instrument; null for a plain letter.</param>
public sealed record LetterWritten(
    Guid CaseId, Guid LetterId, string Audience, Wording Title, Wording Body, string Link, string? Article, DateTimeOffset WrittenAt,
    string? Service = null, Instrument? Instrument = null);

/// <summary>An instrument was opened for the first time by somebody of the unit it is for: it is served (送达), and periods run from this
/// day on.</summary>
/// <param name="CaseId">The case it is about.</param>
/// <param name="LetterId">The letter's key.</param>
/// <param name="Service">Whose step it tells of.</param>
/// <param name="ServedAt">When it was opened.</param>
[Announcement]
public sealed record InstrumentServed(Guid CaseId, Guid LetterId, string Service, DateTimeOffset ServedAt);
