using System.Globalization;
using System.Text.Json;
using Alliance.Local;
using Alliance.Statute.Eligibility;
using Alliance.Statute.Forms;

namespace Alliance.SystemTests.Intake;

/// <summary>What the tests of Intake have in common: a call, a complete form, and an application on its way.</summary>
static partial class Filing
{
    /// <summary>A call whose window is open now.</summary>
    public static async Task<Guid> OpenCall(this RunningSystem system)
    {
        var now = await system.Clock.Now();
        var officer = await system.SignedIn("shouli");
        return (await officer.Post("/intake/api/calls", new
        {
            year = now.Year,
            title = "年度申报通知",
            body = "请在受理期间内提交。",
            opensAt = now.AddDays(-1),
            closesAt = now.AddDays(30),
        })).Must().GetProperty("callId").GetGuid();
    }

    /// <summary>A draft with this form and all attachments.</summary>
    public static async Task<Guid> Draft(this RunningSystem system, string account, ApplicationForm? form = null)
    {
        var applicant = await system.SignedIn(account);
        var applicationId = (await applicant.Post("/intake/api/applications", new { callId = await system.OpenCall() }))
            .Must().GetProperty("applicationId").GetGuid();
        (await applicant.Put($"/intake/api/applications/{applicationId}/form", form ?? Complete(account))).Must();
        foreach (var kind in (string[])["recommendation", "agreement", "certificate"])
            (await applicant.Upload($"/intake/api/applications/{applicationId}/attachments", $"{kind}.pdf", Pdf,
                new Dictionary<string, string> { ["kind"] = kind, ["title"] = kind })).Must();
        return applicationId;
    }

    /// <summary>A submitted application.</summary>
    public static async Task<Guid> Submitted(this RunningSystem system, string account, ApplicationForm? form = null)
    {
        var applicationId = await system.Draft(account, form);
        (await (await system.SignedIn(account)).Post($"/intake/api/applications/{applicationId}/submit")).Must();
        return applicationId;
    }

    /// <summary>The officer judges every condition, all met but these.</summary>
    public static async Task Judge(this RunningSystem system, Guid applicationId, params string[] notMet)
        => (await (await system.SignedIn("shouli")).Post($"/intake/api/applications/{applicationId}/judgements", new
        {
            judgements = Conditions.Codes.Select(code => new { code, met = !notMet.Contains(code), sentence = "经核对" }),
        })).Must();

    /// <summary>The application as this person reads it.</summary>
    public static async Task<JsonElement> Read(this Person person, Guid applicationId)
        => (await person.Get($"/intake/api/applications/{applicationId}")).Must();

    /// <summary>The instant in a JSON property.</summary>
    public static DateTimeOffset Instant(this JsonElement element, string property)
        => DateTimeOffset.Parse(element.GetProperty(property).GetString()!, CultureInfo.InvariantCulture);
}
