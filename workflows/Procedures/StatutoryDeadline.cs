using System.Globalization;
using Alliance.Engine;
using Alliance.Statute.Periods;

namespace Alliance.Workflows.Procedures;

/// <summary>A deadline a step sets: how the law computes it, and the message that comes when it is due.</summary>
/// <param name="Name">One of a name runs at a time in a case.</param>
/// <param name="Rule">How it is computed.</param>
/// <param name="Message">What the case hears when it is due.</param>
public abstract record StatutoryDeadline(string Name, DeadlineRule Rule, object Message)
{
    /// <summary>The instant another service has already told people; null where it is computed here or still provisional there.</summary>
    public DateTimeOffset? Announced { get; init; }

    /// <summary>The row.</summary>
    public Deadline Of(ProcedureCase @case, WorkCalendar calendar)
    {
        var reckoning = Rule.Reckon(calendar);
        return new(@case.CorrelationId, @case.Kind, Name, Rule.Article, reckoning.NominalDueOn, Announced
            ?? reckoning.DueAt, Explain(reckoning), Rule.ToJson());
    }

    // People hold on to what they were told. It differs only when services run with different versions of the calendar.
    IReadOnlyList<string> Explain(Reckoning reckoning)
        => Announced is { } announced && reckoning.DueAt is { } computed && announced != computed
        ? [.. reckoning.InChinese(),
            string.Create(CultureInfo.InvariantCulture,
                $"已向当事人告知的截止时间为 {announced.ToOffset(BeijingTime.Offset):yyyy-MM-dd HH:mm}（北京时间），以告知为准")]
        : reckoning.InChinese();
}

/// <inheritdoc/>
public sealed record StatutoryDeadline<TDue>(string Name, DeadlineRule Rule, TDue Due) : StatutoryDeadline(Name, Rule, Due)
    where TDue : class;
