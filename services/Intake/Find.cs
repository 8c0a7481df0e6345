using Alliance.Contracts.Desk;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Intake.Applications;

namespace Alliance.Intake;

/// <summary>What somebody finds here by a name, a unit, a credit code, a number or the first letters of its pronunciation; as far as the
/// list of applications shows it to them.</summary>
[ForSignedIn]
public sealed class Find(ListApplications applications, Words words)
{
    public async Task<IReadOnlyList<Found>> Handle(string? q, Actor actor, CancellationToken ct) => string.IsNullOrWhiteSpace(q) ? []
        : [.. (await applications.Handle(new(Q: q), ListQuery.Few(Found.Most), actor, ct)).Items.Select(item => new Found(words["申报书"],
            item.AllianceName.Length > 0 ? item.AllianceName : words["未命名的申报书"], $"{item.ReceiptNumber} {item.LeadUnit}".Trim(),
            $"/intake/applications/{item.ApplicationId}"))];
}
