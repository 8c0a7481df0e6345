using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Questionnaires;

/// <summary>Whether what the members agreed on sharing benefits was done.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BenefitSharing>))]
public enum BenefitSharing
{
    /// <summary>As agreed.</summary>
    [State("已按协议履行", StateColour.Green)] Fulfilled,
    /// <summary>In part.</summary>
    [State("部分履行", StateColour.Orange)] Partly,
    /// <summary>Not.</summary>
    [State("没有履行", StateColour.Red)] Unfulfilled,
    /// <summary>Nothing was due.</summary>
    [State("没有应当分享的利益", StateColour.Grey)] NothingDue,
}

/// <summary>What a member unit says by itself of the cycle that is assessed (Art. 14). Also the JSON of the API.</summary>
public sealed record Answers
{
    /// <summary>Whether it still takes part in the alliance.</summary>
    public bool? TakesPart { get; init; }
    /// <summary>本周期自身研发投入, fen.</summary>
    public long? RdInvestmentFen { get; init; }
    /// <summary>In how many joint projects of the alliance it took part.</summary>
    public int? JointProjects { get; init; }
    /// <summary>In how many of the alliance's meetings and events it took part.</summary>
    public int? Meetings { get; init; }
    /// <summary>What it received of the 引导经费, fen.</summary>
    public long? GrantReceivedFen { get; init; }
    /// <summary>Whether benefits were shared as agreed.</summary>
    public BenefitSharing? BenefitSharing { get; init; }
    /// <summary>How content it is with the lead unit's work, 1 to 5.</summary>
    public int? Satisfaction { get; init; }
    /// <summary>What else it has to say.</summary>
    [LongText(4000)] public string? Remarks { get; init; }
}
