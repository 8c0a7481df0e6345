namespace Alliance.Contracts;

/// <summary>Call a panel of experts together (Art. 10).</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Application">What is reviewed.</param>
/// <param name="Round">1; 2 where the bureau returned it, and the same panel reviews once more.</param>
/// <param name="Why">Why it was returned; null in the first round.</param>
[CommandFor("review")]
public sealed record OpenExpertReview(Guid ApplicationId, ApplicationSummary Application, int Round = 1, string? Why = null);

/// <summary>The application was withdrawn: end the review where it stands.</summary>
[CommandFor("review")]
public sealed record CloseReview(Guid ApplicationId, string Why);

/// <summary>An expert has a seat on the panel: from now on they may read the application, without anybody's contact data.</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Account">The expert's account.</param>
/// <param name="TakenAt">When.</param>
public sealed record PanelSeatTaken(Guid ApplicationId, string Account, DateTimeOffset TakenAt);

/// <summary>An expert stated a conflict of interest or was replaced: the application is not theirs to read any more.</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Account">The expert's account.</param>
/// <param name="LeftAt">When.</param>
public sealed record PanelSeatLeft(Guid ApplicationId, string Account, DateTimeOffset LeftAt);

/// <summary>All sheets are in and the panel leader wrote the 专家组意见.</summary>
/// <param name="ApplicationId">The case.</param>
/// <param name="Recommended">推荐 or 不推荐.</param>
/// <param name="AverageScore">Mean of the sheets' totals, 0–100, two decimals.</param>
/// <param name="Experts">How many experts scored.</param>
/// <param name="Opinion">专家组意见.</param>
/// <param name="ConcludedAt">When.</param>
/// <param name="Round">1; 2 for a review that the bureau had returned.</param>
public sealed record ExpertReviewConcluded(
    Guid ApplicationId, bool Recommended, decimal AverageScore, int Experts, string Opinion, DateTimeOffset ConcludedAt, int Round = 1);
