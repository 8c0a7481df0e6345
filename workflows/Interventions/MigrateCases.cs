using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute.Periods;
using Alliance.Workflows.Policies;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Interventions;

/// <summary>Chosen cases go on under a newer policy version; a preview says what that changes before anything is done.</summary>
public sealed class MigrateCases(
    Database database, Intervene intervene, ListPolicies policies, WorkCalendar calendar, TimeProvider clock, Words words)
{
    const int PageSize = 20;

    /// <summary>A deadline that runs and stays as it is.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="DueAt">When it is due; null while provisional.</param>
    /// <param name="UnderNew">When it would be due if it had begun under the new version.</param>
    public sealed record Running(string Name, DateTimeOffset? DueAt, DateTimeOffset? UnderNew);

    /// <param name="WhyNot">Why the case cannot; null when it can.</param>
    /// <param name="From">The stage from which it goes on under the new version.</param>
    public sealed record Candidate(
        Guid CaseId, string Name, string Kind, string State, string? WhyNot, string From, IReadOnlyList<Running> Deadlines);

    public sealed record Preview(
        string Version, string To, IReadOnlyList<ListPolicies.Difference> Differences, IReadOnlyList<Candidate> Cases, string? Next);

    /// <param name="CaseId">The case.</param>
    /// <param name="State">Done, or proposed to another administrator; null when refused.</param>
    /// <param name="WhyNot">Why not.</param>
    public sealed record Result(Guid CaseId, InterventionState? State, string? WhyNot);

    /// <summary>What would change for the cases under a version, or for one of them.</summary>
    [ForReadingByStaff]
    public async Task<Outcome<Preview>> Look(string version, string to, Guid? caseId, string? after, CancellationToken ct)
    {
        if (policies.Compare(version, to) is not { Value: { } differences }) return Refusal.NotFound($"没有这个政策版本");
        var cursor = Cursor.Read(after);
        var cases = await database.Query<CaseRow>($"""
            select id as case_id, kind, state, name, policy_version, (data->>'pausedAt')::timestamptz as paused_at,
              data->>'nextPolicyVersion' as next_policy_version, updated_at
            from process_case where policy_version = @version
              and state <> all(@Ends) {(caseId is null ? "" : "and id = @caseId")}
                {(cursor is null ? "" : "and (updated_at, id) < (@At, @Id)")}
            order by updated_at desc, id desc limit {PageSize + 1}
            """, new { version, Diagrams.Processes.Ends, caseId, cursor?.At, Id = cursor?.Id ?? Guid.Empty }, ct);
        var page = cases.Take(PageSize).ToList();
        var deadlines = (await database.Query<DeadlineRow>("""
            select case_id, name, due_at, rule::text as rule from deadline where case_id = any(@ids) and fired_at is null
              and cancelled_at is null order by due_at nulls last
            """, new { ids = page.Select(c => c.CaseId).ToArray() }, ct)).ToLookup(d => d.CaseId);
        var today = BeijingTime.DayOf(clock.GetUtcNow());
        return new Preview(version, to, [.. differences.Where(d => !Described.Contains(d.Path))],
            [.. page.Select(c => new Candidate(c.CaseId, c.Name, c.Kind, c.State, MigrateCase.WhyNot(c, to, today) is { } no
                ? words.Say(no.Sentence) : null, MigrateCase.From(c.Kind, c.State),
                [.. deadlines[c.CaseId].Select(d => new Running(d.Name, d.DueAt, d.Rule is null ? null
                    : (DeadlineRule.FromJson(d.Rule) with { PolicyVersion = to }).Reckon(calendar).DueAt))]))],
            cases.Count > PageSize ? new Cursor(page[^1].UpdatedAt, page[^1].CaseId).ToString() : null);
    }

    /// <summary>Each of the chosen cases by itself: what one refuses does not hold the others.</summary>
    [For(Roles.Administrator)]
    public async Task<Outcome<IReadOnlyList<Result>>> Handle(MigrateCase.Request request, Actor actor, CancellationToken ct)
    {
        if ((Intervene.WhyNot(actor) ?? Intervene.WhyNot(request.Reason) ?? WhyNot(request.CaseIds)) is { } refusal) return refusal;
        var results = new List<Result>();
        foreach (var caseId in request.CaseIds.Distinct())
        {
            var outcome = await intervene.Handle(caseId, new MigrateCase(request.To), request.Reason, actor, ct);
            results.Add(new(caseId, outcome.Value?.State, outcome.Refusal is { } no ? words.Say(no.Sentence) : null));
        }
        return new Outcome<IReadOnlyList<Result>>(results, null);
    }

    internal static Refusal? WhyNot(IReadOnlyList<Guid> cases) => cases.Count switch
    {
        0 => Refusal.Invalid($"请选择案件", field: "caseIds"),
        > MigrateCase.Most => Refusal.Invalid($"一次最多选择 {MigrateCase.Most} 个案件", field: "caseIds"),
        _ => null,
    };

    // What a document says of itself is different in every version.
    static readonly string[] Described =
        ["$.version", "$.id", "$.title", "$.effectiveFrom", "$.adoptedOn", "$.publishedOn", "$.note", "$.documentNumbers", "$.sources"];

    sealed record CaseRow : CaseInHand
    {
        public DateTimeOffset UpdatedAt { get; init; }
    }

    sealed record DeadlineRow
    {
        public Guid CaseId { get; init; }
        public string Name { get; init; } = "";
        public DateTimeOffset? DueAt { get; init; }
        public string? Rule { get; init; }
    }
}
