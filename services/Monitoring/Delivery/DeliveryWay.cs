using System.Text.Json.Serialization;
using Alliance.Contracts;

namespace Alliance.Monitoring.Delivery;

/// <summary>How an instrument was served other than in the inbox.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryWay>))]
public enum DeliveryWay
{
    /// <summary>Handed over against a signature.</summary>
    [State("直接送达", StateColour.Green)] InPerson,
    /// <summary>By registered mail.</summary>
    [State("邮寄送达", StateColour.Green)] Post,
    /// <summary>Left with the unit, which refused to take it, before witnesses.</summary>
    [State("留置送达", StateColour.Green)] LeftBehind,
    /// <summary>Announced, since it could not be served otherwise.</summary>
    [State("公告送达", StateColour.Green)] Announcement,
}
