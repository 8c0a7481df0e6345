using Alliance.Contracts;

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
    /// <summary>To be settled.</summary>
    [State("待处理", StateColour.Orange)] Open,
    /// <summary>异议成立.</summary>
    [State("异议成立", StateColour.Red)] Upheld,
    /// <summary>异议不成立.</summary>
    [State("异议不成立", StateColour.Green)] Dismissed,
    /// <summary>Without object: the application was withdrawn.</summary>
    [State("已关闭", StateColour.Grey)] Closed,
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

    internal const string Columns = "id, notice_id, objector_kind, facts, lodged_at, state, answer, settled_at, settled_by";
}
