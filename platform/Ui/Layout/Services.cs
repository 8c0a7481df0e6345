namespace Alliance.Ui;

/// <summary>A service as the header's switch shows it.</summary>
/// <param name="Key">The prefix behind the gateway.</param>
/// <param name="Text">Its name on the screen.</param>
/// <param name="Roles">Who works there; auditors and administrators see every one.</param>
sealed record ServiceLink(string Key, string Text, IReadOnlyList<string> Roles)
{
    public static readonly IReadOnlyList<ServiceLink> All =
    [
        new("intake", "受理", [Platform.Security.Roles.Applicant, Platform.Security.Roles.Member, Platform.Security.Roles.IntakeOfficer]),
        new("review", "评审", [Platform.Security.Roles.ReviewSecretary, Platform.Security.Roles.Expert]),
        new("certification", "认定", [Platform.Security.Roles.CertificationOfficer, Platform.Security.Roles.DecisionMaker]),
        new("funding", "经费", [Platform.Security.Roles.Applicant, Platform.Security.Roles.FundingOfficer, Platform.Security.Roles.FundingApprover]),
        new("monitoring", "监测", [Platform.Security.Roles.Applicant, Platform.Security.Roles.MonitoringOfficer, Platform.Security.Roles.Assessor]),
        new("workflows", "流程", []),
    ];
}
