using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Tests.Exploration;

/// <summary>A message on its way, or one that a deadline will send.</summary>
/// <param name="Name">The contract.</param>
/// <param name="Number">Which of its kind: of a notice, a cycle, a year, or the number of the act.</param>
/// <param name="Yes">What it says, where it says one of two things.</param>
/// <param name="Again">A person had it said again.</param>
readonly record struct Letter(string Name, int Number = 0, bool Yes = false, bool Again = false)
{
    public override string ToString() => $"{Name}{(Number == 0 ? "" : $" {Number}")}{(Yes ? " (yes)" : "")}{(Again ? " (again)" : "")}";
}

/// <summary>A deadline that runs.</summary>
readonly record struct Running(string Name, DateTimeOffset DueAt, Letter Letter);

/// <summary>Everything at one moment: the case as its row holds it, what is on its way, what runs, what the services know.</summary>
/// <param name="Case">The case as JSON; empty before it is opened.</param>
/// <param name="Events">What services said and the case has not heard; in any order.</param>
/// <param name="Commands">What the case said and services have not heard; each service hears in order.</param>
/// <param name="Deadlines">What runs.</param>
/// <param name="Now">The instant.</param>
/// <param name="Services">What the services know.</param>
sealed record World<TServices>(
    string Case, IReadOnlyList<Letter> Events, IReadOnlyList<Letter> Commands, IReadOnlyList<Running> Deadlines, DateTimeOffset Now,
    TServices Services) where TServices : notnull
{
    /// <summary>How often people may still intervene.</summary>
    public int Interventions { get; init; }

    /// <summary>What was said since the case came where it is, and so could be said again.</summary>
    public IReadOnlyList<Letter> Said { get; init; } = [];

    /// <summary>What tells this moment from all others.</summary>
    public string Key() => $"{Case}|{string.Join(',', Events.OrderBy(e => e.Name, StringComparer.Ordinal).ThenBy(e => e.Number)
        .ThenBy(e => e.Yes).Select(Show))}|{string.Join(',', Commands.Select(Show))}|" +
        $"{string.Join(',', Deadlines.Select(d => $"{d.Name}@{d.DueAt:yyMMddHHmmss}"))}|{Now:yyMMddHHmmss}|{Services}"
        + (Interventions == 0 ? "" : $"|{Interventions}|{string.Join(',', Said)}");

    static string Show(Letter letter) => letter.ToString();

    /// <summary>The same with an event more on its way.</summary>
    public World<TServices> Saying(TServices services, params Letter[] events)
        => this with { Services = services, Events = [.. Events, .. events] };
}

/// <summary>The services around a kind of case, as far as their messages go, and what must hold whatever happens.</summary>
abstract class Surroundings<TCase, TServices>(Procedure<TCase> page) where TCase : ProcedureCase, new() where TServices : notnull
{
    /// <summary>The first instant.</summary>
    public static readonly DateTimeOffset Begun = new(2020, 3, 2, 9, 0, 0, BeijingTime.Offset);

    /// <summary>The case.</summary>
    public static readonly Guid CaseId = Guid.Parse("00000000-0000-0000-0000-00000000ca5e");

    /// <summary>The page that is looked at.</summary>
    public Procedure<TCase> Page => page;

    /// <summary>Before anything happened.</summary>
    public abstract TServices Nothing { get; }

    /// <summary>What the services may do by themselves, each with the world after it.</summary>
    public abstract IEnumerable<(string What, World<TServices> Then)> Acts(World<TServices> world);

    /// <summary>What people may change about the case, beside pausing it and having commands said again.</summary>
    public virtual IEnumerable<(string What, World<TServices> Then)> Changes(World<TServices> world) => [];

    /// <summary>What a service does with a command.</summary>
    public abstract World<TServices> Obey(World<TServices> world, Letter command);

    /// <summary>The message itself.</summary>
    public abstract object Write(Letter letter, World<TServices> world);

    /// <summary>The short form of a command or of what a deadline sends.</summary>
    public abstract Letter Read(object message);

    /// <summary>Whether another case, which is looked at beside this one, hears the message.</summary>
    public virtual bool IsElsewhere(Letter letter) => false;

    /// <summary>The other case hears it: the world afterwards, and what is wrong about that step.</summary>
    public virtual (World<TServices> Then, IEnumerable<string> Wrong) HearElsewhere(World<TServices> world, Letter letter) => (world, []);

