namespace Alliance.Contracts.Desk;

/// <summary>
/// What one service tells of an application and the alliance that came of it: as far as its reader may read it there, in the words of the
/// reader's language. All services tell it in this shape, and one page shows them together.
/// </summary>
public sealed record Brief
{
    /// <summary>The newest entries that are told of one case; what is older stands on the page that owns it.</summary>
    public const int MostEvents = 400;

    /// <summary>The application's key; null where the service knows the alliance only.</summary>
    public Guid? ApplicationId { get; init; }
    /// <summary>The alliance's key; null before the recognition, and where the service knows the application only.</summary>
    public Guid? AllianceId { get; init; }
    /// <summary>What the alliance is called.</summary>
    public required string Name { get; init; }
    /// <summary>牵头单位.</summary>
    public string? LeadUnit { get; init; }
    /// <summary>Where the whole stands, as far as this service knows; null where it knows its own part only.</summary>
    public BriefState? State { get; init; }
    /// <summary>What has to be done next, by whom; null where nothing has, or another service knows.</summary>
    public BriefStep? Next { get; init; }
    /// <summary>The parts that this service owns, in the order of the procedure.</summary>
    public IReadOnlyList<BriefPart> Parts { get; init; } = [];
    /// <summary>What happened, the newest first.</summary>
    public IReadOnlyList<BriefEvent> Timeline { get; init; } = [];
    /// <summary>What runs.</summary>
    public IReadOnlyList<BriefDeadline> Deadlines { get; init; } = [];
    /// <summary>What can be opened or kept.</summary>
    public IReadOnlyList<BriefDocument> Documents { get; init; } = [];
    /// <summary>The letters of the case, the newest first.</summary>
    public IReadOnlyList<BriefLetter> Letters { get; init; } = [];
}

/// <summary>A state in words.</summary>
/// <param name="Text">What people call it.</param>
/// <param name="Colour">How it stands out.</param>
public sealed record BriefState(string Text, StateColour Colour);

/// <summary>What has to be done next.</summary>
/// <param name="Who">Whose turn it is.</param>
/// <param name="What">What they have to do.</param>
/// <param name="Article">The article that asks for it.</param>
/// <param name="DueAt">The instant at which its period closes; null where none runs.</param>
/// <param name="DueOn">The last day by counting alone, while the calendar of its year is not published.</param>
public sealed record BriefStep(string Who, string What, string? Article, DateTimeOffset? DueAt = null, DateOnly? DueOn = null);

/// <summary>One part of the whole, such as the review or the grant.</summary>
/// <param name="Key">Which, as it stands in addresses.</param>
/// <param name="Title">Its name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Link">The page that owns it, below the public address; null where the reader cannot open it.</param>
public sealed record BriefPart(string Key, string Title, BriefState? State = null, string? Link = null)
{
    /// <summary>What matters about it.</summary>
    public IReadOnlyList<BriefFact> Facts { get; init; } = [];
    /// <summary>What of it is reached, of how much.</summary>
    public IReadOnlyList<BriefMeasure> Measures { get; init; } = [];
    /// <summary>What there are several of: years, cycles, cases.</summary>
    public IReadOnlyList<BriefRow> Rows { get; init; } = [];
}

/// <summary>A fact of a part.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">How it is.</param>
public sealed record BriefFact(string Label, string Value);

/// <summary>How much of something is reached.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">How much there is.</param>
/// <param name="Of">How much there should be.</param>
/// <param name="Text">Both in words.</param>
public sealed record BriefMeasure(string Label, long Value, long Of, string Text);

/// <summary>One of several.</summary>
/// <param name="Title">Which.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Detail">What else there is to say.</param>
/// <param name="Link">The page that owns it; null where there is none or the reader cannot open it.</param>
public sealed record BriefRow(string Title, BriefState? State = null, string? Detail = null, string? Link = null);

/// <summary>Something that happened.</summary>
/// <param name="At">When.</param>
/// <param name="What">What.</param>
/// <param name="Who">Who did it, as far as the reader may know.</param>
/// <param name="Link">The page that owns it.</param>
/// <param name="Article">The article it rests on.</param>
public sealed record BriefEvent(DateTimeOffset At, string What, string? Who, string? Link, string? Article);

/// <summary>A period that runs.</summary>
/// <param name="Name">The message that its end sends; the same period has it in every service that knows it.</param>
/// <param name="What">What ends with it.</param>
/// <param name="DueAt">The instant at which it closes; null while that is provisional.</param>
/// <param name="DueOn">The last day by counting alone.</param>
/// <param name="Article">The article that sets it.</param>
/// <param name="Link">The page it concerns.</param>
public sealed record BriefDeadline(string Name, string What, DateTimeOffset? DueAt, DateOnly? DueOn, string? Article, string? Link)
{
    /// <summary>How its last day was computed, a sentence each.</summary>
    public IReadOnlyList<string> Explanation { get; init; } = [];
}

/// <summary>A document of the case.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Detail">What tells it from others, such as its number.</param>
/// <param name="Link">Where it is opened.</param>
public sealed record BriefDocument(string Title, string? Detail, string Link);

/// <summary>A letter of the case.</summary>
/// <param name="Title">In a few words.</param>
/// <param name="SentAt">When it was served.</param>
/// <param name="ReadAt">When the reader opened it first, or where somebody else looks, whoever it was written to; null before.</param>
/// <param name="To">Whom it was written to, for who looks through everybody's letters; null for the reader's own.</param>
/// <param name="Link">Where it is opened; null for a letter to others.</param>
public sealed record BriefLetter(string Title, DateTimeOffset SentAt, DateTimeOffset? ReadAt, string? To, string? Link);
