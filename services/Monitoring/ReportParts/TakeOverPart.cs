using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Input;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Reports;
using Alliance.Statute;

namespace Alliance.Monitoring.ReportParts;

/// <summary>
/// The lead unit takes a member's part into the draft of the report (Art. 14): its texts below what stands there, its numbers added where
/// they are wanted. Colleagues who write at the same time are joined with it as with anybody else.
/// </summary>
[For(Roles.Applicant)]
public sealed class TakeOverPart(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="WithNumbers">True: the numbers are added to those of the report; false: they are its own already.</param>
    public sealed record Request(bool WithNumbers);

    /// <summary>The version of the draft that now stands.</summary>
    public sealed record Answer(int Version);

    public async Task<Outcome<Answer>> Handle(Guid partId, Request request, Actor lead, CancellationToken ct)
    {
        var of = await database.Find<ReportPart>(ReportPart.Select + " where p.id = @partId", new { partId }, ct);
        if (of is null || !lead.BelongsTo(of.LeadUnitCreditCode)) return Refusal.NotFound($"没有这份成员填报");
        var (allianceId, year) = (of.AllianceId, of.Year);

        await using var work = await database.Begin(this, lead, ct);
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        if (FileAnnualReport.WhyNotOf(alliance, year, clock.Today, lead) is { } notTheirs) return notTheirs;
        var part = await ReportPart.Lock(work, partId);
        if (ReportPart.WhyNotDecided(part, lead) is { } refusal) return refusal;

        var (stands, beginning) = (await SaveReportDraft.Newest(work, allianceId, year), await StoredReport.Of(work, allianceId, year));
        var report = part!.Content.Into(stands?.Report ?? beginning?.Report ?? new(), part.UnitName, request.WithNumbers);
        if (InputCheck.Faults(report) is { Count: > 0 } faults) return Refusal.Invalid(faults, alliance!.PolicyVersion);
        var version = (stands?.Version ?? 0) + 1;
        await SaveReportDraft.Add(work, allianceId, year, version, report, clock.Now, lead);
        await work.Execute("update report_part set state = 'Taken', taken_at = @Now, taken_by_name = @Name where id = @partId",
            new { partId, clock.Now, lead.Name });
        await letters.Tell(work, Audience.Unit(part.UnitCreditCode), allianceId, $"贵单位填写的部分已采用",
            $"{alliance!.LeadUnitName}已将贵单位填写的部分采用到{alliance.Name} {year} 年度科技报告。", $"/monitoring/report-parts/{partId}",
            Articles.Operation);
        await work.Record(allianceId, nameof(TakeOverPart), new { year, partId, part.UnitCreditCode, version, request.WithNumbers },
            Articles.Operation, alliance.PolicyVersion);
        await work.Commit();
        return new Answer(version);
    }
}
