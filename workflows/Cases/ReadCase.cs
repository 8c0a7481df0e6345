using System.Text.Json;
using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Text;
using Alliance.Workflows.Interventions;

namespace Alliance.Workflows.Cases;

/// <summary>One case: where it is, how it came there, and until when it waits, each deadline with its article and computation.</summary>
public sealed class ReadCase(Database database)
{
    public sealed record Answer
    {
        public Guid CaseId { get; init; }
        public string Kind { get; init; } = "";
        public string Name { get; init; } = "";
        public string State { get; init; } = "";
        public string PolicyVersion { get; init; } = "";
        public DateTimeOffset OpenedAt { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }

        /// <summary>Since when people hold it; null while it goes on.</summary>
        public DateTimeOffset? PausedAt { get; init; }

        /// <summary>The policy version it goes on under from its next stage; null when none waits.</summary>
        public string? NextPolicyVersion { get; init; }

        /// <summary>What came while it is held and was not heard yet, in its order.</summary>
        public IReadOnlyList<Held> Held { get; init; } = [];
        public ApplicationSummary? Application { get; init; }
        public IReadOnlyList<Entry> Journal { get; init; } = [];

        /// <summary>What is still running, the next first; provisional ones last.</summary>
        public IReadOnlyList<Deadline> Deadlines { get; init; } = [];

        /// <summary>What fired or was cancelled, the last first.</summary>
        public IReadOnlyList<PastDeadline> PastDeadlines { get; init; } = [];

        /// <summary>All of them in the order in which they began, for the story.</summary>
        [JsonIgnore]
        public IReadOnlyList<Deadline> AllDeadlines { get; init; } = [];
    }

    /// <param name="At">When the message was handled.</param>
    /// <param name="From">State before; empty for the message that opened the case.</param>
    /// <param name="To">State after.</param>
    /// <param name="Message">What was heard.</param>
    /// <param name="Outputs">What was said.</param>
    /// <param name="Note">A remark, for example why nothing was done.</param>
    /// <param name="Reasons">The reasons the message gave, with their articles.</param>
    /// <param name="TraceId">The trace in which it was handled.</param>
    /// <param name="Position">Its place in the journal.</param>
    /// <param name="By">Who did it, where it is an intervention.</param>
    /// <param name="Change">What was changed, where it is an intervention.</param>
    /// <param name="Repeatable">The commands that can be said again: those of the step that brought the case where it is, and of later
    /// ones.</param>
    public sealed record Entry(
        DateTimeOffset At, string From, string To, string Message, IReadOnlyList<string> Outputs, string? Note,
        IReadOnlyList<Reason> Reasons, string? TraceId,
        long Position, string? By, Change? Change, IReadOnlyList<string> Repeatable);

    /// <param name="Message">What came.</param>
    /// <param name="Since">When.</param>
    public sealed record Held(string Message, DateTimeOffset Since);

    public record Deadline(
        string Name,
        string Article,
        DateTimeOffset? DueAt,
        DateOnly NominalDueOn,
        bool Provisional,
        IReadOnlyList<string> Explanation,
        string? Rule);

    public sealed record PastDeadline(
        string Name, string Article, DateTimeOffset? DueAt, DateOnly NominalDueOn, bool Fired, DateTimeOffset At);

