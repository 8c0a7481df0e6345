namespace Alliance.Ui;

/// <summary>A service as the header's switch shows it.</summary>
/// <param name="Key">The prefix behind the gateway.</param>
/// <param name="Text">Its name on the screen.</param>
/// <param name="Roles">Who works there; auditors and administrators see every one.</param>
public sealed record ServiceLink(string Key, string Text, IReadOnlyList<string> Roles)
{
    /// <summary>Every service with pages of its own, in the order of the procedure.</summary>
    public static readonly IReadOnlyList<ServiceLink> All =
    [
        new("intake", "受理", [Core.Security.Roles.Applicant, Core.Security.Roles.Member, Core.Security.Roles.Recommender,
            Core.Security.Roles.IntakeOfficer]),
        new("review", "评审", [Core.Security.Roles.ReviewSecretary, Core.Security.Roles.Expert]),
        new("certification", "认定", [Core.Security.Roles.CertificationOfficer, Core.Security.Roles.DecisionMaker]),
        new("funding", "经费", [Core.Security.Roles.Applicant, Core.Security.Roles.FundingOfficer, Core.Security.Roles.FundingApprover]),
        new("monitoring", "监测", [Core.Security.Roles.Applicant, Core.Security.Roles.Member, Core.Security.Roles.Recommender,
            Core.Security.Roles.MonitoringOfficer, Core.Security.Roles.Assessor]),
        new("workflows", "流程", []),
    ];
}
