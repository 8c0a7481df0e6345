using System.Text.Json.Serialization;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Contracts;
using Alliance.Monitoring.Files;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Reports;

/// <summary>The annual report of a year: as it was filed, or what the lead unit needs to fill it in.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ReadReport(Database database, StatutoryClock clock, Words words)
{
    /// <summary>What the page shows.</summary>
    public sealed record View
    {
        public required Guid AllianceId { get; init; }
        public required string AllianceName { get; init; }
        /// <summary>牵头单位, which reports for all.</summary>
        public required string LeadUnitName { get; init; }
        public required int Year { get; init; }
        public required string PolicyVersion { get; init; }
        /// <summary>The last day by counting alone.</summary>
        public required DateOnly NominalDueOn { get; init; }
        /// <summary>The instant at which it is late, null while the calendar of the year is not published.</summary>
        public required DateTimeOffset? DueAt { get; init; }
        /// <summary>How the date was reckoned, for the page: its sentences are put into the reader's language there.</summary>
        [JsonIgnore] // not required: the serializer refuses a type that demands a property it may not write
        public IReadOnlyList<ReckoningStep> Reckoning { get; init; } = [];
        /// <summary>What the year is measured against.</summary>
        public required IReadOnlyList<Target> Targets { get; init; }
        /// <summary>True when the year stands against 第二年目标.</summary>
        public required bool IsSecondYear { get; init; }

        internal Policy Policy => PolicyBook.Find(PolicyVersion);

        /// <summary>What the year stands against of a target.</summary>
        internal decimal? GoalOf(Target target) => target.Of(IsSecondYear ? 1 : 0);

        /// <summary>What a cost category is called.</summary>
        internal string CategoryName(string id) => Policy.CostCategories.FirstOrDefault(c => c.Id == id)?.Name ?? id;

        /// <summary>Null while it was not filed.</summary>
        public required AnnualReport? Report { get; init; }
        /// <summary>When the first version came.</summary>
        public required DateTimeOffset? FiledAt { get; init; }
        /// <summary>Who filed the first version.</summary>
        public required string? FiledBy { get; init; }
        public required bool Late { get; init; }
        /// <summary>Where it stands; null while it was not filed.</summary>
        public required ReportStage? Stage { get; init; }
        /// <summary>The newest version; 0 while none was filed.</summary>
        public required int Version { get; init; }
        /// <summary>Every version that was filed, the newest first.</summary>
        public required IReadOnlyList<VersionView> Versions { get; init; }
        /// <summary>Until when it has to be amended, where it was returned.</summary>
        public required DateOnly? ReturnedUntil { get; init; }
        /// <summary>What has to be amended.</summary>
        public required string? ReturnedWhy { get; init; }
        /// <summary>What the officer said who accepted it.</summary>
        public required string? Opinion { get; init; }
        /// <summary>When an officer accepted or returned it last.</summary>
        public required DateTimeOffset? DecidedAt { get; init; }
        /// <summary>Who that was.</summary>
        public required string? DecidedBy { get; init; }
        /// <summary>附件; those of a draft its own people alone see.</summary>
        public required IReadOnlyList<Attachment> Files { get; init; }
        /// <summary>What the 自检自查 of this and other years found, the oldest first.</summary>
        public required IReadOnlyList<InspectionFinding> Findings { get; init; }
        /// <summary>What in the numbers of the report, or of the draft, is worth a second look.</summary>
        public required IReadOnlyList<ReportHint> Hints { get; init; }
        /// <summary>What the lead unit writes at; its own people alone see it, and null where nothing was saved.</summary>
        public required DraftView? Draft { get; init; }
    }

    /// <summary>A version that was filed.</summary>
    /// <param name="Version">1, and one more each time.</param>
    /// <param name="FiledAt">When.</param>
    /// <param name="FiledBy">By whom.</param>
    /// <param name="ReturnedWhy">Why it was not good enough; null where it was.</param>
    /// <param name="Changed">What it says otherwise than the version before, as people call it.</param>
    /// <param name="Sha256">Of what it says, as it stands on its receipt and at the foot of its print.</param>
    public sealed record VersionView(
        int Version, DateTimeOffset FiledAt, string FiledBy, string? ReturnedWhy, IReadOnlyList<string> Changed, string Sha256)
    {
        // The newest is in the answer once already, and the older ones are shown by the page alone.
        internal AnnualReport Report { get; init; } = new();
    }

    /// <summary>What was saved and not filed.</summary>
    /// <param name="Version">How often it was saved.</param>
    /// <param name="Report">What it says.</param>
    /// <param name="SavedAt">When.</param>
    /// <param name="SavedBy">By whom.</param>
    public sealed record DraftView(int Version, AnnualReport Report, DateTimeOffset SavedAt, string SavedBy);

    public async Task<Outcome<View>> Handle(Guid allianceId, int year, Actor actor, CancellationToken ct)
    {
        var alliance = await OperatingAlliance.Find(database, allianceId, ct);
        if (alliance is null || !alliance.IsVisibleTo(actor)) return Refusal.NotFound($"没有这个联盟");
        if (year < alliance.AnchoredOn.Year || year > clock.Today.Year) return Refusal.NotFound($"该联盟没有 {year} 年度科技报告");

        var policy = alliance.Policy;
        var cycle = ReportYears.CycleOf(year, alliance.AnchoredOn, alliance.Cycle, policy);
        var due = FixedDates.AnnualReport(year, policy, clock.Calendar);
        var filed = await database.Find<StoredReport>(StoredReport.Select, new { allianceId, year }, ct);
        var versions = filed is null ? [] : await database.Query<Filed>("""
            select version, body::text, filed_at, filed_by_name, returned_why,
              encode(sha256(convert_to(body::text, 'UTF8')), 'hex') as sha256
            from report_version where report_id = @Id order by version
            """, new { filed.Id }, ct);
        var draft = OperatingAlliance.NotOf(alliance, actor) is not null ? null : await database.Find<SaveReportDraft.Saved>("""
            select version, body::text, saved_at, saved_by_name from report_draft where alliance_id = @allianceId and year = @year
            order by version desc limit 1
            """, new { allianceId, year }, ct);
        var targets = await Target.Of(database, allianceId, cycle, ct);
        var isSecondYear = ReportYears.Of(alliance.AnchoredOn, cycle, policy) is [var first, ..] && year > first;
        return new View
        {
            AllianceId = allianceId,
            AllianceName = alliance.Name,
            LeadUnitName = alliance.LeadUnitName,
            Year = year,
            PolicyVersion = alliance.PolicyVersion,
            NominalDueOn = due.NominalLastDay,
            DueAt = due.ClosesAt,
            Reckoning = due.Steps,
            Targets = targets,
            IsSecondYear = isSecondYear,
            Report = filed?.Report,
            FiledAt = filed?.FiledAt,
            FiledBy = filed?.FiledByName,
            Late = filed?.Late ?? due.IsOpenAt(clock.Now) == false,
            Stage = filed?.State,
            Version = filed?.Version ?? 0,
            Versions = [.. versions.Index().Reverse().Select(one => new VersionView(one.Item.Version, one.Item.FiledAt,
                one.Item.FiledByName, one.Item.ReturnedWhy,
                one.Index == 0 ? [] : ReportMerge.Differences(versions[one.Index - 1].Report, one.Item.Report), one.Item.Sha256)
                { Report = one.Item.Report })],
            ReturnedUntil = filed?.ReturnedUntil,
            ReturnedWhy = filed?.ReturnedWhy,
            Opinion = filed?.Opinion,
            DecidedAt = filed?.DecidedAt,
            DecidedBy = filed?.DecidedByName,
            Files = await Attachment.Of(database, new(allianceId, year), actor.BelongsTo(alliance.LeadUnitCreditCode), ct),
            Findings = await InspectionFinding.Of(database, allianceId, ct),
            Hints = (draft?.Report ?? filed?.Report) is not { } report ? []
                : ReportHints.Of(report, await Known(alliance, year, [.. targets.Select(t => (t, t.Of(isSecondYear ? 1 : 0)))], ct), policy,
                    words),
            Draft = draft is null ? null : new(draft.Version, draft.Report, draft.SavedAt, draft.SavedByName),
        };
    }

    async Task<ReportHints.Known> Known(
        OperatingAlliance alliance, int year, IReadOnlyList<(Target Target, decimal? Goal)> targets, CancellationToken ct)
    {
        var last = await database.Find<StoredReport>(StoredReport.Select, new { allianceId = alliance.Id, year = year - 1 }, ct);
        var money = (await database.Find<Paid>("""
            select coalesce((select grant_fen from paid_grant where alliance_id = @Id), 0) as grant_fen,
              coalesce((select sum((s->>'grantFen')::bigint) from annual_report, jsonb_array_elements(body->'spending') s
                where alliance_id = @Id and year <> @year), 0)::bigint as spent_fen,
              coalesce((select sum(grant_received_fen) from annual_report where alliance_id = @Id and year <> @year), 0)::bigint
                as received_fen,
              coalesce((select sum(matching_received_fen) from annual_report where alliance_id = @Id and year <> @year), 0)::bigint
                as matching_fen
            """, new { alliance.Id, year }, ct))!;
        return new(targets, last?.Report, money.GrantFen, money.SpentFen, money.ReceivedFen, money.MatchingFen);
    }

    sealed record Paid
    {
        public long GrantFen { get; init; }
        public long SpentFen { get; init; }
        public long ReceivedFen { get; init; }
        public long MatchingFen { get; init; }
    }

    sealed record Filed
    {
        public int Version { get; init; }
        public string Body { get; init; } = "";
        public DateTimeOffset FiledAt { get; init; }
        public string FiledByName { get; init; } = "";
        public string? ReturnedWhy { get; init; }
        public string Sha256 { get; init; } = "";

        public AnnualReport Report => Json.Read<AnnualReport>(Body);
    }
}
