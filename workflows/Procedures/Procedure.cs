using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Core.Text;
using Alliance.Engine;

namespace Alliance.Workflows.Procedures;

/// <summary>State of a case, and the messages that came before their turn.</summary>
public abstract class ProcedureCase : Case
{
    /// <summary>Messages that overtook the one they follow; each is heard again when the case takes its next step.</summary>
    public List<WaitingMessage> Waiting { get; set; } = [];

    /// <summary>The case's place as another engine than the default one keeps it; null where none has carried it on.</summary>
    public KeptPlace? Place { get; set; }

    /// <summary>Who the alliance is and what was applied for, as services are told; with it goes the policy version.</summary>
    public ApplicationSummary Application { get; set; } = null!;

    /// <summary>The policy version people decided the case goes on under, from the next stage on; null when none waits.</summary>
    public string? NextPolicyVersion { get; set; }

    /// <summary>Who the alliance is from now on; the version of the policy is the case's own.</summary>
    public void Keep(ApplicationSummary application)
        => (Application, Name) = (application with { PolicyVersion = PolicyVersion }, application.AllianceName);

    /// <summary>A stage is opened in another service: from here on the version counts that people decided on. What was begun before ends as
    /// it was begun.</summary>
    public void OpenStage()
    {
        PolicyVersion = NextPolicyVersion ?? PolicyVersion;
        NextPolicyVersion = null;
        Application = Application with { PolicyVersion = PolicyVersion };
    }
}

/// <summary>A message that waits for its turn.</summary>
/// <param name="Contract">Name of the contract.</param>
/// <param name="Body">The message as JSON.</param>
public sealed record WaitingMessage(string Contract, JsonElement Body);

/// <summary>The place of a case as an engine keeps it between two steps. It counts as long as the case is in this state of this page;
/// afterwards it is taken anew from the state.</summary>
/// <param name="Page">The fingerprint of the page.</param>
/// <param name="State">The state of the case.</param>
/// <param name="Text">What the engine keeps. Text, so that the database leaves it as it is.</param>
public sealed record KeptPlace(string Page, string State, string Text);

/// <summary>What all procedures share.</summary>
public static class Procedure
{
    /// <summary>The later of two instants: what happened last counts, whatever is heard last.</summary>
    public static DateTimeOffset OrLater(this DateTimeOffset? known, DateTimeOffset heard) => known > heard ? known.Value : heard;

    /// <summary>The name of the state before the first; the journal says it the same way.</summary>
    public const string Beginning = "";
}

/// <summary>A message the procedure hears.</summary>
/// <param name="Contract">Its contract.</param>
/// <param name="CaseOf">Which of its keys names the case.</param>
/// <param name="Article">The article it rests on; null when the statute does not speak of it.</param>
public sealed record Hearing(Type Contract, Func<object, Guid> CaseOf, string? Article);

/// <summary>
/// A statutory sequence as a page of rows, which no engine's types stand in: whoever carries it out reads the rows. Whatever comes is heard
/// once: a message in its place takes its step, one that comes too early waits in the case, one that comes too late is noted in the journal
/// and changes nothing.
/// </summary>
public abstract class Procedure<TCase> where TCase : ProcedureCase, new()
{
    readonly OrderedDictionary<string, Hearing> _heard = [];
    readonly Dictionary<string, int> _stages = [];
    List<(string From, Row<TCase> Row)> _rows = [];
    readonly List<string> _states = [];
    readonly HashSet<string> _ends = [];
    string? _fingerprint;

    /// <summary>Every message the procedure hears, by the name of its contract.</summary>
    public IReadOnlyDictionary<string, Hearing> Heard => _heard;

    /// <summary>The states, in the order of the page.</summary>
    public IReadOnlyList<string> States => _states;

    /// <summary>The stage of each state, where the procedure has an order.</summary>
    public IReadOnlyDictionary<string, int> Stages => _stages;

    /// <summary>The states in which a case rests.</summary>
    public IReadOnlySet<string> Ends => _ends;

    /// <summary>The rows, each with the state in which it is read.</summary>
    public IReadOnlyList<(string From, Row<TCase> Row)> Rows => _rows;

