using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Contracts;
using Alliance.Monitoring.Files;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Reports;

/// <summary>
/// The lead unit files the 年度科技报告 of a year (Art. 14), and once more, as a new version, when an officer returned it. One that comes after
/// its date is taken and marked late; whether anything follows from that is for an officer to decide. In time or late is the first version:
/// to amend it takes nothing back.
/// </summary>
[For(Roles.Applicant)]
public sealed class FileAnnualReport(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <summary>The answer.</summary>
    /// <param name="Year">Year of the report.</param>
    /// <param name="FiledAt">When it arrived.</param>
    /// <param name="Late">True when the first version came after its date.</param>
    /// <param name="Version">1, and one more each time it is amended.</param>
    public sealed record Filed(int Year, DateTimeOffset FiledAt, bool Late, int Version);

    public async Task<Outcome<Filed>> Handle(Guid allianceId, int year, AnnualReport report, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);

        var alliance = await OperatingAlliance.Lock(work, allianceId);
        if (WhyNotOf(alliance, year, clock.Today, lead) is { } notTheirs) return notTheirs;
        var before = await Before.Load(work, alliance!, year);
        if (WhyNot(alliance, before, year, report, clock.Today, lead) is { } refusal) return refusal;

        var policy = alliance!.Policy;
        var now = clock.Now;
        var body = report with { Spending = [.. report.Spending.Select(s => s with { Category = Category(policy, s.Category)!.Id })] };
        var (id, version, late) = before.Stands is { } returned ? await Amend(work, returned, body, now)
            : await Add(work, alliance, year, body, now, lead);
        await work.Execute("""
            insert into report_version(report_id, version, body, filed_at, filed_by, filed_by_name)
            values (@id, @version, @body, @now, @Account, @Name);
            delete from report_draft where alliance_id = @allianceId and year = @year
            """, new { id, version, body = Json.Of(body), now, lead.Account, lead.Name, allianceId, year });
        await Attachment.HandIn(work, new(allianceId, year), AttachmentKind.Report, version);
        // Whoever waits for the year's report heard of it with the first version.
        if (version == 1) await work.Publish(new AnnualReportFiled(allianceId, year, now));
        await letters.Tell(work, Audience.Unit(alliance.LeadUnit.CreditCode), allianceId, $"年度科技报告已收到",
            $"{alliance.Name}的 {year} 年度科技报告（第 {version} 版）已收到，等待审阅。", $"/monitoring/alliances/{allianceId}/reports/{year}",
            Articles.Operation);
        await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), allianceId, $"有年度科技报告等待审阅",
            $"{alliance.Name}报送了 {year} 年度科技报告（第 {version} 版），请审阅。", $"/monitoring/alliances/{allianceId}/reports/{year}",
            Articles.Operation);
        await work.Record(allianceId, nameof(FileAnnualReport), new { year, version, late, report = body }, Articles.Operation,
            alliance.PolicyVersion);
        await work.Commit();
        return new Filed(year, now, late, version);
    }

    async Task<(Guid Id, int Version, bool Late)> Add(
        UnitOfWork work, OperatingAlliance alliance, int year, AnnualReport body, DateTimeOffset now, Actor lead)
    {
        var due = FixedDates.AnnualReport(year, alliance.Policy, clock.Calendar);
        // While the calendar of the year is not published nobody can say that the date has passed.
        var (id, late) = (Guid.CreateVersion7(), due.IsOpenAt(now) == false);
        await work.Execute("""
            insert into annual_report(id, alliance_id, year, body, filed_at, filed_by, filed_by_name, late, due_on)
            values (@id, @allianceId, @year, @body, @now, @Account, @Name, @late, @dueOn)
            """, new
        {
            id,
            allianceId = alliance.Id,
            year,
            body = Json.Of(body),
            now,
            lead.Account,
            lead.Name,
            late,
            dueOn = due.LastDay ?? due.NominalLastDay
        });
        return (id, 1, late);
    }

    static async Task<(Guid Id, int Version, bool Late)> Amend(
        UnitOfWork work, StoredReport returned, AnnualReport body, DateTimeOffset now)
    {
        await work.Execute("""
            update annual_report set body = @body, state = 'Filed', version = version + 1, amended_at = @now, returned_why = null,
              returned_until = null where id = @Id
            """, new { returned.Id, body = Json.Of(body), now });
        return (returned.Id, returned.Version + 1, returned.Late);
    }

    internal static Refusal? WhyNot(OperatingAlliance? alliance, Before? before, int year, AnnualReport report, DateOnly today, Actor lead)
    {
        if (WhyNotOf(alliance, year, today, lead) is { } notTheirs) return notTheirs;
        var version = alliance!.PolicyVersion;
        if (before!.Stands is { State: not ReportStage.Returned } stands)
            return Refusal.Conflict(
                $"{year} 年度科技报告已于 {BeijingTime.DayOf(stands.FiledAt):yyyy-MM-dd} 报送，每年报送一次，退回后才能修改", Articles.Operation, version);

        var faults = new List<Fault>();
        if (Empty(report.Work)) faults.Add(new($"请填写年度主要工作", Articles.Operation, "work"));
        if (Empty(report.Achievements)) faults.Add(new($"请填写取得的成绩", Articles.Operation, "achievements"));
        if (Empty(report.Problems)) faults.Add(new($"请填写存在的问题；没有问题的，请写“无”", Articles.Operation, "problems"));
        if (Empty(report.Plans)) faults.Add(new($"请填写下年度设想", Articles.Operation, "plans"));
        if (report.Progress is null) faults.Add(new($"请选择总体进展", Articles.Operation, "progress"));
        if (report.IsBehind && Empty(report.ProgressCause)) faults.Add(new($"进展推迟或停滞的，须说明原因", Articles.Operation, "progressCause"));
        Judge(report.Indicators, before.Targets, faults);
        if (report.RdInvestmentFen is not >= 0) faults.Add(new($"请填写研发投入，没有投入的填 0", Articles.Operation, "rdInvestmentFen"));
        if (report.GrantReceivedFen < 0) faults.Add(new($"到位经费不能小于零", Articles.Funding, "grantReceivedFen"));
        else if (report.GrantReceivedFen > before.GrantPaidFen)
            faults.Add(before.GrantPaidFen == 0
                ? new($"引导经费尚未拨付，到位金额应填 0", Articles.Funding, "grantReceivedFen")
                : new($"引导经费到位 {Money.Yuan(report.GrantReceivedFen.Value)}，超过已拨付的 {Money.Yuan(before.GrantPaidFen)}", Articles.Funding,
                    "grantReceivedFen"));
        if (report.MatchingReceivedFen < 0) faults.Add(new($"到位经费不能小于零", Articles.Funding, "matchingReceivedFen"));
        Judge(report.Spending, alliance.Policy, before, faults);
        for (var i = 0; i < report.Staff.Count; i++)
            if (report.Staff[i].Count < 0) faults.Add(new($"人数不能小于零", Articles.Operation, $"staff[{i}].count"));
        if (Empty(report.SelfInspection)) faults.Add(new($"请填写自检自查情况", Articles.LeadDuties, "selfInspection"));
        Judge(report.Inspection, alliance.Policy, today, faults);
        for (var i = 0; i < report.Changes.Count; i++)
        {
            if (Empty(report.Changes[i].Kind)) faults.Add(new($"请选择变更的类别", Articles.Changes, $"changes[{i}].kind"));
            if (Empty(report.Changes[i].Description)) faults.Add(new($"请说明变更的内容", Articles.Changes, $"changes[{i}].description"));
        }
        return faults.Count > 0 ? Refusal.Invalid(faults, version) : null;
    }

    // Whose alliance it is comes first: a stranger learns nothing from a year.
    internal static Refusal? WhyNotOf(OperatingAlliance? alliance, int year, DateOnly today, Actor lead)
    {
        if (OperatingAlliance.NotOf(alliance, lead) is { } missing) return missing;
        if (year > today.Year) return Refusal.Conflict($"{year} 年度尚未开始，不能报送该年度的科技报告", Articles.Operation, alliance!.PolicyVersion);
        if (year < alliance!.AnchoredOn.Year)
            return Refusal.Conflict($"联盟于 {alliance.AnchoredOn:yyyy-MM-dd} 认定，不需报送 {year} 年度科技报告", Articles.Operation,
                alliance.PolicyVersion);
        return null;
    }

    static void Judge(IReadOnlyList<Actual> actuals, IReadOnlyList<Target> targets, List<Fault> faults)
    {
        for (var i = 0; i < actuals.Count; i++)
        {
            var actual = actuals[i];
            if (targets.All(t => t.IndicatorId != actual.IndicatorId))
                faults.Add(new($"合同书没有编号为 {actual.IndicatorId} 的指标", Articles.Operation, $"indicators[{i}].actual"));
            else if (actuals.Take(i).Any(a => a.IndicatorId == actual.IndicatorId))
                faults.Add(new($"指标 {actual.IndicatorId} 填报了两次", Articles.Operation, $"indicators[{i}].actual"));
            if (actual.Value < 0) faults.Add(new($"指标完成值不能小于零", Articles.Operation, $"indicators[{i}].actual"));
        }
        foreach (var (target, position) in targets.Select((t, i) => (t, i)))
            if (actuals.FirstOrDefault(a => a.IndicatorId == target.IndicatorId)?.Value is null)
                faults.Add(new($"请填写指标“{Figures.Word(target.Family, target.Name)}”的完成值", Articles.Operation,
                    $"indicators[{position}].actual"));
    }

    // Whoever goes through the list goes through all of it; told in words alone it is what an officer looks at (ReportHints).
    static void Judge(IReadOnlyList<Inspected> inspection, Policy policy, DateOnly today, List<Fault> faults)
    {
        if (inspection.Count == 0) return;
        for (var i = 0; i < inspection.Count; i++)
        {
            var one = inspection[i];
            if (policy.SelfInspection.All(item => item.Id != one.Item))
                faults.Add(new($"自检自查清单没有编号为 {one.Item} 的项目", Articles.LeadDuties, $"inspection[{i}].result"));
            else if (inspection.Take(i).Any(other => other.Item == one.Item))
                faults.Add(new($"自检自查项目 {one.Item} 填了两次", Articles.LeadDuties, $"inspection[{i}].result"));
            if (one.Result != InspectionResult.Finding) continue;
            if (Empty(one.Finding)) faults.Add(new($"请写明发现的问题", Articles.LeadDuties, $"inspection[{i}].finding"));
            if (Empty(one.FollowUp)) faults.Add(new($"请写明整改措施", Articles.LeadDuties, $"inspection[{i}].followUp"));
            if (one.Until is not { } until || until <= today)
                faults.Add(new($"请填写今天以后的整改期限", Articles.LeadDuties, $"inspection[{i}].until"));
        }
        foreach (var (item, position) in policy.SelfInspection.Select((item, i) => (item, i)))
            if (inspection.FirstOrDefault(one => one.Item == item.Id)?.Result is null)
                faults.Add(new($"请选择“{new Alliance.Statute.Text.Word(item.Name)}”的自检自查结果", item.Article,
                    $"inspection[{position}].result"));
    }

    static void Judge(IReadOnlyList<Spending> spending, Policy policy, Before before, List<Fault> faults)
    {
        for (var i = 0; i < spending.Count; i++)
        {
            var item = spending[i];
            if (Category(policy, item.Category) is not { } category)
                faults.Add(new($"“{item.Category}”不在引导经费的开支范围内", Articles.Funding, $"spending[{i}].category"));
            else if (category.NeedsApproval && item.GrantFen + item.MatchingFen > 0 && Empty(item.Why))
                faults.Add(new($"开支范围没有列明的“{new Alliance.Statute.Text.Word(category.Name)}”支出，须说明用途和理由", Articles.Funding,
                    $"spending[{i}].why"));
            if (item.GrantFen < 0 || item.MatchingFen < 0) faults.Add(new($"支出金额不能小于零", Articles.Funding, $"spending[{i}].grantFen"));
        }
        // Wide enough for any amounts that can be typed.
        var spent = before.GrantSpentFen + spending.Aggregate((Int128)0, (sum, s) => sum + s.GrantFen);
        if (spent <= before.GrantPaidFen || spending.Count == 0) return;
        faults.Add(before.GrantPaidFen == 0
            ? new($"引导经费尚未拨付，不能有引导经费支出", Articles.Funding, "spending[0].grantFen")
            : new($"引导经费累计支出 {Money.Yuan((long)Int128.Min(spent, long.MaxValue))}，超过已拨付的 {Money.Yuan(before.GrantPaidFen)}",
                Articles.Funding, "spending[0].grantFen"));
    }

    static bool Empty(string? text) => string.IsNullOrWhiteSpace(text);

    // Reports name a category by its id; its name is understood too.
    static CostCategory? Category(Policy policy, string idOrName)
        => policy.CostCategories.FirstOrDefault(c => c.Id == idOrName || c.Name == idOrName);

    /// <summary>What is known before the report arrives.</summary>
    /// <param name="Stands">The year's report as it stands, null while it did not come.</param>
    /// <param name="Targets">Of the contract the year answers to.</param>
    /// <param name="GrantSpentFen">What the reports of other years spent of the grant.</param>
    /// <param name="GrantPaidFen">What was paid of the grant.</param>
    internal sealed record Before(StoredReport? Stands, IReadOnlyList<Target> Targets, long GrantSpentFen, long GrantPaidFen)
    {
        public static async Task<Before> Load(UnitOfWork work, OperatingAlliance alliance, int year) => new(
            await StoredReport.Of(work, alliance.Id, year),
            await Target.Of(work, alliance.Id, ReportYears.CycleOf(year, alliance.AnchoredOn, alliance.Cycle, alliance.Policy)),
            await work.Find<long>("""
                select coalesce(sum((s->>'grantFen')::bigint), 0)::bigint from annual_report, jsonb_array_elements(body->'spending') s
                where alliance_id = @Id and year <> @year
                """, new { alliance.Id, year }),
            await work.Find<long?>("select grant_fen from paid_grant where alliance_id = @Id", new { alliance.Id }) ?? 0);
    }
}
