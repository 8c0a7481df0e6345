using System.Text.Json;
using Alliance.Contracts;
using Alliance.Core.Text;
using Alliance.Statute.Periods;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Revocations;

namespace Alliance.Workflows.Tests.Exploration;

/// <summary>What the services know of an alliance and of the revocation that runs against it, and where its operation is.</summary>
sealed record Both(Bureau Bureau, Keepers Keepers, string Operation);

/// <summary>A revocation beside the operation of the same alliance: what the one brings about the other hears (Art. 14, 17).</summary>
sealed class AroundBoth(RevocationProcess page, int until, int objections, bool annulments) : Surroundings<RevocationCase, Both>(page)
{
    const string Mark = "Operation/";

    readonly AroundRevocation _revocation = new(page, repeats: false, annulments, overtaken: false);
    readonly AroundOperation _operation = new(new OperationProcess(), until, objections, reports: false, annulments: annulments,
        revocations: false);

    public override Both Nothing => new(_revocation.Nothing, _operation.Nothing, "");

    // Ended before anything was opened against it, the alliance is none of this case's.
    public override bool IsBeyond(World<Both> world)
        => world.Now.Year > until || world.Services is { Bureau.Opened: false, Keepers.Ended: not null };

    public override bool IsElsewhere(Letter letter) => letter.Name.StartsWith(Mark, StringComparison.Ordinal);

    public override IEnumerable<(string What, World<Both> Then)> Acts(World<Both> world)
    {
        var (bureau, keepers, _) = world.Services;
        foreach (var (what, then) in _operation.Acts(OfOperation(world))) yield return (what, Back(world, then));
        if (keepers.Cycle == 0) yield break;
        foreach (var (what, then) in _revocation.Acts(OfRevocation(world)))
        {
            // Nothing is opened against an alliance whose recognition has ended, and what has ended is not revoked.
            if (keepers.Ended is not null && (!bureau.Opened || what == nameof(RecognitionRevoked))) continue;
            var both = Back(world, then);
            var acts = keepers.Acts + 1;
            yield return (what, what switch
            {
                nameof(RecognitionRevoked) => both.Saying(both.Services with
                {
                    Keepers = keepers with { Ended = OperationState.Revoked, Cancelling = false, Open = false, Acts = acts },
                }, new Letter(Mark + nameof(RecognitionRevoked), acts)),
                nameof(RevocationAnnulled) => both.Saying(both.Services with { Keepers = keepers with { Acts = acts } },
                    new Letter(Mark + nameof(EndAnnulled), acts)),
                _ => both,
            });
        }
    }

    public override World<Both> Obey(World<Both> world, Letter command)
    {
        var (bureau, keepers, _) = world.Services;
        if (command.Name is nameof(HoldFunding) or nameof(ReleaseFunding) or nameof(RevokeRecognition) or nameof(RemindHearing)
            or nameof(RemindPlaqueRecovery) or nameof(ReopenRevocation))
        {
            var obeyed = Back(world, _revocation.Obey(OfRevocation(world), command));
            // What has ended otherwise is not revoked: Certification knows, and says nothing.
            return command.Name == nameof(RevokeRecognition) && keepers.Ended is not null ? world : obeyed;
        }
        var then = Back(world, _operation.Obey(OfOperation(world), command));
        if (command is { Name: nameof(ConfirmCancellation) } && then.Services.Keepers.Ended == OperationState.Cancelled)
            then = then with { Services = then.Services with { Bureau = then.Services.Bureau with { ToIssue = false } } };
        // Monitoring closes its books: a case that was not decided in favour has nothing left to revoke.
        return command is { Name: nameof(CloseOperation), Yes: false } && bureau is { Opened: true, RevokedOn: null, Overtaken: false }
            && bureau.Revoke != false
            ? then.Saying(then.Services with
            {
                Bureau = then.Services.Bureau with { Overtaken = true, ToIssue = false, Acts = bureau.Acts + 1 },
            }, new Letter(nameof(RevocationOvertaken), bureau.Acts + 1))
            : then;
    }

