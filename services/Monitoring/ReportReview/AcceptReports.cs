using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.ReportReview;

/// <summary>
/// A monitoring officer accepts several reports in one act, with one opinion (Art. 14). Each is accepted for itself: one that cannot be is
/// told with why, and holds up no other.
/// </summary>
[For(Roles.MonitoringOfficer)]
public sealed class AcceptReports(Database database, Words words, AcceptReport one)
{
    /// <summary>As many at once.</summary>
    public const int Most = 200;

    /// <param name="Reports">Which.</param>
    /// <param name="Opinion">What is said of all of them.</param>
    public sealed record Request(IReadOnlyList<Seen>? Reports, [LongText] string? Opinion);

    /// <summary>One that was looked at.</summary>
    /// <param name="ReportId">Which.</param>
    /// <param name="Version">The version that was looked at.</param>
    public sealed record Seen(Guid ReportId, int Version);

    /// <summary>What became of them.</summary>
    /// <param name="Accepted">How many were accepted.</param>
    /// <param name="Left">Those that were not, with why.</param>
    public sealed record Answer(int Accepted, IReadOnlyList<LeftReport> Left);

    /// <summary>One with which it was not done.</summary>
    /// <param name="ReportId">Which.</param>
    /// <param name="AllianceName">Of which alliance; empty where there is no such report.</param>
    /// <param name="Why">The rule that stands against it.</param>
    public sealed record LeftReport(Guid ReportId, string AllianceName, string Why);

    /// <summary>Whose report of which year it is.</summary>
    internal sealed record Place
    {
        public Guid Id { get; init; }
        public Guid AllianceId { get; init; }
        public int Year { get; init; }
        public string Name { get; init; } = "";
    }

    public async Task<Outcome<Answer>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        if (WhyNot(request) is { } refusal) return refusal;
        var (accepted, left) = await Each(database, words, request.Reports!, async (place, version) =>
            (await one.Handle(place.AllianceId, place.Year, new(version, request.Opinion), officer, ct)).Refusal, ct);
        return new Answer(accepted, left);
    }

    /// <summary>Does the same with each of them, one that cannot be holds up no other; how many it was done with, and the others.</summary>
    internal static async Task<(int Done, IReadOnlyList<LeftReport> Left)> Each(
        Database database, Words words, IReadOnlyList<Seen> reports, Func<Place, int, Task<Refusal?>> act, CancellationToken ct)
    {
        var seen = reports.DistinctBy(one => one.ReportId).ToList();
        var places = (await database.Query<Place>("""
            select r.id, r.alliance_id, r.year, a.name from annual_report r join alliance a on a.id = r.alliance_id where r.id = any(@ids)
            """, new { ids = seen.Select(one => one.ReportId).ToArray() }, ct)).ToDictionary(place => place.Id);
        var left = new List<LeftReport>();
        foreach (var (id, version) in seen)
        {
            var place = places.GetValueOrDefault(id);
            var why = place is null ? Refusal.NotFound($"没有这份年度科技报告") : await act(place, version);
            if (why is not null) left.Add(new(id, place?.Name ?? "", words.Say(why.Sentence)));
        }
        return (seen.Count - left.Count, left);
    }

    internal static Refusal? WhyNot(Request request)
    {
        var faults = new List<Fault>();
        if (WhyNot(request.Reports) is { } chosen) faults.Add(chosen);
        if (string.IsNullOrWhiteSpace(request.Opinion)) faults.Add(new($"请写明审阅意见", Articles.Operation, "opinion"));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }

    internal static Fault? WhyNot(IReadOnlyList<Seen>? reports) => reports switch
    {
        not { Count: > 0 } => new($"请至少选择一份年度科技报告", Field: "chosen"),
        { Count: > Most } => new($"一次最多审阅 {Most} 份，请分批办理", Field: "chosen"),
        _ => null,
    };
}
