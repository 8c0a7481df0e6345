using Alliance.Contracts.Desk;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Intake.Applications;
using Alliance.Intake.Applications.Recommending;

namespace Alliance.Intake;

/// <summary>What somebody finds here by a name, a unit, a credit code, a number or the first letters of its pronunciation; as far as the
/// list of applications shows it to them, or for who recommends that of their area.</summary>
[ForSignedIn]
public sealed class Find(ListApplications applications, ListRecommendations recommendations, Words words)
{
    public async Task<IReadOnlyList<Found>> Handle(string? q, Actor actor, CancellationToken ct) => string.IsNullOrWhiteSpace(q) ? []
        : [.. (await applications.Handle(new(Q: q), ListQuery.Few(Found.Most), actor, ct)).Items
                .Select(item => One(item.ApplicationId, item.AllianceName, item.ReceiptNumber, item.LeadUnit)),
            .. !actor.Is(Roles.Recommender) || Offices.From(actor) is not null ? []
                : (await recommendations.Handle(new(Q: q), ListQuery.Few(Found.Most), actor, ct)).Items
                    .Select(item => One(item.ApplicationId, item.AllianceName, item.ReceiptNumber, item.LeadUnit))];

    Found One(Guid applicationId, string name, string? receiptNumber, string leadUnit) => new(words["申报书"],
        name.Length > 0 ? name : words["未命名的申报书"], $"{receiptNumber} {leadUnit}".Trim(), $"/intake/applications/{applicationId}");
}
