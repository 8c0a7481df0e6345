using Alliance.Statute.Forms;
using Alliance.Statute.Periods;

namespace Alliance.Intake.Applications.Attachments;

/// <summary>How a place for a required file stands.</summary>
public enum SlotState
{
    /// <summary>缺少.</summary>
    Missing,
    /// <summary>已上传.</summary>
    Present,
    /// <summary>需换新: what was uploaded cannot be what stands now.</summary>
    TooOld,
}

/// <summary>The place for one required kind of file.</summary>
public sealed record Slot(AttachmentKind Kind, SlotState State)
{
    /// <summary>A place for each kind without which nothing can be submitted.</summary>
    public static IReadOnlyList<Slot> Of(ApplicationForm form, IReadOnlyList<Attachment> attached)
        => [.. Attachment.Required.Select(kind => new Slot(kind, StateOf(kind, form, attached)))];

    // A signed agreement that was uploaded before the last unit signed does not bear its signature. Of the other papers only an officer
    // sees how old they are.
    static SlotState StateOf(AttachmentKind kind, ApplicationForm form, IReadOnlyList<Attachment> attached)
    {
        var files = attached.Where(a => a.Kind == kind && a.State != Documents.DocumentState.Infected).ToList();
        if (files.Count == 0) return SlotState.Missing;
        return kind == AttachmentKind.Agreement && form.Members.Max(m => m.Signature?.SignedOn) is { } signed
            && files.All(file => BeijingTime.DayOf(file.StoredAt) < signed) ? SlotState.TooOld : SlotState.Present;
    }
}
