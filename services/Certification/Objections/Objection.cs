using Alliance.Certification.Notices;
using Alliance.Contracts;
using Alliance.Core.Data;

namespace Alliance.Certification.Objections;

/// <summary>Who objects.</summary>
public enum ObjectorKind
{
    /// <summary>个人, signing with their own name.</summary>
    Person,
    /// <summary>单位, under its seal.</summary>
    Unit,
}

/// <summary>Where an objection stands.</summary>
public enum ObjectionState
{
    /// <summary>Nobody has proved yet that whoever lodged it can be reached; it holds nothing.</summary>
    [State("待核实", StateColour.Grey)] Unconfirmed,
    /// <summary>To be settled.</summary>
    [State("待处理", StateColour.Orange)] Open,
    /// <summary>异议成立.</summary>
    [State("异议成立", StateColour.Red)] Upheld,
    /// <summary>异议不成立.</summary>
    [State("异议不成立", StateColour.Green)] Dismissed,
    /// <summary>Without object: the application was withdrawn.</summary>
    [State("已关闭", StateColour.Grey)] Closed,
    /// <summary>Nobody proved it in time, or an officer left it aside with a reason; on file, and admitted while the notice
    /// runs.</summary>
    [State("未核实", StateColour.Grey)] Lapsed,
}

/// <summary>How an objection came.</summary>
public enum ObjectionChannel
{
    /// <summary>网上.</summary>
    Web,
    /// <summary>书面.</summary>
    Paper,
    /// <summary>电话.</summary>
    Telephone,
    /// <summary>来访.</summary>
    Visit,
}

/// <summary>How it is proved that whoever objects can be reached at the contact they gave.</summary>
public enum ContactProof
{
    /// <summary>The office can send no code: nothing is asked.</summary>
    None,
    /// <summary>With the code that was sent to the e-mail address.</summary>
    Mail,
    /// <summary>With the code that was sent to the mobile number.</summary>
    Sms,
    /// <summary>An officer calls or writes, and admits it.</summary>
    Officer,
}

/// <summary>异议: real name, in writing, with facts (Art. 11). Name and contact are for the officers only, and erased in time (<see
/// cref="EraseObjectors"/>).</summary>
public sealed record Objection
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; }
    /// <summary>The notice it is about.</summary>
    public Guid NoticeId { get; init; }
    /// <summary>Person or unit.</summary>
    public ObjectorKind ObjectorKind { get; init; }
    /// <summary>事实与依据.</summary>
    public string Facts { get; init; } = "";
    /// <summary>When it came.</summary>
    public DateTimeOffset LodgedAt { get; init; }
    /// <summary>Where it stands.</summary>
    public ObjectionState State { get; init; }
    /// <summary>The written answer.</summary>
    public string? Answer { get; init; }
    /// <summary>When it was settled.</summary>
    public DateTimeOffset? SettledAt { get; init; }
    /// <summary>By whom.</summary>
    public string? SettledBy { get; init; }
    /// <summary>收件编号.</summary>
    public string? Number { get; init; }
    /// <summary>How it came.</summary>
    public ObjectionChannel Received { get; init; }
    /// <summary>Since when it holds its case.</summary>
    public DateTimeOffset? HeldAt { get; init; }
    /// <summary>Until when the objector may prove that they can be reached; null where an officer has to.</summary>
    public DateTimeOffset? ConfirmUntil { get; init; }
    /// <summary>Why it was left aside.</summary>
    public string? LeftWhy { get; init; }
    /// <summary>The first of those that say the same.</summary>
    public Guid? GroupId { get; init; }
    /// <summary>Until when it is to be answered.</summary>
    public DateOnly? DueOn { get; init; }
    /// <summary>Why that was put off.</summary>
    public string? ExtendedWhy { get; init; }

    /// <summary>The kind of the files that an objector gives; their case is the objection.</summary>
    internal const string Evidence = "Evidence";

    internal const string Columns = """
        id, notice_id, objector_kind, facts, lodged_at, state, answer, settled_at, settled_by, number, received, held_at, confirm_until,
        left_why, coalesce(group_id, id) as group_id, due_on, extended_why
        """;

    /// <summary>The objection, inside a step.</summary>
    internal static Task<Objection?> Find(UnitOfWork work, Guid id)
        => work.Find<Objection>($"select {Columns} from objection where id = @id", new { id });

    /// <summary>Whose matter it is: the alliance once it is recognised, before that the application.</summary>
    internal static Guid CaseOf(PublicNotice notice) => notice.AllianceId ?? notice.ApplicationId;
}
