using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Certification.Remedies;

/// <summary>One 行政复议 or 行政诉讼 with its papers.</summary>
[ForReadingDeterminations]
public sealed class ReadRemedy(Database database)
{
    /// <summary>A paper on file.</summary>
    public sealed record Document
    {
        public Guid DocumentId { get; init; }
        public string Title { get; init; } = "";
        public string FileName { get; init; } = "";
        public DateTimeOffset AddedAt { get; init; }
        public string AddedBy { get; init; } = "";
    }

    public sealed record View
    {
        public Guid RemedyId { get; init; }
        public Guid CaseId { get; init; }
        public Guid ApplicationId { get; init; }
        public Guid? AllianceId { get; init; }
        public ApplicationSummary Application { get; init; } = null!;
        public DecidedStep Step { get; init; }
        public DateTimeOffset DecidedAt { get; init; }
        public string? DecisionNumber { get; init; }
        public RemedyKind Kind { get; init; }
        public string Authority { get; init; } = "";
        public string CaseNumber { get; init; } = "";
        public DateOnly FiledOn { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
        public string RecordedBy { get; init; } = "";
        public RemedyOutcome? Outcome { get; init; }
        public string? OutcomeNumber { get; init; }
        public DateOnly? OutcomeOn { get; init; }
        public string? OutcomeSummary { get; init; }
        public DateTimeOffset? OutcomeRecordedAt { get; init; }
        public string? OutcomeRecordedBy { get; init; }
        public IReadOnlyList<Document> Documents { get; init; } = [];
    }

    public async Task<Outcome<View>> Handle(Guid remedyId, CancellationToken ct)
    {
        var r = await database.Find<Remedy>($"{Remedy.Select} where r.id = @remedyId", new { remedyId }, ct);
        if (r is null) return Refusal.NotFound($"没有这项行政复议或行政诉讼");
        return new View
        {
            RemedyId = r.Id,
            CaseId = r.CaseId,
            ApplicationId = r.ApplicationId,
            AllianceId = r.AllianceId,
            Application = r.Application,
            Step = r.Step,
            DecidedAt = r.DecidedAt,
            DecisionNumber = r.DecisionNumber,
            Kind = r.Kind,
            Authority = r.Authority,
            CaseNumber = r.CaseNumber,
            FiledOn = r.FiledOn,
            RecordedAt = r.RecordedAt,
            RecordedBy = r.RecordedBy,
            Outcome = r.Outcome,
            OutcomeNumber = r.OutcomeNumber,
            OutcomeOn = r.OutcomeOn,
            OutcomeSummary = r.OutcomeSummary,
            OutcomeRecordedAt = r.OutcomeRecordedAt,
            OutcomeRecordedBy = r.OutcomeRecordedBy,
            Documents = await database.Query<Document>("""
                select d.document_id, d.title, f.file_name, d.added_at, d.added_by
                from remedy_document d join document f on f.id = d.document_id
                where d.remedy_id = @remedyId order by d.added_at
                """, new { remedyId }, ct),
        };
    }
}
