namespace Alliance.Intake.Calls;

/// <summary>年度申报通知 (Art. 9): who may apply until when, and under which policy every case of it runs.</summary>
public sealed record Call
{
    /// <summary>Key.</summary>
    public Guid CallId { get; init; }
    /// <summary>Year of the call; the receipt numbers begin with it.</summary>
    public int Year { get; init; }
    /// <summary>Title of the notice.</summary>
    public string Title { get; init; } = "";
    /// <summary>Text of the notice.</summary>
    public string Body { get; init; } = "";
    /// <summary>The first instant of the window.</summary>
    public DateTimeOffset OpensAt { get; init; }
    /// <summary>The first instant after the window.</summary>
    public DateTimeOffset ClosesAt { get; init; }
    /// <summary>Until when recommendations are expected; null where the call says none.</summary>
    public DateTimeOffset? RecommendUntil { get; init; }
    /// <summary>The policy in force when the call was published; its cases keep it.</summary>
    public string PolicyVersion { get; init; } = "";
    /// <summary>The format of the 申报书 when the call was published; its applications keep it.</summary>
    public int FormVersion { get; init; }
    /// <summary>When it was published.</summary>
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>True while applications are taken.</summary>
    public bool IsOpenAt(DateTimeOffset now) => OpensAt <= now && now < ClosesAt;
}
