using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Recognition;

namespace Alliance.Workflows.Tests.Exploration;

/// <summary>What Intake, Review, Certification, Funding and Monitoring know of an application.</summary>
sealed record Offices
{
    /// <summary>Where Intake has the application.</summary>
    public Desk Intake { get; init; }
    /// <summary>补正 was asked for.</summary>
    public bool Corrected { get; init; }
    /// <summary>Until when: as the policy has it, or as the bureau extended it.</summary>
    public DateTimeOffset CorrectionEnds { get; init; }
    /// <summary>Review was opened.</summary>
    public bool Reviewed { get; init; }
    /// <summary>Review is open; then concluded.</summary>
    public bool Reviewing { get; init; }
    /// <summary>The round of the review; the second after the bureau returned it.</summary>
    public int Round { get; init; } = 1;
    /// <summary>Where Certification has it.</summary>
    public Table Certification { get; init; }
    /// <summary>The last notice.</summary>
    public int Notice { get; init; }
    /// <summary>The days on which notices were published, one after the other.</summary>
    public string Published { get; init; } = "";
    /// <summary>When the last notice ends.</summary>
    public DateTimeOffset ClosesAt() => EndOf(Notice);

    /// <summary>The day of this notice.</summary>
    public DateOnly DayOf(int notice) => DateOnly.Parse(Published.Split(' ')[notice], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>When this notice ends.</summary>
    public DateTimeOffset EndOf(int notice)
        => new NoticePeriod(The.Policy, DayOf(notice)).Reckon(WorkCalendar.StateCouncil).DueAt!.Value;

    /// <summary>A notice is published now.</summary>
    public Offices Publishing(DateTimeOffset now)
        => this with { Notice = Notice + 1, Published = $"{Published} {BeijingTime.DayOf(now):yyyy-MM-dd}" };
    /// <summary>Objections lodged, and those open.</summary>
    public int Lodged { get; init; }
    /// <summary>Not answered yet.</summary>
    public int Open { get; init; }
    /// <summary>Objections and answers, counted: each comes later than the one before.</summary>
    public int Acts { get; init; }
    /// <summary>The numbers of the acts by which notices were reissued.</summary>
    public string Reissued { get; init; } = "";
    /// <summary>What the alliance is called, as it was last corrected.</summary>
    public string Name { get; init; } = "申报时";
    /// <summary>Grants opened.</summary>
    public int Grants { get; init; }
    /// <summary>Cycles begun.</summary>
    public int Operations { get; init; }
    /// <summary>The step whose decision was annulled; null where none was.</summary>
    public ApplicationState? Annulled { get; init; }
    /// <summary>The day of the annulment.</summary>
    public DateOnly AnnulledOn { get; init; }
    /// <summary>A message was said twice.</summary>
    public bool Repeated { get; init; }
}

/// <summary>Intake's states.</summary>
enum Desk { Nothing, FormalReview, Correction, Passed, Refused, ClosedUncorrected, Withdrawn }

/// <summary>Certification's states.</summary>
enum Table { Nothing, Determination, Returned, Declined, Proposed, OnNotice, Upheld, Recognised, Closed }

/// <summary>Everything that may happen to an application (Art. 8–11).</summary>
/// <param name="page">The page.</param>
/// <param name="objections">Lodged at most.</param>
/// <param name="notices">Notices at most, the first and those that correct it.</param>
/// <param name="repeats">Whether one message is said twice.</param>
/// <param name="returns">Whether the bureau may return the review.</param>
/// <param name="annulments">Whether one decision is annulled by reconsideration or a court.</param>
sealed class AroundRecognition(Procedure<RecognitionCase> page, int objections, int notices, bool repeats, bool returns = false,
    bool annulments = false)
    : Surroundings<RecognitionCase, Offices>(page)
{
    static readonly Reason Reason = new(Articles.Review, "不符合条件");

    public override Offices Nothing => new();

    public override IEnumerable<(string What, World<Offices> Then)> Acts(World<Offices> world)
    {
        var o = world.Services;
        if (o.Intake == Desk.Nothing)
            yield return Act(o with { Intake = Desk.FormalReview }, new Letter(nameof(ApplicationSubmitted)));
        if (o.Intake == Desk.FormalReview)
        {
            if (!o.Corrected)
                yield return Act(o with { Intake = Desk.Correction, Corrected = true, CorrectionEnds = CorrectionEnds },
                    new Letter(nameof(CorrectionRequested)));
            yield return Act(o with { Intake = Desk.Passed }, new Letter(nameof(FormalReviewPassed), o.Name == "申报时" ? 1 : 2));
            yield return Act(o with { Intake = Desk.Refused }, new Letter(nameof(FormalReviewRefused), Later(o) * 10
                + (o.Name == "申报时" ? 1 : 2)));
        }
        if (o.Intake == Desk.Correction && !(o.CorrectionEnds <= world.Now))
            yield return Act(o with { Intake = Desk.FormalReview, Name = "补正后" }, new Letter(nameof(ApplicationResubmitted)));
        // The lead unit withdraws as long as Intake has not heard of an end.
        if (o.Intake is Desk.FormalReview or Desk.Correction or Desk.Passed
            && (o.Certification != Table.Recognised || IsOnTheWay(nameof(AllianceRecognised)))
            && o.Certification is not (Table.Declined or Table.Upheld))
            yield return Act(o with { Intake = Desk.Withdrawn }, new Letter(nameof(ApplicationWithdrawn)));
        if (o.Reviewing) yield return Act(o with { Reviewing = false }, new Letter(nameof(ExpertReviewConcluded), o.Round));
        if (o.Certification == Table.Determination)
        {
            yield return Act(o with { Certification = Table.Proposed }, new Letter(nameof(RecognitionProposed)));
            yield return Act(o with { Certification = Table.Declined }, new Letter(nameof(RecognitionDeclined), Later(o)));
            // Once an application, whatever was heard of it.
            if (returns && o.Round == 1)
                yield return Act(o with { Certification = Table.Returned }, new Letter(nameof(ReviewReturned)));
        }
        if (o.Certification == Table.OnNotice)
        {
            if (o.Lodged < objections && world.Now < o.ClosesAt())
                yield return Act(o with { Lodged = o.Lodged + 1, Open = o.Open + 1, Acts = o.Acts + 1 },
                    new Letter(nameof(ObjectionLodged), o.Acts + 1));
            if (o.Open > 0)
            {
                yield return Act(o with { Open = 0, Acts = o.Acts + 1 }, new Letter(nameof(ObjectionsSettled), o.Acts + 1));
                yield return Act(o with { Open = 0, Acts = o.Acts + 1, Certification = Table.Upheld },
                    new Letter(nameof(ObjectionsSettled), o.Acts + 1, Yes: true));
            }
            if (o.Notice < notices)
                yield return Act(o.Publishing(world.Now)
                    with
                { Open = 0, Acts = o.Acts + 1, Reissued = $"{o.Reissued} {o.Acts + 1}", Name = $"更正 {o.Notice + 1}" },
                    new Letter(nameof(NoticeReissued), o.Notice + 1));
        }
        if (annulments && o.Annulled is null && StepOf(o) is { } step)
            yield return ($"{step} is annulled", world.Saying(
                o with { Annulled = step, AnnulledOn = BeijingTime.DayOf(world.Now), Acts = o.Acts + 1 },
                new Letter(nameof(DecisionAnnulled), o.Acts + 1)));
        if (repeats && !o.Repeated)
            foreach (var letter in world.Events.Distinct())
                yield return ($"{letter} is said again", world.Saying(o with { Repeated = true }, letter));

        (string, World<Offices>) Act(Offices then, Letter says)
            => ($"{says.Name}{(says.Yes ? " (upheld)" : "")}", world.Saying(then, says));
        bool IsOnTheWay(string name) => world.Events.Any(e => e.Name == name);
    }

    // A decision that was taken after an annulment is another one than what was annulled.
    static int Later(Offices o) => o.Annulled is null ? 0 : 1;
    static DateTimeOffset DecidedAt(Letter letter) => letter.Number == 0 ? Begun : Begun.AddSeconds(1000);

    static ApplicationState? StepOf(Offices o) => o switch
    {
        { Intake: Desk.Refused } => ApplicationState.FormalReview,
        { Intake: Desk.ClosedUncorrected } => ApplicationState.Correction,
        { Certification: Table.Declined } => ApplicationState.Determination,
        { Certification: Table.Upheld } => ApplicationState.ObjectionHandling,
        _ => null,
    };

    static Offices Reopened(Offices o, Letter command) => (command.Name, o) switch
    {
        (nameof(ReopenApplication), { Intake: Desk.Refused, Annulled: ApplicationState.FormalReview })
            => o with { Intake = Desk.FormalReview },
        (nameof(ReopenApplication), { Intake: Desk.ClosedUncorrected, Annulled: ApplicationState.Correction }) => o with
        {
            Intake = Desk.Correction,
            CorrectionEnds = new CorrectionPeriod(The.Policy, o.AnnulledOn).Reckon(WorkCalendar.StateCouncil).DueAt!.Value,
        },
        (nameof(ReopenDetermination), { Certification: Table.Declined, Annulled: ApplicationState.Determination })
            => o with { Certification = Table.Determination },
        (nameof(ReopenDetermination), { Certification: Table.Upheld, Annulled: ApplicationState.ObjectionHandling }) => o with
        {
            Certification = Table.OnNotice,
            Open = 1,
            Published = $"{o.Published[..o.Published.LastIndexOf(' ')]} {o.AnnulledOn:yyyy-MM-dd}",
        },
        _ => o,
    };

    // The latest that a correction may come: one a case, asked for on the first day in everything that is looked at.
    static readonly DateTimeOffset CorrectionEnds =
        new CorrectionPeriod(The.Policy, BeijingTime.DayOf(Begun)).Reckon(WorkCalendar.StateCouncil).DueAt!.Value;

    // The bureau gives more time for the correction than its policy has.
    public override IEnumerable<(string What, World<Offices> Then)> Changes(World<Offices> world)
    {
        if (world.Deadlines.FirstOrDefault(deadline => deadline.Name == nameof(CorrectionDue)) is not { Name: not null } running
            || world.Services.Intake != Desk.Correction || running.DueAt <= world.Now) yield break;
        var later = new ExtendedCorrection(The.Policy, BeijingTime.DayOf(Begun), BeijingTime.DayOf(running.DueAt).AddDays(10))
            .Reckon(WorkCalendar.StateCouncil).DueAt!.Value;
        yield return ("more time for the correction", world with
        {
            Services = world.Services with { CorrectionEnds = later },
            Deadlines = [.. world.Deadlines.Where(deadline => deadline != running), running with { DueAt = later }],
        });
    }

    public override World<Offices> Obey(World<Offices> world, Letter command)
    {
        var o = world.Services;
        return command.Name switch
        {
            nameof(CloseUncorrected) => world with
            {
                Services = o.Intake == Desk.Correction ? o with { Intake = Desk.ClosedUncorrected } : o
            },
            nameof(OpenExpertReview) when !o.Reviewed => world with { Services = o with { Reviewed = true, Reviewing = true } },
            // The second round follows a concluded first one.
            nameof(OpenExpertReview) when command.Number == 2 && o is { Round: 1, Reviewing: false }
                => world with { Services = o with { Round = 2, Reviewing = true } },
            nameof(CloseReview) => world with { Services = o with { Reviewing = false } },
            nameof(PrepareDetermination) when o.Certification == Table.Nothing
                || (o.Certification == Table.Returned && command.Number == 2)
                => world with { Services = o with { Certification = Table.Determination } },
            nameof(PublishNotice) when o.Certification == Table.Proposed && o.Notice == 0
                => world.Saying(o.Publishing(world.Now) with { Certification = Table.OnNotice },
                    new Letter(nameof(NoticePublished), 1)),
            // Nothing is issued while an objection is open or the period runs, nor under a notice that was replaced.
            nameof(IssueRecognition) when o is { Certification: Table.OnNotice, Open: 0 } && o.Notice == command.Number
                && o.ClosesAt() <= world.Now
                => world.Saying(o with { Certification = Table.Recognised }, new Letter(nameof(AllianceRecognised))),
            nameof(ReopenApplication) or nameof(ReopenDetermination) when !command.Again
                => world with { Services = Reopened(o, command) },
            nameof(CloseDetermination) when o.Certification is Table.Determination or Table.Returned or Table.Proposed or Table.OnNotice
                => world with { Services = o with { Certification = Table.Closed } },
            // Funding and Monitoring open one for an alliance, whoever has it said again.
            nameof(OpenGuidanceGrant) when !command.Again => world with { Services = o with { Grants = o.Grants + 1 } },
            nameof(StartOperatingCycle) when !command.Again => world with { Services = o with { Operations = o.Operations + 1 } },
            _ => world,
        };
    }

    public override object Write(Letter letter, World<Offices> world)
    {
        var (today, o, notice) = (BeijingTime.DayOf(world.Now), world.Services, letter.Number);
        return letter.Name switch
        {
            nameof(ApplicationSubmitted) => new ApplicationSubmitted(CaseId, The.Application("申报时"), Begun),
            nameof(CorrectionRequested) => new CorrectionRequested(CaseId, [Reason], null, BeijingTime.DayOf(CorrectionEnds), Begun),
            nameof(ApplicationResubmitted) => new ApplicationResubmitted(CaseId, The.Application("补正后"), Begun),
            nameof(CorrectionDue) => new CorrectionDue(CaseId, letter.Number),
            nameof(DecisionAnnulled) => new DecisionAnnulled(CaseId, o.Annulled!.Value, "复议决定", o.AnnulledOn,
                Begun.AddSeconds(letter.Number), o.Notice == 0 ? null : Key(o.Notice)),
            nameof(FormalReviewPassed) => new FormalReviewPassed(CaseId, Begun, letter.Number),
            nameof(FormalReviewRefused) => new FormalReviewRefused(CaseId, [Reason], letter.Number < 10 ? Begun : Begun.AddSeconds(1000),
                Submission: letter.Number % 10),
            nameof(ExpertReviewConcluded) => new ExpertReviewConcluded(CaseId, true, 90, 7, "同意", Begun, letter.Number),
            nameof(ReviewReturned) => new ReviewReturned(CaseId, "再议", Begun),
            nameof(RecognitionProposed) => new RecognitionProposed(CaseId, Begun),
            nameof(RecognitionDeclined) => new RecognitionDeclined(CaseId, [Reason], DecidedAt(letter)),
            nameof(NoticePublished) => new NoticePublished(CaseId, Key(notice), o.DayOf(notice), o.EndOf(notice), o.DayOf(notice)),
            nameof(NoticeReissued) => new NoticeReissued(CaseId, Key(notice), o.DayOf(notice), o.EndOf(notice), o.DayOf(notice),
                The.Application($"更正 {notice}"), Begun.AddSeconds(int.Parse(o.Reissued.Split(' ')[notice - 1],
                    System.Globalization.CultureInfo.InvariantCulture))),
            nameof(NoticePeriodEnds) => new NoticePeriodEnds(CaseId, Key(letter.Number)),
            nameof(ObjectionLodged) => new ObjectionLodged(CaseId, Key(letter.Number), Begun.AddSeconds(letter.Number)),
            nameof(ObjectionsSettled) => new ObjectionsSettled(CaseId, letter.Yes, Reason, Begun.AddSeconds(letter.Number)),
            nameof(AllianceRecognised) => new AllianceRecognised(CaseId, CaseId, The.Application(), "昆科发〔2020〕1号", "KM-2020-001", today),
            nameof(ApplicationWithdrawn) => new ApplicationWithdrawn(CaseId, "不再申报", Begun),
            _ => throw new ArgumentOutOfRangeException(nameof(letter), letter.Name, null),
        };
    }

    public override Letter Read(object message) => message switch
    {
        CorrectionDue due => new(nameof(CorrectionDue), due.Period),
        FormalReviewRefused refused => new(nameof(FormalReviewRefused),
            (refused.RefusedAt == Begun ? 0 : 10) + refused.Submission),
        DecisionAnnulled annulled => new(nameof(DecisionAnnulled), (int)(annulled.AnnulledAt - Begun).TotalSeconds),
        NoticePeriodEnds ends => new(nameof(NoticePeriodEnds), NumberOf(ends.NoticeId)),
        IssueRecognition issue => new(nameof(IssueRecognition), NumberOf(issue.NoticeId)),
        FormalReviewPassed passed => new(nameof(FormalReviewPassed), passed.Submission),
        OpenExpertReview open => new(nameof(OpenExpertReview), open.Round),
        ExpertReviewConcluded concluded => new(nameof(ExpertReviewConcluded), concluded.Round),
        PrepareDetermination prepare => new(nameof(PrepareDetermination), prepare.Round),
        _ => new(message.GetType().Name),
    };

    public override IEnumerable<string> WrongStep(
        World<Offices> before, RecognitionCase @case, Letter heard, Step<RecognitionCase> step, string to)
    {
        var said = step.Consequences.OfType<Consequence.Said>().Select(one => one.Command).ToList();
        foreach (var issue in said.OfType<IssueRecognition>())
        {
            if (before.Now < before.Services.ClosesAt() && NumberOf(issue.NoticeId) == before.Services.Notice)
                yield return "Art. 11: a recognition is asked for before the period of its notice is over";
            if (!@case.NoticePeriodOver) yield return "Art. 11: a recognition is asked for though the case knows of a period that runs";
            if (to != nameof(ApplicationState.Certification))
                yield return "Art. 11: a recognition is asked for and the case does not await it";
        }
        if (said.OfType<OpenExpertReview>().Any(review => review.Round > 2)) yield return "Art. 11: returned to the experts twice";
        if (said.OfType<PrepareDetermination>().Any(prepare => prepare.Round != before.Services.Round))
            yield return "Art. 11: the bureau gets what a former round said";
        foreach (var review in said.OfType<OpenExpertReview>())
            if (review.Application.AllianceName != before.Services.Name) yield return "Art. 10: the experts get what was not corrected";
        if (to != @case.State && Page.Ends.Contains(to) && heard.Name == nameof(CorrectionDue)
            && before.Now < before.Services.CorrectionEnds)
            yield return "Art. 10: closed before the time for correction was over";
    }

    public override IEnumerable<string> WrongRest(World<Offices> world, RecognitionCase? @case)
    {
        if (@case is null) yield break;
        var o = world.Services;
        // Facts of the owners stand, in whatever order they were heard.
        ApplicationState[]? expected = o switch
        {
            { Certification: Table.Recognised } => [ApplicationState.Recognised],
            { Intake: Desk.Withdrawn } => [ApplicationState.Withdrawn, ApplicationState.Declined, ApplicationState.Refused],
            { Intake: Desk.Refused or Desk.ClosedUncorrected } or { Certification: Table.Upheld } => [ApplicationState.Refused],
            { Certification: Table.Declined } => [ApplicationState.Declined],
            { Intake: Desk.Correction } => [ApplicationState.Correction],
            { Intake: Desk.FormalReview } => [ApplicationState.FormalReview],
            { Reviewing: true } => [ApplicationState.ExpertReview],
            { Certification: Table.Determination } => [ApplicationState.Determination],
            { Certification: Table.OnNotice, Open: > 0 } => [ApplicationState.ObjectionHandling],
            { Certification: Table.OnNotice } => [ApplicationState.PublicNotice],
            _ => null,
        };
        if (expected is not null && !expected.Select(state => state.ToString()).Contains(@case.State))
            yield return $"the case rests in {@case.State}, the services have it in {string.Join(" or ", expected)}";
        if (!Page.Ends.Contains(@case.State) && @case.Name != o.Name)
            yield return $"the case is called {@case.Name}, the alliance {o.Name}";
        if (o is { Intake: Desk.Passed, Certification: Table.Nothing, Reviewing: false })
            yield return "Art. 10: passed, and nobody reviews";
        if (o is { Intake: Desk.Passed, Certification: Table.Proposed }) yield return "Art. 11: proposed, and nobody publishes";
        if (o is { Intake: Desk.Passed, Certification: Table.OnNotice, Open: 0 } && o.ClosesAt() <= world.Now && world.Deadlines.Count == 0)
            yield return "Art. 11: the period is over, and nobody issues";
        if (o.Certification == Table.Recognised && (o.Grants, o.Operations) is not (1, 1))
            yield return $"Art. 12, 14: recognised, with {o.Grants} grants and {o.Operations} operations";
        if (o.Certification != Table.Recognised && (o.Grants, o.Operations) is not (0, 0))
            yield return "Art. 12, 14: a grant or an operation without a recognition";
        if (o is { Intake: Desk.Passed, Certification: Table.Returned, Reviewing: false })
            yield return "Art. 11: returned, and nobody reviews";
        if (o.Intake == Desk.Withdrawn && o.Certification is Table.Determination or Table.Returned or Table.Proposed or Table.OnNotice)
            yield return "withdrawn, and Certification goes on with it";
        if (o is { Intake: Desk.Withdrawn, Reviewing: true }) yield return "withdrawn, and experts go on with it";
        if (Page.Ends.Contains(@case.State) && world.Deadlines.Count > 0) yield return $"ended in {@case.State}, and a deadline runs";
        if (Page.Ends.Contains(@case.State) && @case.Waiting.Count > 0) yield return $"ended in {@case.State}, and a message waits";
        if (@case.State == nameof(ApplicationState.Correction) && world.Deadlines.Count != 1)
            yield return "Art. 10: correction without a last day";
        if (@case.State == nameof(ApplicationState.PublicNotice) && world.Deadlines.Count != 1)
            yield return "Art. 11: a notice without an end";
    }
}
