using Alliance.Contracts;

namespace Alliance.Documents;

/// <summary>Where a file is between a person's machine and a reader.</summary>
public enum DocumentState
{
    /// <summary>Not all of it is here.</summary>
    [State("正在上传", StateColour.Blue)] Arriving,
    /// <summary>All here; nobody reads it before the malware scanner has looked at it.</summary>
    [State("等待病毒扫描", StateColour.Orange)] Quarantined,
    /// <summary>Can be read.</summary>
    [State("已保存", StateColour.Green)] Stored,
    /// <summary>The scanner found something; the bytes are gone.</summary>
    [State("含有恶意内容", StateColour.Red)] Infected,
}

/// <summary>A file that a person sent with a step, as it was stored.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Title">What people call it.</param>
/// <param name="FileName">Under which name it is kept.</param>
public sealed record FiledDocument(Guid Id, string Title, string FileName);

/// <summary>An attachment, without its bytes.</summary>
public sealed record StoredDocument
{
    /// <summary>The columns of <c>document</c> it is read from.</summary>
    public const string Columns = "id, case_id, kind, title, file_name, content_type, size, sha256, stored_at, stored_by, state, finding";

    /// <summary>Key.</summary>
    public Guid Id { get; init; }
    /// <summary>The case it belongs to.</summary>
    public Guid CaseId { get; init; }
    /// <summary>What it is for, a word of the service.</summary>
    public string Kind { get; init; } = "";
    /// <summary>What people call it.</summary>
    public string Title { get; init; } = "";
    /// <summary>Name of the uploaded file.</summary>
    public string FileName { get; init; } = "";
    /// <summary>By content, not by name; empty while it arrives.</summary>
    public string ContentType { get; init; } = "";
    /// <summary>Bytes, as announced while it arrives.</summary>
    public long Size { get; init; }
    /// <summary>SHA-256 of the bytes; empty while it arrives.</summary>
    public byte[] Sha256 { get; init; } = [];
    /// <summary>When.</summary>
    public DateTimeOffset StoredAt { get; init; }
    /// <summary>By which account.</summary>
    public string StoredBy { get; init; } = "";
    /// <summary>Where it is.</summary>
    public DocumentState State { get; init; }
    /// <summary>What the scanner found in it.</summary>
    public string? Finding { get; init; }
}