    /// <summary>What is wrong about the page, whatever happens; empty when nothing is.</summary>
    public virtual IEnumerable<string> WrongPage() => [];

    /// <summary>What is wrong about a step; empty when nothing is.</summary>
    public abstract IEnumerable<string> WrongStep(World<TServices> before, TCase @case, Letter heard, Step<TCase> step, string to);

    /// <summary>What is wrong where nothing is on its way any more.</summary>
    public abstract IEnumerable<string> WrongRest(World<TServices> world, TCase? @case);

    /// <summary>Whether time goes on beyond what is looked at.</summary>
    public virtual bool IsBeyond(World<TServices> world) => false;

    /// <summary>Notices and acts by their numbers.</summary>
    protected static Guid Key(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    /// <summary>The number again.</summary>
    protected static int NumberOf(Guid key) => BitConverter.ToInt32(key.ToByteArray(), 0);
}

/// <summary>What was found.</summary>
/// <param name="Worlds">Different moments.</param>
/// <param name="Steps">Messages heard in them.</param>
/// <param name="Wrong">What must not be, each with the way that led there.</param>
/// <param name="Rows">How often each row was taken.</param>
sealed record Found(int Worlds, int Steps, IReadOnlyList<string> Wrong, IReadOnlyDictionary<object, int> Rows);

/// <summary>
/// Goes through everything that can happen to a case: whatever is on its way may arrive next, whatever a service may do it may do now, and
/// the deadline that is due first may be due now.
/// </summary>
/// <param name="around">The page, and the services around it.</param>
/// <param name="onTheWay">How many messages are on their way at once at most.</param>
/// <param name="interventions">How often people intervene at most.</param>
/// <param name="beside">Takes every step a second time, from the same moment, and tells what is wrong about it.</param>
sealed class Explorer<TCase, TServices>(
    Surroundings<TCase, TServices> around, int onTheWay, int interventions = 0,
    Func<Step<TCase>, Step<TCase>, IEnumerable<string>>? beside = null)
    where TCase : ProcedureCase, new() where TServices : notnull
{
    // A moment is known by the hash of its key, and kept only until it has been looked at: there are millions.
    readonly Dictionary<UInt128, int> _numbers = [];
    readonly List<World<TServices>?> _worlds = [];
    readonly List<(int From, string How)> _ways = [];
    readonly List<(int From, int To)> _edges = [];
    readonly List<string> _states = [];
    readonly HashSet<int> _ends = [];
    readonly Dictionary<object, int> _rows = [];
    readonly List<string> _wrong = [];
    readonly HashSet<string> _kinds = [];
    int _steps;

    /// <summary>Looks at everything, or until so much is wrong.</summary>
    public Found Explore(int enough = int.MaxValue)
    {
        foreach (var wrong in around.WrongPage()) Wrong(wrong, 0);
        Reach(new("", [], [], [], Surroundings<TCase, TServices>.Begun, around.Nothing) { Interventions = interventions }, -1, "");
        for (var at = 0; at < _worlds.Count && _wrong.Count < enough; at++)
        {
            var world = _worlds[at]!;
            _worlds[at] = null;
            var rests = true;
            foreach (var (how, then) in Next(world, at))
            {
                rests = false;
                Reach(then, at, how);
                if (_wrong.Count >= enough) break;
            }
            if (rests && world.Case.Length > 0 && !IsAtEnd(world) && !around.IsBeyond(world))
                Wrong("stands still, and nobody is awaited", at);
            if (world.Events.Count + world.Commands.Count == 0)
                foreach (var wrong in around.WrongRest(world, CaseOf(world))) Wrong(wrong, at);
        }
        if (_wrong.Count < enough) LookForEnds();
        return new(_worlds.Count, _steps, _wrong, _rows);
    }

    IEnumerable<(string How, World<TServices> Then)> Next(World<TServices> world, int at)
    {
        foreach (var letter in world.Events.Distinct())
            yield return ($"hears {letter}", Deliver(world, letter, at));
        foreach (var command in world.Commands.GroupBy(command => ServiceOf(command)).Select(queue => queue.First()))
            yield return ($"{command} is carried out", around.Obey(
                world with { Commands = [.. Without(world.Commands, command)] }, command));
        if (world.Events.Count + world.Commands.Count >= onTheWay) yield break;
        foreach (var act in around.Acts(world)) yield return act;
        if (world.Interventions > 0 && CaseOf(world) is { } @case && !around.Page.Ends.Contains(@case.State))
            foreach (var (what, then) in Interventions(world, @case))
                yield return (what, then with { Interventions = world.Interventions - 1 });
        if (!around.IsBeyond(world) && world.Deadlines.Count > 0 && world.Deadlines.MinBy(deadline => deadline.DueAt) is var first)
            yield return ($"{first.Name} is due", world with
            {
                Now = first.DueAt > world.Now ? first.DueAt : world.Now,
                Deadlines = [.. world.Deadlines.Where(deadline => deadline != first)],
                Events = [.. world.Events, first.Letter],
            });
    }

    // What people do by the console. A paused case hears later whatever comes meanwhile, as a case does whose messages are slow; what
    // differs is that time goes on and no deadline is due.
    IEnumerable<(string How, World<TServices> Then)> Interventions(World<TServices> world, TCase @case)
    {
        foreach (var command in world.Said.Distinct())
            yield return ($"{command} is said again by hand", world with { Commands = [.. world.Commands, command with { Again = true }] });
        if (!around.IsBeyond(world) && world.Deadlines.Where(deadline => deadline.DueAt > world.Now).OrderBy(deadline => deadline.DueAt)
            .FirstOrDefault() is { Name: not null } first)
            yield return ($"paused beyond {first.Name}", world with { Now = first.DueAt.AddDays(1) });
        if (@case.NextPolicyVersion is null && @case.PolicyVersion == The.Policy && LaterPolicy.IsThere)
        {
            @case.NextPolicyVersion = LaterPolicy.Version;
            yield return ("goes on under a later policy", world with { Case = JsonSerializer.Serialize(@case, Json.Options) });
        }
        foreach (var change in around.Changes(world)) yield return change;
    }

    World<TServices> Deliver(World<TServices> world, Letter letter, int at)
    {
        _steps++;
        var left = world with { Events = [.. Without(world.Events, letter)] };
        if (around.IsElsewhere(letter))
        {
            var (then, wrongs) = around.HearElsewhere(left, letter);
            foreach (var wrong in wrongs) Wrong($"{letter.Name}: {wrong}", at);
            return then;
        }
        var message = around.Write(letter, world);
        // What comes before its case waits outside until the case is there.
        if (world.Case.Length == 0 && !around.Page.Rows.Any(one => one.From.Length == 0 && one.Row.Message == letter.Name)) return world;
        var step = StepIn(world, message);
        var @case = step.Case;
        var holding = around.Page.Rows.Count(one => one.From == @case.State && one.Row.Message == letter.Name && one.Row.Holds(step));
        if (holding > 1) Wrong($"{letter.Name} in {@case.State}: {holding} rows hold at once", at);
        if (holding == 0 && around.Page.Rows.Any(one => one.From == @case.State && one.Row.Message == letter.Name))
            Wrong($"{letter.Name} in {@case.State}: there are rows, and none holds", at);
        var row = around.Page.RowFor(step);
        if (row is not null) _rows[(@case.State, row)] = _rows.GetValueOrDefault((@case.State, row)) + 1;
        var before = @case.State;
        try
        {
            var to = around.Page.Take(step, row);
            if (row is null && !step.Consequences.OfType<Consequence.Noted>().Any())
                Wrong($"{letter.Name} in {before} is ignored without a note", at);
            if (row is not null && to == before && step.Consequences.Count == 0
                && JsonSerializer.Serialize(@case, Json.Options) == world.Case)
                Wrong($"{letter.Name} in {before} changes nothing and is not noted", at);
            foreach (var wrong in around.WrongStep(world, @case, letter, step, to)) Wrong($"{letter.Name} in {before}: {wrong}", at);
            @case.State = to;
            foreach (var wrong in beside?.Invoke(StepIn(world, message), step) ?? []) Wrong($"{letter.Name} in {before}: {wrong}", at);
            var after = Carry(left, @case, step) with { Case = JsonSerializer.Serialize(@case, Json.Options) };
            if (world.Interventions == 0) return after;
            var said = after.Commands.Skip(left.Commands.Count);
            return after with { Said = [.. to == before ? world.Said.Concat(said).Distinct() : said] };
        }
        catch (Exception e) when (e is InvalidOperationException or NullReferenceException or ArgumentException or StatuteException)
        {
            Wrong($"{letter.Name} in {before}: {e.Message}", at);
            return left;
        }
    }

    static Step<TCase> StepIn(World<TServices> world, object message) => (Step<TCase>)Activator.CreateInstance(
        typeof(Step<,>).MakeGenericType(typeof(TCase), message.GetType()),
        CaseOf(world) ?? new TCase { CorrelationId = Surroundings<TCase, TServices>.CaseId }, message, world.Now,
        WorkCalendar.StateCouncil)!;

    World<TServices> Carry(World<TServices> world, TCase @case, Step<TCase> step)
    {
        var (events, commands, deadlines) = (world.Events.ToList(), world.Commands.ToList(), world.Deadlines.ToList());
        foreach (var consequence in step.Consequences)
            switch (consequence)
            {
                case Consequence.Said said:
                    commands.Add(around.Read(said.Command));
                    break;
                case Consequence.HeardAgain again:
                    events.Add(around.Read(again.Message));
                    break;
                case Consequence.Cancelled { Name: var name }:
                    deadlines.RemoveAll(deadline => !around.IsElsewhere(deadline.Letter) && (name is null || deadline.Name == name
                        || deadline.Name.StartsWith(name + ":", StringComparison.Ordinal)));
                    break;
                case Consequence.Set set:
                    deadlines.RemoveAll(deadline => deadline.Name == set.Deadline.Name);
                    deadlines.Add(new(set.Deadline.Name, set.Deadline.Of(@case, WorkCalendar.StateCouncil).DueAt!.Value,
                        around.Read(set.Deadline.Message)));
                    break;
            }
        return world with { Events = events, Commands = commands, Deadlines = [.. deadlines.OrderBy(deadline => deadline.DueAt)] };
    }

    void Reach(World<TServices> world, int from, string how)
    {
        var key = MemoryMarshal.Read<UInt128>(SHA256.HashData(Encoding.UTF8.GetBytes(world.Key())));
        if (!_numbers.TryGetValue(key, out var number))
        {
            number = _numbers[key] = _worlds.Count;
            _worlds.Add(world);
            _ways.Add((from, string.Intern(how)));
            _states.Add(CaseOf(world) is { } @case ? string.Intern(@case.State) : "the beginning");
            if (IsAtEnd(world) || around.IsBeyond(world)) _ends.Add(number);
        }
        if (from >= 0) _edges.Add((from, number));
    }

    // From everywhere some way leads to an end.
    void LookForEnds()
    {
        _edges.Sort((one, other) => one.To.CompareTo(other.To));
        var first = new int[_worlds.Count + 1];
        foreach (var (_, to) in _edges) first[to + 1]++;
        for (var at = 0; at < _worlds.Count; at++) first[at + 1] += first[at];

        var (reaches, next) = (new HashSet<int>(_ends), new Queue<int>(_ends));
        while (next.TryDequeue(out var at))
            for (var i = first[at]; i < first[at + 1]; i++)
                if (reaches.Add(_edges[i].From)) next.Enqueue(_edges[i].From);
        for (var at = 0; at < _worlds.Count; at++)
            if (!reaches.Contains(at)) Wrong($"no way leads to an end from {_states[at]}", at);
    }

    bool IsAtEnd(World<TServices> world)
        => world.Events.Count + world.Commands.Count == 0 && CaseOf(world) is { } @case && around.Page.Ends.Contains(@case.State);

    // Each kind of wrong once, with the shortest way that leads there.
    void Wrong(string what, int at)
    {
        if (!_kinds.Add(what)) return;
        var way = new List<string>();
        for (var on = at; on > 0; on = _ways[on].From) way.Add(_ways[on].How);
        way.Reverse();
        _wrong.Add($"{what}\n    after: {string.Join(" → ", way)}");
    }

    static TCase? CaseOf(World<TServices> world)
        => world.Case.Length == 0 ? null : JsonSerializer.Deserialize<TCase>(world.Case, Json.Options);

    static string ServiceOf(Letter command) => Contracts.Commands.AddressOf(
        typeof(Contracts.CaseAdvanced).Assembly.GetType($"Alliance.Contracts.{command.Name}")!).ToString();

    static IEnumerable<Letter> Without(IReadOnlyList<Letter> letters, Letter one)
    {
        var at = letters.ToList().IndexOf(one);
        return letters.Where((_, i) => i != at);
    }
}
