using System.ComponentModel.DataAnnotations;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Periods;

namespace Alliance.Monitoring.Revocations.Hearings;

/// <summary>听证通知: an officer invites the unit with day and place, seven days ahead at least (行政处罚法 64). Invited anew, the last
/// invitation counts.</summary>
[For(Roles.MonitoringOfficer)]
public sealed class InviteToHearing(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <summary>Days between invitation and hearing at least.</summary>
    public const int DaysAhead = 7;

    /// <param name="At">Day and time.</param>
    /// <param name="Place">Where.</param>
    /// <param name="Chair">Who presides; not whoever investigates.</param>
    public sealed record Request(DateTimeOffset? At, [MaxLength(200)] string? Place, [MaxLength(100)] string? Chair);

    public async Task<Outcome> Handle(Guid id, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var found = await RevocationCase.Lock(work, id);
        if (WhyNot(found, request, clock.Today) is { } refusal) return refusal;

        var when = Ui.BeijingTime.Text(request.At!.Value);
        var (at, place, chair) = (request.At.Value, request.Place!.Trim(), request.Chair!.Trim());
        await work.Execute("""
            update revocation_case set hearing_at = @at, hearing_place = @place, hearing_chair = @chair, invited_at = @Now where id = @id
            """, new { id, at, place, chair, clock.Now });
        await letters.Tell(work, Audience.Unit(found!.LeadUnitCreditCode), found.AllianceId, $"听证通知",
            $"关于拟撤销{found.AllianceName}认定资格的听证定于 {when} 在{place}举行，主持人{chair}。可以委托一至二人代理；无正当理由不出席的，视为放弃听证。",
            found.Link, Articles.Revocation);
        await work.Record(found.AllianceId, nameof(InviteToHearing), new { id, at, place, chair }, Articles.Revocation,
            found.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(RevocationCase? found, Request request, DateOnly today)
    {
        if (RevocationCase.Missing(found) is { } missing) return missing;
        var version = found!.PolicyVersion;
        if (found is not { State: RevocationState.Hearing }) return Refusal.Conflict($"没有待举行的听证", Articles.Revocation, version);
        var faults = new List<Fault>();
        if (request.At is not { } at) faults.Add(new($"请填写听证时间", Articles.Revocation, "at"));
        else if (BeijingTime.DayOf(at) < today.AddDays(DaysAhead))
            faults.Add(new($"听证须提前 {DaysAhead} 日通知，最早为 {today.AddDays(DaysAhead):yyyy-MM-dd}", Articles.Revocation, "at"));
        if (string.IsNullOrWhiteSpace(request.Place)) faults.Add(new($"请填写听证地点", Articles.Revocation, "place"));
        if (string.IsNullOrWhiteSpace(request.Chair)) faults.Add(new($"请填写听证主持人", Articles.Revocation, "chair"));
        else if (request.Chair.Trim() == found.OpenedByName)
            faults.Add(new($"听证由非本案调查人员主持，{found.OpenedByName}办理本案调查", Articles.Revocation, "chair"));
        return faults.Count > 0 ? Refusal.Invalid(faults, version) : null;
    }
}
