using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.ReportReview;

/// <summary>A monitoring officer returns several reports in one act, for one reason and until one day (Art. 14). Each is returned for
/// itself: one that cannot be is told with why, and holds up no other.</summary>
[For(Roles.MonitoringOfficer)]
public sealed class ReturnReports(Database database, StatutoryClock clock, Words words, ReturnReport one)
{
    /// <param name="Reports">Which.</param>
    /// <param name="Reasons">What has to be amended in all of them, and why.</param>
    /// <param name="Until">The last day to file them again.</param>
    public sealed record Request(IReadOnlyList<AcceptReports.Seen>? Reports, [LongText] string? Reasons, DateOnly? Until);

    /// <summary>What became of them.</summary>
    /// <param name="Returned">How many were returned.</param>
    /// <param name="Left">Those that were not, with why.</param>
    public sealed record Answer(int Returned, IReadOnlyList<AcceptReports.LeftReport> Left);

    public async Task<Outcome<Answer>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        if (WhyNot(request, clock.Today) is { } refusal) return refusal;
        var (returned, left) = await AcceptReports.Each(database, words, request.Reports!, async (place, version) =>
            (await one.Handle(place.AllianceId, place.Year, new(version, request.Reasons, request.Until), officer, ct)).Refusal, ct);
        return new Answer(returned, left);
    }

    internal static Refusal? WhyNot(Request request, DateOnly today)
    {
        List<Fault> faults = [.. AcceptReports.WhyNot(request.Reports) is { } chosen ? [chosen] : (Fault[])[],
            .. ReturnReport.Faults(request.Reasons, request.Until, today)];
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }
}
