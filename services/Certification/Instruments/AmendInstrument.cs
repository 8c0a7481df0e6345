using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute.Text;

namespace Alliance.Certification.Instruments;

/// <summary>An officer changes a draft: heading, text, 公开属性, and takes matters out of it. Whoever changed it last is who drafted it, and
/// it is checked anew.</summary>
[For(Roles.CertificationOfficer)]
public sealed class AmendInstrument(Database database, StatutoryClock clock, IEnumerable<ISigning> signings)
{
    /// <param name="Title">Heading.</param>
    /// <param name="Body">Text, a paragraph a line.</param>
    /// <param name="Disclosure">公开属性.</param>
    /// <param name="DisclosureWhy">Why it is not open to everybody.</param>
    /// <param name="Without">Matters that are taken out and wait for another instrument.</param>
    public sealed record Request(
        string? Title, [LongText(DraftInstrument.Request.Longest)] string? Body, Disclosure? Disclosure,
        [LongText(500)] string? DisclosureWhy = null, IReadOnlyList<Guid>? Without = null);

    public async Task<Outcome> Handle(Guid id, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var instrument = await Instrument.Lock(work, id);
        if (WhyNot(instrument) is { } refusal) return refusal;
        var why = request.Disclosure is Disclosure.Open ? null : request.DisclosureWhy?.Trim();
        if (WhyNotSay(instrument!.Kind, request.Title, request.Body, request.Disclosure, why) is { } wrong) return wrong;
        await work.Execute("update matter set instrument_id = null where instrument_id = @id and id = any(@without) and state = 'Waiting'",
            new { id, without = (request.Without ?? []).ToArray() });
        await work.Execute("""
            update instrument set state = 'Draft', title = @title, body = @body, disclosure = @disclosure, disclosure_why = @why,
              drafted_at = @now, drafted_by = @Account, drafted_by_name = @Name, remarks = null, checked_at = null, checked_by = null,
              checked_by_name = null
            where id = @id
            """, new
        {
            id,
            title = request.Title!.Trim(),
            body = request.Body!.Trim(),
            disclosure = request.Disclosure.ToString(),
            why,
            now = clock.Now,
            officer.Account,
            officer.Name,
        });
        foreach (var matter in await Matter.In(work, id))
            await work.Record(matter.CaseId, nameof(AmendInstrument), new { instrumentId = id }, signings.Of(instrument.Kind).Article,
                instrument.PolicyVersion);
        await work.Record(id, nameof(AmendInstrument), request);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Instrument? instrument) => instrument switch
    {
        null => Refusal.NotFound($"没有这份文书"),
        { State: InstrumentState.Signed } => Refusal.Conflict($"文书已经签发，不能更改"),
        { State: InstrumentState.Withdrawn } => Refusal.Conflict($"文书已经撤下"),
        _ => null,
    };

    /// <summary>What an instrument has to say before it can go on.</summary>
    internal static Refusal? WhyNotSay(InstrumentKind kind, string? title, string? body, Disclosure? disclosure, string? why)
    {
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(title)) faults.Add(new($"请填写标题", Field: "title"));
        if (string.IsNullOrWhiteSpace(body)) faults.Add(new($"请填写正文", Field: "body"));
        if (disclosure is not { } chosen || !Enum.IsDefined(chosen)) faults.Add(new($"请选择公开属性", Field: "disclosure"));
        else if (chosen != Disclosure.Open)
        {
            if (kind is InstrumentKind.RecognitionNotice or InstrumentKind.CancellationNotice)
                faults.Add(new($"公示须主动公开", Field: "disclosure"));
            if (kind is InstrumentKind.RevocationAnnouncement) faults.Add(new($"撤销公告须主动公开", Field: "disclosure"));
            if (string.IsNullOrWhiteSpace(why)) faults.Add(new($"不主动公开的，请写明理由", Field: "disclosureWhy"));
        }
        return faults.Count == 0 ? null : Refusal.Invalid(faults);
    }
}
