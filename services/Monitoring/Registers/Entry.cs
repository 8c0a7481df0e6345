using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Registers;

/// <summary>From where an entry came first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntrySource>))]
public enum EntrySource
{
    /// <summary>Named by the application that was recognised.</summary>
    [State("申报时", StateColour.Grey)] Application,
    /// <summary>Entered by the lead unit since.</summary>
    [State("牵头单位", StateColour.Blue)] LeadUnit,
}

/// <summary>What a lead unit says of an entry. Also the JSON of the API, and a version of its history.</summary>
/// <param name="Title">名称.</param>
/// <param name="Number">Its number, where the kind has one.</param>
/// <param name="OwnerCreditCode">The member unit, by credit code.</param>
/// <param name="StartsOn">Its first day; in this year it counts.</param>
/// <param name="EndsOn">Its last day.</param>
/// <param name="AmountFen">Its amount, fen.</param>
/// <param name="Details">What the kind has besides, by the keys of its fields.</param>
public sealed record EntryBody(
    [property: MaxLength(300)] string? Title, [property: MaxLength(100)] string? Number, [property: MaxLength(18)] string? OwnerCreditCode,
    DateOnly? StartsOn, DateOnly? EndsOn, long? AmountFen,
    [property: LongText(EntryRules.LongestDetail)] IReadOnlyDictionary<string, string?>? Details);

/// <summary>An entry of a register.</summary>
public sealed record Entry
{
    public Guid Id { get; init; }
    public Guid AllianceId { get; init; }
    public string AllianceName { get; init; } = "";
    public string LeadUnitName { get; init; } = "";
    internal string LeadUnitCreditCode { get; init; } = "";
    public EntryKind Kind { get; init; }
    public string Title { get; init; } = "";
    public string? Number { get; init; }
    public string? OwnerCreditCode { get; init; }
    public string? OwnerName { get; init; }
    public DateOnly? StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }
    public long? AmountFen { get; init; }
    internal string DetailsJson { get; init; } = "{}";
    public EntrySource Source { get; init; }
    /// <summary>Which version of it this is; whoever changes it names it.</summary>
    public int Version { get; init; }
    public DateTimeOffset EnteredAt { get; init; }
    public DateTimeOffset ChangedAt { get; init; }
    /// <summary>Set when it was taken out of the register.</summary>
    public DateTimeOffset? RemovedAt { get; init; }
    public string? RemovedWhy { get; init; }

    /// <summary>What its kind has besides.</summary>
    public IReadOnlyDictionary<string, string?> Details => _details ??= Json.Read<Dictionary<string, string?>>(DetailsJson);

    IReadOnlyDictionary<string, string?>? _details;

    internal const string Select = """
        select e.id, e.alliance_id, a.name as alliance_name, a.lead_unit_name, a.lead_unit_credit_code, e.kind, e.title, e.number,
          e.owner_credit_code, e.owner_name, e.starts_on, e.ends_on, e.amount_fen, e.details::text as details_json, e.source, e.version,
          e.entered_at, e.changed_at, e.removed_at, e.removed_why
        from register_entry e join alliance a on a.id = e.alliance_id
        """;

    /// <summary>As it is put down, with its version.</summary>
    internal static async Task Keep(UnitOfWork work, Guid id, int version, EntryBody body, DateTimeOffset now)
        => await work.Execute("""
            insert into register_entry_version(entry_id, version, body, at, by_account, by_name)
            values (@id, @version, @body::jsonb, @now, @Account, @Name)
            """, new { id, version, body = Json.Write(body), now, work.Actor.Account, work.Actor.Name });
}
