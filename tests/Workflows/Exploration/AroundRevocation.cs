using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Revocations;

namespace Alliance.Workflows.Tests.Exploration;

/// <summary>What Monitoring, Certification and Funding know of a revocation.</summary>
sealed record Bureau
{
    /// <summary>Monitoring opened the case.</summary>
    public bool Opened { get; init; }
    /// <summary>The day of the prior notice; null before it was served.</summary>
    public DateOnly? ToldOn { get; init; }
    /// <summary>The unit said in writing what it has to say.</summary>
    public bool Stated { get; init; }
    /// <summary>The day on which the unit asked for a hearing.</summary>
    public DateOnly? AskedOn { get; init; }
    /// <summary>The minutes of the hearing are on file.</summary>
    public bool Held { get; init; }
    /// <summary>What was decided; null while nothing is.</summary>
    public bool? Revoke { get; init; }
    /// <summary>Certification has to issue the decision.</summary>
    public bool ToIssue { get; init; }
    /// <summary>The day on which the recognition was revoked, while that stands.</summary>
    public DateOnly? RevokedOn { get; init; }
    /// <summary>The plaque came back.</summary>
    public bool Recovered { get; init; }
    /// <summary>The recognition ended otherwise.</summary>
    public bool Overtaken { get; init; }
    /// <summary>Funding pays nothing.</summary>
    public bool OnHold { get; init; }
    /// <summary>Monitoring was reminded of the hearing.</summary>
    public bool HearingReminded { get; init; }
    /// <summary>Certification was reminded of the plaque.</summary>
    public bool PlaqueReminded { get; init; }
    /// <summary>Another unit leads the alliance.</summary>
    public bool Led { get; init; }
    /// <summary>A decision was annulled once.</summary>
    public bool Annulled { get; init; }
    /// <summary>A message was said twice.</summary>
    public bool Repeated { get; init; }
    /// <summary>What was done, counted.</summary>
    public int Acts { get; init; }

    /// <summary>When the period of 陈述申辩 ends.</summary>
    public DateTimeOffset ClosesAt() => new StatementPeriod(The.Policy, ToldOn!.Value).Reckon(WorkCalendar.StateCouncil).DueAt!.Value;
}

