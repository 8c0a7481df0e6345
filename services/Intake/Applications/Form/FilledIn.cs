using Alliance.Statute.Forms;

namespace Alliance.Intake.Applications.Form;

/// <summary>Whether anything was filled in that a condition of Art. 8 looks at: of what nobody wrote yet it is not said that it does not
/// meet.</summary>
public static class FilledIn
{
    /// <summary>True where something was.</summary>
    public static bool For(string code, ApplicationForm form) => code switch
    {
        "P0" or "P5" => form.Members.Any(m => m.IsLead),
        "P1" or "P2" or "P3" => form.Members.Count > 0,
        "P4" => form.Members.Any(m => m.Signature is not null),
        "P6" => Any(form.Agreement.Goals),
        "P7" => form.Members.Any(m => Any(m.Task)),
        "P8" => Any(form.Agreement.LiableCreditCode),
        "P9" => form.Plan != new Plan(),
        "P10" => Any(form.Governance.DecisionBody, form.Governance.AdvisoryBody, form.Governance.ExecutiveBody, form.Governance.Mechanism),
        "P11" => Any(form.Governance.FundRules),
        "P12" => Any(form.Agreement.BenefitGuarantee),
        "P13" => Any(form.Agreement.ResultsOwnership),
        "P14" => form.Agreement.NoDisputeDeclared,
        "P15" => form.Team.Count > 0,
        "P16" => form.Projects.Count > 0,
        "P17" => form.Achievements.Count > 0,
        _ => true,
    };

    static bool Any(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            if (!string.IsNullOrWhiteSpace(text)) return true;
        return false;
    }
}
