using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Reports;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Inspections;

/// <summary>The lead unit says how a finding of its 自检自查 was put right (Art. 6).</summary>
[For(Roles.Applicant)]
public sealed class RecordRemedy(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Said">How it was put right.</param>
    public sealed record Request([LongText(2000)] string? Said);

    public async Task<Outcome> Handle(Guid allianceId, int year, string item, Request request, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        if (OperatingAlliance.NotOf(alliance, lead) is { } notTheirs) return notTheirs;
        var finding = await InspectionFinding.Find(work, allianceId, year, item);
        if (WhyNot(finding, request, alliance!.PolicyVersion) is { } refusal) return refusal;

        var said = request.Said!.Trim();
        await work.Execute("""
            insert into inspection_remedy(alliance_id, year, item, said, remedied_at, remedied_by_name)
            values (@allianceId, @year, @item, @said, @Now, @Name)
            """, new { allianceId, year, item, said, clock.Now, lead.Name });
        await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), allianceId, $"自检自查发现的问题已整改",
            $"{alliance.Name} {year} 年度自检自查发现的问题已整改：{finding!.Finding.TrimEnd('。')}。整改情况：{said}",
            $"/monitoring/alliances/{allianceId}/reports/{year}", Articles.LeadDuties);
        await work.Record(allianceId, nameof(RecordRemedy), new { year, item, said }, Articles.LeadDuties, alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(InspectionFinding? finding, Request request, string policyVersion) => finding switch
    {
        null => Refusal.NotFound($"自检自查没有这个问题"),
        { RemediedAt: not null } => Refusal.Conflict($"这个问题已经登记整改", Articles.LeadDuties, policyVersion),
        _ when string.IsNullOrWhiteSpace(request.Said) => Refusal.Invalid($"请写明整改情况", Articles.LeadDuties, "said", policyVersion),
        _ => null,
    };
}
