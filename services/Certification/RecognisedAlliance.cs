using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
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
    /// <summary>授牌.</summary>
    public DateOnly? PlaqueHandedOverOn { get; init; }
    /// <summary>收回授牌.</summary>
    public DateOnly? PlaqueRecoveredOn { get; init; }
    /// <summary>The frozen summary of the application, JSON.</summary>
    public string Summary { get; init; } = "";

    /// <summary>What was recognised.</summary>
    public ApplicationSummary Application => Json.Read<ApplicationSummary>(Summary);

    /// <summary>The policy the case keeps.</summary>
    public Policy Policy => PolicyBook.Find(Application.PolicyVersion);

    internal const string Columns = """
        id, application_id, name, document_number, certificate_number, plaque_number, recognised_on, status, ended_on,
        end_article, end_sentence, end_document_number,
        plaque_handed_over_on, plaque_recovered_on, application::text as summary
        """;

    /// <summary>The alliance, kept from others until this step is over; null where there is none.</summary>
    internal static Task<RecognisedAlliance?> Lock(UnitOfWork work, Guid id)
        => work.Find<RecognisedAlliance>($"select {Columns} from alliance where id = @id for update", new { id });
}
