using Alliance.Local.Running;

namespace Alliance.SystemTests.Intake;

/// <summary>Who recommends, in the register.</summary>
static class Recommending
{
    /// <summary>An officer enters the association of the demo accounts as one that these accounts' units are members of.</summary>
    public static async Task<Guid> AssociationOf(this RunningSystem system, params string[] accounts)
        => (await (await system.SignedIn("shouli")).Post("/intake/api/recommending-bodies", new
        {
            DemoAccounts.Association.Name,
            DemoAccounts.Association.CreditCode,
            kind = "Association",
            members = TestApplicants.Accounts.Where(a => accounts.Contains(a.Account)).Select(a => a.Unit!.CreditCode),
        })).Must().GetProperty("bodyId").GetGuid();

    /// <summary>An officer enters the bureau of the demo accounts with this district.</summary>
    public static async Task<Guid> BureauOf(this RunningSystem system, string district)
        => (await (await system.SignedIn("shouli")).Post("/intake/api/recommending-bodies", new
        {
            DemoAccounts.DistrictBureau.Name,
            DemoAccounts.DistrictBureau.CreditCode,
            kind = "District",
            districts = new[] { district },
        })).Must().GetProperty("bodyId").GetGuid();

    /// <summary>This account says something of an application, with a letter.</summary>
    public static async Task<Local.Answer> Recommends(
        this RunningSystem system, string account, Guid applicationId, bool recommended, string opinion)
        => await (await system.SignedIn(account)).Upload($"/intake/api/applications/{applicationId}/recommendations", "推荐函.pdf",
            Filing.Pdf, new Dictionary<string, string> { ["recommended"] = recommended ? "true" : "false", ["opinion"] = opinion });
}
