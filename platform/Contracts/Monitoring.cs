namespace Alliance.Contracts;

/// <summary>Begin operating cycle <paramref name="Cycle"/> (Art. 14); the first makes the contract record.</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="Application">Who it is.</param>
/// <param name="Cycle">1, 2, …</param>
/// <param name="AnchoredOn">Date of the recognition document; every cycle end is computed from it, never from the previous end.</param>
/// <param name="StartsOn">First day of this cycle.</param>
/// <param name="EndsOn">Last day of this cycle by the corresponding-day rule, unrolled.</param>
[CommandFor("monitoring")]
public sealed record StartOperatingCycle(
    Guid AllianceId, ApplicationSummary Application, int Cycle, DateOnly AnchoredOn, DateOnly StartsOn, DateOnly EndsOn);

/// <summary>The cycle runs; the first one opens the operation of the alliance, so it says again who it is and what its cycles are anchored
/// to.</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="Application">As in <see cref="StartOperatingCycle"/>.</param>
/// <param name="Cycle">1, 2, …</param>
/// <param name="ContractId">The 合同书 of this cycle.</param>
/// <param name="AnchoredOn">As in <see cref="StartOperatingCycle"/>.</param>
/// <param name="StartsOn">As in <see cref="StartOperatingCycle"/>.</param>
/// <param name="EndsOn">As in <see cref="StartOperatingCycle"/>.</param>
public sealed record OperatingCycleStarted(
    Guid AllianceId, ApplicationSummary Application, int Cycle, Guid ContractId, DateOnly AnchoredOn, DateOnly StartsOn, DateOnly EndsOn);

/// <summary>Remind the lead unit of the annual report.</summary>
[CommandFor("monitoring")]
public sealed record RemindAnnualReport(Guid AllianceId, int Year, DateOnly DueOn);

/// <summary>The 年度科技报告 of a year came in.</summary>
public sealed record AnnualReportFiled(Guid AllianceId, int Year, DateTimeOffset FiledAt);

/// <summary>The report of a year did not come: put it on record and open a compliance case. Never revokes by itself (Art. 14,
/// 17-2).</summary>
[CommandFor("monitoring")]
public sealed record RecordMissedReport(Guid AllianceId, int Year, DateOnly DueOn);

/// <summary>A compliance case was opened for an officer to decide.</summary>
[Announcement]
public sealed record ComplianceCaseOpened(Guid AllianceId, Guid ComplianceCaseId, Reason Reason, DateTimeOffset OpenedAt);

/// <summary>The cycle is over: assess against application and contract (Art. 14).</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="Cycle">The cycle that is over.</param>
/// <param name="Attempt">Which assessment of the cycle: the first, or one that repeats it after an objection was upheld. 0 where it is not
/// said: then one is opened whenever none is open.</param>
[CommandFor("monitoring")]
public sealed record OpenAssessment(Guid AllianceId, int Cycle, int Attempt = 0);

/// <summary>考核 concluded: 合格 or 不合格.</summary>
public sealed record AssessmentConcluded(
    Guid AllianceId, int Cycle, Guid AssessmentId, bool Passed, decimal Score, Reason Reason, DateTimeOffset ConcludedAt)
{
    /// <summary>The grade by the policy; empty in messages that lack it.</summary>
    public string Grade { get; init; } = "";
}

/// <summary>The recognition ended: close the books of the alliance.</summary>
[CommandFor("monitoring")]
public sealed record CloseOperation(Guid AllianceId, Reason Reason);

/// <summary>The end of the recognition was annulled: the alliance's books are open again, and its cycle is assessed anew. One command,
/// because an assessment that overtook the opening would be refused.</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="Why">By which decision it was annulled, in short.</param>
/// <param name="Cycle">The cycle to be assessed.</param>
/// <param name="Attempt">Which assessment of it, as in <see cref="OpenAssessment"/>.</param>
/// <param name="Assess">False when the cycle was running and goes on: nothing is assessed by that.</param>
[CommandFor("monitoring")]
public sealed record ReopenOperation(Guid AllianceId, string Why, int Cycle, int Attempt, bool Assess = true);

