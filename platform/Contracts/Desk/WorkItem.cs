namespace Alliance.Contracts.Desk;

/// <summary>Whose work is asked for.</summary>
public enum WorkScope
{
    /// <summary>What this person has to do: given to them or their unit, or to nobody yet and their office's.</summary>
    Mine,
    /// <summary>What the person's offices have to do, their colleagues' too.</summary>
    Office,
    /// <summary>What anybody has to do, as far as this person may see it.</summary>
    All,
}

/// <summary>One thing that somebody has to do in a case, in the words of the reader's language.</summary>
/// <param name="Kind">What kind of work it is, as it stands in addresses.</param>
/// <param name="Id">Its key among all work; the same thing keeps it.</param>
/// <param name="CaseId">The application or the alliance.</param>
/// <param name="CaseName">What the alliance is called.</param>
/// <param name="What">What has to be done.</param>
/// <param name="Detail">Which of several it is, such as the year of a report; null where there is one.</param>
/// <param name="Button">The same in the words of a button; for who only looks, that.</param>
/// <param name="Whose">The unit or the person whose turn it is; null where it is anybody's of an office.</param>
/// <param name="Article">The article that asks for it.</param>
/// <param name="Since">Since when it waits.</param>
/// <param name="DueAt">The instant at which its period closes; null where none runs.</param>
/// <param name="DueOn">The last day by counting alone, while the calendar of its year is not published.</param>
/// <param name="Link">Where it is done, below the public address.</param>
/// <param name="SortedAt">By what it is ordered: what is due first, then what waits longest.</param>
public sealed record WorkItem(
    string Kind,
    Guid Id,
    Guid CaseId,
    string CaseName,
    string What,
    string? Detail,
    string Button,
    string? Whose,
    string? Article,
    DateTimeOffset Since,
    DateTimeOffset? DueAt,
    DateOnly? DueOn,
    string Link,
    DateTimeOffset SortedAt);

/// <summary>How much work of one kind there is.</summary>
/// <param name="Kind">Which.</param>
/// <param name="What">In words.</param>
/// <param name="Count">How much; counted no further than 1000.</param>
/// <param name="Overdue">How much of it is late.</param>
public sealed record WorkCount(string Kind, string What, int Count, int Overdue);

/// <summary>How much waits for somebody in one service.</summary>
/// <param name="Count">All of it; counted no further than 1000 of a kind.</param>
/// <param name="Overdue">What of it is late.</param>
public sealed record WorkTotal(int Count, int Overdue);

/// <summary>A page of somebody's work in one service.</summary>
/// <param name="Items">What is due first stands first.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="Counts">How much there is of each kind.</param>
public sealed record WorkList(IReadOnlyList<WorkItem> Items, string? Next, IReadOnlyList<WorkCount> Counts);
