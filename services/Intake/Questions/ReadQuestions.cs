using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Intake.Questions;

/// <summary>One thread with everything written in it, for the unit that asked and the office.</summary>
[ForReading(Roles.Applicant, Roles.IntakeOfficer)]
public sealed class ReadQuestions(Database database)
{
    /// <summary>The thread.</summary>
    public sealed record Answer(
        Guid ThreadId, Guid CallId, string CallTitle, Guid? ApplicationId, string? AllianceName, bool IsDraft, string UnitName, bool IsOwn,
        DateTimeOffset? WaitingSince, IReadOnlyList<Message> Messages, IReadOnlyList<Published> Published);

    /// <summary>What was written. Who of the office wrote it, the office knows.</summary>
    public sealed record Message
    {
        public int Number { get; init; }
        public bool FromOffice { get; init; }
        public string Text { get; init; } = "";
        public DateTimeOffset WrittenAt { get; init; }
        public string? By { get; init; }
    }

    /// <summary>What of it everybody reads at the call.</summary>
    public sealed record Published
    {
        public string Question { get; init; } = "";
        public string Answer { get; init; } = "";
        public DateTimeOffset PublishedAt { get; init; }
    }

    sealed record About
    {
        public string Title { get; init; } = "";
        public string? AllianceName { get; init; }
        public bool IsDraft { get; init; }
    }

    public async Task<Outcome<Answer>> Handle(Guid threadId, Actor actor, CancellationToken ct)
    {
        var thread = await QuestionThread.Find(database, threadId, actor, ct);
        if (QuestionThread.WhyNotReader(thread, actor) is { } refusal) return refusal;
        var own = actor.Is(Roles.Applicant) && thread!.IsOf(actor);
        var about = await database.Find<About>("""
            select c.title, nullif(a.alliance_name, '') as alliance_name, coalesce(a.stage = 'Draft', false) as is_draft
            from call c left join application a on a.id = @ApplicationId where c.id = @CallId
            """, thread, ct);
        var messages = await database.Query<Message>("""
            select number, from_office, text, written_at, case when @own and from_office then null else written_by_name end as by
            from question_message where thread_id = @threadId order by number limit 200
            """, new { threadId, own }, ct);
        var published = await database.Query<Published>("""
            select question, answer, published_at from call_answer where thread_id = @threadId order by number limit 50
            """, new { threadId }, ct);
        return new Answer(threadId, thread!.CallId, about!.Title, thread.ApplicationId,
            about.IsDraft && !own ? null : about.AllianceName, about.IsDraft, thread.UnitName, own, thread.WaitingSince, messages,
            published);
    }

    /// <summary>The unit's thread about an application, or about a call itself; null where it has not asked yet.</summary>
    internal Task<Guid?> Of(Guid? callId, Guid? applicationId, Actor actor, CancellationToken ct)
        => database.Scalar<Guid?>("""
            select id from question_thread
            where case when @applicationId::uuid is null then application_id is null and call_id = @callId and unit_credit_code = @unit
              else application_id = @applicationId end
            """, new { callId, applicationId, unit = actor.Unit?.CreditCode }, ct);
}