/// <summary>变更备案: an officer took note of a change of an alliance, whatever its kind (Art. 15). What others act on is said beside it, of
/// each kind in an event of its own.</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="FilingId">The filing.</param>
/// <param name="Kind">What changed.</param>
/// <param name="Number">备案编号.</param>
/// <param name="Before">What it was.</param>
/// <param name="After">What it is.</param>
/// <param name="EffectiveOn">The day from which it holds.</param>
/// <param name="NotedAt">When the officer took note.</param>
[Announcement]
public sealed record ChangeFiled(
    Guid AllianceId, Guid FilingId, FilingKind Kind, string Number, string Before, string After, DateOnly EffectiveOn,
    DateTimeOffset NotedAt);

/// <summary>成员变更: units joined or left (Art. 15).</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="FilingId">The filing.</param>
/// <param name="Number">备案编号.</param>
/// <param name="Members">All member units as they are now, the lead among them.</param>
/// <param name="Joined">Who joined.</param>
/// <param name="Left">Who left.</param>
/// <param name="EffectiveOn">The day from which it holds.</param>
/// <param name="NotedAt">When the officer took note.</param>
public sealed record MembersChanged(
    Guid AllianceId, Guid FilingId, string Number, IReadOnlyList<Unit> Members, IReadOnlyList<Unit> Joined,
    IReadOnlyList<Unit> Left, DateOnly EffectiveOn, DateTimeOffset NotedAt);

/// <summary>牵头单位变更: another unit leads the alliance, acts for it and answers for it (Art. 15). Where the former one leaves with it,
/// <see cref="MembersChanged"/> follows.</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="FilingId">The filing.</param>
/// <param name="Number">备案编号.</param>
/// <param name="Former">Who led it.</param>
/// <param name="LeadUnit">Who leads it now.</param>
/// <param name="Members">All member units as they are now, the lead among them.</param>
/// <param name="EffectiveOn">The day from which it holds.</param>
/// <param name="NotedAt">When the officer took note.</param>
public sealed record LeadUnitChanged(
    Guid AllianceId, Guid FilingId, string Number, Unit Former, Unit LeadUnit, IReadOnlyList<Unit> Members,
    DateOnly EffectiveOn, DateTimeOffset NotedAt);

/// <summary>更名: the alliance bears another name (Art. 11, 15).</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="FilingId">The filing.</param>
/// <param name="Number">备案编号.</param>
/// <param name="Former">The name it bore.</param>
/// <param name="Name">The name it bears.</param>
/// <param name="EffectiveOn">The day from which it holds.</param>
/// <param name="NotedAt">When the officer took note.</param>
public sealed record AllianceRenamed(
    Guid AllianceId, Guid FilingId, string Number, string Former, string Name, DateOnly EffectiveOn, DateTimeOffset NotedAt);

/// <summary>研究方向变更 (Art. 15).</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="FilingId">The filing.</param>
/// <param name="Number">备案编号.</param>
/// <param name="Before">What it was.</param>
/// <param name="After">What it is.</param>
/// <param name="EffectiveOn">The day from which it holds.</param>
/// <param name="NotedAt">When the officer took note.</param>
public sealed record DirectionChanged(
    Guid AllianceId, Guid FilingId, string Number, string Before, string After, DateOnly EffectiveOn, DateTimeOffset NotedAt);

/// <summary>自行解散: the members ended the alliance themselves, and an officer took note (Art. 15).</summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="FilingId">The filing.</param>
/// <param name="Number">备案编号.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="DissolvedOn">The day on which the recognition ended: that of the note.</param>
/// <param name="DissolvedAt">When the officer took note.</param>
public sealed record AllianceDissolved(
    Guid AllianceId, Guid FilingId, string Number, Reason Reason, DateOnly DissolvedOn, DateTimeOffset DissolvedAt);
