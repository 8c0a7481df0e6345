using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Reports;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.ReportParts;

/// <summary>The lead unit asks member units for their part of the year's report, until a day (Art. 14): each writes its own.</summary>
[For(Roles.Applicant)]
public sealed class AskForParts(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Units">Credit codes of the members that are asked.</param>
    /// <param name="Asked">What they are to write.</param>
    /// <param name="DueOn">The last day to hand it in.</param>
    public sealed record Request(IReadOnlyList<string>? Units, [LongText(2000)] string? Asked, DateOnly? DueOn);

    /// <summary>How many were asked.</summary>
    public sealed record Answer(int Parts);

    public async Task<Outcome<Answer>> Handle(Guid allianceId, int year, Request request, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        if (FileAnnualReport.WhyNotOf(alliance, year, clock.Today, lead) is { } notTheirs) return notTheirs;
        var report = await StoredReport.Of(work, allianceId, year);
        var open = await work.Query<string>(
            "select unit_credit_code from report_part where alliance_id = @allianceId and year = @year and state <> 'Taken'",
            new { allianceId, year });
        var members = Json.Read<List<Unit>>(alliance!.MembersJson).Where(unit => unit.CreditCode != alliance.LeadUnitCreditCode).ToList();
        if (WhyNot(report, year, members, open, request, clock.Today) is { } refusal) return refusal;

        var asked = request.Asked!.Trim();
        var chosen = members.Where(unit => request.Units!.Contains(unit.CreditCode)).DistinctBy(unit => unit.CreditCode).ToList();
        foreach (var unit in chosen)
        {
            var id = Guid.CreateVersion7();
            await work.Execute("""
                insert into report_part(id, alliance_id, year, unit_name, unit_credit_code, asked, due_on, asked_at, asked_by_name)
                values (@id, @allianceId, @year, @UnitName, @CreditCode, @asked, @DueOn, @Now, @LeadName)
                """, new
            {
                id,
                allianceId,
                year,
                UnitName = unit.Name,
                unit.CreditCode,
                asked,
                request.DueOn,
                clock.Now,
                LeadName = lead.Name,
            });
            await letters.Tell(work, Audience.Unit(unit.CreditCode), allianceId, $"请填写年度科技报告中贵单位的部分",
                $"{alliance.LeadUnitName}请贵单位在 {request.DueOn:yyyy-MM-dd} 前填写{alliance.Name} {year} 年度科技报告中贵单位的部分：{asked}",
                $"/monitoring/report-parts/{id}", Articles.Operation);
        }
        await work.Record(allianceId, nameof(AskForParts), new { year, units = chosen.Select(unit => unit.CreditCode), request.DueOn },
            Articles.Operation, alliance.PolicyVersion);
        await work.Commit();
        return new Answer(chosen.Count);
    }

    internal static Refusal? WhyNot(
        StoredReport? report, int year, IReadOnlyList<Unit> members, IReadOnlyList<string> open, Request request, DateOnly today)
    {
        if (report is { State: not ReportStage.Returned })
            return Refusal.Conflict($"{year} 年度科技报告已于 {BeijingTime.DayOf(report.FiledAt):yyyy-MM-dd} 报送，内容已固定", Articles.Operation);
        var faults = new List<Fault>();
        if (request.Units is not { Count: > 0 }) faults.Add(new($"请选择请哪些成员单位填写", Articles.Operation, "units"));
        else if (request.Units.FirstOrDefault(code => members.All(unit => unit.CreditCode != code)) is { } stranger)
            faults.Add(new($"{stranger} 不是联盟的成员单位", Articles.Operation, "units"));
        else if (members.FirstOrDefault(unit => request.Units.Contains(unit.CreditCode) && open.Contains(unit.CreditCode)) is { } asked)
            faults.Add(new($"已经请{asked.Name}填写，采用或退回后才能再请", Articles.Operation, "units"));
        if (string.IsNullOrWhiteSpace(request.Asked)) faults.Add(new($"请写明请成员单位填写的内容", Articles.Operation, "asked"));
        if (ReportPart.WhyNotDue(request.DueOn, today) is { } day) faults.Add(day);
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }
}
