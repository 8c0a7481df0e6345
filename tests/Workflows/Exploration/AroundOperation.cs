using System.Globalization;
using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Tests.Exploration;

/// <summary>What Monitoring, Certification and Funding know of an alliance.</summary>
sealed record Keepers
{
    /// <summary>The cycle Monitoring runs; 0 before the first.</summary>
    public int Cycle { get; init; }
    /// <summary>The cycle whose assessment is open; 0 when none is.</summary>
    public int Assessing { get; init; }
    /// <summary>Assessments of the cycle so far.</summary>
    public int Assessed { get; init; }
    /// <summary>The last assessment whose cancellation was announced.</summary>
    public int Announced { get; init; }
    /// <summary>The cycles that passed their assessment.</summary>
    public string Passed { get; init; } = "";
    /// <summary>Years whose report came in.</summary>
    public string Filed { get; init; } = "";
    /// <summary>A cancellation is to be announced, or stands in public.</summary>
    public bool Cancelling { get; init; }
    /// <summary>Notices of it, and the day of the last.</summary>
    public int Notice { get; init; }
    /// <summary>The days of the notices, and the acts by which they were published.</summary>
    public string Published { get; init; } = "";
    /// <summary>Objections lodged.</summary>
    public int Lodged { get; init; }
    /// <summary>Not answered yet.</summary>
    public bool Open { get; init; }
    /// <summary>Objections and answers, counted.</summary>
    public int Acts { get; init; }
    /// <summary>Cancelled or Revoked.</summary>
    public OperationState? Ended { get; init; }
    /// <summary>Funding was told to pay nothing more.</summary>
    public bool Suspended { get; init; }
    /// <summary>Monitoring closed its books.</summary>
    public bool Closed { get; init; }
    /// <summary>The end was annulled once.</summary>
    public bool Annulled { get; init; }
    /// <summary>Years whose report was due while there was no recognition.</summary>
    public string Excused { get; init; } = "";
    /// <summary>A message was said twice.</summary>
    public bool Repeated { get; init; }
    /// <summary>The lead changed.</summary>
    public bool Led { get; init; }
    /// <summary>Members changed.</summary>
    public bool Joined { get; init; }
    /// <summary>The alliance bears another name.</summary>
    public bool Renamed { get; init; }
    /// <summary>Missed reports on record.</summary>
    public string Missed { get; init; } = "";

    /// <summary>The day of this notice.</summary>
    public DateOnly On(int notice) => DateOnly.Parse(Published.Split(' ')[notice].Split('/')[0], CultureInfo.InvariantCulture);

    /// <summary>The act by which this notice was published.</summary>
    public int ActOf(int notice) => int.Parse(Published.Split(' ')[notice].Split('/')[1], CultureInfo.InvariantCulture);

    /// <summary>When the notice ends.</summary>
    public DateTimeOffset ClosesAt(int? notice = null)
        => new NoticePeriod(The.Policy, On(notice ?? Notice), OfCancellation: true).Reckon(WorkCalendar.StateCouncil).DueAt!.Value;
}