    public async Task<Outcome<Answer>> Handle(Guid caseId, CancellationToken ct)
    {
        var found = await database.Find<CaseRow>("""
            select id as case_id, kind, name, state, policy_version, opened_at, updated_at, (data->'application')::text as application,
              (data->>'pausedAt')::timestamptz as paused_at, (data->>'hears')::uuid as hears,
                data->>'nextPolicyVersion' as next_policy_version
            from process_case where id = @caseId
            """, new { caseId }, ct);
        if (found is null) return Refusal.NotFound($"没有这个案件");

        var journal = await database.Query<JournalRow>("""
            select position, at, from_state, to_state, message, outputs, note, trace_id,
              case when message = any(@Interventions) then message_body->>'by' end as by, case
                when message = any(@Interventions) then (message_body->'change')::text end as change,
              jsonb_path_query_array(said, '$[*].command')::text as said,
              coalesce(message_body->'reasons', jsonb_build_array(message_body->'reason'))::text as reasons
            from journal where case_id = @caseId order by position
            """, new { caseId, Interventions = Change.All }, ct);
        var deadlines = await database.Query<DeadlineRow>("""
            select id, name, article, nominal_due_on, due_at, explanation::text as explanation, rule::text as rule, fired_at, cancelled_at
            from deadline where case_id = @caseId order by due_at nulls last, nominal_due_on, id
            """, new { caseId }, ct);
        var held = found is { PausedAt: null, Hears: null } ? []
            : await database.Query<HeldRow>(
                "select message_type as message, held_at as since from held_message where case_id = @caseId order by id",
                new { caseId }, ct);
        var here = journal.LastOrDefault(j => j.FromState != j.ToState)?.Position ?? 0;
        return new Answer
        {
            CaseId = found.CaseId,
            Kind = found.Kind,
            Name = found.Name,
            State = found.State,
            PolicyVersion = found.PolicyVersion,
            OpenedAt = found.OpenedAt,
            UpdatedAt = found.UpdatedAt,
            PausedAt = found.PausedAt,
            NextPolicyVersion = found.NextPolicyVersion,
            Held = [.. held.Select(h => new Held(h.Message, h.Since))],
            Application = found.Application is null ? null : Json.Read<ApplicationSummary>(found.Application),
            Journal = [.. journal.Select(j =>
                new Entry(j.At, j.FromState, j.ToState, j.Message, j.Outputs, j.Note, ReasonsIn(j.Reasons), j.TraceId,
                j.Position, j.By, j.Change is null ? null : Change.FromJson(j.Change), j.Position >= here && j.Said is not null
                    ? Json.Read<IReadOnlyList<string>>(j.Said) : []))],
            Deadlines = [.. deadlines.Where(d => d.FiredAt is null && d.CancelledAt is null)
                .Select(d => new Deadline(d.Name, d.Article, d.DueAt, d.NominalDueOn, d.DueAt is null,
                    Json.Read<IReadOnlyList<string>>(d.Explanation), d.Rule))],
            AllDeadlines = [.. deadlines.OrderBy(d => d.Id)
                .Select(d => new Deadline(d.Name, d.Article, d.DueAt, d.NominalDueOn, d.DueAt is null,
                    Json.Read<IReadOnlyList<string>>(d.Explanation), d.Rule))],
            PastDeadlines = [.. deadlines.Where(d => d.FiredAt is not null || d.CancelledAt is not null)
                .Select(d => new PastDeadline(d.Name, d.Article, d.DueAt, d.NominalDueOn, d.FiredAt is not null,
                    (d.FiredAt ?? d.CancelledAt)!.Value))
                .OrderByDescending(d => d.At)],
        };
    }

    static IReadOnlyList<Reason> ReasonsIn(string? json)
        => json is null ? [] : [.. Json.Read<IReadOnlyList<JsonElement>>(json).Where(r => r.ValueKind == JsonValueKind.Object)
            .Select(r => r.Deserialize<Reason>(Json.Options)!)];

    sealed record CaseRow
    {
        public Guid CaseId { get; init; }
        public string Kind { get; init; } = "";
        public string Name { get; init; } = "";
        public string State { get; init; } = "";
        public string PolicyVersion { get; init; } = "";
        public DateTimeOffset OpenedAt { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
        public string? Application { get; init; }
        public DateTimeOffset? PausedAt { get; init; }
        public Guid? Hears { get; init; }
        public string? NextPolicyVersion { get; init; }
    }

    sealed record HeldRow
    {
        public string Message { get; init; } = "";
        public DateTimeOffset Since { get; init; }
    }

    sealed record JournalRow
    {
        public long Position { get; init; }
        public string? By { get; init; }
        public string? Change { get; init; }
        public string? Said { get; init; }
        public DateTimeOffset At { get; init; }
        public string FromState { get; init; } = "";
        public string ToState { get; init; } = "";
        public string Message { get; init; } = "";
        public string[] Outputs { get; init; } = [];
        public string? Note { get; init; }
        public string? Reasons { get; init; }
        public string? TraceId { get; init; }
    }

    sealed record DeadlineRow
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public string Article { get; init; } = "";
        public DateOnly NominalDueOn { get; init; }
        public DateTimeOffset? DueAt { get; init; }
        public string Explanation { get; init; } = "[]";
        public string? Rule { get; init; }
        public DateTimeOffset? FiredAt { get; init; }
        public DateTimeOffset? CancelledAt { get; init; }
    }
}
