using System.Text.Json.Serialization;
using Alliance.Contracts;

namespace Alliance.Monitoring.Contracts;

/// <summary>Where a contract stands (Art. 14).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContractState>))]
public enum ContractState
{
    /// <summary>Its targets are being agreed, or it waits for the lead unit's signature.</summary>
    [State("草稿", StateColour.Grey)] Draft,
    /// <summary>Signed for the cycle that runs or one before.</summary>
    [State("已签订", StateColour.Green)] Signed,
}
