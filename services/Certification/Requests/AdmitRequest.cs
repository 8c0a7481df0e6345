using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Mail;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Requests;

/// <summary>An officer reached whoever asks, and takes the request up; or could not, and leaves it aside with a reason.</summary>
[For(Roles.CertificationOfficer)]
public sealed class AdmitRequest(Database database, StatutoryClock clock, TakeUp taking, MailWriter mails)
{
    /// <param name="Why">How whoever asks was reached, or why not.</param>
    public sealed record Request([LongText(1000)] string? Why);

    public async Task<Outcome> Handle(Guid id, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var asked = await DisclosureRequest.Lock(work, id);
        if (WhyNot(asked, request, leaves: false) is { } refusal) return refusal;
        await taking.Up(work, id, asked!.Number, clock.Now);
        if (await DisclosureRequest.Mailbox(work, id) is { } mailbox)
            await mails.Tell(work, mailbox.Address, id, $"政府信息公开申请已收下", $"您的政府信息公开申请 {asked.Number} 已核实收下，将依法答复。", mailbox.Link);
        await work.Record(id, nameof(AdmitRequest), new { asked.Number, why = request.Why!.Trim() }, Articles.DisclosureRequest);
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>Leaves it aside: nobody could be reached.</summary>
    public async Task<Outcome> Leave(Guid id, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var asked = await DisclosureRequest.Lock(work, id);
        if (WhyNot(asked, request, leaves: true) is { } refusal) return refusal;
        await work.Execute("update disclosure_request set state = 'Lapsed', left_why = @why where id = @id",
            new { id, why = request.Why!.Trim() });
        await work.Record(id, "LeaveRequest", new { asked!.Number, why = request.Why.Trim() }, Articles.DisclosureRequest);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(DisclosureRequest? asked, Request request, bool leaves) => asked switch
    {
        null => Refusal.NotFound($"没有这项公开申请"),
        { State: RequestState.Lapsed } when !leaves => Why(request),
        { State: not RequestState.Unconfirmed } => Refusal.Conflict($"这项公开申请已经收下或者办结", Articles.DisclosureRequest),
        // Whoever asks has until then to answer for themselves.
        { ConfirmUntil: not null } when leaves => Refusal.Conflict($"申请人仍可以自行确认，逾期未确认的自动作罢", Articles.DisclosureRequest),
        _ => Why(request),
    };

    static Refusal? Why(Request request) => string.IsNullOrWhiteSpace(request.Why)
        ? Refusal.Invalid($"请写明怎样核实了申请人", Articles.DisclosureRequest, "why") : null;
}