    /// <summary>Tells one version of the page from another: the same states and rows have the same.</summary>
    public string Fingerprint => _fingerprint ??= Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        _states,
        rows = _rows.Select(one => new
        {
            one.From,
            one.Row.Message,
            one.Row.Condition,
            one.Row.To,
            effects = one.Row.Effects.Select(effect => $"{effect.Kind} {effect.Name}"),
        }),
    })))[..16];

    /// <summary>The row that answers the message where the case is; null when none does.</summary>
    public Row<TCase>? RowFor(Step<TCase> step)
        => _rows.FirstOrDefault(one => one.From == Where(step.Case) && one.Row.Message == step.Contract && one.Row.Holds(step)).Row;

    /// <summary>
    /// The case hears a message: what its row brings about stands in the step, and the case knows what the row has it remember. A message
    /// that no row answers waits or is noted.
    /// </summary>
    /// <returns>Where the case is then; it is not moved here.</returns>
    public string Take(Step<TCase> step, Row<TCase>? row)
    {
        if (row is null)
        {
            if (IsEarly(step)) step.Wait();
            else step.Add(new Consequence.Noted(Notes.Late));
            return step.Case.State;
        }
        foreach (var effect in row.Effects) effect.Carry(step);
        return Arrive(step, row);
    }

    /// <summary>The effects of its row are done: where the case has come somewhere else, what waited for that is heard again.</summary>
    /// <returns>Where the case is then; it is not moved here.</returns>
    public string Arrive(Step<TCase> step, Row<TCase> row)
    {
        if (row.To is null || row.To == step.Case.State) return step.Case.State;
        var waiting = step.Case.Waiting;
        step.Case.Waiting = [];
        foreach (var message in waiting)
            step.Add(new Consequence.HeardAgain(message.Body.Deserialize(_heard[message.Contract].Contract, Json.Options)!));
        return row.To;
    }

    /// <summary>The same page with other rows, for those who ask what a row is there for.</summary>
    internal Procedure<TCase> With(IEnumerable<(string From, Row<TCase> Row)> rows)
    {
        var other = (Procedure<TCase>)MemberwiseClone();
        other._rows = [.. rows];
        other._fingerprint = null;
        return other;
    }

    /// <summary>Declares a message the procedure hears, which of its keys names the case, and the article it rests on.</summary>
    protected void Hear<T>(Func<T, Guid> caseKey, string? article = null) where T : class
        => _heard.Add(typeof(T).Name, new(typeof(T), message => caseKey((T)message), article));

    /// <summary>The states in their order. Those of one stage stand together: a message that belongs to a later stage only has come too
    /// early.</summary>
    protected void InOrder(params Enum[][] stages)
    {
        for (var i = 0; i < stages.Length; i++)
            foreach (var state in stages[i]) _stages[state.ToString()] = i;
        InAnyOrder([.. stages.SelectMany(stage => stage)]);
    }

    /// <summary>The states of a procedure that has no order of stages: whatever comes when no row answers it is late.</summary>
    protected void InAnyOrder(params Enum[] states) => _states.AddRange(states.Select(state => state.ToString()));

    /// <summary>The states in which a case rests; what still comes is late.</summary>
    protected void EndsIn(params Enum[] states) => _ends.UnionWith(states.Select(state => state.ToString()));

    /// <summary>The row that opens the case.</summary>
    protected void Initially(Row<TCase> row) => _rows.Add((Procedure.Beginning, row));

    /// <summary>Rows of a state. The first that holds is the one that counts, and no other holds beside it.</summary>
    protected void During(Enum state, params Row<TCase>[] rows) => During([state], rows);

    /// <summary>Rows of several states.</summary>
    protected void During(Enum[] states, params Row<TCase>[] rows)
    {
        foreach (var state in states) _rows.AddRange(rows.Select(row => (state.ToString(), row)));
    }

    /// <summary>A row that always holds.</summary>
    protected static Row<TCase, T> When<T>() where T : class => new(typeof(T).Name, null, _ => true, [], null);

    /// <summary>A row that holds under a condition; the condition's name stands in the row, so that the diagram can say it.</summary>
    protected static Row<TCase, T> When<T>(
        Func<Step<TCase, T>, bool> condition, [CallerArgumentExpression(nameof(condition))] string name = "") where T : class
        => new(typeof(T).Name, name, step => condition((Step<TCase, T>)step), [], null);

    // An engine may have a name of its own for a case that has not begun.
    string Where(TCase @case) => _states.Contains(@case.State) ? @case.State : Procedure.Beginning;

    bool IsEarly(Step<TCase> step)
        => _stages.TryGetValue(step.Case.State, out var now)
            && _rows.Where(one => one.Row.Message == step.Contract && _stages.ContainsKey(one.From))
                .Select(one => _stages[one.From]).DefaultIfEmpty(int.MinValue).Min() > now;
}
