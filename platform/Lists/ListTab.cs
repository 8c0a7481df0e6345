namespace Alliance.Lists;

/// <summary>A view that a list has for everybody.</summary>
/// <param name="Text">Already translated.</param>
/// <param name="Query">Its query, as it stands in an address; empty: the list as it is opened.</param>
public sealed record ListTab(string Text, string Query);
