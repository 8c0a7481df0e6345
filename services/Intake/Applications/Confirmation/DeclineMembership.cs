using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications.Confirmation;

/// <summary>A member unit does not agree and says why; the lead unit reads it (Art. 8-2).</summary>
[ForEveryone]
public sealed class DeclineMembership(Database database, LetterBox letters, OpenInvitation invitation, StatutoryClock clock)
{
    /// <summary>Why.</summary>
    public sealed record Request
    {
        public string Code { get; init; } = "";
        [LongText] public string Why { get; init; } = "";
    }

    public async Task<Outcome> Handle(Guid confirmationId, Request request, Actor actor, CancellationToken ct)
    {
        var opened = await invitation.Handle(confirmationId, new() { Code = request.Code }, actor, ct);
        if (opened.Refusal is { } closed) return closed;

        await using var work = await database.Begin(this, actor, ct);
        var application = await work.Find<Application>(
            "select id, stage, form::text, policy_version, lead_credit_code from application where id = @ApplicationId for update",
            opened.Value!);
        var confirmation = await work.Find<MemberConfirmation>(
            $"select {MemberConfirmation.Columns} from confirmation where id = @confirmationId for update", new { confirmationId });
        if (ConfirmMembership.WhyNotAnswer(application!, confirmation!) is { } late) return late;
        if (string.IsNullOrWhiteSpace(request.Why))
            return Refusal.Invalid($"请说明不同意的理由，以便牵头单位处理", Articles.Agreement, "why", application!.PolicyVersion);

        await work.Execute("update confirmation set state = 'Declined', why = @Why, answered_at = @Now where id = @confirmationId",
            new { confirmationId, Why = request.Why.Trim(), clock.Now });
        await letters.Tell(work, Audience.Unit(application!.LeadCreditCode), application.Id, $"成员单位不同意加入",
            $"{confirmation!.UnitName}不同意加入联盟，理由见申报书页面。", $"/intake/applications/{application.Id}#confirmations", Articles.Agreement);
        await work.Record(application.Id, nameof(DeclineMembership), new { confirmation.CreditCode, confirmation.UnitName, request.Why },
            Articles.Agreement, application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }
}
