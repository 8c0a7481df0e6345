using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Certification;

/// <summary>An alliance by its recognition document (认定文件, Art. 11).</summary>
public sealed record RecognisedAlliance
{
    /// <summary>The alliance's own key.</summary>
    public Guid Id { get; init; }
    /// <summary>The application it came from.</summary>
    public Guid ApplicationId { get; init; }
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";
    /// <summary>发文字号.</summary>
    public string DocumentNumber { get; init; } = "";
    /// <summary>证书编号.</summary>
    public string CertificateNumber { get; init; } = "";
    /// <summary>授牌编号.</summary>
    public string PlaqueNumber { get; init; } = "";
    /// <summary>Date of the recognition document; cycles are anchored to it (Art. 14).</summary>
    public DateOnly RecognisedOn { get; init; }
    /// <summary>What the register says.</summary>
    public AllianceStatus Status { get; init; }
    /// <summary>When the recognition ended.</summary>
    public DateOnly? EndedOn { get; init; }
    /// <summary>Under which article.</summary>
    public string? EndArticle { get; init; }
    /// <summary>Why.</summary>
    public string? EndSentence { get; init; }
    /// <summary>文号 of the decision that ended it.</summary>
    public string? EndDocumentNumber { get; init; }
    /// <summary>Since when a revoked recognition was none: the day of the decision, or of the recognition; null where it is not
    /// revoked.</summary>
    public DateOnly? RevokedFrom { get; init; }
    /// <summary>The case in which it was revoked.</summary>
    public Guid? RevocationCaseId { get; init; }
    /// <summary>The last day for the plaque to come back after a revocation; null where none is due.</summary>
    public DateOnly? PlaqueDueOn { get; init; }
    /// <summary>授牌.</summary>
    public DateOnly? PlaqueHandedOverOn { get; init; }
    /// <summary>收回授牌.</summary>
    public DateOnly? PlaqueRecoveredOn { get; init; }
    /// <summary>The policy under which it was recognised, where that is not the one of today: "2013" (Art. 19); null: recognised
    /// here.</summary>
    public string? RecognisedUnder { get; init; }
    /// <summary>The day on which an alliance of 2013 was brought under operation; null while it was not (Art. 14, 19).</summary>
    public DateOnly? OperationBegunOn { get; init; }
    /// <summary>Which operating cycle runs, as Monitoring began it last; null while none is known (Art. 14).</summary>
    public int? Cycle { get; init; }
    /// <summary>Its first day.</summary>
    public DateOnly? CycleStartsOn { get; init; }
    /// <summary>Its last day.</summary>
    public DateOnly? CycleEndsOn { get; init; }
    /// <summary>The frozen summary of the application, JSON.</summary>
    public string Summary { get; init; } = "";

    /// <summary>What was recognised.</summary>
    public ApplicationSummary Application => Json.Read<ApplicationSummary>(Summary);

    /// <summary>The policy the case keeps.</summary>
    public Policy Policy => PolicyBook.Find(Application.PolicyVersion);

    /// <summary>Until when the certificate holds: the last day of the current cycle. Null for an alliance of 2013 that runs no cycle (Art.
    /// 14, 19).</summary>
    public DateOnly? ValidUntil => CycleEndsOn
        ?? (RecognisedUnder is null ? Cycles.Of(RecognisedOn, 1, Policy.CycleMonths).EndsOn : null);

    /// <summary>True while the recognition stands, a running cancellation included (Art. 14).</summary>
    public bool IsAlive => Status is AllianceStatus.Valid or AllianceStatus.Cancelling;

    internal const string Columns = """
        recognised_under, operation_begun_on, (select max(c.cycle) from alliance_cycle c where c.alliance_id = alliance.id) as cycle,
        (select max(c.starts_on) from alliance_cycle c where c.alliance_id = alliance.id) as cycle_starts_on,
        (select max(c.ends_on) from alliance_cycle c where c.alliance_id = alliance.id) as cycle_ends_on,
        id, application_id, name, document_number, certificate_number, plaque_number, recognised_on, status, ended_on,
        end_article, end_sentence, end_document_number, revoked_from, revocation_case_id, plaque_due_on,
        plaque_handed_over_on, plaque_recovered_on, application::text as summary
        """;

    /// <summary>The alliance, kept from others until this step is over; null where there is none.</summary>
    internal static Task<RecognisedAlliance?> Lock(UnitOfWork work, Guid id)
        => work.Find<RecognisedAlliance>($"select {Columns} from alliance where id = @id for update", new { id });
}
