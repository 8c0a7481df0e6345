using System.Globalization;
using System.Text.Json.Serialization;
using Alliance.Statute.Periods;
using Alliance.Workflows.Machines;
using Alliance.Workflows.Procedures;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Attributes;

namespace Alliance.Workflows.Elsa;

/// <summary>What a run of a workflow has in hand: the step of a case, in the transaction of its message. Nothing while the case only takes
/// its place.</summary>
public sealed class InHand
{
    /// <summary>The step.</summary>
    public object? Step { get; private set; }

    /// <summary>A row answered the message.</summary>
    public bool Answered { get; set; }

    /// <summary>A message is heard.</summary>
    public void Take(object step) => (Step, Answered) = (step, false);

    internal Step<TCase> StepOf<TCase>() where TCase : ProcedureCase
        => (Step<TCase>)(Step ?? throw new InvalidOperationException("Nothing is heard."));
}

/// <summary>A state of a page of law: the workflow waits here, with a bookmark for each message the state hears.</summary>
[Activity("Alliance", "Procedure", "A state of the procedure: the case waits for a message.")]
public sealed class Stage : Activity
{
    /// <summary>The messages the state hears.</summary>
    public IReadOnlyList<string> Hears { get; init; } = [];

    /// <summary>The row that answers what is in hand, by its name; null when none holds.</summary>
    [JsonIgnore]
    public Func<InHand, string?> Answer { get; init; } = _ => null;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (Hears.Count == 0) await context.CompleteActivityAsync();
        else if (Name == Procedure.Beginning) await Heard(context);
        else
            foreach (var message in Hears)
                context.CreateBookmark(new() { BookmarkName = message, Callback = Heard, AutoBurn = false });
    }

    async ValueTask Heard(ActivityExecutionContext context)
    {
        var hand = context.GetRequiredService<InHand>();
        if (Answer(hand) is not { } row) return;
        hand.Answered = true;
        await context.CompleteActivityWithOutcomesAsync(row);
    }
}

/// <summary>One effect of a row: a command said, a deadline set or cancelled, a remark, something the case remembers.</summary>
[Activity("Alliance", "Procedure", "What comes of a message.")]
public sealed class Act : CodeActivity
{
    /// <summary>Does it.</summary>
    [JsonIgnore]
    public Action<InHand> Carry { get; init; } = _ => { };

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) => Carry(context.GetRequiredService<InHand>());
}

/// <summary>
/// A page of law: its stages, and what is done on the way from one to another. A container of its own and no flowchart: of the ways that
/// lead on, the page alone chooses one, and the case is in one stage at a time.
/// </summary>
[Activity("Alliance", "Procedure", "A page of law.")]
public sealed class PageOfLaw : Activity
{
    readonly Dictionary<string, Stage> _stages = [];
    readonly Dictionary<string, (Sequence Acts, Stage To, Action<InHand> Arrive)> _rows = [];

    /// <summary>Everything the page is made of.</summary>
    public ICollection<IActivity> Activities { get; } = [];

    /// <summary>Reads the page.</summary>
    public static PageOfLaw Of<TCase>(Procedure<TCase> page, Outline<TCase> outline) where TCase : ProcedureCase, new()
    {
        var law = new PageOfLaw { Id = outline.Kind, Name = outline.Kind };
        foreach (var stage in outline.Stages) law.Add(new()
        {
            Id = stage.Id,
            Name = stage.State,
            Hears = [.. stage.Hears],
            Answer = hand => page.RowFor(hand.StepOf<TCase>()) is { } taken
                ? stage.Rows.First(row => ReferenceEquals(row.Row, taken)).Id : null,
        });
        foreach (var row in outline.Stages.SelectMany(stage => stage.Rows)) law.Add(new()
        {
            Id = row.Id,
            Name = row.Name,
            CustomProperties = Known(row.Article, null),
            Activities = [.. row.Acts.Select(act => new Act
            {
                Id = act.Id,
                Name = act.Name,
                CustomProperties = Known(act.Article, act.Period),
                Carry = hand => act.Effect.Carry(hand.StepOf<TCase>()),
            })],
        }, row.To, hand =>
        {
            var step = hand.StepOf<TCase>();
            step.Case.State = page.Arrive(step, row.Row);
        });
        return law;
    }

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
        => await context.ScheduleActivityAsync(_stages[context.WorkflowExecutionContext.TriggerActivityId!], Left);

    void Add(Stage stage)
    {
        Activities.Add(_stages[stage.Id] = stage);
    }

    void Add(Sequence acts, string to, Action<InHand> arrive)
    {
        Activities.Add(acts);
        _rows[acts.Id] = (acts, _stages[to], arrive);
    }

    async ValueTask Left(ActivityCompletedContext context)
    {
        if (context.Result is Outcomes { Names: [var row] }) await context.TargetContext.ScheduleActivityAsync(_rows[row].Acts, Arrive);
        else await context.TargetContext.CompleteActivityAsync();
    }

    async ValueTask Arrive(ActivityCompletedContext context)
    {
        var (_, to, arrive) = _rows[context.ChildContext.Activity.Id];
        arrive(context.ChildContext.GetRequiredService<InHand>());
        await context.TargetContext.ScheduleActivityAsync(to, Left);
    }

    // As Elsa's definitions carry what their readers know of an activity.
    static Dictionary<string, object> Known(string? article, Period? period)
    {
        var known = new Dictionary<string, object>();
        if (article is not null) known["Article"] = article;
        if (period is not null) known["Period"] = string.Create(CultureInfo.InvariantCulture, $"{period.Length} {period.Unit}");
        return known;
    }
}
