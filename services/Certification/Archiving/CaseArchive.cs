using Alliance.Certification.Determinations;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;

namespace Alliance.Certification.Archiving;

/// <summary>For how long a file is kept (机关文件材料归档范围和文书档案保管期限规定).</summary>
public enum Retention
{
    /// <summary>永久.</summary>
    [State("永久", StateColour.Blue)] Permanent,
    /// <summary>30 年.</summary>
    [State("30 年", StateColour.Blue)] ThirtyYears,
    /// <summary>10 年.</summary>
    [State("10 年", StateColour.Blue)] TenYears,
}

/// <summary>A case that was closed for the archive, and its hand-over.</summary>
public sealed record CaseArchive
{
    /// <summary>The case.</summary>
    public Guid ApplicationId { get; init; }
    /// <summary>Which package of the case it is: a case that an annulment reopened is archived once more.</summary>
    public int Version { get; init; }
    /// <summary>分类号.</summary>
    public string ClassMark { get; init; } = "";
    /// <summary>保管期限.</summary>
    public Retention Retention { get; init; }
    /// <summary>When it was closed.</summary>
    public DateTimeOffset ClosedAt { get; init; }
    /// <summary>By whom.</summary>
    public string ClosedBy { get; init; } = "";
    /// <summary>SHA-256 of the list of the package that was handed over.</summary>
    public string? ManifestSha256 { get; init; }
    /// <summary>When it was handed over.</summary>
    public DateOnly? HandedOverOn { get; init; }
    /// <summary>To whom.</summary>
    public string? Receiver { get; init; }
    /// <summary>交接回执 number.</summary>
    public string? ReceiptNumber { get; init; }

    internal const string Columns = """
        application_id, version, class_mark, retention, closed_at, closed_by, manifest_sha256, handed_over_on, receiver, receipt_number
        """;

    /// <summary>The archive's entry of a case as it is now; null where it was not closed for it.</summary>
    internal static Task<CaseArchive?> Find(Database database, Guid applicationId, CancellationToken ct)
        => database.Find<CaseArchive>($"select {Columns} from current_archive where application_id = @applicationId", new { applicationId },
            ct);

    /// <summary>The same, kept from others until a step is over.</summary>
    internal static Task<CaseArchive?> Lock(UnitOfWork work, Guid applicationId)
        => work.Find<CaseArchive>($"select {Columns} from current_archive where application_id = @applicationId for update",
            new { applicationId });

    /// <summary>Packages that were handed over before a decision of the case was annulled, the first one first.</summary>
    internal static Task<IReadOnlyList<CaseArchive>> Earlier(Database database, Guid applicationId, CancellationToken ct)
        => database.Query<CaseArchive>($"""
            select {Columns} from case_archive where application_id = @applicationId
              and version not in (select version from current_archive where application_id = @applicationId)
            order by version
            """, new { applicationId }, ct);

    /// <summary>Why there is nothing to close yet; null where there is.</summary>
    internal static Refusal? WhyOpen(Determination? determination) => determination switch
    {
        null => Refusal.NotFound($"没有这项认定事项"),
        { State: DeterminationState.Recognised or DeterminationState.Declined or DeterminationState.Refused or DeterminationState.Closed }
            => null,
        _ => Refusal.Conflict($"认定事项尚未办结，办结后归档"),
    };
}
