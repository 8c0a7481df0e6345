namespace Alliance.Ui;

/// <summary>The row that is edited.</summary>
/// <param name="Index">Its place, from 0.</param>
public sealed record EditedRow(int Index);
