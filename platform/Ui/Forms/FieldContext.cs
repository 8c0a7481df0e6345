namespace Alliance.Ui;

/// <summary>What the element inside a <c>Field</c> needs to belong to its label.</summary>
/// <param name="Id">For the element's id.</param>
/// <param name="Name">For the element's name.</param>
/// <param name="Value">For the element's value.</param>
/// <param name="DescribedBy">For aria-describedby; null when there is neither hint nor error.</param>
/// <param name="Invalid">For aria-invalid; null when all is well.</param>
public sealed record FieldContext(string Id, string Name, string? Value, string? DescribedBy, string? Invalid);
