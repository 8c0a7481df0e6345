using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Workflows.Procedures;

/// <summary>The answer of a rule.</summary>
/// <param name="NominalDueOn">The last day by counting alone.</param>
/// <param name="DueAt">The instant it is due; null while the calendar of that year is not published.</param>
/// <param name="Steps">The computation in words.</param>
public sealed record Reckoning(DateOnly NominalDueOn, DateTimeOffset? DueAt, IReadOnlyList<ReckoningStep> Steps)
{
    /// <summary>A period of the statute.</summary>
    public static Reckoning Of(ReckonedPeriod period) => new(period.NominalLastDay, period.ClosesAt, period.Steps);

    /// <summary>The computation as it is kept with the deadline.</summary>
    public IReadOnlyList<string> InChinese()
        => [.. Steps.Select(step => $"{step.Sentence.ToString(CultureInfo.InvariantCulture)}（{step.Article}）")];
}

/// <summary>How a deadline of the procedure is computed; kept with the deadline, so that it can be computed anew when a calendar is
/// published.</summary>
/// <param name="PolicyVersion">The policy the case keeps.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CorrectionPeriod), "correction")]
[JsonDerivedType(typeof(ExtendedCorrection), "extendedCorrection")]
[JsonDerivedType(typeof(NoticePeriod), "notice")]
[JsonDerivedType(typeof(AnnualReportDate), "annualReport")]
[JsonDerivedType(typeof(AnnualReportReminder), "annualReportReminder")]
[JsonDerivedType(typeof(CycleEnd), "cycleEnd")]
[JsonDerivedType(typeof(StatementPeriod), "statement")]
[JsonDerivedType(typeof(HearingPeriod), "hearing")]
[JsonDerivedType(typeof(PlaqueRecoveryPeriod), "plaqueRecovery")]
public abstract record DeadlineRule(string PolicyVersion)
{
    // jsonb does not keep the order of keys.
    static readonly JsonSerializerOptions Options = new(Json.Options) { AllowOutOfOrderMetadataProperties = true };

    /// <summary>The article the deadline rests on.</summary>
    [JsonIgnore]
    public abstract string Article { get; }

    /// <summary>Computes the deadline.</summary>
    public abstract Reckoning Reckon(WorkCalendar calendar);

    /// <summary>The rule as it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>A stored rule.</summary>
    public static DeadlineRule FromJson(string json)
        => JsonSerializer.Deserialize<DeadlineRule>(json, Options) ?? throw new JsonException("A stored rule is null.");

    /// <summary>How long the policy makes the deadline that sends this message; null for dates that are fixed in the year.</summary>
    public static Period? Length(string message, Policy policy) => message switch
    {
        nameof(CorrectionDue) => policy.Document.Correction,
        nameof(NoticePeriodEnds) or nameof(CancellationNoticeEnds) => policy.Document.Notice,
        nameof(StatementDue) => policy.Document.Hearing,
        nameof(HearingDue) => policy.HearingWithin,
        nameof(PlaqueRecoveryDue) => policy.PlaqueRecovery,
        nameof(CycleEnds) => policy.Document.CycleMonths is { } months ? new(months, PeriodUnit.Months) : null,
        _ => null,
    };

    /// <summary>The parameters.</summary>
    [JsonIgnore]
    protected Policy Policy => PolicyBook.Find(PolicyVersion);
}

/// <summary>补正 (Art. 10, policy).</summary>
public sealed record CorrectionPeriod(string PolicyVersion, DateOnly RequestedOn) : DeadlineRule(PolicyVersion)
{
    /// <inheritdoc/>
    public override string Article => Articles.Review;
    /// <inheritdoc/>
    public override Reckoning Reckon(WorkCalendar calendar) => Reckoning.Of(Policy.Correction.Reckon(RequestedOn, calendar));
}

/// <summary>补正 that the bureau extended to a later day (Art. 10, policy).</summary>
public sealed record ExtendedCorrection(string PolicyVersion, DateOnly RequestedOn, DateOnly Until) : DeadlineRule(PolicyVersion)
{
    /// <inheritdoc/>
    public override string Article => Articles.Review;
    /// <inheritdoc/>
    public override Reckoning Reckon(WorkCalendar calendar)
        => Reckoning.Of(new Extension(Policy.Correction, Until).Reckon(RequestedOn, calendar));
}

