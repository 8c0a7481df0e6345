using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Intake.Calls;

/// <summary>An officer amends a published call, with a public note 更正说明 that says what and why (Art. 9). Year and policy stay as they were
/// published.</summary>
[For(Roles.IntakeOfficer)]
public sealed class AmendCall(Database database, LetterBox letters, StatutoryClock clock)
{
    /// <summary>The call as it shall read.</summary>
    public sealed record Request
    {
        public string Title { get; init; } = "";
        [LongText(50_000)] public string Body { get; init; } = "";
        public DateTimeOffset OpensAt { get; init; }
        public DateTimeOffset ClosesAt { get; init; }
        /// <summary>Until when recommendations are expected (Art. 18); null: as it stands.</summary>
        public DateTimeOffset? RecommendUntil { get; init; }
        [LongText] public string Note { get; init; } = "";
    }

    /// <summary>One thing that changed.</summary>
    /// <param name="Field">Key of the translation.</param>
    /// <param name="Before">As it read; null for a text too long to repeat.</param>
    /// <param name="After">As it reads now.</param>
    public sealed record Change(string Field, string? Before, string? After);

    public async Task<Outcome> Handle(Guid callId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var call = await work.Find<Call>("""
            select id as call_id, title, body, opens_at, closes_at, recommend_until, policy_version from call where id = @callId for update
            """, new { callId });
        if (WhyNot(call, request, clock.Now) is { } refusal) return refusal;

        var changes = Changes(call!, request);
        await work.Execute("""
            update call set title = @Title, body = @Body, opens_at = @OpensAt, closes_at = @ClosesAt,
              recommend_until = coalesce(@RecommendUntil, recommend_until) where id = @callId;
            insert into call_note(call_id, number, note, changes, published_at, published_by)
            select @callId, count(*) + 1, @Note, @changes, @Now, @Account from call_note where call_id = @callId
            """, new
        {
            callId,
            Title = request.Title.Trim(),
            Body = Clean(request.Body),
            request.OpensAt,
            request.ClosesAt,
            request.RecommendUntil,
            Note = request.Note.Trim(),
            changes = Json.Of(changes),
            clock.Now,
            officer.Account,
        });
        foreach (var unit in await work.Query<string>(
            "select distinct lead_credit_code from application where call_id = @callId and stage = 'Draft'", new { callId }))
            await letters.Tell(work, Audience.Unit(unit), callId, $"申报通知有更正",
                $"贵单位正在填写的申报书所依据的“{request.Title.Trim()}”有更正，草稿不受影响，请查看更正说明。", $"/intake/calls/{callId}", Articles.Applications);
        await work.Record(callId, nameof(AmendCall), new { changes, request.Note }, Articles.Applications, call!.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static IReadOnlyList<Change> Changes(Call call, Request request)
    {
        List<Change> changes = [];
        if (call.Title != request.Title.Trim()) changes.Add(new("标题", call.Title, request.Title.Trim()));
        if (Clean(call.Body) != Clean(request.Body)) changes.Add(new("通知正文", null, null));
        if (call.OpensAt != request.OpensAt) changes.Add(new("开始时间", Text(call.OpensAt), Text(request.OpensAt)));
        if (call.ClosesAt != request.ClosesAt) changes.Add(new("截止时间", End(call.ClosesAt), End(request.ClosesAt)));
        if (request.RecommendUntil is { } until && until != call.RecommendUntil)
            changes.Add(new("推荐截止", call.RecommendUntil is { } before ? End(before) : "—", End(until)));
        return changes;
    }

    internal static Refusal? WhyNot(Call? call, Request request, DateTimeOffset now)
    {
        if (call is null) return Refusal.NotFound($"没有这份申报通知");
        List<Fault> faults = [];
        if (string.IsNullOrWhiteSpace(request.Title)) faults.Add(new($"请填写通知标题", Articles.Applications, "title"));
        if (string.IsNullOrWhiteSpace(request.Body)) faults.Add(new($"请填写通知正文", Articles.Applications, "body"));
        if (string.IsNullOrWhiteSpace(request.Note)) faults.Add(new($"请写明更正说明，向社会说明更正了什么、为什么更正", Articles.Applications, "note"));
        if (request.ClosesAt <= request.OpensAt) faults.Add(new($"申报截止时间应晚于开始时间", Articles.Applications, "closesAt"));
        if (request.OpensAt != call.OpensAt && call.OpensAt <= now) faults.Add(new($"申报已经开始，不能再改开始时间", Articles.Applications, "opensAt"));
        // Whoever relied on the published window keeps it: it may grow, and end early only by being closed, which says why.
        if (request.ClosesAt < call.ClosesAt) faults.Add(new($"截止时间只能延后；需要提前结束的，请使用“提前截止”并说明理由", Articles.Applications, "closesAt"));
        else if (request.ClosesAt != call.ClosesAt && request.ClosesAt <= now)
            faults.Add(new($"申报截止时间已过，请重新填写", Articles.Applications, "closesAt"));
        if ((request.RecommendUntil ?? call.RecommendUntil) < request.ClosesAt)
            faults.Add(new($"推荐截止时间不能早于申报截止时间", Articles.Promotion, "recommendUntil"));
        if (faults.Count > 0) return Refusal.Invalid(faults, call.PolicyVersion);
        return Changes(call, request).Count == 0
            ? Refusal.Invalid($"通知没有任何改动，无需更正", Articles.Applications, policyVersion: call.PolicyVersion) : null;
    }

    internal static string Text(DateTimeOffset instant) => Applications.BeijingText.Of(instant);

    internal static string End(DateTimeOffset instant) => Applications.BeijingText.End(instant);

    // A browser posts line ends as CR LF.
    static string Clean(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}
