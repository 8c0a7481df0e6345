using Alliance.Contracts;

namespace Alliance.Intake.Applications;

/// <summary>Which one state people see of an application.</summary>
public static class CurrentState
{
    /// <summary>The same in a query, of the table a.</summary>
    internal const string Sql = """
        case when a.stage in ('Passed', 'Refused') and a.case_state not in ('FormalReview', 'Correction') then a.case_state else a.stage end
        """;

    /// <summary>Intake's own stage until the procedure has gone beyond Intake; then the state of the case.</summary>
    public static ApplicationState Of(Stage stage, ApplicationState? caseState) => (stage, caseState) switch
    {
        // Intake knows first what happens in its own part; the case follows a moment later.
        (Stage.Passed or Stage.Refused, not (null or ApplicationState.FormalReview or ApplicationState.Correction)) => caseState.Value,
        _ => Of(stage),
    };

    /// <summary>A stage as the state it is in the procedure.</summary>
    public static ApplicationState Of(Stage stage) => stage switch
    {
        Stage.Draft => ApplicationState.Draft,
        Stage.FormalReview => ApplicationState.FormalReview,
        Stage.Correction => ApplicationState.Correction,
        Stage.Passed => ApplicationState.Passed,
        Stage.Refused => ApplicationState.Refused,
        _ => ApplicationState.Withdrawn,
    };
}
