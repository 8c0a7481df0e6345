using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Files;

namespace Alliance.Monitoring.Changes.Noting;

/// <summary>One filing with its consents and files (Art. 15).</summary>
[ForReadingInOperation(Roles.Applicant, Roles.Member)]
public sealed class ReadChange(Database database, StatutoryClock clock, Words words)
{
    /// <summary>What people of the case see.</summary>
    public sealed record View
    {
        public required Guid FilingId { get; init; }
        public required Guid AllianceId { get; init; }
        public required string AllianceName { get; init; }
        public required Unit LeadUnit { get; init; }
        /// <summary>The member units as they are now.</summary>
        public required IReadOnlyList<Unit> Members { get; init; }
        public required FilingKind Kind { get; init; }
        public required FilingState State { get; init; }
        public required int Version { get; init; }
        /// <summary>What was filled in; of a draft for the lead unit only, who alone reads it.</summary>
        public required ChangeContent Content { get; init; }
        /// <summary>What it was, in words; null until it was submitted.</summary>
        public required string? Before { get; init; }
        public required string? After { get; init; }
        public required DateOnly? EffectiveOn { get; init; }
        public required DateTimeOffset SavedAt { get; init; }
        public required string SavedBy { get; init; }
        public required DateTimeOffset? SubmittedAt { get; init; }
        public required string? SubmittedBy { get; init; }
        public required DateTimeOffset? FiledAt { get; init; }
        public required string? ReturnedWhy { get; init; }
        public required DateOnly? ReturnedUntil { get; init; }
        /// <summary>备案编号.</summary>
        public required string? Number { get; init; }
        public required string? Remark { get; init; }
        public required DateTimeOffset? DecidedAt { get; init; }
        public required string? DecidedBy { get; init; }
        public required string? WithdrawnWhy { get; init; }
        /// <summary>What of Art. 8 the alliance as changed does not meet: while it is under way as it would be, then as it was
        /// noted.</summary>
        public required IReadOnlyList<Reason> Warnings { get; init; }
        public required IReadOnlyList<ChangeConsent> Consents { get; init; }
        public required IReadOnlyList<Attachment> Files { get; init; }
        /// <summary>Why nothing is done any more: the recognition ended.</summary>
        public required bool IsClosed { get; init; }
    }

    public async Task<Outcome<View>> Handle(Guid filingId, Actor actor, CancellationToken ct)
    {
        var (alliance, filing) = await ChangeFiling.Find(database, filingId, ct);
        var consents = await ChangeConsent.Of(database, filingId, ct);
        if (alliance is null || !filing!.IsVisibleTo(actor, alliance, consents)) return Refusal.NotFound($"没有这份变更备案");

        var isLead = actor.BelongsTo(alliance.LeadUnitCreditCode);
        var content = filing.Content;
        return new View
        {
            FilingId = filingId,
            AllianceId = alliance.Id,
            AllianceName = alliance.Name,
            LeadUnit = alliance.LeadUnit,
            Members = alliance.Members,
            Kind = filing.Kind,
            State = filing.State,
            Version = filing.Version,
            Content = filing.IsOpen && !isLead ? new() { Reason = content.Reason, EffectiveOn = filing.EffectiveOn } : content,
            Before = filing.Before,
            After = filing.After,
            EffectiveOn = filing.EffectiveOn,
            SavedAt = filing.SavedAt,
            SavedBy = filing.SavedByName,
            SubmittedAt = filing.SubmittedAt,
            SubmittedBy = filing.SubmittedByName,
            FiledAt = filing.FiledAt,
            ReturnedWhy = filing.ReturnedWhy,
            ReturnedUntil = filing.ReturnedUntil,
            Number = filing.Number,
            Remark = filing.Remark,
            DecidedAt = filing.DecidedAt,
            DecidedBy = filing.DecidedByName,
            WithdrawnWhy = filing.WithdrawnWhy,
            Warnings = filing.IsUnderWay ? Warnings(filing, alliance) : Json.Read<IReadOnlyList<Reason>>(filing.WarningsJson),
            Consents = consents,
            Files = await Attachment.Of(database, new(filingId), isLead, ct),
            IsClosed = alliance.ClosedAt is not null,
        };
    }

    // Of what is filled in wrong nothing can be said yet.
    IReadOnlyList<Reason> Warnings(ChangeFiling filing, OperatingAlliance alliance)
        => ChangeOutcome.Faults(filing.Kind, filing.Content with { Reason = "–", EffectiveOn = alliance.AnchoredOn }, alliance,
            clock.Today, []).Count > 0 ? []
            : [.. ChangeOutcome.Of(filing.Kind, filing.Content, alliance).Warnings(filing.Kind, alliance)
                .Select(one => new Reason(one.Article, words.Say(one.Sentence)))];
}
