using System.Text.Json;
using System.Text.Json.Serialization;
using Alliance.Statute.Forms;

namespace Alliance.Local.Demo;

/// <summary>An application package: what a lead unit files, what people then decide, and how it must end. <c>deploy/samples/README.md</c>
/// describes the format.</summary>
public sealed record Package
{
    /// <summary>For editors only.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>The package's name; the same as its folder's.</summary>
    [JsonPropertyName("package")]
    public required string Id { get; init; }

    /// <summary>One line: field and outcome.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows.</summary>
    public required string About { get; init; }

    /// <summary>The lead unit's account.</summary>
    public required Applicant Applicant { get; init; }

    /// <summary>Accounts of other member units that act in the script.</summary>
    public IReadOnlyList<Applicant> Members { get; init; } = [];

    /// <summary>The 申报书 as first drafted.</summary>
    public required ApplicationForm Application { get; init; }

    /// <summary>The attachments, uploaded with the draft.</summary>
    public required IReadOnlyList<PackageAttachment> Attachments { get; init; }

    /// <summary>Who does what, in order.</summary>
    public required IReadOnlyList<Step> Script { get; init; }

    /// <summary>How it must end.</summary>
    public required Expected Expected { get; init; }

    /// <summary>The folder it was read from.</summary>
    [JsonIgnore]
    public string Folder { get; init; } = "";
}

/// <summary>The person who files for the lead unit.</summary>
public sealed record Applicant(string Account, string DisplayName, ApplicantUnit Unit);

/// <summary>The lead unit as its account knows it.</summary>
public sealed record ApplicantUnit(string Name, string CreditCode);

/// <summary>An attachment, by its path inside the package.</summary>
public sealed record PackageAttachment(AttachmentKind Kind, string Title, string File);

/// <summary>附件类别.</summary>
public enum AttachmentKind
{
    /// <summary>推荐公函.</summary>
    Recommendation,
    /// <summary>联盟协议、章程.</summary>
    Agreement,
    /// <summary>营业执照或法人证书.</summary>
    Certificate,
    /// <summary>其他证明材料.</summary>
    Evidence,
}

/// <summary>One step of a script: somebody does something, or the story waits for a state, a deadline or some days.</summary>
public sealed record Step
{
    /// <summary>The account that acts; <c>public</c> for somebody who is not signed in.</summary>
    public string? By { get; init; }

    /// <summary>What is done: one of <see cref="Verbs.All"/>.</summary>
    public string? Do { get; init; }

    /// <summary>The verb's particulars.</summary>
    public JsonElement? With { get; init; }

    /// <summary>The step must be refused.</summary>
    public ExpectedRefusal? ExpectRefusal { get; init; }

    /// <summary>What is waited for.</summary>
    public Watched? Wait { get; init; }

    /// <summary>The value waited for.</summary>
    public string? Is { get; init; }

    /// <summary>The statutory deadline of this case that the clock is to pass.</summary>
    public string? Until { get; init; }

    /// <summary>Stop so many days before that deadline instead of passing it.</summary>
    public int? DaysBefore { get; init; }

    /// <summary>Days that pass.</summary>
    public int? Days { get; init; }

    /// <summary>A remark for the reader.</summary>
    public string? Note { get; init; }
}

/// <summary>What a script can wait for.</summary>
public enum Watched
{
    /// <summary>The state of the recognition case.</summary>
    Recognition,
    /// <summary>The state of the operation case.</summary>
    Operation,
    /// <summary>The state of the guidance grant.</summary>
    Funding,
    /// <summary>Whether verified matching suffices: short or met.</summary>
    Matching,
    /// <summary>A compliance case: open or closed.</summary>
    ComplianceCase,
    /// <summary>The operating cycle, by its number.</summary>
    Cycle,
    /// <summary>The state of the case for revocation.</summary>
    Revocation,
    /// <summary>Whether payments are on hold: held or free.</summary>
    Hold,
    /// <summary>Whether the revocation stands in public: published.</summary>
    Announcement,
}

/// <summary>The refusal a step must meet; without an article, any refusal will do.</summary>
public sealed record ExpectedRefusal
{
    /// <summary>For example Art. 12.</summary>
    public string? Article { get; init; }
}

/// <summary>How a package must have ended when its script is through.</summary>
public sealed record Expected
{
    /// <summary>The state of the recognition case.</summary>
    public required RecognitionState Recognition { get; init; }

    /// <summary>The state of the operation case; null where no alliance came of it, or it is not looked at.</summary>
    public OperationState? Operation { get; init; }

    /// <summary>The state of the grant; null as above.</summary>
    public FundingState? Funding { get; init; }

    /// <summary>The state of the case for revocation; null where none was opened.</summary>
    public RevocationState? Revocation { get; init; }

    /// <summary>The article the negative decision rests on.</summary>
    public string? Article { get; init; }

    /// <summary>Every state passed through, of the recognition and then, where <see cref="Operation"/> is given, of the
    /// operation, and of the case for revocation where <see cref="Revocation"/> is given.</summary>
    public IReadOnlyList<string>? States { get; init; }

    /// <inheritdoc />
    public override string ToString()
        => string.Join(", ", new[] { Recognition.ToString(), Operation?.ToString(), Funding?.ToString(), Revocation?.ToString() }
            .Where(s => s is not null));
}

/// <summary>States of a recognition case.</summary>
public enum RecognitionState
{
    FormalReview,
    Correction,
    ExpertReview,
    Determination,
    PublicNotice,
    ObjectionHandling,
    Certification,
    Recognised,
    Refused,
    Declined,
    Withdrawn,
}

/// <summary>States of an operation case.</summary>
public enum OperationState
{
    Operating,
    UnderAssessment,
    Cancelling,
    Cancelled,
    Revoked,
    Dissolved,
}

/// <summary>States of a case for revocation.</summary>
public enum RevocationState
{
    Investigation,
    Statement,
    Hearing,
    Decision,
    Revoking,
    Revoked,
    Dropped,
    Overtaken,
}

/// <summary>States of a guidance grant.</summary>
public enum FundingState
{
    AwaitingPledge,
    AwaitingApproval,
    Approved,
    PaymentRequested,
    Disbursed,
    Suspended,
}
