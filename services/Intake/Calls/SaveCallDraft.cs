using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Input;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Intake.Calls;

/// <summary>An officer prepares a call; nobody outside the office sees it until it is published. Anything may still be empty.</summary>
public sealed class SaveCallDraft(Database database, StatutoryClock clock)
{
    /// <summary>The call as far as it is written.</summary>
    public sealed record Request
    {
        /// <summary>Null begins a draft.</summary>
        public Guid? DraftId { get; init; }
        [Range(0, InputCheck.LastYear)] public int Year { get; init; }
        public string Title { get; init; } = "";
        [LongText(50_000)] public string Body { get; init; } = "";
        public DateTimeOffset? OpensAt { get; init; }
        public DateTimeOffset? ClosesAt { get; init; }
        public DateTimeOffset? RecommendUntil { get; init; }
    }

    /// <summary>The draft.</summary>
    public sealed record Answer(Guid DraftId);

    /// <summary>A draft as it was last saved.</summary>
    public sealed record Draft
    {
        public Guid DraftId { get; init; }
        public int Year { get; init; }
        public string Title { get; init; } = "";
        public string Body { get; init; } = "";
        public DateTimeOffset? OpensAt { get; init; }
        public DateTimeOffset? ClosesAt { get; init; }
        public DateTimeOffset? RecommendUntil { get; init; }
        public DateTimeOffset SavedAt { get; init; }
        public string SavedByName { get; init; } = "";
    }

    [For(Roles.IntakeOfficer)]
    public async Task<Outcome<Answer>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        if (request.Year is < 2000 or > 2100) return Refusal.Invalid($"请填写申报年度，例如 2024", Articles.Applications, "year");
        var draftId = request.DraftId ?? Guid.CreateVersion7();
        await using var work = await database.Begin(this, officer, ct);
        await work.Execute("""
            insert into call_draft(id, year, title, body, opens_at, closes_at, recommend_until, saved_at, saved_by_name)
            values (@draftId, @Year, @Title, @Body, @OpensAt, @ClosesAt, @RecommendUntil, @Now, @Name)
            on conflict (id) do update set year = excluded.year, title = excluded.title, body = excluded.body, opens_at = excluded.opens_at,
              closes_at = excluded.closes_at, recommend_until = excluded.recommend_until, saved_at = excluded.saved_at,
              saved_by_name = excluded.saved_by_name
            """, new
        {
            draftId,
            request.Year,
            request.Title,
            request.Body,
            request.OpensAt,
            request.ClosesAt,
            request.RecommendUntil,
            clock.Now,
            officer.Name,
        });
        await work.Record(draftId, nameof(SaveCallDraft), new { request.Title });
        await work.Commit();
        return new Answer(draftId);
    }

    /// <summary>The drafts, latest first.</summary>
    [ForReading(Roles.IntakeOfficer)]
    public Task<IReadOnlyList<Draft>> List(CancellationToken ct) => database.Query<Draft>("""
        select id as draft_id, year, title, body, opens_at, closes_at, recommend_until, saved_at, saved_by_name from call_draft
        order by saved_at desc limit 50
        """, ct: ct);
}
