namespace Alliance.Workflows.Diagrams;

/// <summary>What stands on the diagram beside the procedure itself.</summary>
public sealed record Figures
{
    /// <summary>Nothing but the procedure.</summary>
    public static readonly Figures None = new();

    /// <summary>Beneath a state's name, such as how many cases are there; two lines.</summary>
    public IReadOnlyDictionary<string, (string First, string? Second)> OfStates { get; init; } =
        new Dictionary<string, (string, string?)>();

    /// <summary>How often each arrow was taken lately.</summary>
    public IReadOnlyDictionary<(string From, string To), long> Traffic { get; init; } = new Dictionary<(string, string), long>();

    /// <summary>How long each deadline is, by the message it sends.</summary>
    public IReadOnlyDictionary<string, string> Lengths { get; init; } = new Dictionary<string, string>();

    /// <summary>The way of one case, arrow by arrow.</summary>
    public IReadOnlyList<(string From, string To)>? Way { get; init; }

    /// <summary>Where that case is.</summary>
    public string? Current { get; init; }

    /// <summary>Where a state leads when it is clicked.</summary>
    public Func<string, string>? Link { get; init; }
}
