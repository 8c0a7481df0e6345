namespace Alliance.Ui;

/// <summary>What can be said of a field's value while it is typed.</summary>
/// <param name="Right">True when no rule speaks against it.</param>
/// <param name="Sentence">Why not; or what it stands for.</param>
public sealed record FieldCheck(bool Right, string Sentence);
