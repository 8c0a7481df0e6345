using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Intake.Applications.Attachments;

/// <summary>The lead unit takes a file out of its form. The bytes stay, because an earlier submission may name them.</summary>
[For(Roles.Applicant)]
public sealed class RemoveAttachment(Database database, StatutoryClock clock)
{
    public async Task<Outcome> Handle(Guid applicationId, Guid attachmentId, Actor applicant, CancellationToken ct)
    {
        await using var work = await database.Begin(this, applicant, ct);
        var application = await work.Find<Application>("""
            select id, stage, policy_version, lead_credit_code, former_accounts from application where id = @applicationId for update
            """, new { applicationId });
        if (Attach.WhyNot(application, attached: 0, applicant) is { } refusal) return refusal;

        var removed = await work.Execute("""
            insert into removed_attachment(document_id, application_id, removed_at, removed_by)
            select id, case_id, @Now, @Account from document where id = @attachmentId and case_id = @applicationId and state <> 'Arriving'
            on conflict do nothing
            """, new { attachmentId, applicationId, clock.Now, applicant.Account });
        if (removed == 0) return Refusal.NotFound($"没有这个附件，或已被移除");
        await work.Record(applicationId, nameof(RemoveAttachment), new { attachmentId }, policyVersion: application!.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }
}
