using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Alliance.Certification.Instruments;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Redactions;

/// <summary>An officer makes a copy of a signed instrument without what must not be read, to be given to whoever asks for it. Made anew it
/// takes the place of the one before, until one was given out.</summary>
[For(Roles.CertificationOfficer)]
public sealed class RedactInstrument(Database database, StatutoryClock clock)
{
    /// <param name="Passages">What is taken out wherever it stands.</param>
    /// <param name="Why">For which reason.</param>
    public sealed record Request([MaxLength(100)] IReadOnlyList<string> Passages, [LongText(500)] string? Why);

    public async Task<Outcome> Handle(Guid instrumentId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var instrument = await Instrument.Lock(work, instrumentId);
        var given = await work.Find<bool>("""
            select exists(select from disclosure_request where given_id = @instrumentId and state = 'PartlyGranted')
            """, new { instrumentId });
        var passages = request.Passages.Select(passage => passage.Trim()).Where(passage => passage.Length > 0).Distinct().ToList();
        if (WhyNot(instrument, passages, request.Why, given) is { } refusal) return refusal;

        var content = Json.Write(RedactedCopy.Without(instrument!.Content!, passages));
        await work.Execute("""
            insert into redacted_copy(instrument_id, content, sha256, passages, why, made_at, made_by_name)
            values (@instrumentId, @content, @sha256, @Count, @why, @Now, @Name)
            on conflict (instrument_id) do update set content = excluded.content, sha256 = excluded.sha256, passages = excluded.passages,
              why = excluded.why, made_at = excluded.made_at, made_by_name = excluded.made_by_name, pdf = null
            """, new
        {
            instrumentId,
            content,
            sha256 = SHA256.HashData(Encoding.UTF8.GetBytes(content)),
            passages.Count,
            why = request.Why!.Trim(),
            clock.Now,
            officer.Name,
        });
        // What was taken out stands in no record either.
        await work.Record(instrumentId, nameof(RedactInstrument), new { passages.Count, why = request.Why.Trim() },
            Articles.DisclosureReasons, instrument.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Instrument? instrument, IReadOnlyList<string> passages, string? why, bool given)
    {
        if (instrument is null) return Refusal.NotFound($"没有这份文书");
        if (instrument.Content is not { } content) return Refusal.Conflict($"文书签发后才能制作公开用的副本");
        if (instrument.Disclosure == Disclosure.Open) return Refusal.Conflict($"主动公开的文书不需要遮盖副本");
        if (given) return Refusal.Conflict($"遮盖副本已经向申请人提供，不能再更改");
        var faults = new List<Fault>();
        if (passages.Count == 0) faults.Add(new($"请填写要删去的内容", Articles.DisclosureReasons, "passages"));
        foreach (var passage in passages.Where(passage => passage.Length < 2))
            faults.Add(new($"“{passage}”太短，至少两个字", Articles.DisclosureReasons, "passages"));
        foreach (var passage in passages.Where(passage => !RedactedCopy.Texts(content).Any(text
            => text.Contains(passage, StringComparison.Ordinal))))
            faults.Add(new($"文书中没有“{passage}”", Articles.DisclosureReasons, "passages"));
        if (string.IsNullOrWhiteSpace(why)) faults.Add(new($"请写明遮盖的理由", Articles.DisclosureReasons, "why"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults, instrument.PolicyVersion);
    }
}