/// <summary>Everything that may happen to a revocation (Art. 17).</summary>
/// <param name="page">The page.</param>
/// <param name="repeats">Whether one message is said twice.</param>
/// <param name="annulments">Whether the decision is annulled by reconsideration or a court, once.</param>
/// <param name="overtaken">Whether the recognition may end otherwise at any time; where its operation is looked at beside this case, that
/// says when.</param>
/// <param name="changes">Whether another unit takes the lead, once.</param>
sealed class AroundRevocation(
    Procedure<RevocationCase> page, bool repeats, bool annulments, bool overtaken = true, bool changes = false)
    : Surroundings<RevocationCase, Bureau>(page)
{
    static readonly Reason Reason = new(Articles.Revocation, "弄虚作假");
    static readonly Unit Other = new("新牵头", "91530102MA6NKX9901");

    public override Bureau Nothing => new();

    public override IEnumerable<(string What, World<Bureau> Then)> Acts(World<Bureau> world)
    {
        var b = world.Services;
        var today = BeijingTime.DayOf(world.Now);
        if (!b.Opened)
        {
            yield return Act(b with { Opened = true }, nameof(RevocationCaseOpened));
            yield break;
        }
        if (b is { Revoke: null, Overtaken: false })
        {
            if (b.ToldOn is null) yield return Act(b with { ToldOn = today }, nameof(PriorNoticeServed));
            else if (world.Now < b.ClosesAt())
            {
                if (!b.Stated) yield return Act(b with { Stated = true }, nameof(StatementFiled));
                if (b.AskedOn is null) yield return Act(b with { AskedOn = today }, nameof(HearingRequested));
            }
            if (b is { AskedOn: not null, Held: false }) yield return Act(b with { Held = true }, nameof(HearingHeld));
            yield return Act(b with { Revoke = false }, nameof(RevocationDecided));
            // As Monitoring judges by its own clock.
            if (b.ToldOn is not null && world.Now >= b.ClosesAt() && (b.AskedOn is null || b.Held))
                yield return Act(b with { Revoke = true }, nameof(RevocationDecided), yes: true);
        }
        if (b is { ToIssue: true, Overtaken: false })
            yield return Act(b with { ToIssue = false, RevokedOn = today, Recovered = false }, nameof(RecognitionRevoked));
        if (b is { RevokedOn: not null, Recovered: false }) yield return Act(b with { Recovered = true }, nameof(PlaqueRecovered));
        if (annulments && b is { RevokedOn: not null, Annulled: false })
            yield return Act(b with { RevokedOn = null, Annulled = true, PlaqueReminded = false }, nameof(RevocationAnnulled));
        if (overtaken && b is { RevokedOn: null, Overtaken: false, Revoke: null or true })
            yield return Act(b with { Overtaken = true, ToIssue = false }, nameof(RevocationOvertaken));
        if (changes && b is { Led: false, RevokedOn: null, Overtaken: false, Revoke: null or true })
            yield return Act(b with { Led = true }, nameof(RevocationPartiesChanged));
        if (repeats && !b.Repeated)
            foreach (var letter in world.Events.Distinct())
                yield return ($"{letter} is said again", world.Saying(b with { Repeated = true }, letter));

        (string, World<Bureau>) Act(Bureau then, string name, bool yes = false)
            => ($"{name}{(yes ? " (yes)" : "")}", world.Saying(then with { Acts = b.Acts + 1 }, new Letter(name, b.Acts + 1, yes)));
    }

    public override World<Bureau> Obey(World<Bureau> world, Letter command)
    {
        var b = world.Services;
        return world with
        {
            Services = command.Name switch
            {
                nameof(HoldFunding) => b with { OnHold = true },
                nameof(ReleaseFunding) => b with { OnHold = false },
                nameof(RevokeRecognition) when b is { Overtaken: false, RevokedOn: null } => b with { ToIssue = true },
                nameof(RemindHearing) => b with { HearingReminded = true },
                nameof(RemindPlaqueRecovery) => b with { PlaqueReminded = true },
                nameof(ReopenRevocation) => b with { Revoke = null },
                _ => b,
            },
        };
    }

    public override object Write(Letter letter, World<Bureau> world)
    {
        var (b, at) = (world.Services, Begun.AddSeconds(letter.Number));
        return letter.Name switch
        {
            nameof(RevocationCaseOpened) => new RevocationCaseOpened(CaseId, CaseId, The.Application(), 3, Reason, at),
            nameof(PriorNoticeServed) => new PriorNoticeServed(CaseId, b.ToldOn!.Value, b.ClosesAt(), b.ToldOn.Value, at),
            nameof(StatementFiled) => new StatementFiled(CaseId, at),
            nameof(StatementDue) => new StatementDue(CaseId),
            nameof(HearingRequested) => new HearingRequested(CaseId, b.AskedOn!.Value, at),
            nameof(HearingDue) => new HearingDue(CaseId),
            nameof(HearingHeld) => new HearingHeld(CaseId, BeijingTime.DayOf(world.Now), true, at),
            nameof(RevocationDecided) => new RevocationDecided(CaseId, CaseId, letter.Yes, Reason, at,
                letter.Yes ? new(3, "事实", "陈述申辩", "理由", true) : null),
            nameof(RevocationPartiesChanged) =>
                new RevocationPartiesChanged(CaseId, CaseId, The.Application() with { LeadUnit = Other }, at),
            nameof(RevocationOvertaken) => new RevocationOvertaken(CaseId, CaseId, Reason, at),
            nameof(RecognitionRevoked) => new RecognitionRevoked(CaseId, Reason, b.RevokedOn ?? BeijingTime.DayOf(world.Now), CaseId, at),
            nameof(PlaqueRecovered) => new PlaqueRecovered(CaseId, CaseId, BeijingTime.DayOf(world.Now), at),
            nameof(PlaqueRecoveryDue) => new PlaqueRecoveryDue(CaseId, DateOnly.FromDayNumber(letter.Number)),
            nameof(RevocationAnnulled) => new RevocationAnnulled(CaseId, CaseId, "复议决定", at),
            _ => throw new ArgumentOutOfRangeException(nameof(letter), letter.Name, null),
        };
    }

    public override Letter Read(object message) => message switch
    {
        PlaqueRecoveryDue due => new(nameof(PlaqueRecoveryDue), due.RevokedOn.DayNumber),
        StatementFiled filed => new(nameof(StatementFiled), NumberOf(filed.FiledAt)),
        HearingRequested asked => new(nameof(HearingRequested), NumberOf(asked.RequestedAt)),
        HearingHeld held => new(nameof(HearingHeld), NumberOf(held.RecordedAt)),
        RevocationDecided decided => new(nameof(RevocationDecided), NumberOf(decided.DecidedAt), decided.Revoked),
        PlaqueRecovered recovered => new(nameof(PlaqueRecovered), NumberOf(recovered.RecordedAt)),
        RevocationAnnulled annulled => new(nameof(RevocationAnnulled), NumberOf(annulled.AnnulledAt)),
        _ => new(message.GetType().Name),
    };

    static int NumberOf(DateTimeOffset at) => (int)(at - Begun).TotalSeconds;

    public override IEnumerable<string> WrongStep(
        World<Bureau> before, RevocationCase @case, Letter heard, Step<RevocationCase> step, string to)
    {
        var (b, said) = (before.Services, step.Consequences.OfType<Consequence.Said>().Select(one => one.Command).ToList());
        foreach (var _ in said.OfType<RevokeRecognition>())
        {
            if (b.ToldOn is null) yield return "Art. 17: revoked, and the unit was not told";
            else if (before.Now < b.ClosesAt() || !@case.PeriodOver)
                yield return "Art. 17: revoked before the period of the statement is over";
            if (b is { AskedOn: not null, Held: false }) yield return "Art. 17: revoked, and the hearing that was asked for is still owed";
            if (b.Revoke != true) yield return "Art. 17: revoked, and nobody decided so";
        }
        if (to != @case.State && to == nameof(RevocationState.Dropped) && b.Revoke != false) yield return "dropped, and nobody decided so";
        if (to != @case.State && to == nameof(RevocationState.Overtaken) && !b.Overtaken) yield return "the recognition still stands";
        if (to != @case.State && to == nameof(RevocationState.Revoked) && b is { RevokedOn: null, Annulled: false })
            yield return "Art. 17: the case is over, and the recognition is not revoked";
        if (said.OfType<ReleaseFunding>().Any() && b is { Revoke: not false, Overtaken: false })
            yield return "Art. 12: the money is released, and the case is not over";
        if (before.Case.Length == 0 && !said.OfType<HoldFunding>().Any()) yield return "Art. 12: no money is held";
    }

    public override IEnumerable<string> WrongRest(World<Bureau> world, RevocationCase? @case)
    {
        if (@case is null) yield break;
        var b = world.Services;
        // Paused, or told late: the period is over, and its end will be heard in a moment.
        if (world.Deadlines.Any(deadline => deadline.Name == nameof(StatementDue) && deadline.DueAt <= world.Now)) yield break;
        bool Runs(string name) => world.Deadlines.Any(deadline => deadline.Name == name);
        var expected = b switch
        {
            { Overtaken: true } => RevocationState.Overtaken,
            { Revoke: false } => RevocationState.Dropped,
            { RevokedOn: not null } => RevocationState.Revoked,
            { Revoke: true } => RevocationState.Revoking,
            { ToldOn: null } => RevocationState.Investigation,
            { AskedOn: not null, Held: false } => RevocationState.Hearing,
            _ when Runs(nameof(StatementDue)) => RevocationState.Statement,
            _ => RevocationState.Decision,
        };
        if (@case.State != expected.ToString()) yield return $"the case rests in {@case.State}, the services have it in {expected}";
        var over = expected is RevocationState.Overtaken or RevocationState.Dropped;
        if (b.OnHold == over) yield return $"Art. 12: {expected}, and the money is {(over ? "still on hold" : "not on hold")}";
        if (over && world.Deadlines.Count > 0) yield return $"{expected}, and {world.Deadlines[0].Name} runs";
        if (expected == RevocationState.Decision && world.Now < b.ClosesAt())
            yield return "Art. 17: to be decided before the period is over";
        if (expected == RevocationState.Statement && b.ToldOn is not null && world.Deadlines.First(
            deadline => deadline.Name == nameof(StatementDue)).DueAt < b.ClosesAt())
            yield return "Art. 17: the period is shorter than was told";
        if (expected == RevocationState.Hearing && !Runs(nameof(HearingDue)) && !b.HearingReminded)
            yield return "Art. 17: a hearing is owed, and nobody is reminded of it";
        if (expected != RevocationState.Hearing && Runs(nameof(HearingDue))) yield return $"{expected}, and the hearing is due";
        if (expected == RevocationState.Revoked && (b.Recovered ? Runs(nameof(PlaqueRecoveryDue))
            : !Runs(nameof(PlaqueRecoveryDue)) && !b.PlaqueReminded))
            yield return b.Recovered ? "Art. 17: the plaque is back and still due" : "Art. 17: nobody asks for the plaque";
        if (expected != RevocationState.Revoked && Runs(nameof(PlaqueRecoveryDue))) yield return $"{expected}, and the plaque is due";
        if (b.Led && !over && @case.Application.LeadUnit != Other) yield return "Art. 15: the case does not know who leads the alliance";
        if (b.Stated && @case.StatedAt is null && expected is RevocationState.Statement or RevocationState.Hearing)
            yield return "Art. 17: what the unit said is not known";
    }
}
