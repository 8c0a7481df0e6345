using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Revocations;

/// <summary>The plaque of a revoked recognition did not come back within its period: whoever has to see to it is told (Art. 17).</summary>
public sealed class RemindPlaqueRecovery(Database database, LetterWriter letters) : IConsumer<Alliance.Contracts.RemindPlaqueRecovery>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.RemindPlaqueRecovery> context)
    {
        var (id, _, dueOn) = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var alliance = await RecognisedAlliance.Lock(work, id);
        if (alliance is { Status: AllianceStatus.Revoked, PlaqueHandedOverOn: not null, PlaqueRecoveredOn: null })
        {
            await letters.Tell(work, Audience.Unit(alliance.Application.LeadUnit.CreditCode), id, $"牌匾逾期未交回",
                $"“{alliance.Name}”的牌匾应在 {dueOn:yyyy-MM-dd} 前交回，请尽快交回。", $"/verify/{alliance.CertificateNumber}", Articles.Revocation);
            await letters.Tell(work, [Audience.Office(Roles.CertificationOfficer), Audience.Office(Roles.DecisionMaker)], id,
                $"牌匾逾期未收回", $"“{alliance.Name}”的牌匾应在 {dueOn:yyyy-MM-dd} 前收回，仍未收回。", $"/certification/alliances/{id}",
                Articles.Revocation);
            await work.Record(id, nameof(RemindPlaqueRecovery), new { dueOn }, Articles.Revocation, alliance.Application.PolicyVersion);
        }
        else await work.Ignore(id, nameof(RemindPlaqueRecovery), context.Message, "没有应当收回的牌匾", Articles.Revocation);
        await work.Commit();
    }
}
