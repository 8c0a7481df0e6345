using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Revocations.Statements;

/// <summary>The unit keeps what it has written of its statement so far (陈述申辩); nobody else sees it.</summary>
[For(Roles.Applicant)]
public sealed class SaveStatementDraft(Database database, StatutoryClock clock)
{
    /// <param name="Text">What the unit says.</param>
    public sealed record Request([LongText(10000)] string? Text);

    public async Task<Outcome> Handle(Guid id, Request request, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var found = await RevocationCase.Lock(work, id);
        if (FileStatement.WhyNotNow(found, lead, clock.Now, clock.Calendar) is { } refusal) return refusal;
        await work.Execute("update revocation_case set draft = @Text, draft_at = @Now, draft_by_name = @Name where id = @id",
            new { id, request.Text, clock.Now, lead.Name });
        await work.Record(found!.AllianceId, nameof(SaveStatementDraft), new { id }, Articles.Revocation, found.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }
}
