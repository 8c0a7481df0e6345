using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Alliance.Contracts;

/// <summary>Marks a command: one service answers it, through the queue of that name. Every other contract is an event, heard by whoever
/// cares.</summary>
/// <param name="service">The service's queue: intake, review, certification, funding or monitoring.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CommandForAttribute(string service) : Attribute
{
    /// <summary>The queue's name.</summary>
    public string Service { get; } = service;
}

/// <summary>A unit by name and 统一社会信用代码.</summary>
public sealed record Unit(string Name, string CreditCode);

/// <summary>What every service needs to know of an application to do its own part; a copy, frozen at submission (Art. 9).</summary>
/// <param name="AllianceName">Full name by the template of Art. 11.</param>
/// <param name="KeyIndustry">所属“188”重点产业.</param>
/// <param name="Kind">联盟类型, in the words of the form.</param>
/// <param name="LeadUnit">牵头单位.</param>
/// <param name="Members">All member units, the lead among them.</param>
/// <param name="ReceiptNumber">受理编号.</param>
/// <param name="PolicyVersion">The policy the case keeps for its whole life.</param>
/// <param name="RegionCode">行政区划代码 of the lead unit (GB/T 2260); empty in messages that lack it.</param>
public sealed record ApplicationSummary(
    string AllianceName, string KeyIndustry, string Kind, Unit LeadUnit, IReadOnlyList<Unit> Members, string ReceiptNumber,
    string PolicyVersion, string RegionCode = "")
{
    /// <summary>行政区划代码 under which it is counted: where the application does not say it, that of the lead unit's credit code (GB 32100:
    /// 3 to 8).</summary>
    [JsonIgnore]
    public string District => RegionCode.Length > 0 ? RegionCode : LeadUnit.CreditCode is { Length: 18 } code ? code[2..8] : "";
}

/// <summary>A reason with the article it rests on, for example "Art. 8(1)".</summary>
public sealed record Reason(string Article, [MaxLength(5000), DataType(DataType.MultilineText)] string Sentence);

/// <summary>Marks an event that is told to whoever listens, perhaps nobody. Every other message must find a receiver, or it waits in the
/// outbox.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnnouncementAttribute : Attribute;
