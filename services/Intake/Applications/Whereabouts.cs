namespace Alliance.Intake.Applications;

/// <summary>Which one state people see of an application.</summary>
public static class Whereabouts
{
    /// <summary>Intake's own stage until the procedure has gone beyond Intake; then the state of the case.</summary>
    public static string Of(Stage stage, string? caseState) => (stage, caseState) switch
    {
        // Intake knows first what happens in its own part; the case follows a moment later.
        (Stage.Passed or Stage.Refused, null or "FormalReview" or "Correction") => stage.ToString(),
        (Stage.Passed or Stage.Refused, { } beyond) => beyond,
        _ => stage.ToString(),
    };
}
