namespace Alliance.Statute.Periods;

/// <summary>
/// The answer of a computation: the last day, the closing instant, and why. While the calendar of a needed year is not published the
/// answer is provisional: it has a nominal day and asserts no last day.
/// </summary>
public sealed record ReckonedPeriod
{
    // Acts that need a counter end when it closes; bureaus of the city close at 17:30 where the policy says nothing else.
    static readonly TimeOnly UsualCloseOfBusiness = new(17, 30);

    readonly IReckoningRule _rule;
    readonly WorkCalendar _calendar;
    IReadOnlyList<ReckoningStep>? _steps;

    ReckonedPeriod(IReckoningRule rule, WorkCalendar calendar) => (_rule, _calendar) = (rule, calendar);

    /// <summary>The day that sets the period going.</summary>
    public DateOnly Start { get; private init; }

    /// <summary>The last day by counting alone, before any rolling.</summary>
    public DateOnly NominalLastDay { get; private init; }

    /// <summary>The last day by law; null while that cannot be known.</summary>
    public DateOnly? LastDay { get; private init; }

    /// <summary>The first instant after the period; an act before it is in time. Null while the last day is not known.</summary>
    public DateTimeOffset? ClosesAt { get; private init; }

    /// <summary>When the last day ends (民法典 203 ¶2).</summary>
    public ClosingTime Closing { get; private init; }

    /// <summary>The day after the last day: from then on the period is over and what waited for it may be decided.</summary>
    public DateOnly? EarliestDecisionDate => LastDay?.AddDays(1);

    /// <summary>True while a calendar year that decides is not published.</summary>
    public bool Provisional => LastDay is null;

    /// <summary>Each step of the computation in words; computed when somebody asks.</summary>
    public IReadOnlyList<ReckoningStep> Steps => _steps ??= Explain();

    /// <summary>The articles it rests on.</summary>
    public IReadOnlyList<string> Articles => [.. Steps.Select(s => s.Article).Distinct()];

    /// <summary>True when an act at this instant is in time; null while the last day is not known.</summary>
    public bool? IsOpenAt(DateTimeOffset instant) => ClosesAt is { } closes ? instant < closes : null;

    internal static ReckonedPeriod Of(
        IReckoningRule rule, WorkCalendar calendar, DateOnly start, DateOnly nominal, DateOnly? last,
        ClosingTime closing = ClosingTime.Midnight, TimeOnly? closeOfBusiness = null) => new(rule, calendar)
        {
            Start = start,
            NominalLastDay = nominal,
            LastDay = last,
            Closing = closing,
            ClosesAt = last is not { } day ? null
                : closing == ClosingTime.Midnight ? BeijingTime.EndOf(day)
                : BeijingTime.At(day, closeOfBusiness ?? UsualCloseOfBusiness),
        };

    List<ReckoningStep> Explain()
    {
        var steps = new List<ReckoningStep>();
        _rule.Explain(this, _calendar, steps);
        return steps;
    }
}

/// <summary>One step of a computation, in words.</summary>
/// <param name="Sentence">What was done; its format is the key of the translation.</param>
/// <param name="Article">What it rests on.</param>
public sealed record ReckoningStep(FormattableString Sentence, string Article);

/// <summary>A rule that gives a <see cref="ReckonedPeriod"/> and can say how it came to it.</summary>
interface IReckoningRule
{
    /// <summary>Adds the steps of the computation, in the order in which they are taken.</summary>
    void Explain(ReckonedPeriod period, WorkCalendar calendar, ICollection<ReckoningStep> steps);
}