/// <summary>Everything that may happen to an alliance (Art. 14, 17).</summary>
/// <param name="page">The page.</param>
/// <param name="until">Years looked at.</param>
/// <param name="objections">Lodged at most.</param>
/// <param name="reports">Whether reports come in and are missed; without them the assessment and the ends alone are looked at.</param>
/// <param name="repeats">Whether one message is said twice.</param>
/// <param name="annulments">Whether a cancellation or a revocation is annulled by reconsideration or a court, once.</param>
/// <param name="revocations">Whether the recognition may be revoked at any time; where its case is looked at beside this one, that says
/// when.</param>
/// <param name="changes">Whether lead, members and name change, once each, and the members may end the alliance themselves.</param>
sealed class AroundOperation(Procedure<OperationCase> page, int until, int objections, bool reports, bool repeats = false,
    bool annulments = false, bool revocations = true, bool changes = false)
    : Surroundings<OperationCase, Keepers>(page)
{
    static readonly Reason Reason = new(Articles.Operation, "考核不合格");
    static readonly Unit Other = new("新牵头", "91530102MA6NKX9901");
    static readonly Unit Another = new("新成员", "91530102MA6NKX9902");
    static readonly DateOnly Anchor = BeijingTime.DayOf(Begun);

    public override Keepers Nothing => new();

    public override bool IsBeyond(World<Keepers> world) => world.Now.Year > until;

    public override IEnumerable<(string What, World<Keepers> Then)> Acts(World<Keepers> world)
    {
        var k = world.Services;
        if (annulments && !k.Annulled && (k.Ended == OperationState.Cancelled || (revocations && k.Ended == OperationState.Revoked)))
            yield return Act(k with { Annulled = true, Acts = k.Acts + 1 }, new Letter(nameof(EndAnnulled), k.Acts + 1));
        if (k.Ended is not null) yield break;
        if (k.Cycle == 0)
        {
            yield return Act(k with { Cycle = 1 }, new Letter(nameof(OperatingCycleStarted), 1));
            yield break;
        }
        if (reports)
            for (var year = Anchor.Year; year <= until && year <= world.Now.Year + 1; year++)
                if (!k.Filed.Contains($"{year}", StringComparison.Ordinal))
                    yield return Act(k with { Filed = $"{k.Filed} {year}" }, new Letter(nameof(AnnualReportFiled), year));
        if (k.Assessing > 0)
        {
            yield return Act(k with { Assessing = 0, Passed = $"{k.Passed} {k.Assessing}" },
                new Letter(nameof(AssessmentConcluded), k.Assessing + 10 * k.Acts, Yes: true));
            yield return Act(k with { Assessing = 0 }, new Letter(nameof(AssessmentConcluded), k.Assessing + 10 * k.Acts));
        }
        if (k.Cancelling && k.Notice > 0)
        {
            if (k.Lodged < objections && world.Now < k.ClosesAt())
                yield return Act(k with { Lodged = k.Lodged + 1, Open = true, Acts = k.Acts + 1 },
                    new Letter(nameof(CancellationObjected), k.Acts + 1));
            if (k.Open)
            {
                yield return Act(k with { Open = false, Acts = k.Acts + 1 }, new Letter(nameof(CancellationObjectionsSettled), k.Acts + 1));
                yield return Act(k with { Open = false, Acts = k.Acts + 1, Cancelling = false },
                    new Letter(nameof(CancellationObjectionsSettled), k.Acts + 1, Yes: true));
            }
        }
        if (changes)
        {
            if (!k.Led) yield return Act(k with { Led = true }, new Letter(nameof(LeadUnitChanged)));
            if (!k.Joined) yield return Act(k with { Joined = true }, new Letter(nameof(MembersChanged)));
            if (!k.Renamed) yield return Act(k with { Renamed = true }, new Letter(nameof(AllianceRenamed)));
            // Monitoring takes no note of it while a failed assessment leads to the cancellation, and closes its books in the same step.
            var hasFailed = k is { Assessed: > 0, Assessing: 0 } && !k.Passed.Contains($"{k.Cycle}", StringComparison.Ordinal);
            if (!hasFailed && !k.Cancelling)
                yield return Act(k with { Ended = OperationState.Dissolved, Closed = true, Assessing = 0 },
                    new Letter(nameof(AllianceDissolved)));
        }
        if (revocations)
            yield return Act(k with { Ended = OperationState.Revoked, Cancelling = false, Acts = k.Acts + 1 },
                new Letter(nameof(RecognitionRevoked), k.Acts + 1));
        if (repeats && !k.Repeated)
            foreach (var letter in world.Events.Distinct())
                yield return ($"{letter} is said again", world.Saying(k with { Repeated = true }, letter));

        (string, World<Keepers>) Act(Keepers then, Letter says)
            => ($"{says.Name} {says.Number}{(says.Yes ? " (yes)" : "")}", world.Saying(then, says));
    }

    public override World<Keepers> Obey(World<Keepers> world, Letter command)
    {
        var k = world.Services;
        return command.Name switch
        {
            nameof(SuspendFunding) => world with { Services = k with { Suspended = true } },
            nameof(CloseOperation) => world with { Services = k with { Closed = true, Assessing = 0 } },
            nameof(RestoreRecognition) when k.Ended is not null
                => world with { Services = k with { Ended = null, Cancelling = false, Excused = Excused(world) } },
            nameof(ResumeFunding) => world with { Services = k with { Suspended = false } },
            // One step: an assessment that overtook the opening would be refused.
            nameof(ReopenOperation) when k.Closed => world with
            {
                Services = command.Yes ? k with { Closed = false, Assessing = k.Cycle, Assessed = k.Assessed + 1 }
                    : k with { Closed = false },
            },
            nameof(RecordMissedReport) when !k.Closed && !k.Filed.Contains($"{command.Number}", StringComparison.Ordinal)
                => world with { Services = k with { Missed = $"{k.Missed} {command.Number}" } },
            // As Monitoring does: none beside an open one, of no other cycle, and none after the cycle has passed.
            nameof(OpenAssessment) when k is { Closed: false, Assessing: 0 } && k.Cycle == CycleOf(command)
                && k.Assessed < AttemptOf(command) && !k.Passed.Contains($"{k.Cycle}", StringComparison.Ordinal)
                => world with { Services = k with { Assessing = k.Cycle, Assessed = k.Assessed + 1 } },
            nameof(StartOperatingCycle) when !k.Closed && k.Cycle < command.Number => world.Saying(
                k with { Cycle = command.Number, Assessed = 0 },
                new Letter(nameof(OperatingCycleStarted), command.Number)),
            nameof(CancelRecognition) when k is { Ended: null, Cancelling: false } && k.Announced < Known(command) => world.Saying(
                k with
                {
                    Cancelling = true,
                    Announced = Known(command),
                    Notice = k.Notice + 1,
                    Acts = k.Acts + 1,
                    Published = $"{k.Published} {BeijingTime.DayOf(world.Now):yyyy-MM-dd}/{k.Acts + 1}",
                    Open = false,
                },
                new Letter(nameof(CancellationNoticePublished), k.Notice + 1)),
            // Nothing ends while an objection is open or the period runs.
            nameof(ConfirmCancellation) when k is { Cancelling: true, Open: false, Ended: null } && k.ClosesAt() <= world.Now
                => world.Saying(k with { Ended = OperationState.Cancelled, Acts = k.Acts + 1 },
                    new Letter(nameof(RecognitionCancelled), k.Acts + 1)),
            _ => world,
        };
    }

    public override object Write(Letter letter, World<Keepers> world)
    {
        var (k, n) = (world.Services, letter.Number);
        return letter.Name switch
        {
            nameof(OperatingCycleStarted) => Started(n),
            nameof(AnnualReportReminderDue) => new AnnualReportReminderDue(CaseId, n, new(n, 12, 15)),
            nameof(AnnualReportDue) => new AnnualReportDue(CaseId, n, new(n, 12, 15)),
            nameof(AnnualReportFiled) => new AnnualReportFiled(CaseId, n, world.Now),
            nameof(CycleEnds) => new Contracts.CycleEnds(CaseId, n),
            nameof(AssessmentConcluded) => new AssessmentConcluded(CaseId, n % 10, Key(n), letter.Yes, letter.Yes ? 80 : 40, Reason,
                Begun.AddSeconds(n / 10)),
            nameof(CancellationNoticePublished) => new CancellationNoticePublished(CaseId, Key(n), k.On(n), k.ClosesAt(n), k.On(n),
                Begun.AddSeconds(k.ActOf(n))),
            nameof(CancellationNoticeEnds) => new CancellationNoticeEnds(CaseId, Key(n)),
            nameof(CancellationObjected) => new CancellationObjected(CaseId, Key(n), Begun.AddSeconds(n)),
            nameof(CancellationObjectionsSettled) => new CancellationObjectionsSettled(CaseId, letter.Yes, Reason, Begun.AddSeconds(n)),
            nameof(RecognitionCancelled) => new RecognitionCancelled(CaseId, Reason, BeijingTime.DayOf(world.Now), Begun.AddSeconds(n)),
            nameof(EndAnnulled) => new EndAnnulled(CaseId, "复议决定", Begun.AddSeconds(n)),
            nameof(LeadUnitChanged) => new LeadUnitChanged(CaseId, Key(1), "变更备1号", The.Application().LeadUnit, Other,
                [.. The.Application().Members, .. k.Joined ? [Another] : Array.Empty<Unit>()], Anchor, Begun),
            nameof(MembersChanged) => new MembersChanged(CaseId, Key(1), "变更备2号", [.. The.Application().Members, Another], [Another], [],
                Anchor, Begun),
            nameof(AllianceRenamed) => new AllianceRenamed(CaseId, Key(1), "变更备3号", The.Application().AllianceName, "新名", Anchor, Begun),
            nameof(AllianceDissolved) => new AllianceDissolved(CaseId, Key(1), "变更备4号", Reason, BeijingTime.DayOf(world.Now), Begun),
            nameof(RecognitionRevoked) => new RecognitionRevoked(CaseId, new(Articles.Revocation, "弄虚作假"),
                BeijingTime.DayOf(world.Now), CaseId, Begun.AddSeconds(n)),
            _ => throw new ArgumentOutOfRangeException(nameof(letter), letter.Name, null),
        };
    }

    static OperatingCycleStarted Started(int cycle)
    {
        var (startsOn, endsOn) = Cycles.Of(Anchor, cycle, 24);
        return new(CaseId, The.Application(), cycle, Key(cycle), Anchor, startsOn, endsOn);
    }

    static string Excused(World<Keepers> world) => string.Join(' ', Enumerable.Range(Anchor.Year, world.Now.Year - Anchor.Year + 1)
        .Where(year => new AnnualReportDate(The.Policy, year).Reckon(WorkCalendar.StateCouncil).DueAt <= world.Now));

    static int CycleOf(Letter command) => command.Number % 10;
    static int AttemptOf(Letter command) => command.Number / 10;
    static int Known(Letter command) => CycleOf(command) * 10 + AttemptOf(command);

    public override Letter Read(object message) => message switch
    {
        AnnualReportReminderDue due => new(nameof(AnnualReportReminderDue), due.Year),
        AnnualReportDue due => new(nameof(AnnualReportDue), due.Year),
        Contracts.CycleEnds ends => new(nameof(CycleEnds), ends.Cycle),
        CancellationNoticeEnds ends => new(nameof(CancellationNoticeEnds), NumberOf(ends.NoticeId)),
        RemindAnnualReport remind => new(nameof(RemindAnnualReport), remind.Year),
        RecordMissedReport missed => new(nameof(RecordMissedReport), missed.Year),
        OpenAssessment open => new(nameof(OpenAssessment), open.Cycle + 10 * open.Attempt),
        StartOperatingCycle start => new(nameof(StartOperatingCycle), start.Cycle),
        EndAnnulled annulled => new(nameof(EndAnnulled), (int)(annulled.AnnulledAt - Begun).TotalSeconds),
        CloseOperation close => new(nameof(CloseOperation), Yes: close.Reason.Article == Articles.Revocation),
        ReopenOperation open => new(nameof(ReopenOperation), Yes: open.Assess),
        CancelRecognition cancel => new(nameof(CancelRecognition), cancel.Cycle + 10 * cancel.Attempt),
        _ => new(message.GetType().Name),
    };

    // What an owner has decided stands, in whatever state the case hears of it.
    public override IEnumerable<string> WrongPage() =>
        from state in Page.States.Except(Page.Ends)
        from fact in (IEnumerable<(string Message, OperationState End)>)
            [(nameof(RecognitionCancelled), OperationState.Cancelled), (nameof(RecognitionRevoked), OperationState.Revoked),
                (nameof(AllianceDissolved), OperationState.Dissolved)]
        where !Page.Rows.Any(one => one.From == state && one.Row.Message == fact.Message
            && one.Row.Condition == (fact.End == OperationState.Dissolved ? null : "StillStands")
            && one.Row.To == fact.End.ToString() && one.Row.Named(EffectKind.Cancels).Contains("")
            && one.Row.Named(EffectKind.Says).Contains(nameof(SuspendFunding))
            // Who dissolved it has closed the books already.
            && (fact.End == OperationState.Dissolved || one.Row.Named(EffectKind.Says).Contains(nameof(CloseOperation))))
        select $"Art. 14, 15, 17: {fact.Message} does not end the case in {state}";

    public override IEnumerable<string> WrongStep(
        World<Keepers> before, OperationCase @case, Letter heard, Step<OperationCase> step, string to)
    {
        var (k, said) = (before.Services, step.Consequences.OfType<Consequence.Said>().Select(one => one.Command).ToList());
        foreach (var _ in said.OfType<ConfirmCancellation>())
        {
            if (!@case.NoticePeriodOver) yield return "Art. 14: a cancellation is confirmed before its period is over";
            if (k is { Ended: null, Cancelling: true } && before.Now < k.ClosesAt())
                yield return "Art. 14: a cancellation is confirmed and its notice still stands";
            if (@case.ObjectionOpen) yield return "Art. 14: a cancellation is confirmed over an open objection";
        }
        if (Page.Ends.Contains(to) && to != @case.State && k.Ended is null) yield return $"Art. 14, 17: {to} without a decision";
        foreach (var start in said.OfType<StartOperatingCycle>())
            if (start.AnchoredOn != Anchor || start.Cycle != k.Cycle + 1)
                yield return $"Art. 14: cycle {start.Cycle} follows {k.Cycle}, anchored on {start.AnchoredOn}";
        foreach (var open in said.OfType<OpenAssessment>())
            if (before.Now < Cycles.ReckonEnd(Anchor, open.Cycle, 24, WorkCalendar.StateCouncil).ClosesAt)
                yield return "Art. 14: assessed before the cycle is over";
        foreach (var missed in said.OfType<RecordMissedReport>())
            if (@case.ReportsFiled.Contains(missed.Year))
                yield return $"Art. 14: {missed.Year} is recorded as missed, and its report is in";
        foreach (var remind in said.OfType<RemindAnnualReport>())
            if (@case.ReportsFiled.Contains(remind.Year)) yield return $"Art. 14: reminded of {remind.Year}, and its report is in";
    }

    public override IEnumerable<string> WrongRest(World<Keepers> world, OperationCase? @case)
    {
        if (@case is null) yield break;
        var k = world.Services;
        if (k.Ended is { } ended)
        {
            if (@case.State != ended.ToString()) yield return $"the case rests in {@case.State}, and the alliance is {ended}";
            if (!k.Suspended) yield return $"Art. 14, 17: {ended}, and Funding was not told";
            if (!k.Closed) yield return $"Art. 14, 17: {ended}, and Monitoring was not told";
            if (world.Deadlines.Count > 0) yield return $"{ended}, and {world.Deadlines[0].Name} runs";
            yield break;
        }
        if ((@case.Application.LeadUnit == Other) != k.Led) yield return "Art. 15: the case names another lead unit than the alliance has";
        if (@case.Application.Members.Contains(Another) != k.Joined) yield return "Art. 15: the case names other members";
        if ((@case.Name == "新名") != k.Renamed || (@case.Application.AllianceName == "新名") != k.Renamed)
            yield return "Art. 15: the case bears another name than the alliance";
        if (k.Suspended) yield return "Art. 14: the recognition is valid, and Funding was not told";
        if (k.Closed) yield return "Art. 14: the recognition is valid, and Monitoring was not told";
        if (Page.Ends.Contains(@case.State)) yield return $"the case ended in {@case.State} by itself";
        var awaited = world.Deadlines.Where(d => d.Letter.Name == nameof(AnnualReportDue)).Select(d => d.Letter.Number).ToList();
        if (awaited is not [var one]) yield return $"Art. 14: {awaited.Count} reports are awaited, not one";
        else if (one != @case.ReportYear || @case.ReportsFiled.Contains(one)) yield return "Art. 14: a report that is in is awaited";
        foreach (var year in k.Filed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse))
            if (!@case.ReportsFiled.Contains(year)) yield return "Art. 14: a report that came in is not known";
        for (var year = Anchor.Year; year < @case.ReportYear; year++)
            if (!@case.ReportsFiled.Contains(year) && !k.Missed.Contains($"{year}", StringComparison.Ordinal)
                && !k.Excused.Contains($"{year}", StringComparison.Ordinal))
                yield return "Art. 14: a year went by without report and without record";
        var expected = k switch
        {
            { Cancelling: true } => OperationState.Cancelling,
            { Assessing: > 0 } => OperationState.UnderAssessment,
            _ => OperationState.Operating,
        };
        if (@case.State != expected.ToString()) yield return $"the case rests in {@case.State}, the services have it in {expected}";
        if (@case.State == nameof(OperationState.Operating)
            && !world.Deadlines.Any(d => d.Name == nameof(CycleEnds) && d.Letter.Number == k.Cycle))
            yield return "Art. 14: a cycle without an end";
        if (k is { Cancelling: true, Open: false, Notice: > 0 } && k.ClosesAt() <= world.Now
            && !world.Deadlines.Any(d => d.Name == nameof(CancellationNoticeEnds)))
            yield return "Art. 14: the period is over, and nobody confirms";
        if (k.Open != @case.ObjectionOpen) yield return "Art. 14: an objection holds the cancellation with one side only";
        if (@case.State == nameof(OperationState.Cancelling) && !@case.NoticePeriodOver
            && !world.Deadlines.Any(d => d.Name == nameof(CancellationNoticeEnds)))
            yield return "Art. 14: a notice without an end";
    }
}
