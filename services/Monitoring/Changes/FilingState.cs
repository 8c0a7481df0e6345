using System.Text.Json.Serialization;
using Alliance.Contracts;

namespace Alliance.Monitoring.Changes;

/// <summary>Where the filing of a change stands (Art. 15).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FilingState>))]
public enum FilingState
{
    /// <summary>Seen by the lead unit only.</summary>
    [State("草稿", StateColour.Grey)] Draft,
    /// <summary>The units that it concerns are asked.</summary>
    [State("征求同意", StateColour.Orange)] Consenting,
    /// <summary>It waits for an officer.</summary>
    [State("待备案", StateColour.Blue)] Filed,
    /// <summary>An officer asks for what is missing, until a day.</summary>
    [State("待补充", StateColour.Orange)] Returned,
    /// <summary>An officer took note: the change holds.</summary>
    [State("已备案", StateColour.Green)] Noted,
    /// <summary>Taken back by the lead unit.</summary>
    [State("已撤回", StateColour.Grey)] Withdrawn,
}

/// <summary>As what a unit is asked whether it agrees.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConsentPart>))]
public enum ConsentPart
{
    /// <summary>It led the alliance.</summary>
    [State("原牵头单位", StateColour.Grey)] FormerLead,
    /// <summary>It is to lead the alliance.</summary>
    [State("新牵头单位", StateColour.Orange)] NewLead,
    /// <summary>It is a member and stays one.</summary>
    [State("成员单位", StateColour.Grey)] Member,
    /// <summary>It joins.</summary>
    [State("加入单位", StateColour.Blue)] Joining,
    /// <summary>It leaves.</summary>
    [State("退出单位", StateColour.Grey)] Leaving,
}

/// <summary>What a unit said.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConsentAnswer>))]
public enum ConsentAnswer
{
    /// <summary>It agrees.</summary>
    [State("同意", StateColour.Green)] Given,
    /// <summary>It does not.</summary>
    [State("不同意", StateColour.Red)] Refused,
}
