using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute.Policies;

namespace Alliance.Certification.Determinations;

/// <summary>One application on the bureau's table, with what became of it.</summary>
[ForReadingDeterminations]
public sealed class ReadDetermination(Database database)
{
    public sealed record View(
        Guid ApplicationId, string AllianceName, DeterminationState State, ApplicationSummary Application, bool Recommended,
        decimal AverageScore,
        int Experts, string Opinion,
        DateTimeOffset PreparedAt, string? Minutes, IReadOnlyList<Reason> Reasons, DateTimeOffset? DecidedAt, string? DecidedBy,
        string? ClosedWhy,
        Guid? NoticeId, Guid? AllianceId, string? CertificateNumber, DateTimeOffset? NoticeClosesAt)
    {
        /// <summary>The policy the case keeps.</summary>
        internal Policy Policy => PolicyBook.Find(Application.PolicyVersion);
        /// <summary>When the panel was asked once more; null where it was not.</summary>
        public DateTimeOffset? ReturnedAt { get; init; }
        /// <summary>When it was taken up again, because a decision on it was annulled; null where none was.</summary>
        public DateTimeOffset? ReopenedAt { get; init; }
        /// <summary>By whom.</summary>
        public string? ReturnedBy { get; init; }
        /// <summary>What it was to look at again.</summary>
        public string? ReturnedWhy { get; init; }
        /// <summary>What its first round said.</summary>
        public FormerPanel? FormerPanel { get; init; }
        /// <summary>When its plaque was handed over; null where it was not, or was lost and is to be replaced.</summary>
        public DateOnly? PlaqueHandedOverOn { get; init; }
        /// <summary>What districts and associations said of the application (Art. 18).</summary>
        public IReadOnlyList<Recommendation> Recommendations { get; init; } = [];
    }

    sealed record Links
    {
        public Guid? NoticeId { get; init; }
        public Guid? AllianceId { get; init; }
        public string? CertificateNumber { get; init; }
        public DateTimeOffset? NoticeClosesAt { get; init; }
        public DateOnly? PlaqueHandedOverOn { get; init; }
        public string? Recommendations { get; init; }
    }

    public async Task<Outcome<View>> Handle(Guid applicationId, CancellationToken ct)
    {
        var d = await database.Find<Determination>(
            $"select {Determination.Columns} from determination where application_id = @applicationId and application is not null",
            new { applicationId }, ct);
        if (d is null) return Refusal.NotFound($"没有这项认定事项");
        var links = await database.Find<Links>($"""
            select (select id from notice where application_id = @applicationId and kind = 'Recognition' order by published_at desc
              limit 1) as notice_id,
              (select closes_at from notice where application_id = @applicationId and kind = 'Recognition' order by published_at desc
                limit 1) as notice_closes_at,
              a.id as alliance_id, a.certificate_number, a.plaque_handed_over_on, {Recommendation.Sql} as recommendations
            from (values (@applicationId::uuid)) d(application_id) left join alliance a on a.application_id = @applicationId
            """, new { applicationId }, ct);
        return new View(
            applicationId, d.Application.AllianceName, d.State, d.Application, d.Recommended, d.AverageScore,
            d.Experts, d.PanelOpinion,
            d.PreparedAt, d.Minutes, d.Reasons, d.DecidedAt, d.DecidedBy, d.ClosedWhy, links!.NoticeId, links.AllianceId,
            links.CertificateNumber, links.NoticeClosesAt)
        {
            ReturnedAt = d.ReturnedAt,
            ReopenedAt = d.ReopenedAt,
            ReturnedBy = d.ReturnedBy,
            ReturnedWhy = d.ReturnedWhy,
            FormerPanel = d.FormerPanel,
            PlaqueHandedOverOn = links.PlaqueHandedOverOn,
            Recommendations = Recommendation.Read(links.Recommendations),
        };
    }
}
