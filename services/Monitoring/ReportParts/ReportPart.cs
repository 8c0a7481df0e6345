using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Reports;
using Alliance.Statute;

namespace Alliance.Monitoring.ReportParts;

/// <summary>Where a member's part stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PartState>))]
public enum PartState
{
    /// <summary>The member writes it.</summary>
    [State("成员填写", StateColour.Orange)] Asked,
    /// <summary>It waits for the lead unit.</summary>
    [State("待采用", StateColour.Blue)] HandedIn,
    /// <summary>It is in the report.</summary>
    [State("已采用", StateColour.Green)] Taken,
}

/// <summary>A member's part of a year's report, with what decides whether it can still be written (Art. 14).</summary>
public sealed record ReportPart
{
    public Guid Id { get; init; }
    public Guid AllianceId { get; init; }
    public string AllianceName { get; init; } = "";
    public string LeadUnitCreditCode { get; init; } = "";
    public int Year { get; init; }
    public string UnitName { get; init; } = "";
    public string UnitCreditCode { get; init; } = "";
    public string Asked { get; init; } = "";
    public DateOnly DueOn { get; init; }
    public DateTimeOffset AskedAt { get; init; }
    public string AskedByName { get; init; } = "";
    public PartState State { get; init; }
    public string Body { get; init; } = "{}";
    public int Version { get; init; }
    public DateTimeOffset? SavedAt { get; init; }
    public string? SavedByName { get; init; }
    public DateTimeOffset? HandedAt { get; init; }
    public string? HandedByName { get; init; }
    public string? ReturnedWhy { get; init; }
    public DateTimeOffset? TakenAt { get; init; }
    public string? TakenByName { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public ReportStage? Report { get; init; }
    public string PolicyVersion { get; init; } = "";

    /// <summary>What the member wrote.</summary>
    internal PartContent Content => Json.Read<PartContent>(Body);

    /// <summary>False once the report was filed, or the alliance ended.</summary>
    internal bool IsOpen => ClosedAt is null && Report is null or ReportStage.Returned;

    internal const string Select = """
        select p.id, p.alliance_id, a.name as alliance_name, a.lead_unit_credit_code, p.year, p.unit_name, p.unit_credit_code, p.asked,
          p.due_on, p.asked_at, p.asked_by_name, p.state, p.body::text, p.version, p.saved_at, p.saved_by_name, p.handed_at,
          p.handed_by_name, p.returned_why, p.taken_at, p.taken_by_name, a.closed_at, a.policy_version,
          (select r.state from annual_report r where r.alliance_id = p.alliance_id and r.year = p.year) as report
        from report_part p join alliance a on a.id = p.alliance_id
        """;

    /// <summary>The part, kept from others until this step is over; null where there is none. A step of the lead unit holds the alliance
    /// before.</summary>
    internal static Task<ReportPart?> Lock(UnitOfWork work, Guid id)
        => work.Find<ReportPart>(Select + " where p.id = @id for update of p", new { id });

    /// <summary>Who reads it: the unit that writes it, the lead unit, and the offices of a recognised alliance.</summary>
    internal bool IsVisibleTo(Actor actor) => OperatingAlliance.SeesAll(actor)
        || actor.BelongsTo(UnitCreditCode) || (actor.Is(Roles.Applicant) && actor.BelongsTo(LeadUnitCreditCode));

    /// <summary>Why its unit cannot write at it; null when it can.</summary>
    internal static Refusal? WhyNotWritten(ReportPart? part, Actor member, int? basedOn) => part switch
    {
        null => Refusal.NotFound($"没有请贵单位填写的这一部分"),
        _ when !member.BelongsTo(part.UnitCreditCode) => Refusal.NotFound($"没有请贵单位填写的这一部分"),
        { IsOpen: false } => Refusal.Conflict($"{part.Year} 年度科技报告已经报送，不再填写", Articles.Operation, part.PolicyVersion),
        { State: PartState.HandedIn } => Refusal.Conflict($"这一部分已经提交，等待牵头单位采用", Articles.Operation, part.PolicyVersion),
        { State: PartState.Taken } => Refusal.Conflict($"这一部分已经采用，内容已固定", Articles.Operation, part.PolicyVersion),
        _ when basedOn is { } seen && seen != part.Version => Refusal.Conflict(
            $"{part.SavedByName} 已于 {Ui.BeijingTime.Text(part.SavedAt!.Value)} 保存了新的内容，请核对后再保存", Articles.Operation, part.PolicyVersion),
        _ => null,
    };

    /// <summary>Why the lead unit decides nothing on it; null when it can.</summary>
    internal static Refusal? WhyNotDecided(ReportPart? part, Actor lead) => part switch
    {
        null => Refusal.NotFound($"没有这份成员填报"),
        _ when !lead.BelongsTo(part.LeadUnitCreditCode) => Refusal.NotFound($"没有这份成员填报"),
        { IsOpen: false } => Refusal.Conflict($"{part.Year} 年度科技报告已经报送，不再采用成员填报", Articles.Operation, part.PolicyVersion),
        { State: PartState.Asked } => Refusal.Conflict($"{part.UnitName}尚未提交这一部分", Articles.Operation, part.PolicyVersion),
        { State: PartState.Taken } => Refusal.Conflict($"这一部分已经采用", Articles.Operation, part.PolicyVersion),
        _ => null,
    };

    /// <summary>Why that day cannot be the last to hand a part in.</summary>
    internal static Fault? WhyNotDue(DateOnly? due, DateOnly today) => due switch
    {
        null => new($"请填写提交的期限", Articles.Operation, "dueOn"),
        { } day when day < today || day > today.AddDays(LongestDays)
            => new($"提交的期限应在 {today:yyyy-MM-dd} 至 {today.AddDays(LongestDays):yyyy-MM-dd} 之间", Articles.Operation, "dueOn"),
        _ => null,
    };

    /// <summary>The longest time to write a part, days.</summary>
    internal const int LongestDays = 180;
}
