using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute.Text;

namespace Alliance.Certification.Instruments;

/// <summary>An officer gives a draft up before it is signed; its matters wait for another.</summary>
[For(Roles.CertificationOfficer)]
public sealed class WithdrawInstrument(Database database, StatutoryClock clock, IEnumerable<ISigning> signings)
{
    /// <param name="Why">The reason.</param>
    public sealed record Request([LongText(500)] string? Why);

    public async Task<Outcome> Handle(Guid id, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var instrument = await Instrument.Lock(work, id);
        if (AmendInstrument.WhyNot(instrument) is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(request.Why)) return Refusal.Invalid($"请说明撤下的原因", field: "why");

        foreach (var matter in await Matter.In(work, id))
            await work.Record(matter.CaseId, nameof(WithdrawInstrument), new { instrumentId = id }, signings.Of(instrument!.Kind).Article,
                instrument.PolicyVersion);
        await work.Execute("update matter set instrument_id = null where instrument_id = @id and state = 'Waiting'", new { id });
        await work.Execute("update instrument set state = 'Withdrawn', withdrawn_at = @now, withdrawn_why = @why where id = @id",
            new { id, now = clock.Now, why = request.Why.Trim() });
        await work.Record(id, nameof(WithdrawInstrument), request);
        await work.Commit();
        return Outcome.Done;
    }
}
