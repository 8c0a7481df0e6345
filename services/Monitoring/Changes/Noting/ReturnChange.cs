using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Changes.Noting;

/// <summary>An officer asks the lead unit to complete a filing, with a day (Art. 15).</summary>
[For(Roles.MonitoringOfficer)]
public sealed class ReturnChange(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <summary>The longest time to complete it, days.</summary>
    public const int LongestDays = 90;

    /// <param name="Version">The version that was looked at.</param>
    /// <param name="Reasons">What is missing.</param>
    /// <param name="Until">The last day to submit it again.</param>
    public sealed record Request(int Version, [LongText] string? Reasons, DateOnly? Until);

    public async Task<Outcome> Handle(Guid filingId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var (alliance, filing) = await ChangeFiling.Lock(work, filingId);
        if ((TakeNote.WhyNot(alliance, filing, request.Version) ?? WhyNot(request, clock.Today)) is { } refusal) return refusal;

        var reasons = request.Reasons!.Trim();
        await work.Execute("""
            update change_filing set state = 'Returned', returned_why = @reasons, returned_until = @Until, decided_at = @Now,
              decided_by = @Account, decided_by_name = @Name where id = @filingId
            """, new { filingId, reasons, request.Until, clock.Now, officer.Account, officer.Name });
        await letters.Tell(work, Audience.Unit(alliance!.LeadUnitCreditCode), alliance.Id, $"变更备案须补充",
            $"{alliance.Name}的{new Word(filing!.Kind.Word())}须补充，请在 {request.Until:yyyy-MM-dd} 前重新提交。{reasons.TrimEnd('。')}。",
            filing.Link, Articles.Changes);
        await work.Record(alliance.Id, nameof(ReturnChange), new { filingId, filing.Kind, reasons, request.Until }, Articles.Changes,
            alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Request request, DateOnly today)
    {
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(request.Reasons)) faults.Add(new($"请写明须补充的内容", Articles.Changes, "reasons"));
        if (request.Until is not { } until) faults.Add(new($"请填写补充的期限", Articles.Changes, "until"));
        else if (until <= today || until > today.AddDays(LongestDays))
            faults.Add(new($"补充的期限应在 {today.AddDays(1):yyyy-MM-dd} 至 {today.AddDays(LongestDays):yyyy-MM-dd} 之间", Articles.Changes,
                "until"));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }
}
