using Alliance.Core.Rules;

namespace Alliance.Ui;

/// <summary>What a form tells the fields in it.</summary>
/// <param name="Name">The form's name.</param>
/// <param name="Refusal">Why the last attempt was refused.</param>
/// <param name="IsPosted">True when this form was just sent.</param>
/// <param name="ShowsSent">True when the page has nothing but what was sent, and the fields show that: something in it could not be read,
/// or it came too late.</param>
public sealed record FormState(string Name, Refusal? Refusal, bool IsPosted, bool ShowsSent = false)
{
    /// <summary>What each field says, by the name it posts: its label and its value as people read it.</summary>
    internal Dictionary<string, (string Label, string? Said)> Fields { get; init; } = [];
}
