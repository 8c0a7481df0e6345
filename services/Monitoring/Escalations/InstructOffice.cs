using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Escalations;

/// <summary>A superior, before whom overdue work was brought, says what is to be done and until when (督办). What is decided stays the
/// office's own.</summary>
[For(Roles.DecisionMaker, Roles.MonitoringOfficer)]
public sealed class InstructOffice(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Instruction">What is to be done.</param>
    /// <param name="UntilOn">Until when.</param>
    public sealed record Request([LongText(1000)] string? Instruction, DateOnly? UntilOn);

    sealed record Waits(string Name, string Office, string Link);

    public async Task<Outcome> Handle(Guid about, Request request, Actor superior, CancellationToken ct)
    {
        await using var work = await database.Begin(this, superior, ct);
        var escalated = (await work.Query<Escalated>(
            Escalated.Select + " where e.about = @about order by e.escalated_at desc, e.step desc for update of e", new { about }))
            .FirstOrDefault(one => superior.Is(one.Role));
        var waits = await work.Find<Waits>($"select k.name, k.office, k.link from ({WaitingWork.Sql}) k where k.about = @about",
            new { about });
        if (WhyNot(escalated, waits is not null, request, clock.Today) is { } refusal) return refusal;

        await work.Execute("""
            update escalation set instruction = @instruction, until_on = @UntilOn, instructed_at = @Now, instructed_by = @Account,
              instructed_by_name = @Name where about = @about and work = @work and step = @Step
            """, new
        {
            about,
            work = escalated!.Work.ToString(),
            escalated.Step,
            instruction = request.Instruction!.Trim(),
            request.UntilOn,
            clock.Now,
            superior.Account,
            superior.Name,
        });
        var what = new Word(WaitingWork.Word(escalated.Work));
        await letters.Tell(work, Audience.Office(waits!.Office), escalated.AllianceId, $"逾期事项的督办意见",
            $"{waits.Name}的{what}请在 {request.UntilOn:yyyy-MM-dd} 前办结。{request.Instruction.Trim().TrimEnd('。')}。",
            waits.Link);
        await work.Record(escalated.AllianceId, nameof(InstructOffice),
            new { about, escalated.Work, request.Instruction, request.UntilOn });
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Escalated? escalated, bool waits, Request request, DateOnly today)
    {
        if (escalated is null) return Refusal.NotFound($"没有需要您督办的事项");
        if (!waits) return Refusal.Conflict($"该事项已经办结，不需要督办");
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(request.Instruction)) faults.Add(new($"请写明督办意见", Field: "instruction"));
        if (request.UntilOn is not { } until) faults.Add(new($"请填写办结的期限", Field: "untilOn"));
        else if (until <= today || until > today.AddMonths(6)) faults.Add(new($"办结的期限应晚于今天，不超过六个月", Field: "untilOn"));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }
}