/// <summary>公示 of a recognition (Art. 11) or of a cancellation (Art. 14).</summary>
public sealed record NoticePeriod(string PolicyVersion, DateOnly PublishedOn, bool OfCancellation = false) : DeadlineRule(PolicyVersion)
{
    /// <inheritdoc/>
    public override string Article => OfCancellation ? Articles.Operation : Articles.Notice;
    /// <inheritdoc/>
    public override Reckoning Reckon(WorkCalendar calendar) => Reckoning.Of(Policy.Notice.Reckon(PublishedOn, calendar));
}

/// <summary>年度科技报告 of a year (Art. 14).</summary>
public sealed record AnnualReportDate(string PolicyVersion, int Year) : DeadlineRule(PolicyVersion)
{
    /// <inheritdoc/>
    public override string Article => Articles.Operation;
    /// <inheritdoc/>
    public override Reckoning Reckon(WorkCalendar calendar) => Reckoning.Of(FixedDates.AnnualReport(Year, Policy, calendar));
}

/// <summary>A reminder of the annual report: so many days before the unrolled date, when people come to work.</summary>
public sealed record AnnualReportReminder(string PolicyVersion, int Year, DateOnly On) : DeadlineRule(PolicyVersion)
{
    static readonly TimeOnly Morning = new(9, 0);

    /// <inheritdoc/>
    public override string Article => Articles.Operation;

    /// <inheritdoc/>
    public override Reckoning Reckon(WorkCalendar calendar)
    {
        var days = FixedDates.AnnualReport(Year, Policy, calendar).NominalLastDay.DayNumber - On.DayNumber;
        return new(On, BeijingTime.At(On, Morning), [new($"{Year} 年度科技报告截止日前 {days} 日提醒牵头单位", Article)]);
    }
}

/// <summary>End of an operating cycle, anchored to the date of the recognition document (Art. 14).</summary>
public sealed record CycleEnd(string PolicyVersion, DateOnly AnchoredOn, int Cycle) : DeadlineRule(PolicyVersion)
{
    /// <inheritdoc/>
    public override string Article => Articles.Operation;
    /// <inheritdoc/>
    public override Reckoning Reckon(WorkCalendar calendar)
        => Reckoning.Of(Cycles.ReckonEnd(AnchoredOn, Cycle, Policy.CycleMonths, calendar));
}

/// <summary>陈述申辩, from the day on which the prior notice was served (Art. 17, policy).</summary>
public sealed record StatementPeriod(string PolicyVersion, DateOnly ServedOn) : DeadlineRule(PolicyVersion)
{
    /// <inheritdoc/>
    public override string Article => Articles.Revocation;
    /// <inheritdoc/>
    public override Reckoning Reckon(WorkCalendar calendar) => Reckoning.Of(Policy.Hearing.Reckon(ServedOn, calendar));
}

/// <summary>听证, from the day on which it was asked for (Art. 17, policy).</summary>
public sealed record HearingPeriod(string PolicyVersion, DateOnly RequestedOn) : DeadlineRule(PolicyVersion)
{
    /// <inheritdoc/>
    public override string Article => Articles.Revocation;
    /// <inheritdoc/>
    public override Reckoning Reckon(WorkCalendar calendar) => Reckoning.Of(Policy.HearingWithin.Reckon(RequestedOn, calendar));
}

/// <summary>收回牌匾, from the day of the revocation (Art. 17, policy).</summary>
public sealed record PlaqueRecoveryPeriod(string PolicyVersion, DateOnly RevokedOn) : DeadlineRule(PolicyVersion)
{
    /// <inheritdoc/>
    public override string Article => Articles.Revocation;
    /// <inheritdoc/>
    public override Reckoning Reckon(WorkCalendar calendar) => Reckoning.Of(Policy.PlaqueRecovery.Reckon(RevokedOn, calendar));
}
