using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Statute.Operation;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Registers;

/// <summary>What stands in the registers of an alliance, by kind, and its activity of each year with the formula (Art. 5, 6, 16).</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ReadActivity(Database database, StatutoryClock clock)
{
    /// <param name="AllianceId">The alliance.</param>
    /// <param name="AllianceName">Its name.</param>
    /// <param name="LeadUnit">Its lead unit.</param>
    /// <param name="Members">Its member units.</param>
    /// <param name="Ended">True once the recognition ended: then nothing is entered any more.</param>
    /// <param name="Entries">How many entries stand in each register.</param>
    /// <param name="Years">The activity year by year, the newest first; empty where the policy knows none.</param>
    public sealed record View(
        Guid AllianceId, string AllianceName, Unit LeadUnit, IReadOnlyList<Unit> Members, bool Ended,
        IReadOnlyDictionary<string, int> Entries, IReadOnlyList<YearView> Years);

    /// <summary>The activity of a year.</summary>
    /// <param name="Year">The year.</param>
    /// <param name="Points">The sum.</param>
    /// <param name="Grade">The grade by the policy.</param>
    /// <param name="Lines">How it comes about.</param>
    public sealed record YearView(int Year, int Points, string Grade, IReadOnlyList<Activity.Line> Lines);

    sealed record Count(string Kind, int? Year, int Entries);

    public async Task<Outcome<View>> Handle(Guid allianceId, Actor actor, CancellationToken ct)
    {
        var alliance = await OperatingAlliance.Find(database, allianceId, ct);
        if (alliance is null || !alliance.IsVisibleTo(actor)) return Refusal.NotFound($"没有这个联盟");
        return await Of(database, alliance, clock.Today.Year, ct);
    }

    internal static async Task<View> Of(Database database, OperatingAlliance alliance, int thisYear, CancellationToken ct)
    {
        var counts = await database.Query<Count>("""
            select kind, counted_year as year, count(*)::int as entries from register_entry
            where alliance_id = @Id and removed_at is null group by 1, 2
            """, new { alliance.Id }, ct);
        return new(alliance.Id, alliance.Name, alliance.LeadUnit, EnterEntry.Members(alliance), alliance.ClosedAt is not null,
            counts.GroupBy(count => count.Kind).ToDictionary(kind => Json.CamelCase(kind.Key), kind => kind.Sum(one => one.Entries)),
            alliance.Policy.Activity is { } rule ? [.. Years(alliance.AnchoredOn.Year, thisYear, rule, year => counts
                .Where(count => count.Year == year).ToDictionary(count => count.Kind, count => count.Entries))] : []);
    }

    /// <summary>Five years at most, the newest first.</summary>
    internal static IEnumerable<YearView> Years(int first, int last, ActivityRule rule, Func<int, IReadOnlyDictionary<string, int>> of)
        => Enumerable.Range(Math.Max(first, last - 4), Math.Max(0, last - Math.Max(first, last - 4) + 1)).Reverse().Select(year =>
        {
            var lines = Activity.Of(of(year), rule);
            var points = lines.Sum(line => line.Points);
            return new YearView(year, points, Activity.Grade(points, rule), lines);
        });
}
