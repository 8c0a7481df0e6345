using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;

namespace Alliance.Certification.Notices;

/// <summary>A notice as anybody reads it, with each step of the computation of its last day in words.</summary>
[ForEveryone]
public sealed class ReadNotice(Database database, StatutoryClock clock, Words words)
{
    /// <summary>One step of the computation.</summary>
    public sealed record Step(string Sentence, string Article);

    /// <summary>Who is announced (名单).</summary>
    public sealed record Listed(string AllianceName, string LeadUnit, int Members);

    public sealed record View(
        Guid NoticeId, PublicNoticeKind Kind, Guid? ApplicationId, Guid? AllianceId, string Title, DateOnly PublishedOn,
        DateOnly? LastDay, DateOnly NominalLastDay,
        DateTimeOffset? ClosesAt, bool Provisional, NoticeState State, string Body, Listed List, IReadOnlyList<Step> Reckoning,
        string? WhyClosed, string PolicyVersion,
        string? Correction, IReadOnlyList<Corrected> Corrections, Guid? ReplacesId, Guid? ReplacedById, DateTimeOffset? FirstClosesAt,
        string? ExtendedBy, Guid? InstrumentId);

    /// <summary>The notice for a page; null where there is none.</summary>
    public async Task<PublicNotice?> Find(Guid id, CancellationToken ct)
        => (await database.Find<PublicNotice>($"{PublicNotice.Select} where n.id = @id", new { id }, ct))?.Known(clock.Calendar);

    public async Task<Outcome<View>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } n) return Refusal.NotFound($"没有这项公示");
        var (application, keys) = (n.Application, PublicKeys.AreNotEnough(actor));
        return new View(
            n.Id, n.Kind, keys ? n.ApplicationId : null, keys ? n.AllianceId : null, n.Title, n.PublishedOn, n.LastDay, n.NominalLastDay,
            n.ClosesAt, n.ClosesAt is null, n.State(clock.Now),
            NoticeText.Body(n), new(application.AllianceName, application.LeadUnit.Name, application.Members.Count),
            [.. n.Reckon(clock.Calendar).Steps.Select(s => new Step(words.Say(s.Sentence), s.Article))],
            n.WhyClosed(clock.Now) is { } why ? words.Say(why) : null, application.PolicyVersion, n.Correction, n.Corrections,
            n.ReplacesId, n.ReplacedById, n.FirstClosesAt, n.ExtendedBy, n.InstrumentId);
    }
}
