using Alliance.Platform.Rules;

namespace Alliance.Ui;

/// <summary>What a form tells the fields in it.</summary>
/// <param name="Name">The form's name.</param>
/// <param name="Refusal">Why the last attempt was refused.</param>
/// <param name="IsPosted">True when this form was just sent.</param>
public sealed record FormState(string Name, Refusal? Refusal, bool IsPosted);
