using Alliance.Core.Security;

namespace Alliance.Certification.Objections.Handling;

/// <summary>核查函: the unit concerned is asked what it says to an objection. Who objects stands in none of it.</summary>
public sealed record Inquiry
{
    /// <summary>Its key.</summary>
    public Guid InquiryId { get; init; }
    /// <summary>The objection it is about.</summary>
    public Guid ObjectionId { get; init; }
    /// <summary>The notice that is objected to.</summary>
    public Guid NoticeId { get; init; }
    /// <summary>What that is called.</summary>
    public string NoticeTitle { get; init; } = "";
    /// <summary>Who is asked.</summary>
    public string UnitName { get; init; } = "";
    /// <summary>By its credit code.</summary>
    public string UnitCode { get; init; } = "";
    /// <summary>What is asked, in the officer's words.</summary>
    public string Question { get; init; } = "";
    /// <summary>Until when.</summary>
    public DateOnly DueOn { get; init; }
    /// <summary>When it was asked.</summary>
    public DateTimeOffset AskedAt { get; init; }
    /// <summary>What the unit says.</summary>
    public string? Answer { get; init; }
    /// <summary>When it said so.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
    /// <summary>Who of it.</summary>
    public string? AnsweredBy { get; init; }
    /// <summary>What it added.</summary>
    public IReadOnlyList<EvidenceFile> Files { get; init; } = [];

    /// <summary>The kind of the files that the unit gives; their case is the inquiry.</summary>
    internal const string Opinion = "Opinion";

    internal const string Select = """
        select i.id as inquiry_id, i.objection_id, i.notice_id, n.title as notice_title, i.unit_name, i.unit_code, i.question, i.due_on,
          i.asked_at, i.answer, i.answered_at, i.answered_by
        from inquiry i join notice n on n.id = i.notice_id
        """;

    /// <summary>True for the office, those who only look, and the unit that is asked.</summary>
    internal bool IsFor(Actor actor) => actor.IsAny([Roles.CertificationOfficer, .. Roles.Readers])
        || (actor.Is(Roles.Applicant) && actor.BelongsTo(UnitCode));
}
