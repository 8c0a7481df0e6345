using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Text;
using Alliance.Engine;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Workflows.Diagrams;

namespace Alliance.Workflows.Interventions;

/// <summary>What an administrator changes in a case. Each kind says in which cases it may not be, and how it is carried out.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RepeatCommand), "repeat")]
[JsonDerivedType(typeof(MoveDeadline), "move")]
[JsonDerivedType(typeof(PauseCase), "pause")]
[JsonDerivedType(typeof(ResumeCase), "resume")]
[JsonDerivedType(typeof(MigrateCase), "migrate")]
public abstract record Change
{
    /// <summary>Its name in journal and audit.</summary>
    [JsonIgnore]
    public string What => GetType().Name;

    /// <summary>Every name.</summary>
    public static readonly string[] All =
        [.. typeof(Change).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => kind.DerivedType.Name)];

    /// <summary>What exactly, as people read it.</summary>
    [JsonIgnore]
    public abstract FormattableString InWords { get; }

    /// <summary>Looks at the case as it is now: why not, or how.</summary>
    internal abstract Task<Step> Look(Hands hands);

    // jsonb does not keep the order of keys.
    static readonly JsonSerializerOptions Options = new(Json.Options) { AllowOutOfOrderMetadataProperties = true };

    /// <summary>One that was stored.</summary>
    internal static Change FromJson(string json)
        => JsonSerializer.Deserialize<Change>(json, Options) ?? throw new JsonException("A stored change is null.");
}

/// <summary>What a change works with.</summary>
/// <param name="Case">The case, locked.</param>
/// <param name="Work">The transaction.</param>
/// <param name="Calendar">The calendar in force.</param>
/// <param name="Now">The instant.</param>
/// <param name="Reason">The reason in writing.</param>
internal sealed record Hands(CaseInHand Case, UnitOfWork Work, WorkCalendar Calendar, DateTimeOffset Now, string Reason);

/// <summary>Why a change may not be, or how it is carried out.</summary>
/// <param name="Refusal">Why not; null when it may be.</param>
/// <param name="Article">The article it rests on, where one does.</param>
/// <param name="CarryOut">Writes it; what it answers with goes into the audit.</param>
internal sealed record Step(Refusal? Refusal, string? Article, Func<Task<object?>> CarryOut)
{
    public static implicit operator Step(Refusal refusal)
        => new(refusal, refusal.Article, () => throw new InvalidOperationException("A refused change is not carried out."));
}

/// <summary>A case as an intervention finds it.</summary>
public record CaseInHand
{
    public Guid CaseId { get; init; }
    public string Kind { get; init; } = "";
    public string State { get; init; } = "";
    public string Name { get; init; } = "";
    public string PolicyVersion { get; init; } = "";
    public DateTimeOffset? PausedAt { get; init; }
    public Guid? Hears { get; init; }
    public string? NextPolicyVersion { get; init; }
    public string? LeadCreditCode { get; init; }

    /// <summary>True when nothing more happens in it.</summary>
    public bool Ended => Processes.Ends.Contains(State);

    internal Policy Policy => PolicyBook.Find(PolicyVersion);

    /// <summary>Locks the case; null when there is none.</summary>
    internal static Task<CaseInHand?> Lock(UnitOfWork work, Guid caseId) => work.Find<CaseInHand>("""
        select id as case_id, kind, state, name, policy_version, (data->>'pausedAt')::timestamptz as paused_at,
          (data->>'hears')::uuid as hears, data->>'nextPolicyVersion' as next_policy_version,
          data->'application'->'leadUnit'->>'creditCode' as lead_credit_code
        from process_case where id = @caseId for update
        """, new { caseId });

    /// <summary>Tells everybody until when the case waits now.</summary>
    internal async Task TellNextDeadline(UnitOfWork work, string because, DateTimeOffset now)
    {
        var next = await work.Find<NextDeadline>("""
            select name, due_at from deadline where case_id = @CaseId and fired_at is null and cancelled_at is null
            order by due_at nulls last, nominal_due_on limit 1
            """, this);
        await work.Publish(new CaseAdvanced(CaseId, Kind, State, State, because, now, next?.Name, next?.DueAt,
            await work.Query<CaseDeadline>(Deadlines.RunningOfCase, this)));
    }

    sealed record NextDeadline
    {
        public string Name { get; init; } = "";
        public DateTimeOffset? DueAt { get; init; }
    }
}
