using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Delivery;
using Alliance.Monitoring.Files;
using Alliance.Statute.Operation;
using Alliance.Statute.Periods;

namespace Alliance.Monitoring.Revocations.Reading;

/// <summary>One revocation case: for the offices, and from the prior notice on for the unit it is against (Art. 17).</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ReadRevocation(Database database, StatutoryClock clock)
{
    /// <summary>What people of the case see.</summary>
    public sealed record View
    {
        public required Guid RevocationCaseId { get; init; }
        public required Guid AllianceId { get; init; }
        public required string AllianceName { get; init; }
        public required Unit LeadUnit { get; init; }
        public required string PolicyVersion { get; init; }
        public required RevocationGround Ground { get; init; }
        public required string Facts { get; init; }
        public required RevocationState State { get; init; }
        public required DateTimeOffset OpenedAt { get; init; }
        /// <summary>Who opened it; for the offices alone.</summary>
        public required string? OpenedBy { get; init; }
        /// <summary>The compliance case it came from; for the offices alone.</summary>
        public required Guid? ComplianceCaseId { get; init; }
        public required DateTimeOffset? NoticedAt { get; init; }
        public required DateOnly? ServedOn { get; init; }
        /// <summary>The prior notice and its service.</summary>
        public required IReadOnlyList<Delivered> Deliveries { get; init; }
        /// <summary>Until when the unit may answer, or might; null before the service, and while it is provisional.</summary>
        public required DateTimeOffset? StatementClosesAt { get; init; }
        public required DateOnly? StatementLastDay { get; init; }
        /// <summary>True while the unit may answer.</summary>
        public required bool MayAnswer { get; init; }
        /// <summary>True when the period is over and a hearing that was asked for was held.</summary>
        public required bool IsHeard { get; init; }
        public required IReadOnlyList<Said> Statements { get; init; }
        /// <summary>What the unit writes on; for the unit alone.</summary>
        public required string? Draft { get; init; }
        public required DateTimeOffset? DraftAt { get; init; }
        public required string? DraftBy { get; init; }
        public required DateTimeOffset? HearingAskedAt { get; init; }
        public required string? HearingAskedBy { get; init; }
        public required string? HearingWhy { get; init; }
        public required DateTimeOffset? HearingClosesAt { get; init; }
        public required DateOnly? HearingLastDay { get; init; }
        public required DateTimeOffset? HearingAt { get; init; }
        public required string? HearingPlace { get; init; }
        public required string? HearingChair { get; init; }
        public required DateOnly? HeldOn { get; init; }
        public required bool? Attended { get; init; }
        public required string? Minutes { get; init; }
        public required DateTimeOffset? HearingOverdueAt { get; init; }
        /// <summary>法制审核; for the offices alone.</summary>
        public required LegalReview? Legal { get; init; }
        public required Decided? Decision { get; init; }
        public required DateTimeOffset? EndedAt { get; init; }
        public required string? EndSentence { get; init; }
        public required string? AnnulledWhy { get; init; }
        public required IReadOnlyList<Attachment> Files { get; init; }

        /// <summary>The computation of the period, in words.</summary>
        [System.Text.Json.Serialization.JsonIgnore]
        public IReadOnlyList<ReckoningStep> Reckoning { get; init; } = [];
    }

    /// <summary>A statement of the unit.</summary>
    public sealed record Said
    {
        public int Number { get; init; }
        public string Body { get; init; } = "";
        public DateTimeOffset FiledAt { get; init; }
        public string FiledByName { get; init; } = "";
    }

    /// <summary>法制审核.</summary>
    public sealed record LegalReview(string By, bool Agrees, string Opinion, DateTimeOffset At);

    /// <summary>What was decided.</summary>
    public sealed record Decided(bool Revoked, string Reasons, bool FromRecognition, DateTimeOffset At, string By);

    /// <summary>The cases against one alliance that the reader may know of, the newest first.</summary>
    public async Task<IReadOnlyList<View>> Against(Guid allianceId, Actor actor, CancellationToken ct)
    {
        List<View> known = [];
        foreach (var id in await database.Query<Guid>("""
            select id from revocation_case where alliance_id = @allianceId order by opened_at desc
            """, new { allianceId }, ct))
            if ((await Handle(id, actor, ct)).Value is { } view) known.Add(view);
        return known;
    }

    public async Task<Outcome<View>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        var found = await RevocationCase.Find(database, id, ct);
        if (found?.IsVisibleTo(actor) != true) return Refusal.NotFound($"没有这个撤销案件");
        var theirs = found.IsTheirs(actor);
        var statements = await database.Query<Said>(
            "select number, body, filed_at, filed_by_name from revocation_statement where case_id = @id order by number", new { id }, ct);
        var files = await Attachment.Of(database, new(id), withDraft: theirs, ct);
        var (calendar, now) = (clock.Calendar, clock.Now);
        var (period, hearing) = (found.Period(calendar), found.HearingPeriod(calendar));
        // The unit reads what it was told and what it said; what the bureau weighs stays with the bureau until it is decided. What was not
        // served yet is not read here, so that service is not left to chance.
        var unread = theirs && found.ServedOn is null;
        return new View
        {
            RevocationCaseId = id,
            AllianceId = found.AllianceId,
            AllianceName = found.AllianceName,
            LeadUnit = new(found.LeadUnitName, found.LeadUnitCreditCode),
            PolicyVersion = found.PolicyVersion,
            Ground = found.Ground,
            Facts = unread ? "" : found.Facts,
            State = found.State,
            OpenedAt = found.OpenedAt,
            OpenedBy = theirs ? null : found.OpenedByName,
            ComplianceCaseId = theirs ? null : found.ComplianceCaseId,
            NoticedAt = found.NoticedAt,
            ServedOn = found.ServedOn,
            Deliveries = await Delivered.About(database, id, ct),
            StatementClosesAt = found.ClosesAt(calendar),
            StatementLastDay = period?.LastDay ?? period?.NominalLastDay,
            MayAnswer = found.MayAnswer(now, calendar),
            IsHeard = found.IsHeard(now, calendar),
            Statements = statements,
            Draft = theirs ? found.Draft : null,
            DraftAt = theirs ? found.DraftAt : null,
            DraftBy = theirs ? found.DraftByName : null,
            HearingAskedAt = found.HearingAskedAt,
            HearingAskedBy = found.HearingAskedByName,
            HearingWhy = found.HearingWhy,
            HearingClosesAt = hearing?.ClosesAt,
            HearingLastDay = hearing?.LastDay ?? hearing?.NominalLastDay,
            HearingAt = found.HearingAt,
            HearingPlace = found.HearingPlace,
            HearingChair = found.HearingChair,
            HeldOn = found.HeldOn,
            Attended = found.Attended,
            Minutes = found.Minutes,
            HearingOverdueAt = found.HearingOverdueAt,
            Legal = theirs || found.LegalAt is null ? null
                : new(found.LegalBy!, found.LegalAgrees!.Value, found.LegalOpinion!, found.LegalAt.Value),
            Decision = found.DecidedAt is { } at
                ? new(found.Revoked!.Value, found.Reasons!, found.FromRecognition, at, found.DecidedByName!) : null,
            EndedAt = found.EndedAt,
            EndSentence = found.EndSentence,
            AnnulledWhy = found.AnnulledWhy,
            Files = [.. files.Where(file => !theirs || (!unread && file.Kind is not AttachmentKind.LegalReview))],
            Reckoning = period?.Steps ?? [],
        };
    }
}