    public override (World<Both> Then, IEnumerable<string> Wrong) HearElsewhere(World<Both> world, Letter letter)
    {
        var own = letter with { Name = letter.Name[Mark.Length..] };
        var known = world.Services.Operation;
        if (known.Length == 0 && own.Name != nameof(OperatingCycleStarted)) return (world.Saying(world.Services, letter), []);
        var around = OfOperation(world);
        var message = _operation.Write(own, around);
        var @case = known.Length == 0 ? new OperationCase { CorrelationId = CaseId }
            : JsonSerializer.Deserialize<OperationCase>(known, Json.Options)!;
        var step = (Step<OperationCase>)Activator.CreateInstance(typeof(Step<,>).MakeGenericType(typeof(OperationCase), message.GetType()),
            @case, message, world.Now, WorkCalendar.StateCouncil)!;
        var to = _operation.Page.Take(step, _operation.Page.RowFor(step));
        var wrong = _operation.WrongStep(around, @case, own, step, to).ToList();
        @case.State = to;
        var (events, commands, deadlines) = (world.Events.ToList(), world.Commands.ToList(), world.Deadlines.ToList());
        foreach (var consequence in step.Consequences)
            switch (consequence)
            {
                case Consequence.Said said:
                    commands.Add(_operation.Read(said.Command));
                    break;
                case Consequence.HeardAgain again:
                    events.Add(Marked(_operation.Read(again.Message)));
                    break;
                case Consequence.Cancelled { Name: var name }:
                    deadlines.RemoveAll(deadline => IsElsewhere(deadline.Letter) && (name is null || deadline.Name == Mark + name
                        || deadline.Name.StartsWith(Mark + name + ":", StringComparison.Ordinal)));
                    break;
                // Reports have an exploration of their own; their days would only multiply the moments.
                case Consequence.Set set when !set.Deadline.Name.StartsWith("AnnualReport", StringComparison.Ordinal):
                    deadlines.RemoveAll(deadline => deadline.Name == Mark + set.Deadline.Name);
                    deadlines.Add(new(Mark + set.Deadline.Name, set.Deadline.Of(@case, WorkCalendar.StateCouncil).DueAt!.Value,
                        Marked(_operation.Read(set.Deadline.Message))));
                    break;
            }
        return (world with
        {
            Events = events,
            Commands = commands,
            Deadlines = [.. deadlines.OrderBy(deadline => deadline.DueAt)],
            Services = world.Services with { Operation = JsonSerializer.Serialize(@case, Json.Options) },
        }, wrong);
    }

    public override object Write(Letter letter, World<Both> world) => _revocation.Write(letter, OfRevocation(world));

    public override Letter Read(object message) => _revocation.Read(message);

    public override IEnumerable<string> WrongStep(
        World<Both> before, RevocationCase @case, Letter heard, Step<RevocationCase> step, string to)
        => _revocation.WrongStep(OfRevocation(before), @case, heard, step, to);

    public override IEnumerable<string> WrongRest(World<Both> world, RevocationCase? @case)
    {
        var (bureau, keepers, known) = world.Services;
        foreach (var wrong in _revocation.WrongRest(OfRevocation(world), @case)) yield return wrong;
        if (known.Length == 0) yield break;
        var operation = JsonSerializer.Deserialize<OperationCase>(known, Json.Options)!;
        foreach (var wrong in _operation.WrongRest(OfOperation(world), operation))
            if (!wrong.Contains("report", StringComparison.Ordinal)) yield return $"operation: {wrong}";
        if ((bureau.RevokedOn is not null) != (keepers.Ended == OperationState.Revoked))
            yield return "Art. 17: the recognition is revoked in one of the two only";
        if (keepers.Ended == OperationState.Cancelled && bureau.Opened && bureau is { Overtaken: false, Revoke: not false })
            yield return "Art. 14, 17: cancelled, and the revocation goes on";
        if (keepers.Ended is null && !bureau.OnHold && keepers.Suspended) yield return "Art. 12: nothing ended, and nothing is paid";
    }

    World<Bureau> OfRevocation(World<Both> world) => new(world.Case, world.Events, world.Commands,
        [.. world.Deadlines.Where(deadline => !IsElsewhere(deadline.Letter))], world.Now, world.Services.Bureau);

    World<Keepers> OfOperation(World<Both> world) => new(world.Services.Operation, world.Events, world.Commands,
        [.. world.Deadlines.Where(deadline => IsElsewhere(deadline.Letter)).Select(deadline => deadline with
        {
            Name = deadline.Name[Mark.Length..],
            Letter = deadline.Letter with { Name = deadline.Letter.Name[Mark.Length..] },
        })], world.Now, world.Services.Keepers);

    static World<Both> Back(World<Both> world, World<Bureau> then)
        => world with { Events = then.Events, Commands = then.Commands, Services = world.Services with { Bureau = then.Services } };

    static World<Both> Back(World<Both> world, World<Keepers> then) => world with
    {
        Events = [.. world.Events, .. then.Events.Skip(world.Events.Count).Select(Marked)],
        Commands = then.Commands,
        Services = world.Services with { Keepers = then.Services },
    };

    static Letter Marked(Letter letter) => letter with { Name = Mark + letter.Name };
}
