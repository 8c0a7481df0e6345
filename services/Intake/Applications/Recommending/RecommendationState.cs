using System.Text.Json.Serialization;
using Alliance.Contracts;

namespace Alliance.Intake.Applications.Recommending;

/// <summary>Where the recommendation of an application stands (Art. 18).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecommendationState>))]
public enum RecommendationState
{
    /// <summary>A body was asked and has not said anything yet.</summary>
    [State("待推荐", StateColour.Orange)] Awaiting,
    /// <summary>推荐.</summary>
    [State("已推荐", StateColour.Green)] Recommended,
    /// <summary>不予推荐.</summary>
    [State("不予推荐", StateColour.Red)] Declined,
    /// <summary>Nobody was asked, or the time for it is over.</summary>
    [State("未推荐", StateColour.Grey)] None,
}
