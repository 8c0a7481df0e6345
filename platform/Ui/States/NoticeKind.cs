namespace Alliance.Ui;

/// <summary>What a notice on the screen is about.</summary>
public enum NoticeKind
{
    /// <summary>Something to know.</summary>
    Info,
    /// <summary>A step was taken.</summary>
    Success,
    /// <summary>Something to mind.</summary>
    Warning,
    /// <summary>Something went wrong.</summary>
    Error,
}
