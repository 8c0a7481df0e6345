using System.Security.Cryptography;
using System.Text;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Statute.Forms;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications;

/// <summary>Where a member unit's confirmation is.</summary>
public enum ConfirmationState
{
    /// <summary>未邀请.</summary>
    [State("未邀请", StateColour.Grey)] NotInvited,
    /// <summary>待确认.</summary>
    [State("待确认", StateColour.Orange)] Invited,
    /// <summary>已确认.</summary>
    [State("已确认", StateColour.Green)] Confirmed,
    /// <summary>不同意.</summary>
    [State("不同意", StateColour.Red)] Declined,
    /// <summary>内容已变更: confirmed, but agreement or part were changed since.</summary>
    [State("内容已变更，需重新确认", StateColour.Orange)] Outdated,
}

/// <summary>成员确认 as it is stored.</summary>
public sealed record MemberConfirmation
{
    /// <summary>Key, and the address of the invitation.</summary>
    public Guid Id { get; init; }
    /// <summary>The application.</summary>
    public Guid ApplicationId { get; init; }
    /// <summary>The unit, by its code; the form may have lost it meanwhile.</summary>
    public string CreditCode { get; init; } = "";
    /// <summary>The unit's name when it was invited.</summary>
    public string UnitName { get; init; } = "";
    /// <summary>SHA-256 of the invitation's code.</summary>
    public byte[] CodeSha256 { get; init; } = [];
    /// <summary>How often a wrong code was tried.</summary>
    public int WrongCodes { get; init; }
    /// <summary>As answered.</summary>
    public ConfirmationState State { get; init; }
    /// <summary>Who signed for the unit.</summary>
    public string? Signatory { get; init; }
    /// <summary>The day of the signature.</summary>
    public DateOnly? SignedOn { get; init; }
    /// <summary>The signed scan or the evidence of an electronic signature.</summary>
    public Guid? EvidenceId { get; init; }
    /// <summary>Hash of what was confirmed.</summary>
    public byte[]? ContentSha256 { get; init; }
    /// <summary>Why the unit declined.</summary>
    public string? Why { get; init; }
    /// <summary>When it was invited last.</summary>
    public DateTimeOffset InvitedAt { get; init; }
    /// <summary>When it answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    internal const string Columns =
        "id, application_id, credit_code, unit_name, code_sha256, wrong_codes, state, signatory, signed_on, evidence_id, content_sha256, " +
        "why, invited_at, answered_at";

    /// <summary>Where it stands against the form as it reads now.</summary>
    public ConfirmationState StateIn(ApplicationForm form) => State != ConfirmationState.Confirmed ? State
        : form.Members.FirstOrDefault(m => m.CreditCode == CreditCode) is { } member
            && ContentOf(form, member).AsSpan().SequenceEqual(ContentSha256) ? ConfirmationState.Confirmed
        : ConfirmationState.Outdated;

    /// <summary>The hash of what a unit confirms: the agreement and its own part, without the signature that the confirmation itself gives
    /// and without contact data.</summary>
    public static byte[] ContentOf(ApplicationForm form, MemberUnit member)
        => SHA256.HashData(Encoding.UTF8
            .GetBytes(Json.Write(new { form.CoreName, form.Agreement, Member = member with { Signature = null, Contact = new() } })));

    internal static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(TypedText.Code(code)));

    /// <summary>The units whose confirmation covers the form as it reads.</summary>
    internal static async Task<IReadOnlySet<string>> Valid(UnitOfWork work, Guid applicationId, ApplicationForm form)
        => (await work.Query<MemberConfirmation>($"select {Columns} from confirmation where application_id = @applicationId",
            new { applicationId }))
            .Where(c => c.StateIn(form) == ConfirmationState.Confirmed).Select(c => c.CreditCode).ToHashSet();
}
