using System.Security.Cryptography;
using System.Text;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute.Text;

namespace Alliance.Certification.Instruments;

/// <summary>
/// The decision maker signs (签发): the instrument gets its number and its date, is published or served, and every case in it goes on. Once
/// and for good, in one step: either all of it stands or none.
/// </summary>
[For(Roles.DecisionMaker)]
public sealed class SignInstrument(Database database, StatutoryClock clock, LetterWriter letters, IEnumerable<ISigning> signings)
{
    /// <param name="Number">The number in the register; the next one where it is not given.</param>
    /// <param name="NumberWhy">Why numbers before it were left out.</param>
    /// <param name="Disclosure">公开属性 as it is fixed; as proposed where it is not given.</param>
    /// <param name="DisclosureWhy">Why it is not open to everybody.</param>
    public sealed record Request(
        int? Number = null, [LongText(500)] string? NumberWhy = null, Disclosure? Disclosure = null,
        [LongText(500)] string? DisclosureWhy = null);

    /// <summary>What was signed.</summary>
    public sealed record Answer(string? Number, DateOnly SignedOn, int Lines);

    public async Task<Outcome<Answer>> Handle(Guid id, Request request, Actor signer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, signer, ct);
        var instrument = await Instrument.Lock(work, id);
        if (WhyNot(instrument, request, signer) is { } refusal) return refusal;

        var (now, today, signing) = (clock.Now, clock.Today, signings.Of(instrument!.Kind));
        // Cases in the order of their keys, so that no two steps wait for each other. What cannot go on falls out by itself.
        var matters = await Matter.In(work, id);
        var standing = new List<Matter>();
        foreach (var matter in matters.Where(matter => matter.State == MatterState.Waiting).OrderBy(matter => matter.ApplicationId))
        {
            var why = await signing.WhyNot(work, matter);
            // Locked above: whoever takes it out of the draft, as its case was withdrawn, has done so by now.
            if (await work.Find<Matter>($"{Matter.Select} where m.id = @Id for update of m", new { matter.Id }) is not
                { State: MatterState.Waiting } still || still.InstrumentId != id) continue;
            if (why is null) standing.Add(still);
            else await still.Drop(work, why, now);
        }
        if (standing.Count == 0) return Refusal.Conflict($"文书中没有等待发文的事项，请撤下");

        NumberRegister.Given? given = null;
        if (Template.Series(instrument.Kind, instrument.Policy) is { } series)
        {
            var taken = await NumberRegister.Take(work, series, today.Year, request.Number, request.NumberWhy);
            if (taken.Refusal is { } unfit) return unfit;
            given = taken.Value;
        }
        // In the order in which they were listed.
        var signature = new Signature(id, given?.Number, today, now, signer.Name);
        var lines = new List<InstrumentContent.Line>();
        foreach (var matter in standing.OrderBy(matter => (matter.Since, matter.Id)))
        {
            lines.Add(InstrumentContent.Line.Of(matter, await signing.Sign(work, signature, matter)));
            await work.Execute("update matter set state = 'Done', settled_at = @now where id = @Id", new { matter.Id, now });
            await work.Record(matter.CaseId, nameof(SignInstrument),
                new { instrumentId = id, instrument.Kind, given?.Number, request.NumberWhy }, signing.Article, instrument.PolicyVersion);
        }
        var content = Json.Write(InstrumentContent.Of(instrument, signing, lines, given?.Number, today, today));
        await work.Execute("""
            update instrument set state = 'Signed', signed_at = @now, signed_on = @today, signed_by = @Account, signed_by_name = @Name,
              disclosure = coalesce(@disclosure, disclosure),
              disclosure_why = case when @disclosure is null then disclosure_why else @disclosureWhy end,
              series = @Series, year = @Year, ordinal = @Ordinal, number = @Number, number_why = @numberWhy, content = @content,
              sha256 = @sha256
            where id = @id
            """, new
        {
            id,
            now,
            today,
            signer.Account,
            signer.Name,
            disclosure = request.Disclosure?.ToString(),
            disclosureWhy = request.Disclosure is null or Disclosure.Open ? null : request.DisclosureWhy?.Trim(),
            given?.Series,
            given?.Year,
            given?.Ordinal,
            given?.Number,
            numberWhy = request.NumberWhy?.Trim(),
            content,
            sha256 = SHA256.HashData(Encoding.UTF8.GetBytes(content)),
        });
        foreach (var account in new[] { instrument.DraftedBy, instrument.CheckedBy! }.Distinct())
            await letters.Tell(work, Audience.Account(account), standing[0].CaseId, $"文书已经签发",
                $"{new Word(instrument.Kind.Word())}已由{signer.Name}签发，涉及 {standing.Count} 项。", $"/certification/instruments/{id}",
                signing.Article);
        await work.Record(id, nameof(SignInstrument), request);
        await work.Commit();
        return new Answer(given?.Number, today, standing.Count);
    }

    internal static Refusal? WhyNot(Instrument? instrument, Request request, Actor signer)
    {
        if (AmendInstrument.WhyNot(instrument) is { } refusal) return refusal;
        if (instrument!.State != InstrumentState.Checked) return Refusal.Conflict($"文书尚未核稿，不能签发");
        if (instrument.DraftedBy == signer.Account) return Refusal.Forbidden($"起草和签发须由不同的人办理，这份文书由您起草");
        return request.Disclosure is null ? null
            : AmendInstrument.WhyNotSay(instrument.Kind, instrument.Title, instrument.Body, request.Disclosure, request.DisclosureWhy);
    }
}
