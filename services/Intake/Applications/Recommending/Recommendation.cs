using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Statute;

namespace Alliance.Intake.Applications.Recommending;

/// <summary>What a 推荐单位 said of an application (Art. 18).</summary>
public sealed record Recommendation
{
    /// <summary>The kind under which its letter is stored; no attachment of the form.</summary>
    internal const string LetterKind = Attachment.RecommendationLetter;

    /// <summary>Key.</summary>
    public Guid RecommendationId { get; init; }
    /// <summary>Who.</summary>
    public Guid BodyId { get; init; }
    /// <summary>Who, as it was called.</summary>
    public string BodyName { get; init; } = "";
    /// <summary>Of which submission it speaks.</summary>
    public int Submission { get; init; }
    /// <summary>推荐 or 不予推荐.</summary>
    public bool Recommended { get; init; }
    /// <summary>推荐意见.</summary>
    public string Opinion { get; init; } = "";
    /// <summary>推荐函.</summary>
    public Guid DocumentId { get; init; }
    /// <summary>Name of its file.</summary>
    public string FileName { get; init; } = "";
    /// <summary>When.</summary>
    public DateTimeOffset GivenAt { get; init; }
    /// <summary>By whom of the body.</summary>
    public string GivenByName { get; init; } = "";
    /// <summary>When it was taken back; null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }
    /// <summary>Why.</summary>
    public string? WithdrawnWhy { get; init; }

    internal const string Select = """
        select r.id as recommendation_id, r.body_id, r.body_name, r.submission, r.recommended, r.opinion, r.document_id, r.file_name,
          r.given_at, r.given_by_name, r.withdrawn_at, r.withdrawn_why
        from recommendation r
        """;

    /// <summary>All of an application, the first first.</summary>
    internal static Task<IReadOnlyList<Recommendation>> Of(Database database, Guid applicationId, CancellationToken ct)
        => database.Query<Recommendation>($"{Select} where r.application_id = @applicationId order by r.given_at", new { applicationId },
            ct);

    /// <summary>Those that stand, inside a step.</summary>
    internal static Task<IReadOnlyList<Recommendation>> Standing(UnitOfWork work, Guid applicationId) => work.Query<Recommendation>(
        $"{Select} where r.application_id = @applicationId and r.withdrawn_at is null order by r.given_at", new { applicationId });

    /// <summary>Why an application cannot pass formal review for want of a recommendation (Art. 18): its policy asks for one, of the body
    /// it went to. Elsewhere a recommendation informs and stops nothing.</summary>
    internal static Refusal? WhyNotPass(Application application, IReadOnlyList<Recommendation> standing, string? bodyName)
    {
        if (!application.RecommendationRequired) return null;
        var asked = standing.Where(r => application.RecommenderId is null || r.BodyId == application.RecommenderId).ToList();
        if (asked.Any(r => r.Recommended)) return null;
        return asked is [var declined, ..]
            ? Refusal.Conflict($"本政策规定申报须经推荐单位推荐，{declined.BodyName}不予推荐，不能通过形式审查", Articles.Promotion, application.PolicyVersion)
            : bodyName is null
            ? Refusal.Conflict($"本政策规定申报须经推荐单位推荐，还没有推荐意见，不能通过形式审查", Articles.Promotion, application.PolicyVersion)
            : Refusal.Conflict($"本政策规定申报须经推荐单位推荐，{bodyName}尚未推荐，不能通过形式审查", Articles.Promotion, application.PolicyVersion);
    }
}
