using Alliance.Certification.Instruments;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Certification.Notices;

/// <summary>A signed instrument as whoever may read it reads it: open ones everybody, served ones the units they are served to.</summary>
[ForEveryone]
public sealed class ReadPublished(Database database, StatutoryClock clock)
{
    /// <summary>A line of the list as it stands now.</summary>
    /// <param name="NoticeId">The line's own notice; the corrected one where it was reissued.</param>
    /// <param name="State">Where that stands.</param>
    /// <param name="IsOpen">True while anybody can object.</param>
    public sealed record LineState(Guid NoticeId, NoticeState State, bool IsOpen);

    /// <param name="Content">As it was signed.</param>
    /// <param name="Lines">Of a notice: each line as it stands now, in the order of the list.</param>
    /// <param name="Sha256">The hash of the content.</param>
    public sealed record View(
        Guid InstrumentId, InstrumentKind Kind, string Title, string? Number, DateOnly SignedOn, InstrumentContent Content,
        IReadOnlyList<LineState> Lines, Disclosure Disclosure, string Sha256, DateTimeOffset? ClosesAt, string PolicyVersion);

    public async Task<Outcome<View>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        var i = await database.Find<Instruments.Instrument>(
            $"select {Instruments.Instrument.Columns} from instrument where id = @id and state = 'Signed'", new { id }, ct);
        if (i?.Content is not { } content || !MayRead(i, content, actor)) return Refusal.NotFound($"没有这份文书");
        var notices = (await database.Query<PublicNotice>($"{PublicNotice.Select} where n.instrument_id = @id", new { id }, ct))
            .ToDictionary(notice => notice.Id, notice => notice.Known(clock.Calendar));
        return new View(i.Id, i.Kind, content.Title, i.Number, i.SignedOn!.Value, content,
            notices.Count == 0 ? [] : [.. content.Lines.Select(line => Now(notices[line.NoticeId!.Value], notices))],
            i.Disclosure, Convert.ToHexStringLower(i.Sha256!),
            notices.Values.Where(notice => notice.Outcome is null).Select(notice => notice.ClosesAt).Max(), i.PolicyVersion);
    }

    // A line that was corrected stands anew under another key.
    LineState Now(PublicNotice notice, Dictionary<Guid, PublicNotice> notices)
    {
        while (notice.ReplacedById is { } next && notices.TryGetValue(next, out var replaced)) notice = replaced;
        return new(notice.Id, notice.State(clock.Now), notice.WhyClosed(clock.Now) is null);
    }

    static bool MayRead(Instruments.Instrument instrument, InstrumentContent content, Actor actor)
        => instrument.Disclosure == Disclosure.Open || PublicKeys.AreNotEnough(actor)
        || content.Lines.Any(line => line.Members.Any(unit => actor.BelongsTo(unit.CreditCode)));
}
