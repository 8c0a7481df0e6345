using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute.Text;

namespace Alliance.Certification.Instruments;

/// <summary>Somebody who did not draft it checks an instrument (核稿): it goes on to be signed, or back with what is to be changed.</summary>
[For(Roles.CertificationOfficer, Roles.DecisionMaker)]
public sealed class CheckInstrument(Database database, StatutoryClock clock, LetterWriter letters, IEnumerable<ISigning> signings)
{
    /// <param name="Passed">True: it can be signed. False: it goes back to whoever drafted it.</param>
    /// <param name="Remarks">What is to be changed.</param>
    public sealed record Request(bool Passed, [LongText(2000)] string? Remarks = null);

    public async Task<Outcome> Handle(Guid id, Request request, Actor checker, CancellationToken ct)
    {
        await using var work = await database.Begin(this, checker, ct);
        var instrument = await Instrument.Lock(work, id);
        var matters = await Matter.In(work, id);
        if (WhyNot(instrument, matters, request, checker) is { } refusal) return refusal;

        var (now, remarks, article) = (clock.Now, request.Remarks?.Trim(), signings.Of(instrument!.Kind).Article);
        await work.Execute(request.Passed
            ? """
            update instrument set state = 'Checked', remarks = null, checked_at = @now, checked_by = @Account, checked_by_name = @Name
            where id = @id
            """ : "update instrument set remarks = @remarks where id = @id", new { id, now, remarks, checker.Account, checker.Name });
        var about = matters.Select(matter => matter.CaseId).FirstOrDefault();
        if (request.Passed)
            await letters.Tell(work, Audience.Office(Roles.DecisionMaker), about, $"有文书等待签发",
                $"{new Word(instrument.Kind.Word())}已经核稿，涉及 {matters.Count(matter => matter.State == MatterState.Waiting)} 项，请签发。",
                $"/certification/instruments/{id}", article);
        else
            await letters.Tell(work, Audience.Account(instrument.DraftedBy), about, $"文书退回修改",
                $"{checker.Name}退回了{new Word(instrument.Kind.Word())}，请修改：{remarks}", $"/certification/instruments/{id}", article);
        foreach (var matter in matters)
            await work.Record(matter.CaseId, nameof(CheckInstrument), new { instrumentId = id, request.Passed }, article,
                instrument.PolicyVersion);
        await work.Record(id, nameof(CheckInstrument), request);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Instrument? instrument, IReadOnlyList<Matter> matters, Request request, Actor checker)
    {
        if (AmendInstrument.WhyNot(instrument) is { } refusal) return refusal;
        if (instrument!.State != InstrumentState.Draft) return Refusal.Conflict($"文书已经核稿");
        // Four eyes: whoever wrote a text does not see what is wrong with it.
        if (instrument.DraftedBy == checker.Account) return Refusal.Forbidden($"起草和核稿须由不同的人办理，这份文书由您起草");
        if (!request.Passed)
            return string.IsNullOrWhiteSpace(request.Remarks) ? Refusal.Invalid($"请写明需要修改的内容", field: "remarks") : null;
        return matters.Any(matter => matter.State == MatterState.Waiting) ? null
            : Refusal.Conflict($"文书中没有等待发文的事项，请撤下");
    }
}
