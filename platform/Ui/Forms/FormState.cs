using Alliance.Platform.Rules;

namespace Alliance.Ui;

/// <summary>What a form tells the fields in it.</summary>
/// <param name="Name">The form's name.</param>
/// <param name="Refusal">Why the last attempt was refused.</param>
/// <param name="IsPosted">True when this form was just sent.</param>
/// <param name="Unreadable">True when something in it could not be read: then the page has nothing but what was sent, and the fields show that.</param>
public sealed record FormState(string Name, Refusal? Refusal, bool IsPosted, bool Unreadable = false);
