using System.Text.Json.Serialization;
using Alliance.Contracts;

namespace Alliance.Monitoring.Contracts;

/// <summary>Where a contract stands (Art. 14).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContractState>))]
public enum ContractState
{
    /// <summary>Its targets are being agreed, or it waits for the lead unit's signature.</summary>
    [State("草稿", StateColour.Grey)] Draft,
    /// <summary>The lead unit signed it for the cycle that runs; its targets stand.</summary>
    [State("已签订", StateColour.Green)] Signed,
    /// <summary>Both signed it, and the paper is on file.</summary>
    [State("双方已签订", StateColour.Green)] Countersigned,
    /// <summary>Not signed for the cycle that runs; the targets of an earlier one are carried on.</summary>
    [State("沿用上一周期", StateColour.Orange)] Carried,
}
