using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute.Forms;

namespace Alliance.Intake.Applications.Form;

/// <summary>Member units that this lead unit entered in other applications, as they were entered last: they need not be typed again.
/// Without signatures, which stand under one agreement.</summary>
[For(Roles.Applicant)]
public sealed class EarlierMembers(Database database)
{
    // Ten years of applications of one unit, and more members than fit a list to choose from.
    const int Applications = 20;
    const int Most = 200;

    public async Task<Outcome<IReadOnlyList<MemberUnit>>> Handle(Guid applicationId, Actor applicant, CancellationToken ct)
    {
        var application = await database.Find<Application>(
            "select id, form::text, lead_credit_code, former_accounts from application where id = @applicationId",
            new { applicationId }, ct);
        if (Application.WhyNotOwner(application, applicant) is { } unknown) return unknown;
        var forms = await database.Query<string>("""
            select jsonb_build_object('members', form->'members')::text from application
            where lead_credit_code = @LeadCreditCode and id <> @Id and not (@Account = any(former_accounts))
            order by arrived_at desc, id desc limit @Applications
            """, new { application!.LeadCreditCode, application.Id, applicant.Account, Applications }, ct);
        return new Outcome<IReadOnlyList<MemberUnit>>(Of(application.ReadForm(), forms.Select(Json.Read<ApplicationForm>)), null);
    }

    /// <summary>Those the form does not have yet, each once, by name.</summary>
    internal static IReadOnlyList<MemberUnit> Of(ApplicationForm form, IEnumerable<ApplicationForm> earlier) =>
    [
        .. earlier.SelectMany(f => f.Members).Where(m => m.CreditCode.Length > 0 && form.Members.All(has => has.CreditCode != m.CreditCode))
            .DistinctBy(m => m.CreditCode).Select(m => m with { Signature = null, IsLead = false })
            .OrderBy(m => m.Name, StringComparer.Ordinal).Take(Most),
    ];
}
