using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Compliance;

/// <summary>
/// A monitoring officer asks lead units to file reports that were missed (催报, Art. 14), several at once, with one reason. It decides
/// nothing: each case stays open. One that cannot be urged is told with why, and holds up no other.
/// </summary>
[For(Roles.MonitoringOfficer)]
public sealed class UrgeReports(Database database, StatutoryClock clock, Words words, LetterWriter letters)
{
    /// <param name="Ids">Which compliance cases.</param>
    /// <param name="Reasons">Why now, for all of them.</param>
    public sealed record Request(IReadOnlyList<Guid>? Ids, [LongText(500)] string? Reasons);

    /// <summary>What became of them.</summary>
    /// <param name="Urged">How many lead units were written to.</param>
    /// <param name="Left">Those that were not, with why.</param>
    public sealed record Answer(int Urged, IReadOnlyList<CloseComplianceCases.NotClosed> Left);

    public async Task<Outcome<Answer>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        if (WhyNot(request) is { } refusal) return refusal;
        var left = new List<CloseComplianceCases.NotClosed>();
        var ids = request.Ids!.Distinct().ToArray();
        foreach (var id in ids)
            if (await Urge(id, request.Reasons!.Trim(), officer, ct) is var (name, why)) left.Add(new(id, name, words.Say(why.Sentence)));
        return new Answer(ids.Length - left.Count, left);
    }

    // Of which alliance it is not, and why; null where it was done.
    async Task<(string Name, Refusal Why)?> Urge(Guid id, string reasons, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct, nameof(Handle));
        var opened = await work.Find<ComplianceCase>(ComplianceCase.Select + " where c.id = @id for update of c", new { id });
        if (WhyNot(opened, clock.Today) is { } refusal) return (opened?.AllianceName ?? "", refusal);

        await work.Execute("update compliance_case set urged_on = @Today where id = @id", new { id, clock.Today });
        await letters.Tell(work, Audience.Unit(opened!.LeadUnitCreditCode), opened.AllianceId, $"请补报年度科技报告",
            $"{opened.AllianceName}的 {opened.Year} 年度科技报告尚未报送，请尽快补报。{reasons.TrimEnd('。')}。",
            $"/monitoring/alliances/{opened.AllianceId}/reports/{opened.Year}", opened.Article);
        await work.Record(opened.AllianceId, nameof(UrgeReports), new { id, opened.Year, reasons }, opened.Article);
        await work.Commit();
        return null;
    }

    internal static Refusal? WhyNot(Request request)
    {
        var faults = new List<Fault>();
        if (request.Ids is not { Count: > 0 }) faults.Add(new($"请至少选择一个违规核查案件", Field: "chosen"));
        else if (request.Ids.Count > CloseComplianceCases.Most)
            faults.Add(new($"一次最多催报 {CloseComplianceCases.Most} 件，请分批办理", Field: "chosen"));
        if (string.IsNullOrWhiteSpace(request.Reasons)) faults.Add(new($"请写明催报的理由", Field: "reasons"));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }

    internal static Refusal? WhyNot(ComplianceCase? opened, DateOnly today) => opened switch
    {
        null => Refusal.NotFound($"没有这个违规核查案件"),
        { State: not ComplianceState.Open } => Refusal.Conflict($"这个违规核查案件已经办结", opened.Article),
        { Kind: not ComplianceKind.MissedReport } => Refusal.Conflict($"只有未按时报送年度科技报告的案件可以催报", opened.Article),
        { ReportFiledAt: not null } => Refusal.Conflict($"{opened.Year} 年度科技报告已经补报，无须催报", opened.Article),
        _ when opened.UrgedOn == today => Refusal.Conflict($"今天已经催报过", opened.Article),
        _ => null,
    };
}
