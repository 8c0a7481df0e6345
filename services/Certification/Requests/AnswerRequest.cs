using System.ComponentModel.DataAnnotations;
using Alliance.Certification.Instruments;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Mail;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Requests;

/// <summary>An officer answers a request: the instrument is given whole, or without what must not be read, or it is refused with its ground
/// and what can be done against that (政府信息公开条例 36).</summary>
[For(Roles.CertificationOfficer)]
public sealed class AnswerRequest(Database database, StatutoryClock clock, MailWriter mails)
{
    /// <param name="Decision">Given, given in part, or refused.</param>
    /// <param name="InstrumentNumber">文号 of what is given.</param>
    /// <param name="Ground">Of a refusal.</param>
    /// <param name="Answer">The written answer.</param>
    public sealed record Request(
        RequestState? Decision, [MaxLength(100)] string? InstrumentNumber, RefusalGround? Ground, [LongText(4000)] string? Answer);

    sealed record Found
    {
        public Guid Id { get; init; }
        public Disclosure Disclosure { get; init; }
        public bool HasCopy { get; init; }
    }

    public async Task<Outcome> Handle(Guid id, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var asked = await DisclosureRequest.Lock(work, id);
        var given = request.Decision is RequestState.Granted or RequestState.PartlyGranted ? await work.Find<Found>("""
            select i.id, i.disclosure, exists(select from redacted_copy c where c.instrument_id = i.id) as has_copy
            from instrument i where i.number = @number and i.state = 'Signed' for update
            """, new { number = request.InstrumentNumber?.Trim() }) : null;
        if (WhyNot(asked, request, given is not null, given?.Disclosure, given?.HasCopy == true) is { } refusal) return refusal;

        await work.Execute("""
            update disclosure_request set state = @state, given_id = @givenId, ground = @ground, answer = @answer, answered_on = @Today,
              answered_at = @Now, answered_by_name = @Name
            where id = @id
            """, new
        {
            id,
            state = request.Decision.ToString(),
            givenId = given?.Id,
            ground = request.Decision == RequestState.Refused ? request.Ground.ToString() : null,
            answer = request.Answer!.Trim(),
            clock.Today,
            clock.Now,
            officer.Name,
        });
        if (await DisclosureRequest.Mailbox(work, id) is { } mailbox)
            await mails.Tell(work, mailbox.Address, id, $"政府信息公开申请答复",
                $"您的政府信息公开申请 {asked!.Number} 已经答复，答复内容、副本和救济途径在这里查看。", mailbox.Link);
        await work.Record(id, nameof(AnswerRequest), new { asked!.Number, request.Decision, request.Ground, given = given?.Id },
            Articles.DisclosureReasons);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(DisclosureRequest? asked, Request request, bool found, Disclosure? disclosure, bool hasCopy)
    {
        if (asked is null) return Refusal.NotFound($"没有这项公开申请");
        if (asked.State != RequestState.Open)
            return Refusal.Conflict(asked.State is RequestState.Unconfirmed or RequestState.Lapsed
                ? (FormattableString)$"申请人尚未核实，核实后答复" : $"这项公开申请已经答复", Articles.DisclosureReasons);
        var faults = new List<Fault>();
        switch (request.Decision)
        {
            case RequestState.Granted or RequestState.PartlyGranted when !found:
                faults.Add(new($"没有这个文号的已签发文书", Articles.DisclosureReasons, "instrumentNumber"));
                break;
            case RequestState.Granted when disclosure == Disclosure.Closed:
                faults.Add(new($"这份文书不予公开，不能全文提供", Articles.DisclosureReasons, "decision"));
                break;
            case RequestState.PartlyGranted when !hasCopy:
                faults.Add(new($"这份文书还没有遮盖副本，请先制作", Articles.DisclosureReasons, "instrumentNumber"));
                break;
            case RequestState.Refused when request.Ground is not { } ground || !Enum.IsDefined(ground):
                faults.Add(new($"不予公开须选择理由", Articles.DisclosureReasons, "ground"));
                break;
            case RequestState.Granted or RequestState.PartlyGranted or RequestState.Refused:
                break;
            default:
                faults.Add(new($"请选择答复的结论", Articles.DisclosureReasons, "decision"));
                break;
        }
        if (string.IsNullOrWhiteSpace(request.Answer)) faults.Add(new($"请填写书面答复", Articles.DisclosureReasons, "answer"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults);
    }
}
