using Alliance.Certification.Determinations;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Text;

namespace Alliance.Certification.Meetings;

/// <summary>Where a meeting stands.</summary>
public enum MeetingState
{
    /// <summary>Its agenda and decisions can be changed.</summary>
    [State("待签署", StateColour.Orange)] Open,
    /// <summary>The decision maker signed, and the decisions were taken.</summary>
    [State("已签署", StateColour.Green)] Signed,
    /// <summary>It was not held.</summary>
    [State("已取消", StateColour.Grey)] Cancelled,
}

/// <summary>What a meeting decides of a row.</summary>
public enum RowDecision
{
    /// <summary>拟认定.</summary>
    [State("拟认定", StateColour.Blue)] Propose,
    /// <summary>不予认定.</summary>
    [State("不予认定", StateColour.Red)] Decline,
    /// <summary>退回评审: the experts look at it once more.</summary>
    [State("退回评审", StateColour.Orange)] Return,
    /// <summary>Left for another meeting.</summary>
    [State("留待再议", StateColour.Grey)] Leave,
}

/// <summary>局长办公会: day, place, who attends, what is on the agenda, and what was decided.</summary>
public sealed record Meeting
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; }
    /// <summary>The day.</summary>
    public DateOnly HeldOn { get; init; }
    /// <summary>Where.</summary>
    public string Place { get; init; } = "";
    /// <summary>Who attends, JSON.</summary>
    public string AttendeesJson { get; init; } = "[]";
    /// <summary>Where it stands.</summary>
    public MeetingState State { get; init; }
    /// <summary>When it was called.</summary>
    public DateTimeOffset CalledAt { get; init; }
    /// <summary>By whom.</summary>
    public string CalledByName { get; init; } = "";
    /// <summary>纪要文号.</summary>
    public string? Number { get; init; }
    /// <summary>纪要.</summary>
    public string? Minutes { get; init; }
    /// <summary>Who wrote them.</summary>
    public string? MinutedByName { get; init; }
    /// <summary>When it was signed.</summary>
    public DateTimeOffset? SignedAt { get; init; }
    /// <summary>By whom.</summary>
    public string? SignedByName { get; init; }

    /// <summary>Who attends.</summary>
    public IReadOnlyList<string> Attendees => Json.Read<List<string>>(AttendeesJson);

    internal const string Columns = """
        id, held_on, place, attendees::text as attendees_json, state, called_at, called_by_name, number, minutes, minuted_by_name,
        signed_at, signed_by_name
        """;

    /// <summary>The meeting, kept from others until this step is over; null where there is none.</summary>
    internal static Task<Meeting?> Lock(UnitOfWork work, Guid id)
        => work.Find<Meeting>($"select {Columns} from meeting where id = @id for update", new { id });

    /// <summary>Why it cannot be changed any more; null when it can.</summary>
    internal static Refusal? WhyNotChange(Meeting? meeting) => meeting switch
    {
        null => Refusal.NotFound($"没有这次会议"),
        { State: MeetingState.Signed } => Refusal.Conflict($"会议纪要已经签署，不能更改"),
        { State: MeetingState.Cancelled } => Refusal.Conflict($"会议已经取消"),
        _ => null,
    };
}

/// <summary>A row of the agenda with what there is to compare.</summary>
public sealed record AgendaItem
{
    /// <summary>The case.</summary>
    public Guid ApplicationId { get; init; }
    /// <summary>Its place on the agenda.</summary>
    public int Position { get; init; }
    /// <summary>What the meeting decides.</summary>
    public RowDecision? Decision { get; init; }
    /// <summary>Reasons of a refusal, JSON.</summary>
    public string? ReasonsJson { get; init; }
    /// <summary>What the experts are to look at again, where it is returned to them.</summary>
    public string? ReturnWhy { get; init; }
    /// <summary>When it was returned to them before; once an application.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }
    /// <summary>Who does not decide on it, JSON.</summary>
    public string RecusedJson { get; init; } = "[]";
    /// <summary>Where the case stands.</summary>
    public DeterminationState State { get; init; }
    /// <summary>The panel's conclusion.</summary>
    public bool Recommended { get; init; }
    /// <summary>The panel's mean.</summary>
    public decimal AverageScore { get; init; }
    /// <summary>How many scored.</summary>
    public int Experts { get; init; }
    /// <summary>专家组意见.</summary>
    public string PanelOpinion { get; init; } = "";
    /// <summary>A living alliance or proposal that bears its name.</summary>
    public bool NameIsTaken { get; init; }
    /// <summary>Alliances that a member unit of it belongs to and that are recognised: Art. 13 has them first where all else is
    /// equal.</summary>
    public int RecognisedMembers { get; init; }
    /// <summary>The application, JSON.</summary>
    public string Summary { get; init; } = "";

    /// <summary>What districts and associations said of it, JSON.</summary>
    public string? RecommendationsJson { get; init; }

    /// <summary>The application.</summary>
    public ApplicationSummary Application => Json.Read<ApplicationSummary>(Summary);
    /// <summary>Reasons of a refusal.</summary>
    public IReadOnlyList<Reason> Reasons => ReasonsJson is null ? [] : Json.Read<List<Reason>>(ReasonsJson);
    /// <summary>Who does not decide on it.</summary>
    public IReadOnlyList<string> Recused => Json.Read<List<string>>(RecusedJson);

    internal const string Select = $"""
        select i.application_id, i.position, i.decision, i.reasons::text as reasons_json, i.return_why, d.returned_at,
          i.recused::text as recused_json, d.state, d.recommended, d.average_score, d.experts, d.panel_opinion,
          d.application::text as summary,
          exists(select from reserved_name r where r.released_at is null and r.application_id <> d.application_id
            and r.name = d.application->>'allianceName') as name_is_taken,
          (select count(distinct a.id)::int from alliance a, jsonb_array_elements(d.application->'members') own
            where a.status in ('Valid', 'Cancelling') and a.application->'members' @> jsonb_build_array(
              jsonb_build_object('creditCode', own->>'creditCode'))) as recognised_members,
          {Recommendation.Sql} as recommendations_json
        from meeting_item i join determination d on d.application_id = i.application_id
        """;
}
