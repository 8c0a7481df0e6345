using System.Text.Json.Serialization;
using Alliance.Contracts;

namespace Alliance.Review.Reviews;

/// <summary>What a review came to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewOutcome>))]
public enum ReviewOutcome
{
    /// <summary>The panel recommends the recognition.</summary>
    [State("推荐", StateColour.Green)] Recommended,
    /// <summary>It does not.</summary>
    [State("不推荐", StateColour.Red)] NotRecommended,
    /// <summary>Nothing yet.</summary>
    [State("评审中", StateColour.Blue)] Running,
    /// <summary>Nothing: the application was withdrawn.</summary>
    [State("已关闭", StateColour.Grey)] Closed,
}

static class Outcomes
{
    /// <summary>The outcome of a review of the table r.</summary>
    public const string Sql = """
        case when r.state = 'Closed' then 'Closed' when r.state <> 'Concluded' then 'Running'
          when r.recommended then 'Recommended' else 'NotRecommended' end
        """;
}
