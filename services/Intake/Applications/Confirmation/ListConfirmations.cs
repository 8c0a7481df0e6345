using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Intake.Applications.Confirmation;

/// <summary>Which member units have confirmed, which are missing, and why one declined.</summary>
[ForReadingByStaff(Roles.Applicant)]
public sealed class ListConfirmations(Database database, ReadApplication applications)
{
    /// <summary>A member unit and its answer.</summary>
    public sealed record Item(
        string UnitName,
        string CreditCode,
        Guid? ConfirmationId,
        ConfirmationState State,
        string? Signatory,
        DateOnly? SignedOn,
        string? Why,
        Guid? EvidenceId,
        DateTimeOffset? AnsweredAt);

    public async Task<Outcome<IReadOnlyList<Item>>> Handle(Guid applicationId, Actor actor, CancellationToken ct)
    {
        var outcome = await applications.Handle(applicationId, actor, ct);
        return outcome.Value is { } application ? new Outcome<IReadOnlyList<Item>>(await Of(application, ct), null) : outcome.Refusal!;
    }

    internal async Task<IReadOnlyList<Item>> Of(ReadApplication.Answer application, CancellationToken ct)
    {
        var answered = (await database.Query<MemberConfirmation>(
            $"select {MemberConfirmation.Columns} from confirmation where application_id = @ApplicationId", application, ct))
                .ToDictionary(c => c.CreditCode);
        return
        [
            .. from member in application.Form.Members.Where(m => m is { IsLead: false, CreditCode.Length: > 0 })
                .DistinctBy(m => m.CreditCode)
               let one = answered.GetValueOrDefault(member.CreditCode)
               select new Item(member.Name, member.CreditCode, one?.Id, one?.StateIn(application.Form)
                   ?? ConfirmationState.NotInvited, one?.Signatory, one?.SignedOn, one?.Why, one?.EvidenceId, one?.AnsweredAt),
        ];
    }
}
