using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Registers;

/// <summary>Open data of an alliance: what stands in its public registers, and its activity and the results of its assessments where its
/// policy makes them public. What a member unit paid or has trouble with is nobody else's.</summary>
[ForEveryone]
public sealed class ListPublicEntries(Database database, StatutoryClock clock)
{
    /// <param name="AllianceId">The alliance.</param>
    /// <param name="AllianceName">Its name.</param>
    /// <param name="Entries">Its public registers.</param>
    /// <param name="Activity">Its activity; empty where the policy does not make it public.</param>
    /// <param name="Assessments">The results of its assessments; empty where the policy does not make them public.</param>
    public sealed record View(
        Guid AllianceId, string AllianceName, IReadOnlyList<PublicEntry> Entries, IReadOnlyList<ReadActivity.YearView> Activity,
        IReadOnlyList<PublicResult> Assessments);

    /// <summary>The result of an assessment as everybody reads it.</summary>
    public sealed record PublicResult
    {
        public int Cycle { get; init; }
        public string Grade { get; init; } = "";
        public DateTimeOffset ConcludedAt { get; init; }
    }

    /// <summary>An entry as everybody reads it.</summary>
    public sealed record PublicEntry
    {
        public EntryKind Kind { get; init; }
        public string Title { get; init; } = "";
        public string? Number { get; init; }
        public string? OwnerName { get; init; }
        public DateOnly? StartsOn { get; init; }
        public DateOnly? EndsOn { get; init; }
    }

    sealed record Named
    {
        public string Name { get; init; } = "";
        public string PolicyVersion { get; init; } = "";
        public DateOnly AnchoredOn { get; init; }
    }

    sealed record Count(string Kind, int Year, int Entries);

    static readonly string[] Public = [.. EntryShape.All.Where(shape => shape.IsPublic).Select(shape => shape.Kind.ToString())];

    public async Task<Outcome<View>> Handle(Guid allianceId, CancellationToken ct)
    {
        if (await database.Find<Named>("select name, policy_version, anchored_on from alliance where id = @allianceId", new { allianceId },
            ct)
            is not { } alliance) return Refusal.NotFound($"没有这个联盟");
        var entries = await database.Query<PublicEntry>("""
            select kind, title, number, owner_name, starts_on, ends_on from register_entry
            where alliance_id = @allianceId and removed_at is null and kind = any(@Public) order by kind, starts_on desc nulls last, id
            """, new { allianceId, Public }, ct);
        var policy = PolicyBook.Find(alliance.PolicyVersion);
        var rule = policy.Activity;
        var counts = rule?.IsPublic != true ? [] : await database.Query<Count>("""
            select kind, counted_year as year, count(*)::int as entries from register_entry
            where alliance_id = @allianceId and removed_at is null and counted_year is not null group by 1, 2
            """, new { allianceId }, ct);
        return new View(allianceId, alliance.Name, entries, rule?.IsPublic != true ? []
            : [.. ReadActivity.Years(alliance.AnchoredOn.Year, clock.Today.Year, rule, year => counts.Where(count => count.Year == year)
                .ToDictionary(count => count.Kind, count => count.Entries))],
            // Of a cycle that was assessed again, what stands.
            policy.AssessmentResultsPublic ? await database.Query<PublicResult>("""
                select distinct on (cycle) cycle, grade, concluded_at from assessment
                where alliance_id = @allianceId and concluded_at is not null order by cycle, attempt desc
                """, new { allianceId }, ct) : []);
    }
}
