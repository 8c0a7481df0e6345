using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Mail;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Text;

namespace Alliance.Certification.Requests;

/// <summary>The decision maker extends the time of an answer once, by twenty working days, with a reason that whoever asks reads
/// (政府信息公开条例 33).</summary>
[For(Roles.DecisionMaker)]
public sealed class ExtendRequest(Database database, StatutoryClock clock, MailWriter mails)
{
    /// <param name="Why">Why it takes longer.</param>
    public sealed record Request([LongText(1000)] string? Why);

    public async Task<Outcome> Handle(Guid id, Request request, Actor decisionMaker, CancellationToken ct)
    {
        await using var work = await database.Begin(this, decisionMaker, ct);
        var asked = await DisclosureRequest.Lock(work, id);
        if (WhyNot(asked, request, clock.Today) is { } refusal) return refusal;
        var due = clock.Reckon(AdministrativePeriods.DisclosureExtended, asked!.ReceivedOn!.Value);
        var (dueOn, why) = (due.LastDay ?? due.NominalLastDay, request.Why!.Trim());
        await work.Execute("""
            update disclosure_request set due_on = @dueOn, extended_at = @Now, extended_why = @why, overdue_told_at = null where id = @id
            """, new { id, dueOn, clock.Now, why });
        if (await DisclosureRequest.Mailbox(work, id) is { } mailbox)
            await mails.Tell(work, mailbox.Address, id, $"政府信息公开申请延期答复",
                $"您的政府信息公开申请 {asked.Number} 延期至 {dueOn:yyyy-MM-dd} 前答复。原因：{why}", mailbox.Link);
        await work.Record(id, nameof(ExtendRequest), new { asked.Number, before = asked.DueOn, dueOn, why }, Articles.DisclosureAnswer);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(DisclosureRequest? asked, Request request, DateOnly today) => asked switch
    {
        null => Refusal.NotFound($"没有这项公开申请"),
        { State: not RequestState.Open } => Refusal.Conflict($"只有待答复的公开申请可以延期", Articles.DisclosureAnswer),
        { ExtendedAt: not null } => Refusal.Conflict($"答复期限只能延长一次", Articles.DisclosureAnswer),
        _ when asked.DueOn < today => Refusal.Conflict($"答复期限已过，不能再延长，请尽快答复", Articles.DisclosureAnswer),
        _ when string.IsNullOrWhiteSpace(request.Why) => Refusal.Invalid($"请写明延期的原因", Articles.DisclosureAnswer, "why"),
        _ => null,
    };
}
