namespace Alliance.Ui;

/// <summary>One step of the way to a page.</summary>
/// <param name="Text">Already translated.</param>
/// <param name="Href">Relative to the service; empty for its start page.</param>
public sealed record Crumb(string Text, string Href);
