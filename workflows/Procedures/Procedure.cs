using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Core.Text;
using Alliance.Engine;
using MassTransit;

namespace Alliance.Workflows.Procedures;

/// <summary>State of a case, and the messages that came before their turn.</summary>
public abstract class ProcedureCase : Case
{
    /// <summary>Messages that overtook the one they follow; each is heard again when the case takes its next step.</summary>
    public List<WaitingMessage> Waiting { get; set; } = [];

    /// <summary>Who the alliance is and what was applied for, as services are told; with it goes the policy version.</summary>
    public ApplicationSummary Application { get; set; } = null!;

    /// <summary>The policy version people decided the case goes on under, from the next stage on; null when none waits.</summary>
    public string? NextPolicyVersion { get; set; }

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

/// <summary>
/// A statutory sequence as a state machine. Whatever comes is heard once: a message in its place takes its step, one that comes too
/// early waits in the case, one that comes too late is noted in the journal and changes nothing. A message whose case does not exist
/// waits for the case to be opened; when that takes long, people see it among the parked messages.
/// </summary>
public abstract class Procedure<TCase> : MassTransitStateMachine<TCase> where TCase : ProcedureCase, new()
{
    readonly Dictionary<string,
        (Func<UnhandledEventContext<TCase>, object> Read, Func<BehaviorContext<TCase>, JsonElement, Task> HearAgain)> _heard = [];
    readonly Dictionary<string, int> _stages = [];
    readonly Dictionary<string, string> _articles = [];
    readonly HashSet<string> _ends = [];

    /// <summary>States are kept by name; what no row of the page answers is noted.</summary>
    protected Procedure()
    {
        InstanceState(c => c.State);
        OnUnhandledEvent(WaitOrNote);
    }

    /// <summary>The article each message of the procedure rests on; a message that the statute does not speak of has none.</summary>
    public IReadOnlyDictionary<string, string> RestsOn => _articles;

    /// <summary>The stage of each state, where the procedure has an order.</summary>
    public IReadOnlyDictionary<string, int> Stages => _stages;

    /// <summary>The states in which a case rests.</summary>
    public IReadOnlySet<string> Ends => _ends;

    /// <summary>Declares a message the procedure hears, which of its keys names the case, and the article it rests on.</summary>
    protected void Hear<T>(Expression<Func<Event<T>>> message, Func<T, Guid> caseKey, string? article = null) where T : class
    {
        Event(message, e =>
        {
            e.CorrelateById(c => caseKey(c.Message));
            e.OnMissingInstance(missing => missing.ExecuteAsync(c => ParkedMessages.AwaitCase(c, caseKey(c.Message), new TCase().Kind)));
        });
        if (article is not null) _articles[typeof(T).Name] = article;
        _heard[typeof(T).Name] = (
            context => context.TryGetMessage<T>(out var found) ? found.Message
                : throw new InvalidOperationException($"The message is no {typeof(T).Name}."),
            async (context, body) => await (await context.GetSendEndpoint(Deadlines.Self(context)))
                .Send(body.Deserialize<T>(Json.Options)!, context.CancellationToken));
    }

    /// <summary>The states in which a case rests; what still comes is late.</summary>
    protected void EndsIn(params State[] states) => _ends.UnionWith(states.Select(state => state.Name));

    /// <summary>A row of the page that holds under a condition; the condition's name stands in the row, so that the diagram can say
    /// it.</summary>
    protected EventActivityBinder<TCase, T> When<T>(
        Event<T> message, StateMachineCondition<TCase, T> condition, [CallerArgumentExpression(nameof(condition))] string name = "")
        where T : class => base.When(message, condition).Add(new Effect<TCase, T>(EffectKind.Holds, name, _ => Task.CompletedTask));

    /// <summary>The stages of the procedure in their order. A message that belongs to a later stage only has come too early.</summary>
    protected void InOrder(params State[][] stages)
    {
        for (var i = 0; i < stages.Length; i++)
            foreach (var state in stages[i]) _stages[state.Name] = i;
        WhenEnterAny(entered => entered.ThenAsync(HearWaiting));
    }

    Task WaitOrNote(UnhandledEventContext<TCase> context)
    {
        if (!IsEarly(context))
        {
            context.Note(Notes.Late);
            return context.Ignore();
        }
        context.Wait(_heard[MessageName(context.Event)].Read(context));
        return context.Ignore();
    }

    bool IsEarly(UnhandledEventContext<TCase> context)
        => _stages.TryGetValue(context.CurrentState.Name, out var now)
            && States.Where(state => _stages.ContainsKey(state.Name)
            && NextEvents(state).Any(e => MessageName(e) == MessageName(context.Event)))
                .Select(state => _stages[state.Name]).DefaultIfEmpty(int.MinValue).Min() > now;

    async Task HearWaiting(BehaviorContext<TCase> context)
    {
        if (context.Saga.Waiting.Count == 0) return;
        var waiting = context.Saga.Waiting;
        context.Saga.Waiting = [];
        foreach (var message in waiting) await _heard[message.Contract].HearAgain(context, message.Body);
    }

    // Every event of a procedure is declared under the name of its contract.
    static string MessageName(Event heard) => heard.Name;
}
